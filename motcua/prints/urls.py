"""Pages of prints."""

from django.urls import path

from motcua.prints import views

app_name = "prints"
urlpatterns = [path("in/<uuid:print_id>.pdf", views.show, name="print")]
