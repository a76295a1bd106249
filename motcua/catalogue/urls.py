"""The catalogue's pages: for everybody."""

from django.urls import path

from motcua.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("thu-tuc", views.procedures, name="procedures"),
    path("thu-tuc/<str:code>", views.procedure, name="procedure"),
]
