"""Writes docs/reference/ from the code: acts, verbs, sockets, URLs, settings and migrations. A test compares, so it cannot lie.

reference.py          write the pages
reference.py --check  write nothing; fail when a page differs from the code
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
PACKAGE = ROOT / "motcua"
NOTE = "Written by `make docs` from the code; change the code, not this page."


def page(title: str, words: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", words, NOTE, *(part for part in parts if part)]) + "\n"


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return "None yet."
    cells = [tuple(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, tuple("---" for _ in heads), *cells])


def first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


def module_of(dotted: str) -> str:
    parts = dotted.split(".")
    return parts[1] if parts[0] == "motcua" and len(parts) > 1 else ""


def acts() -> str:
    """Say which act codes there are, which role has them, and the use-cases behind."""
    from importlib import import_module
    from importlib.util import find_spec

    from django.conf import settings

    from motcua.identity import sockets
    from motcua.kernel.act import services

    codes = []
    for plug in sockets.acts:
        for line in plug.acts:
            roles = sorted(role for role, given in plug.roles.items() if line.code in given)
            codes.append((f"`{line.code}`", str(line.words), ", ".join(roles) or "nobody by default"))
    for module in settings.MODULES:
        if find_spec(f"motcua.{module}.services") is not None:
            import_module(f"motcua.{module}.services")
    cases = [
        (f"`{module_of(name)}.services.{service.__name__}`", first_line(service))
        for name, service in sorted(services.items())
        if not service.__name__.startswith("_")
        if "<locals>" not in name and ".tests." not in name
    ]
    return page(
        "Acts",
        "An act is what somebody may do; a role gives acts within a unit, its subtree or a field of procedures.",
        table(("Act", "In words", "Roles that have it by default"), codes),
        "## Use-cases",
        "Every function that wears `@act`: keyword-only, with `actor` and `at`, all or nothing.",
        table(("Use-case", "What it is for"), cases),
    )


def verbs() -> str:
    from motcua.ledger import sockets

    rows = [
        (f"`{verb.key}`", str(verb.sentence), "" if verb.citizen is None else str(verb.citizen))
        for verb in sockets.verbs
    ]
    return page(
        "Verbs of the ledger",
        "What a line of the ledger can say. An unregistered verb cannot be written.",
        table(("Verb", "Sentence for officials", "Sentence for citizens"), rows),
    )


def sockets() -> str:
    from motcua.kernel.sockets import registry

    rows = [
        (
            f"`{name}`" + (" (single)" if socket.single else ""),
            first_line(socket.shape),
            ", ".join(f"`{plug.key}`" for plug in socket if len(socket) <= FEW)
            or (f"{len(socket)} plugs" if len(socket) else "nobody yet"),
        )
        for name, socket in sorted(registry.items())
    ]
    return page(
        "Sockets",
        "Places in a lower module where upper modules plug in at start-up. `motcua sockets` prints the same.",
        table(("Socket", "What a plug is", "Plugged in"), rows),
    )


#: More plugs than these are counted, not named.
FEW = 12


def patterns(resolver: object = None, before: str = "", space: str = "") -> Iterator[tuple[str, str, str]]:
    """Return (address, name, module) of every page."""
    from django.urls import URLPattern, URLResolver, get_resolver

    for entry in (resolver or get_resolver()).url_patterns:  # type: ignore[attr-defined]
        address = before + re.sub(r"[\^$]|\\Z", "", str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", entry.callback)
            yield (
                f"/{address}",
                f"{space}{entry.name or ''}",
                module_of(view.__module__) or view.__module__.split(".")[0],
            )


def operations() -> list[tuple[str, str, str]]:
    from importlib.util import find_spec

    if find_spec("motcua.website.api") is None:
        return []
    from motcua.website.api import api

    schema = api.get_openapi_schema()
    return [
        (f"`{method.upper()}`", f"`{path}`", str(operation.get("summary", "")))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def urls() -> str:
    pages = [
        (f"`{address}`", f"`{name}`", module) for address, name, module in patterns() if not name.startswith("api:")
    ]
    return page(
        "URLs",
        "Every address, as the resolver knows it. One POST to a noun per act.",
        "## Pages",
        table(("Address", "Name", "Module"), pages),
        "## API",
        "The description for programs is `/api/v1/openapi.json`.",
        table(("Method", "Address", "What it does"), operations()),
    )


READS = re.compile(
    r"""(?:environ(?:\.get)?\s*[\[(]\s*|getenv\(\s*|^\s*#?:?\s*\w*VARIABLE\w*\s*(?::[^=]+)?=\s*)["']((?:MOTCUA|DATABASE)_\w+)["']""",
    re.MULTILINE,
)
#: Set by our own programs for the programs they start.
INTERNAL = re.compile(r"_TEST_|_LIFELINE|_PART$")


def settings() -> str:
    """Say which variables of the environment are read, where, and what the comment above says."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" in path.parts or path.name.startswith("testing"):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for hit in READS.finditer(text):
            name = hit.group(1)
            number = text.count("\n", 0, hit.start(1))
            comment, above = [], number - 1
            while above >= 0 and lines[above].lstrip().startswith("#"):
                comment.insert(0, lines[above].strip().lstrip("#: "))
                above -= 1
            if "#" in lines[number]:
                comment = comment or [lines[number].split("#", 1)[1].strip()]
            words = " ".join(comment)
            known = found.get(name)
            if not INTERNAL.search(name) and (known is None or (words and not known[1])):
                found[name] = (str(path.relative_to(ROOT)), words)
    rows = [(f"`{name}`", words, f"`{where}`") for name, (where, words) in sorted(found.items())]
    return page(
        "Settings",
        "What an installation sets in its environment. What a regulation sets is in the profile, with dates.",
        table(("Variable", "For", "Read in"), rows),
    )


def migrations() -> str:
    """Say which migrations may hold a large table for long, and why."""
    from tools import locks

    rows = [(f"`{name}`", f"`{rule}`", why) for name, rule, why in locks.allowed()]
    return page(
        "Migrations and locks",
        "A migration that holds a table of a row or more for each dossier keeps everybody waiting; `make check` refuses it. "
        "What to write instead, and what does it all the same and says why (`LOCKS` in the migration).",
        table(("Refused", "Write instead"), [(f"`{rule}`", words) for rule, words in locks.RULES.items()]),
        "## Large tables",
        ", ".join(f"`{name}`" for name in sorted(locks.LARGE)),
        "## Exceptions",
        table(("Migration", "Rule", "Why"), rows),
    )


PAGES: dict[str, Callable[[], str]] = {
    "acts": acts,
    "verbs": verbs,
    "sockets": sockets,
    "urls": urls,
    "settings": settings,
    "migrations": migrations,
}


def written() -> dict[Path, str]:
    """Return every page of the reference as the code has it now, in Vietnamese where people read it."""
    from django.utils import translation

    with translation.override("vi"):
        return {FOLDER / f"{name}.md": make() for name, make in PAGES.items()}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    pages, stale = written(), []
    for path, text in pages.items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path.relative_to(ROOT)))
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(("Differs from the code, run make docs: " if "--check" in sys.argv else "Written: ") + ", ".join(stale))
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
