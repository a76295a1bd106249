"""Scanning's addresses: of the clerk at the desk, and of the telephone that holds a token."""

from django.urls import path

from motcua.scans.views import desk, found, phone

app_name = "scans"
urlpatterns = [
    path("quet", desk.opening, name="opening"),
    path("quet/<uuid:scan_id>", desk.sitting, name="sitting"),
    path("quet/<uuid:scan_id>/dong", desk.closing, name="closing"),
    path("may-quet", found.waiting, name="found-list"),
    path("may-quet/<uuid:found_id>", found.found, name="found"),
    path("may-quet/<uuid:found_id>/gan", found.attach, name="found-attach"),
    path("may-quet/<uuid:found_id>/bo", found.discard, name="found-discard"),
    path("chup/<str:token>", phone.pictures, name="phone"),
    path("chup/<str:token>/anh", phone.picture, name="phone-picture"),
    path("chup/<str:token>/anh/<uuid:picture_id>", phone.part, name="phone-part"),
    path("chup/<str:token>/anh/<uuid:picture_id>/nho", phone.thumbnail, name="phone-thumbnail"),
    path("chup/<str:token>/anh/<uuid:picture_id>/bo", phone.removal, name="phone-removal"),
    path("chup/<str:token>/anh/<uuid:picture_id>/len", phone.move, name="phone-move"),
    path("chup/<str:token>/xong", phone.end, name="phone-end"),
]
