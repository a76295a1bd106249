"""The pages of supervision."""

from django.urls import path

from motcua.supervision import open_views, times_views, views

app_name = "supervision"
urlpatterns = [
    path("so-lieu", views.board, name="board"),
    path("so-lieu/bang-tinh", views.board_sheet, name="board-sheet"),
    path("so-lieu/ho-so", views.behind, name="behind"),
    path("so-lieu/thoi-gian", times_views.times, name="times"),
    path("so-lieu/thoi-gian/bang-tinh", times_views.times_sheet, name="times-sheet"),
    path("so-lieu/thoi-gian/buoc", times_views.steps, name="times-steps"),
    path("so-lieu/thoi-gian/ho-so-tre", times_views.late, name="times-late"),
    path("bao-cao/ii-06a", views.report, name="report"),
    path("bao-cao/ii-06a/bang-tinh", views.report_sheet, name="report-sheet"),
    path("so-lieu-cong-khai", open_views.open_figures, name="open"),
]
