"""The operator's page."""

from django.urls import path

from motcua.operations import views

app_name = "operations"
urlpatterns = [path("quan-tri/van-hanh", views.watch, name="watch")]
