"""The files' addresses: the bytes, and their pages one by one."""

from django.urls import path

from motcua.files import views

app_name = "files"
urlpatterns = [
    path("tep/<uuid:file_id>", views.download, name="file"),
    path("tep/<uuid:file_id>/trang", views.leaf, name="pages"),
    path("tep/<uuid:file_id>/trang/anh", views.picture, name="page"),
]
