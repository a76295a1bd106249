"""The pages of scores."""

from django.urls import path

from motcua.scores import index_views, open_views, views, yearly_views

app_name = "scores"
urlpatterns = [
    path("cham-diem", views.agencies, name="agencies"),
    path("cham-diem/bang-tinh", views.agencies_sheet, name="agencies-sheet"),
    path("cham-diem/co-quan", views.agency, name="agency"),
    path("cham-diem/cong-chuc", views.official, name="official"),
    path("cham-diem/ho-so", views.behind, name="behind"),
    path("cham-diem/danh-gia-nam", yearly_views.evaluation, name="evaluation"),
    path("cham-diem/danh-gia-nam/bang-tinh", yearly_views.evaluation_sheet, name="evaluation-sheet"),
    path("diem-cong-khai", open_views.open_scores, name="open"),
    path("chi-so-766", index_views.index, name="index"),
    path("chi-so-766/bang-tinh", index_views.index_sheet, name="index-sheet"),
    path("chi-so-766/in.pdf", index_views.index_paper, name="index-paper"),
    path("chi-so-766/mat-diem", index_views.index_lost, name="index-lost"),
]
