"""``motcua sockets``: every socket of the application and who has plugged in. A newcomer reads the system from it."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def plugged() -> dict[str, list[str]]:
    """Return the plugs' keys of every socket, in order."""
    from motcua.kernel.sockets import registry

    return {name: [plug.key for plug in registry[name]] for name in sorted(registry)}


def run(words: Sequence[str]) -> int:
    """Print every socket with its plugs; needs no database."""
    parser = argparse.ArgumentParser(prog="motcua sockets", description="In mọi ổ cắm giữa các khối, và ai đã cắm vào.")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    options = parser.parse_args(list(words))
    import django

    django.setup()
    found = plugged()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for name, keys in found.items():
        print(f"{name}\n    {', '.join(keys) or '(chưa ai cắm)'}")
    return 0
