"""The pages of ratings."""

from django.urls import path

from motcua.ratings import views

app_name = "ratings"
urlpatterns = [
    path("danh-gia", views.results, name="results"),
    path("danh-gia/phieu-in/<str:number>/<uuid:print_id>", views.with_slip, name="with-slip"),
    path("danh-gia/phieu", views.slip, name="slip"),
    path("danh-gia/ho-so/<str:token>", views.rate, name="rate"),
]
