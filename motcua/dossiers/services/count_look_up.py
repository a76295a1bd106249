"""How often a network may ask where a dossier is."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from motcua.gate import services as gate
from motcua.kernel import moments
from motcua.kernel.act import not_an_act

#: A network may ask so often; a citizen asks once or twice, a village's line carries many. ``settings.LOOK_UPS`` replaces it.
LOOK_UPS, WINDOW = 60, timedelta(minutes=10)


@not_an_act("a limit at the gate, before anybody is known")
def count_look_up(network: str) -> None:
    """Count one more look-up of a network, by code or by receipt, on whatever page. Raises TooMany beyond the limit."""
    most: int = getattr(settings, "LOOK_UPS", LOOK_UPS)
    gate.check(kind="dossiers.look-up", who=network, at=moments.machine_now(), limit=most, window=WINDOW)
