"""Commands of ours run by another: what they say, and which of them check a house."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

#: How the checks are called that people know by a name; what a module adds is called by its command.
NAMES = {
    "check_standing": "Tính lại tình trạng hồ sơ",
    "check_files": "Đọc lại mọi tệp",
    "check_figures": "Đếm lại số liệu các tháng",
}
PREFIX = "check_"
#: Whoever is killed leaves no command behind that goes on writing.
PROGRAM = (
    "from motcua.website.serving.lifeline import die_with_parent; die_with_parent(); "
    "from motcua.website.command import main; main()"
)


class Failed(Exception):
    """A step went wrong; the message is the last thing it said, ``told`` all of it."""

    def __init__(self, said: str, told: str = "") -> None:
        super().__init__(said)
        self.told = told or said


def command(*words: str) -> list[str]:
    """Return how to run ``motcua`` with these words in a process of its own."""
    return [sys.executable, "-c", PROGRAM, *words]


def run(environment: Mapping[str, str], *words: str) -> str:
    """Run one command of ours to its end; return the first line it printed. Raises Failed with the last thing it said."""
    lines = told(environment, *words).splitlines()
    return lines[0] if lines else ""


def told(environment: Mapping[str, str], *words: str) -> str:
    """Run one command of ours to its end; return all that it printed. Raises Failed."""
    done = subprocess.run(  # noqa: S603 - our own command
        command(*words), env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        last = lines[-1] if lines else f"«motcua {' '.join(words)}» kết thúc với mã {done.returncode}."
        raise Failed(last, done.stderr + done.stdout)
    return done.stdout.strip()


def checks(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every check of what stands in the database: what people call it, and its command. Raises Failed."""
    known = told(environment, "help", "--commands").splitlines()
    found = [each for each in known if each.startswith(PREFIX)]
    order = [*(each for each in NAMES if each in found), *(each for each in found if each not in NAMES)]
    return [(NAMES.get(each, f"motcua check {each.removeprefix(PREFIX)}"), each) for each in order]
