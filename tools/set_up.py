"""Sets up this checkout: an environment in .venv, the locked libraries, translations, fonts and styles.

Runs on the standard library alone. What is already there and unchanged is left as it is, so that a second
run takes no time. pip's own settings of the machine (index, proxy, certificates) are used as they are.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = VENV / "bin" / "motcua"
LOG = ROOT / ".cache" / "set-up.log"


class Stopped(Exception):
    """Set-up cannot go on; the sentence says what to do."""


def fingerprint(*paths: Path) -> str:
    """Tell whether anything in these files or folders has changed."""
    digest = hashlib.sha256(str(ROOT).encode())
    files = sorted(
        file
        for path in paths
        for file in ([path] if path.is_file() else path.rglob("*") if path.is_dir() else [])
        if file.is_file() and "built" not in file.parts and "__pycache__" not in file.parts
    )
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def libraries_wanted() -> str:
    return fingerprint(ROOT / "requirements.lock", ROOT / "pyproject.toml")


def assets_wanted() -> str:
    package = ROOT / "motcua"
    return fingerprint(
        *(ROOT / "tools" / name for name in ("build_assets.py", "fonts.py", "translations.py")),
        *(ROOT / name for name in ("package.json", "package-lock.json")),
        *(package / "ui" / name for name in ("tokens.py", "scss", "assets", "js")),
        *sorted(package.glob("*/locale/**/*.po")),
    )


STEPS = {"libraries": libraries_wanted, "assets": assets_wanted}


def stamp_of(step: str) -> Path:
    return VENV / f".{step}-ready"


def is_done(step: str) -> bool:
    stamp = stamp_of(step)
    if not stamp.is_file() or stamp.read_text() != STEPS[step]():
        return False
    if step == "libraries":
        return COMMAND.is_file()
    return step != "assets" or (ROOT / "motcua" / "ui" / "static" / "built").is_dir()


def mark_done(step: str) -> None:
    stamp_of(step).write_text(STEPS[step]())


def say(sentence: str) -> None:
    print(sentence, flush=True)


def run(command: list[str | Path], trouble: str, *, watch: int = 0, show: bool = False) -> None:
    """Run into the log; ``watch`` counts libraries and shows how far pip is, ``show`` repeats every line."""
    shown, seen, began = 0, 0, time.monotonic()
    with (
        LOG.open("a", encoding="utf-8", errors="replace") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            if show:
                say(f"  {line.rstrip()}")
            seen += line.startswith(("Collecting ", "Processing ", "Requirement already satisfied"))
            if watch and seen * 10 // watch > shown:
                shown = seen * 10 // watch
                say(f"  {min(seen, watch)} of {watch} libraries fetched, {time.monotonic() - began:.0f} s")
            if watch and line.startswith("Installing collected packages"):
                say("  all fetched; unpacking them (under a minute)")
    if process.returncode:
        tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise Stopped(
            "\n".join([*(f"  | {line}" for line in tail), trouble, f"The whole output is in {LOG.relative_to(ROOT)}."])
        )


def make_environment() -> None:
    if environment_works() and not has_moved():
        return
    say(f"Making a Python environment in .venv with Python {sys.version.split()[0]}")
    if VENV.exists() and not os.access(VENV, os.W_OK):
        raise Stopped(
            "The folder .venv belongs to another user. Remove it as that user, or work in a clone of your own."
        )
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv",
    )


def environment_works() -> bool:
    """Whether .venv has a Python of the right version that this user can run."""
    program = "import sys, pip; assert (3, 11) <= sys.version_info < (3, 14)"
    try:
        return subprocess.run([PYTHON, "-c", program], capture_output=True, check=False).returncode == 0
    except OSError:  # none, or made from a Python that this user cannot reach
        return False


def has_moved() -> bool:
    """Whether .venv was made in another folder: its commands would call that one."""
    activate = VENV / "bin" / "activate"
    return activate.is_file() and str(VENV) not in activate.read_text(encoding="utf-8", errors="replace")


def install_libraries() -> None:
    make_environment()
    locked = sum("==" in line for line in (ROOT / "requirements.lock").read_text().splitlines())
    say(f"Fetching {locked} libraries named in requirements.lock, each checked by its hash")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar",
        "off",
    ]
    run(
        [*pip, "--require-hashes", "-r", "requirements.lock"],
        "The libraries could not be fetched. Look at the network and pip's settings (pip config list), then try again.",
        watch=locked,
    )
    run([*pip, "--no-deps", "--no-build-isolation", "-e", "."], "Motcua itself could not be put into the environment.")


def build_assets() -> None:
    say("Building styles, fonts and translations")
    run(
        [PYTHON, "tools/build_assets.py"],
        "They could not be built. Look at the network and at npm's settings, then run this again.",
        show=True,
    )


WORK = {"libraries": install_libraries, "assets": build_assets}


def main() -> int:
    if sys.argv[1:] == ["ready"]:
        return 0 if all(map(is_done, STEPS)) else 1
    LOG.parent.mkdir(exist_ok=True)
    began = time.monotonic()
    LOG.write_text("")
    try:
        for step, work in WORK.items():
            if not is_done(step):
                work()
                mark_done(step)
    except Stopped as stopped:
        say(str(stopped))
        return 1
    took = time.monotonic() - began
    say(f"Ready after {took:.0f} s. Everything is inside this folder: libraries in .venv, data in .motcua.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
