"""Money at the counter: what is owed, receipts, tills, settlement."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Money at the counter."""

    name = "motcua.payments"
    label = "payments"
    verbose_name = "Phí, lệ phí"
