"""Persons: the search, one person, a correction."""

from django.urls import path

from motcua.parties import views

app_name = "parties"
urlpatterns = [
    path("nguoi", views.people, name="people"),
    path("nguoi/<uuid:person_id>", views.person, name="person"),
    path("nguoi/<uuid:person_id>/dinh-chinh", views.correction, name="correction"),
]
