"""What no committed file holds: registry addresses, and paths of the machine it was written on."""

import re
import subprocess

import pytest

from tests.architecture.house import ROOT

FORBIDDEN = {
    "a registry address": re.compile(
        r"https?://[^\"' ]+/(simple|packages)/?(?=[\"'\s]|$)|https?://[^\"' ]+/(simple|packages)/|\"resolved\": *\"http"
    ),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+)/"),
    "a key or token": re.compile(r"-----BEGIN (?:RSA |EC )?PRIVATE KEY-----|\bgh[pousr]_\w{30,}|\bAKIA[A-Z0-9]{16}\b"),
}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what):
    found = []
    for path in tracked():
        if path == ROOT / "tests" / "architecture" / "test_tree.py":
            continue  # it names what it looks for
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if FORBIDDEN[what].search(line)
        ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line", "caught"),
    [
        ("a registry address", "https://registry.example" + "/simple/", True),
        ("a registry address", "https://example.org/simple-rules", False),
        ("a path of one machine", 'open("/home/lan/motcua")', True),
        ("a path of one machine", "/usr/bin/python3", False),
    ],
)
def test_the_rule_itself(what, line, caught):
    assert bool(FORBIDDEN[what].search(line)) is caught
