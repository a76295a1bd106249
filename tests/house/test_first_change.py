"""docs/first-change.md can be followed to the letter: every place is there, and the whole change passes its tests."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.architecture.house import ROOT

PAGE = ROOT / "docs" / "first-change.md"
STEP = re.compile(
    r"^`(?P<path>[^`\n]+)`, (?P<how>new file|insert after|replace|append):(?: `(?P<anchor>[^`\n]+)`)?\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
#: Every line that looks like a step must be read as one.
LOOKS_LIKE_A_STEP = re.compile(r"^`[^`\n]+/?[^`\n]*`, \w[\w ]*:", re.MULTILINE)
#: What set-up makes or an installation keeps: a copy does without, or borrows it.
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", ".motcua", ".cache", "__pycache__", ".*_cache")


@dataclass(frozen=True)
class Edit:
    """A block of the page: where it goes, and how."""

    path: str
    how: str
    anchor: str
    text: str


def edits():
    page = PAGE.read_text(encoding="utf-8")
    found = [Edit(*(hit[name] or "" for name in ("path", "how", "anchor", "text"))) for hit in STEP.finditer(page)]
    assert len(found) == len(LOOKS_LIKE_A_STEP.findall(page))
    return found


EDITS = edits()


def applied(edit, text):
    """The text of a file after an edit; fails where the page's anchor is not there exactly once."""
    match edit.how:
        case "new file":
            return edit.text
        case "append":
            return f"{text.rstrip()}\n\n{edit.text}"
        case "replace":
            assert text.count(edit.anchor) == 1, (
                f"{edit.path}: «{edit.anchor}» is there {text.count(edit.anchor)} times"
            )
            return text.replace(edit.anchor, edit.text.strip())
        case "insert after":
            lines = text.splitlines(keepends=True)
            places = [number for number, line in enumerate(lines, 1) if line.strip() == edit.anchor]
            assert len(places) == 1, f"{edit.path}: the line «{edit.anchor}» is there {len(places)} times"
            return "".join([*lines[: places[0]], edit.text, *lines[places[0] :]])
        case _:
            raise AssertionError(edit.how)


@pytest.mark.parametrize("path", sorted({edit.path for edit in EDITS}))
def test_every_place_of_the_page_is_there(path):
    mine = [edit for edit in EDITS if edit.path == path]
    if mine[0].how == "new file":
        assert (ROOT / path).parent.is_dir()
        assert not (ROOT / path).exists()
        text = ""
    else:
        text = (ROOT / path).read_text(encoding="utf-8")
    for edit in mine:
        text = applied(edit, text)


def test_the_number_of_its_migration_is_free_and_the_next():
    path = next(edit.path for edit in EDITS if "/migrations/" in edit.path)
    folder = (ROOT / path).parent
    last = max(file.name for file in folder.glob("0*.py"))

    assert int((ROOT / path).name[:4]) == int(last[:4]) + 1
    assert f"'{last.removesuffix('.py')}'" in next(edit.text for edit in EDITS if edit.path == path)


def test_every_path_that_a_command_or_link_names_exists_or_is_made():
    page, made = PAGE.read_text(encoding="utf-8"), {edit.path for edit in EDITS}
    named = set(re.findall(r"(?<![\w/.-])(?:motcua|tests|tools|docs)/[\w./-]+\.\w+", page))

    assert [path for path in sorted(named) if path not in made and not (ROOT / path).is_file()] == []


@pytest.mark.long
def test_the_whole_change_passes_its_own_tests_and_the_checks_of_the_house(tmp_path):
    copy = tmp_path / "house"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    for edit in EDITS:
        file = copy / edit.path
        file.write_text(applied(edit, "" if edit.how == "new file" else file.read_text("utf-8")), encoding="utf-8")
    test = next(edit.path for edit in EDITS if "/tests/" in edit.path and edit.how == "new file")
    commands = [
        ["tools/reference.py"],
        ["tools/check.py", "format", "lint", "types", "shelves", "templates", "migrations"],
        ["-m", "pytest", "-q", test, "motcua/dossiers/tests/test_schema.py", "-k", "not whatever"],
        ["-m", "pytest", "-q", "tests/house/test_reference.py", "tests/house/test_translations.py"],
    ]
    variables = {**os.environ, "PYTHONPATH": str(copy)}
    for words in commands:
        done = subprocess.run(
            [sys.executable, *words], cwd=copy, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-4000:]}{done.stderr[-2000:]}"
