"""The post's pages: one noun an act."""

from django.urls import path

from motcua.postal.views import bags, parcels

app_name = "postal"
urlpatterns = [
    path("buu-chinh", parcels.parcels, name="parcels"),
    path("buu-chinh/giao", parcels.handing, name="handing"),
    path("buu-chinh/bien-ban", bags.bags, name="bags"),
    path("buu-chinh/bien-ban/<uuid:bag_id>", bags.bag, name="bag"),
    path("buu-chinh/tin/<uuid:event_id>", parcels.message, name="message"),
    path("buu-chinh/buu-gui/<uuid:parcel_id>", parcels.parcel, name="parcel"),
    path("buu-chinh/buu-gui/<uuid:parcel_id>/huy", parcels.cancellation, name="cancellation"),
    path("buu-chinh/buu-gui/<uuid:parcel_id>/nhan-lai", parcels.way_back, name="way-back"),
    path("buu-chinh/buu-gui/<uuid:parcel_id>/don", parcels.order, name="order"),
    path("buu-chinh/buu-gui/<uuid:parcel_id>/ma", parcels.tracking, name="tracking"),
    path("buu-chinh/buu-gui/<uuid:parcel_id>/tin", parcels.note, name="note"),
]
