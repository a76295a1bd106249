"""What whoever runs the house needs: copies, drills, figures, alarms."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """No tables: what it must remember has to outlive the database."""

    name = "motcua.operations"
    label = "operations"
    verbose_name = "Vận hành"
