"""Procedures in versions: papers, fees, processes and their steps."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ProcedureRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("code", models.TextField(unique=True)),
                ("revision", models.IntegerField(default=1)),
            ],
            options={
                "db_table": "catalogue_procedure",
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "db_table": "catalogue_revision",
            },
        ),
        migrations.CreateModel(
            name="VersionRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("name", models.TextField()),
                ("short_name", models.TextField()),
                ("field", models.TextField(default="")),
                ("limit_kind", models.TextField()),
                ("limit_amount", models.DecimalField(decimal_places=3, max_digits=8)),
                ("limit_note", models.TextField(default="")),
                ("receive_levels", models.JSONField(default=list)),
                ("decide_levels", models.JSONField(default=list)),
                ("decide_unit", models.TextField(default="")),
                ("fee_note", models.TextField(default="")),
                ("result", models.TextField(default="")),
                ("legal_basis", models.JSONField(default=list)),
                ("online_level", models.IntegerField(null=True)),
                ("linked_agencies", models.TextField(default="")),
                ("published_by", models.TextField(default="")),
                ("assumed", models.JSONField(default=list)),
                ("source", models.TextField()),
                ("folder_mark", models.TextField()),
                (
                    "procedure",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="catalogue.procedurerow"),
                ),
            ],
            options={
                "db_table": "catalogue_version",
            },
        ),
        migrations.CreateModel(
            name="ProcessRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("level", models.TextField()),
                ("place", models.IntegerField()),
                ("hours", models.DecimalField(decimal_places=3, max_digits=9)),
                ("source_id", models.TextField(default="")),
                ("variant", models.TextField(default="")),
                ("exceeds_limit", models.BooleanField(default=False)),
                ("assumed", models.JSONField(default=list)),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="catalogue.versionrow")),
            ],
            options={
                "db_table": "catalogue_process",
            },
        ),
        migrations.CreateModel(
            name="PaperRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("position", models.IntegerField()),
                ("case_label", models.TextField(default="")),
                ("is_case", models.BooleanField(default=False)),
                ("name", models.TextField()),
                ("short_name", models.TextField()),
                ("kind", models.TextField(default="")),
                ("required", models.TextField()),
                ("originals", models.IntegerField()),
                ("certified", models.IntegerField()),
                ("copies", models.IntegerField()),
                ("scan", models.TextField()),
                ("form_code", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("assumed", models.JSONField(default=list)),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="catalogue.versionrow")),
            ],
            options={
                "db_table": "catalogue_paper",
            },
        ),
        migrations.CreateModel(
            name="FeeRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("position", models.IntegerField()),
                ("amount", models.BigIntegerField(null=True)),
                ("note", models.TextField(default="")),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="catalogue.versionrow")),
            ],
            options={
                "db_table": "catalogue_fee",
            },
        ),
        migrations.CreateModel(
            name="StepRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("no", models.IntegerField()),
                ("role", models.TextField()),
                ("action_code", models.TextField()),
                ("name", models.TextField()),
                ("hours", models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                ("counts", models.BooleanField(default=True)),
                ("parallel_group", models.TextField(default="")),
                ("unit", models.TextField(default="")),
                ("agency", models.TextField(default="")),
                ("process", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="catalogue.processrow")),
            ],
            options={
                "db_table": "catalogue_step",
                "constraints": [
                    models.UniqueConstraint(fields=("process", "no"), name="catalogue_step_no"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ("counter", "specialist", "section_head", "leader", "document_clerk"))
                        ),
                        name="catalogue_step_role",
                    ),
                    models.CheckConstraint(condition=models.Q(("hours__gte", 0)), name="catalogue_step_hours"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="versionrow",
            constraint=models.UniqueConstraint(fields=("procedure", "number"), name="catalogue_version_number"),
        ),
        migrations.AddConstraint(
            model_name="versionrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("procedure",), name="catalogue_version_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="versionrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit_amount__gte", 0),
                    (
                        "limit_kind__in",
                        ["working_days", "working_hours", "hours", "calendar_days", "months", "same_day", "none"],
                    ),
                ),
                name="catalogue_version_limit",
            ),
        ),
        migrations.AddConstraint(
            model_name="versionrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ("folder", "act"))), name="catalogue_version_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="processrow",
            constraint=models.UniqueConstraint(fields=("version", "level"), name="catalogue_process_level"),
        ),
        migrations.AddConstraint(
            model_name="paperrow",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="catalogue_paper_position"),
        ),
        migrations.AddConstraint(
            model_name="paperrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("required__in", ("yes", "conditional"))), name="catalogue_paper_required"
            ),
        ),
        migrations.AddConstraint(
            model_name="feerow",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="catalogue_fee_position"),
        ),
        migrations.AddConstraint(
            model_name="feerow",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="catalogue_fee_amount"),
        ),
    ]
