"""What the worker runs for the post."""

from __future__ import annotations

from pathlib import Path
from threading import Event


def run_post(stop: Event) -> None:
    """Carry orders and messages until told to stop."""
    from motcua.postal.working import carrying

    carrying.run(stop)


def run_far_side(port: int, folder: Path) -> None:
    """Be the demo's post until the process ends; wants no Django."""
    from motcua.postal.far import post_office

    post_office.serve(port, folder)
