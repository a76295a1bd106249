"""The administrators' pages."""

from django.urls import path

from motcua.imports import views

app_name = "imports"
urlpatterns = [
    path("quan-tri/ho-so-cu", views.runs, name="runs"),
    path("quan-tri/ho-so-cu/<uuid:run>/bao-cao.csv", views.report, name="report"),
]
