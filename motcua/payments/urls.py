"""The money's pages: one noun an act."""

from django.urls import path

from motcua.payments import book_views, quarter_views, views

app_name = "payments"
urlpatterns = [
    path("quy", views.till, name="till"),
    path("quy/chot", views.closing, name="closing"),
    path("quy/quyen-bien-lai", book_views.books, name="books"),
    path("doi-soat", views.settlement, name="settlement"),
    path("doi-soat/bang-tinh", views.sheet, name="sheet"),
    path("doi-soat/cac-don-vi", quarter_views.quarter, name="quarter"),
    path("doi-soat/cac-don-vi/bang-tinh", quarter_views.quarter_sheet, name="quarter-sheet"),
    path("doi-soat/ban-in", views.printed, name="printed"),
]
