"""The files' one address."""

from django.urls import path

from motcua.files import views

app_name = "files"
urlpatterns = [path("tep/<uuid:file_id>", views.download, name="file")]
