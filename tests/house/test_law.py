"""docs/reference/law.md: what it names is there, and its counts are its rows."""

import ast
import re
from collections import Counter

import pytest
from django.urls import get_resolver

from tests.architecture.house import ROOT

TEXT = (ROOT / "docs/reference/law.md").read_text(encoding="utf-8")
STATES = ("works", "setting", "not for the counter", "missing")
ROW = re.compile(r"^\| ([A-Z]\d{2}|2\.\d) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
ROWS = ROW.findall(TEXT)
TESTS = sorted(set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", TEXT)))
PAGES = sorted(set(re.findall(r"page `([\w:-]+)`", TEXT)))
MATRIX = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]*) \|$", TEXT, re.MULTILINE)


def told_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def named_pages(resolver, space=""):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from named_pages(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}"


def test_every_line_of_the_list_has_one_row_in_its_order():
    listed = re.search(r"^Lines, in order: (.*)\.$", TEXT, re.MULTILINE)[1]

    assert [row[0] for row in ROWS] == re.findall(r"`([^`]+)`", listed)
    assert len({row[0] for row in ROWS}) == len(ROWS)


def test_the_counts_at_the_head_are_those_of_the_rows():
    said = {state: int(re.search(rf"^\| {state} \| (\d+) \|$", TEXT, re.MULTILINE)[1]) for state in STATES}

    assert said == {state: Counter(row[2] for row in ROWS)[state] for state in STATES}
    assert sum(said.values()) == len(ROWS)


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_every_test_that_it_names_exists(path, name):
    assert name in told_in(path)


def test_every_page_that_it_names_exists():
    assert set(PAGES) - set(named_pages(get_resolver())) == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_state_has_what_it_needs(row):
    _line, _asks, state, shown = row
    settings = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    plan = (ROOT / "docs/map.md").read_text(encoding="utf-8")
    unbuilt = set(re.findall(r"\((\w+)\)", plan))

    match state:
        case "works":
            assert re.match(r"(?:page )?`", shown), "a test or a page comes first"
        case "setting":
            assert f"| `{re.match('`([A-Z_]+)`', shown)[1]}` |" in settings
        case "not for the counter":
            module = re.match(r"`(\w+)`", shown)[1]
            assert module in unbuilt or "not built yet" in shown
        case _:
            assert re.match(r"\w", shown), "what is missing comes first"


def test_every_item_of_the_matrix_names_its_tests():
    assert [item for item, _tests in MATRIX] == ["1", "2", "4", "5", "6", "7", "8", "15"]
    assert all("::test_" in tests for _item, tests in MATRIX)
