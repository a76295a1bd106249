"""The pages of personal data."""

from django.urls import path

from motcua.privacy.views import answers, proposals, register

app_name = "privacy"
urlpatterns = [
    path("du-lieu-ca-nhan", proposals.home, name="home"),
    path("du-lieu-ca-nhan/de-nghi", proposals.proposing, name="proposing"),
    path("du-lieu-ca-nhan/tra-loi", answers.answer, name="answer"),
    path("du-lieu-ca-nhan/so-xu-ly", register.register, name="register"),
    path("du-lieu-ca-nhan/so-xu-ly.xlsx", register.register_sheet, name="register-sheet"),
    path("du-lieu-ca-nhan/so-xu-ly.pdf", register.register_paper, name="register-paper"),
    path("du-lieu-ca-nhan/den-han", proposals.due, name="due"),
    path("du-lieu-ca-nhan/danh-muc.pdf", proposals.destroyed, name="destroyed"),
    path("tra-cuu/<str:token>/ai-da-xem", answers.lookers, name="lookers"),
    path("du-lieu-ca-nhan/xem", proposals.proposal, name="proposal"),
]
