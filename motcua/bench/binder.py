"""Bind one printing of a register in a process of its own, as the worker does: ``python -m motcua.bench.binder EDITION``.

Says on stderr how far it is, and at the end one JSON object: seconds, and the peaks of memory in MB here and in a part's process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from uuid import UUID


def main(edition: UUID) -> None:
    """Bind it."""
    import django

    django.setup()

    from motcua.dossiers import queries, services
    from motcua.kernel import moments
    from motcua.kernel.actor import SYSTEM

    def tell() -> None:
        print(f"\r{queries.edition_for(SYSTEM, edition).percent} %", end="", file=sys.stderr, flush=True)

    at, began = moments.now(), time.perf_counter()
    services.bind_book(actor=SYSTEM, at=at, edition=edition, go_on=tell)
    seconds = time.perf_counter() - began
    print(file=sys.stderr)
    peaks = {"register_mb": resource.RUSAGE_SELF, "register_part_mb": resource.RUSAGE_CHILDREN}
    figures = {name: round(resource.getrusage(whose).ru_maxrss / 1024, 1) for name, whose in peaks.items()}
    print(json.dumps({"register_seconds": round(seconds, 1), **figures}))


if __name__ == "__main__":
    main(UUID(sys.argv[1]))
