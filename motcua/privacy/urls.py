"""The pages of personal data."""

from django.urls import path

from motcua.privacy import views

app_name = "privacy"
urlpatterns = [
    path("du-lieu-ca-nhan", views.home, name="home"),
    path("du-lieu-ca-nhan/de-nghi", views.proposing, name="proposing"),
    path("du-lieu-ca-nhan/tra-loi", views.answer, name="answer"),
    path("du-lieu-ca-nhan/so-xu-ly", views.register, name="register"),
    path("du-lieu-ca-nhan/so-xu-ly.xlsx", views.register_sheet, name="register-sheet"),
    path("du-lieu-ca-nhan/so-xu-ly.pdf", views.register_paper, name="register-paper"),
    path("du-lieu-ca-nhan/den-han", views.due, name="due"),
    path("du-lieu-ca-nhan/danh-muc.pdf", views.destroyed, name="destroyed"),
    path("tra-cuu/<str:token>/ai-da-xem", views.lookers, name="lookers"),
    path("du-lieu-ca-nhan/xem", views.proposal, name="proposal"),
]
