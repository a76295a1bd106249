"""Templates name only their own module, ``ui`` or a lower shelf; they decide nothing and carry no script or style."""

import ast
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.house import (
    PACKAGE,
    bare_template,
    may_name,
    module_of,
    modules,
    place,
    python_files,
    template_files,
    tree,
)

URL_TAG = re.compile(r"""\{%-?\s*url\s+["']([\w:.-]+)["']""")
TEMPLATE_TAG = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([\w/.-]+)["']""")
INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=|\shx-on|javascript:""", re.IGNORECASE
)
DECIDES = re.compile(r"\{[%{][^%}]*(?:\.objects\b|_set\b|\.filter\b|\.exclude\b)[^%}]*[%}]\}")
#: Templates that a library asks for by its own names live in the module that owns the library.
LIBRARY_FOLDERS = {"account": "identity", "mfa": "identity", "allauth": "identity"}


def url_owners(resolver=None, prefix=""):
    """Every URL name with the module whose view answers it; a library's names belong to nobody."""
    owners = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            owners |= url_owners(entry, space)
        elif isinstance(entry, URLPattern) and entry.name:
            view = getattr(entry.callback, "view_class", entry.callback)
            parts = view.__module__.split(".")
            owners[f"{prefix}{entry.name}"] = parts[1] if parts[0] == "motcua" and len(parts) > 1 else ""
    return owners


def template_owner(name):
    folder = name.split("/")[0]
    return LIBRARY_FOLDERS.get(folder, folder)


def lines(path, pattern):
    text = bare_template(path)
    for found in pattern.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found


def test_urls_in_templates_point_down():
    owners, wrong = url_owners(), []
    for path in template_files():
        for line, found in lines(path, URL_TAG):
            owner = owners.get(found.group(1))
            if owner is None:
                wrong.append(f"{place(path, line)} names an unknown page {found.group(1)}")
            elif owner and not may_name(owner, module_of(path)):
                wrong.append(f"{place(path, line)} names {found.group(1)} of {owner}")
    assert wrong == []


def test_urls_in_python_point_down():
    owners, wrong = url_owners(), []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            name = node.args[0].value
            if called not in {"reverse", "reverse_lazy", "redirect"} or not isinstance(name, str) or "/" in name:
                continue
            owner = owners.get(name)
            if owner is None:
                wrong.append(f"{place(path, node)} names an unknown page {name}")
            elif owner and not may_name(owner, module_of(path)):
                wrong.append(f"{place(path, node)} names {name} of {owner}")
    assert wrong == []


def test_templates_include_and_extend_only_lower_ones():
    wrong = [
        f"{place(path, line)} names {found.group(1)}"
        for path in template_files()
        for line, found in lines(path, TEMPLATE_TAG)
        for owner in [template_owner(found.group(1))]
        if owner in modules() and not may_name(owner, module_of(path))
    ]
    assert wrong == []


def test_a_template_lies_in_a_folder_named_after_its_module():
    wrong = [
        place(path)
        for path in template_files()
        for inside in [path.relative_to(PACKAGE / module_of(path) / "templates")]
        if len(inside.parts) > 1 and template_owner(str(inside)) != module_of(path)
    ]
    assert wrong == []


def test_no_script_and_no_style_inside_a_page():
    assert [
        f"{place(path, line)}: {found.group().strip()}"
        for path in template_files()
        if path.suffix == ".html"
        for line, found in lines(path, INLINE)
    ] == []


def test_a_template_decides_nothing():
    assert [
        f"{place(path, line)}: {found.group()}" for path in template_files() for line, found in lines(path, DECIDES)
    ] == []


@pytest.mark.parametrize(
    ("markup", "faulty"),
    [
        ("<p style='x'>", True),
        ("<script>alert(1)</script>", True),
        ("<button onclick='x'>", True),
        ("<script src='keys.js' defer></script>", False),
        ("<p class='lifestyle'>one = two</p>", False),
    ],
)
def test_the_rule_itself(markup, faulty):
    assert bool(INLINE.search(markup)) is faulty
