"""The pages of supervision."""

from django.urls import path

from motcua.supervision import level_views, map_views, narrative_views, open_views, times_views, unit_views, views

app_name = "supervision"
urlpatterns = [
    path("so-lieu", views.board, name="board"),
    path("so-lieu/bang-tinh", views.board_sheet, name="board-sheet"),
    path("so-lieu/in.pdf", views.board_paper, name="board-paper"),
    path("so-lieu/ho-so", views.behind, name="behind"),
    path("so-lieu/thoi-gian", times_views.times, name="times"),
    path("so-lieu/thoi-gian/bang-tinh", times_views.times_sheet, name="times-sheet"),
    path("so-lieu/thoi-gian/in.pdf", times_views.times_paper, name="times-paper"),
    path("so-lieu/thoi-gian/buoc", times_views.steps, name="times-steps"),
    path("so-lieu/thoi-gian/ho-so-tre", times_views.late, name="times-late"),
    path("so-lieu/ban-do", map_views.map_of_districts, name="map"),
    path("so-lieu/ban-do/in.pdf", map_views.map_paper, name="map-paper"),
    path("bao-cao/ii-06a", views.report, name="report"),
    path("bao-cao/ii-06a/bang-tinh", views.report_sheet, name="report-sheet"),
    path("bao-cao/ii-06a/in.pdf", views.report_paper, name="report-paper"),
    path("bao-cao/ii-06a/don-vi", unit_views.units_report, name="report-units"),
    path("bao-cao/ii-06a/don-vi/bang-tinh", unit_views.units_sheet, name="report-units-sheet"),
    path("bao-cao/ii-06a/don-vi/in.pdf", unit_views.units_paper, name="report-units-paper"),
    path("bao-cao/ii-07b", level_views.level_report, name="levels"),
    path("bao-cao/ii-07b/bang-tinh", level_views.level_sheet, name="levels-sheet"),
    path("bao-cao/ii-07b/in.pdf", level_views.level_paper, name="levels-paper"),
    path("bao-cao/thuyet-minh", narrative_views.narrative_list, name="narratives"),
    path("bao-cao/thuyet-minh/soan", narrative_views.narrative_draft, name="narrative-draft"),
    path("bao-cao/thuyet-minh/ban", narrative_views.narrative, name="narrative"),
    path("so-lieu-cong-khai", open_views.open_figures, name="open"),
]
