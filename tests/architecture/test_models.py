"""Foreign keys, migrations and table names: what Django ties together by strings."""

import re

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from motcua.kernel.personal import holdings
from motcua.parties.sockets import ties
from motcua.parties.types import STREAM
from tests.architecture.house import may_name, modules, ranks

OWN = [name for name in modules() if name in {config.label for config in apps.get_app_configs()}]


def own_models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OWN]


def test_foreign_keys_point_down():
    upward = [
        f"{field} points at {target._meta.label}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.concrete and field.remote_field is not None
        for target in [field.remote_field.model]
        if target._meta.app_label in ranks() and not may_name(target._meta.app_label, model._meta.app_label)
    ]
    assert upward == []


def test_no_model_points_at_anything_by_content_type():
    """Upward references are ``(kind, id)`` pairs."""
    generic = [str(field) for model in own_models() for field in model._meta.private_fields]
    pointing = [
        str(field)
        for model in own_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.remote_field is not None
        and field.remote_field.model._meta.label == "contenttypes.ContentType"
    ]
    assert generic + pointing == []


def test_a_table_is_named_after_its_module():
    assert [
        model._meta.db_table
        for model in own_models()
        if not model._meta.proxy and not model._meta.db_table.startswith(f"{model._meta.app_label}_")
    ] == []


@pytest.fixture(scope="module")
def migrations():
    return MigrationLoader(None)


def test_migrations_depend_on_lower_modules_only(migrations):
    upward = [
        f"{label}.{name} depends on {other}"
        for (label, name), migration in migrations.disk_migrations.items()
        if label in OWN
        for other, _ in [*migration.dependencies, *migration.run_before]
        if other in ranks() and not may_name(other, label)
    ]
    assert upward == []


def test_migrations_of_a_module_stand_in_one_line(migrations):
    leaves = {label: migrations.graph.leaf_nodes(label) for label in OWN if label in migrations.migrated_apps}

    assert {label: nodes for label, nodes in leaves.items() if len(nodes) != 1} == {}


def test_whatever_names_a_person_says_so_before_persons_are_forgotten():
    """An undone import forgets its persons; whoever is named elsewhere stays (``parties.ties``)."""
    named = {
        model._meta.app_label
        for model in own_models()
        for field in model._meta.get_fields()
        if field.concrete and re.search(r"(^|_)person(_id)?$", field.column)
    }
    named |= {
        column.table.partition("_")[0] for holding in holdings for column in holding.columns if STREAM in column.of
    }
    assert named >= {"notices", "privacy", "prints"}
    assert named - {"parties"} - {tie.key for tie in ties} == set()
