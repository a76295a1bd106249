"""The frame's own pages."""

from django.urls import path

from motcua.ui import views

app_name = "ui"
urlpatterns = [
    path("tim", views.search, name="search"),
    path("quan-tri", views.administration, name="administration"),
    path("tro-giup", views.help_page, name="help"),
    path("tro-giup/<slug:book>/<slug:topic>", views.manual_page, name="manual"),
    path("tro-giup/<slug:book>/hinh/<slug:name>.webp", views.manual_picture, name="manual-picture"),
    path("tiep-can", views.accessibility, name="accessibility"),
    path("mau-sac.css", views.look, name="look"),
    path("so-do", views.site_map, name="site_map"),
    path("so-do.xml", views.site_map_for_machines, name="site_map_for_machines"),
]
