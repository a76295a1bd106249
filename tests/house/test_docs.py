"""The documents: every link resolves, every command that they name exists, and the map shows the shelves as they are."""

import re
import subprocess

import pytest

from motcua.website import command
from tests.architecture.house import ROOT, contract, modules

PAGES = sorted(
    ROOT / name
    for name in subprocess.run(["git", "ls-files", "-z", "*.md"], cwd=ROOT, capture_output=True, check=True)
    .stdout.decode()
    .split("\0")
    if name and (ROOT / name).is_file() and not name.startswith("motcua/profile/folders/")
)
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def page_id(path):
    return str(path.relative_to(ROOT))


def anchors(path):
    """The anchors of a page, as GitHub and GitLab make them."""
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in HEADING.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_every_link_inside_the_house_resolves(path):
    broken = []
    for found in LINK.findall(path.read_text(encoding="utf-8")):
        target = found[0] or found[1]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def make_targets():
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_every_make_that_a_page_names_exists(path):
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, flags=re.MULTILINE))

    assert named - make_targets() == set()


def subcommands():
    from django.core.management import get_commands

    return set(command.COMMANDS) | set(get_commands()) | {words[0] for words in command.IN_THE_DATABASE}


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_every_motcua_command_that_a_page_names_exists(path):
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^|\.venv/bin/)motcua ([a-z]\w*)", text, flags=re.MULTILINE))

    assert named - subcommands() == set()


def test_every_subcommand_can_be_loaded():
    from importlib import import_module

    missing = []
    for name, place in command.COMMANDS.items():
        module, _, function = place.partition(":")
        try:
            assert callable(getattr(import_module(module), function))
        except (ImportError, AttributeError) as trouble:
            missing.append(f"motcua {name}: {trouble}")
    assert missing == []


def test_the_map_shows_the_shelves_of_the_contract():
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    picture = next(
        block for block in re.findall(r"```text\n(.*?)```", text, flags=re.DOTALL) if block.startswith("website")
    )
    built = set(modules())

    assert [
        [name.strip(" ()") for name in line.split("|")] for line in reversed(picture.strip().splitlines())
    ] == contract()
    assert {name for name in re.findall(r"\w+", picture) if f"({name})" not in picture} == built


def test_the_map_names_every_built_module():
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    rows = {
        name
        for line in text.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }

    assert set(modules()) - rows == set()


def test_the_readme_shows_the_commands_a_newcomer_needs_in_their_order():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    places = [text.index(words) for words in ("\nmake demo\n", "\nmake doctor\n", "\nmake test\n")]

    assert places == sorted(places)
    assert ("docs/pictures/desk.png" in text) == (ROOT / "docs" / "pictures" / "desk.png").is_file()


def test_every_decision_is_listed_and_numbered():
    folder = ROOT / "docs" / "decisions"
    names = sorted(path.name for path in folder.glob("0*.md"))

    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert set(re.findall(r"\((0\d+-[\w-]+\.md)\)", (folder / "README.md").read_text())) == set(names)


def test_make_help_names_every_habit():
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = {line.split()[1] for line in said.splitlines()}

    assert make_targets() - named == {"doctor-packages"}


def test_the_build_server_runs_the_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text()

    assert script.rstrip().endswith("exec make test")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
