"""Messages: the outbox, one message, the texts, what a person wants."""

from django.urls import path

from motcua.notices.views import messages, reports, texts, wishes

app_name = "notices"
urlpatterns = [
    path("thong-bao", messages.outbox, name="outbox"),
    path("thong-bao/mau", texts.templates, name="templates"),
    path("thong-bao/mau/<str:kind>/<str:channel>", texts.template, name="template"),
    path("thong-bao/mau/<str:kind>/<str:channel>/<int:text_number>/rut", texts.withdrawal, name="template-withdrawal"),
    path("thong-bao/nguoi/<uuid:person_id>", wishes.wishes, name="wishes"),
    path("thong-bao/bao-phat/<uuid:attempt>", reports.report, name="report"),
    path("thong-bao/<uuid:message_id>", messages.message, name="message"),
    path("thong-bao/<uuid:message_id>/gui-lai", messages.resend, name="resend"),
    path("thong-bao/<uuid:message_id>/coi-nhu-da-bao", messages.settle, name="settle"),
]
