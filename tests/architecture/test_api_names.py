"""Shapes of the API: one name is one shape, for the description knows them by their names only."""

from importlib import import_module

from django.conf import settings
from pydantic import BaseModel

from tests.architecture.house import PACKAGE


def api_modules():
    for module in settings.MODULES:
        for path in [PACKAGE / module / "api.py", *sorted((PACKAGE / module / "api").glob("*.py"))]:
            if path.is_file():
                name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
                yield import_module(name.removesuffix(".__init__"))


def shapes():
    """Every shape and every list of words by its name, with where it is made and what it says."""
    found = {}
    for module in api_modules():
        for shape in vars(module).values():
            if isinstance(shape, type) and issubclass(shape, BaseModel) and shape.__module__.startswith("motcua."):
                schema = shape.model_json_schema()
                found.setdefault(shape.__name__, {})[shape.__module__] = schema.get("properties", {})
                for name, kind in schema.get("$defs", {}).items():
                    if "enum" in kind:
                        found.setdefault(name, {})[shape.__module__] = kind["enum"]
    return found


def test_a_name_is_one_shape_whoever_uses_it():
    twice = {
        name: sorted(made)
        for name, made in shapes().items()
        if len({str(sorted(says.items()) if isinstance(says, dict) else says) for says in made.values()}) > 1
    }

    assert twice == {}
    assert len(shapes()) > 100
