"""The pages of supervision."""

from django.urls import path

from motcua.supervision import open_views, views

app_name = "supervision"
urlpatterns = [
    path("so-lieu", views.board, name="board"),
    path("so-lieu/bang-tinh", views.board_sheet, name="board-sheet"),
    path("so-lieu/ho-so", views.behind, name="behind"),
    path("bao-cao/ii-06a", views.report, name="report"),
    path("bao-cao/ii-06a/bang-tinh", views.report_sheet, name="report-sheet"),
    path("so-lieu-cong-khai", open_views.open_figures, name="open"),
]
