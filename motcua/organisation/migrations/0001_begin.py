"""Units in time with their names, parents, codes, links and posts; calendars and settings as versions."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "db_table": "organisation_revision",
            },
        ),
        migrations.CreateModel(
            name="SettingsVersion",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, unique=True)),
                ("content", models.JSONField()),
                ("valid_from", models.DateField(null=True)),
            ],
            options={
                "db_table": "organisation_settings",
            },
        ),
        migrations.CreateModel(
            name="UnitRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("code", models.TextField(unique=True)),
                ("level", models.TextField()),
                ("unit_type", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("confidence", models.TextField(default="")),
                ("counted", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("ordinal", models.IntegerField()),
                ("serial", models.IntegerField(unique=True)),
                ("revision", models.IntegerField(default=1)),
            ],
            options={
                "db_table": "organisation_unit",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ("province", "department", "service_centre", "district", "commune"))
                        ),
                        name="organisation_unit_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="organisation_unit_period"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, unique=True)),
                ("content", models.JSONField()),
                ("valid_from", models.DateField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="organisation.unitrow"
                    ),
                ),
            ],
            options={
                "db_table": "organisation_calendar",
            },
        ),
        migrations.CreateModel(
            name="UnitParent",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unitrow"
                    ),
                ),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="organisation.unitrow")),
            ],
            options={
                "db_table": "organisation_unit_parent",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("unit", "="),
                            (models.Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), "&&"),
                        ],
                        name="organisation_one_parent_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitName",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="organisation.unitrow")),
            ],
            options={
                "db_table": "organisation_unit_name",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("unit", "="),
                            (models.Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), "&&"),
                        ],
                        name="organisation_one_name_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitLink",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("change_type", models.TextField()),
                ("legal_basis", models.TextField(default="")),
                ("confidence", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unitrow"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unitrow",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_unit_link",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor", "on"), name="organisation_link_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitCode",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("scheme", models.TextField()),
                ("text", models.TextField()),
                ("assumed", models.BooleanField(default=False)),
                ("status", models.TextField(default="")),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="organisation.unitrow")),
            ],
            options={
                "db_table": "organisation_unit_code",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scheme__in", ("gso", "legacy", "qd20"))), name="organisation_code_scheme"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("unit", "="),
                            ("scheme", "="),
                            (models.Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), "&&"),
                        ],
                        name="organisation_one_code_a_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("scheme__in", ("legacy", "qd20"))),
                        expressions=[("text", "="), ("unit", "<>")],
                        name="organisation_code_of_one_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostRow",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("section", models.TextField(default="")),
                ("name", models.TextField()),
                ("role", models.TextField()),
                ("seats", models.IntegerField()),
                ("signs", models.TextField(default="no")),
                ("place", models.IntegerField()),
                ("assumed", models.BooleanField(default=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="organisation.unitrow")),
            ],
            options={
                "db_table": "organisation_post",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "section", "name", "role"), name="organisation_post_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ("counter", "specialist", "section_head", "leader", "document_clerk", "administrator"),
                            )
                        ),
                        name="organisation_post_role",
                    ),
                    models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="organisation_post_seats"),
                ],
            },
        ),
    ]
