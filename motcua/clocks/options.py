"""How a procedure's limit is counted and printed: options of a profile, frozen onto each dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from enum import StrEnum

from motcua.clocks.refusals import OptionUnknown
from motcua.clocks.speech import _


class Model(StrEnum):
    """How working days are counted."""

    #: The last session of the n-th working day after the day of receipt; the law's own way.
    A = "A"
    #: n × 8 hours of office time from the minute of receipt.
    B = "B"


class Boundary(StrEnum):
    """Where the last day ends."""

    END_OF_SESSION = "end_of_session"
    #: 23:59:59; a day ends at 24:00 (BLDS 2015 art. 148.6).
    END_OF_DAY = "end_of_day"


@dataclass(frozen=True, slots=True)
class Options:
    """Options of spec 5.2.4.

    ``after_15h_shift``: what is received after ``cut_off`` counts as received at the next working day's opening.
    ``online``: the count begins at the effective start, inside office time. ``cut_off`` also divides the same-day
    procedures: after it the result is due on the next working day.
    """

    model: Model = Model.A
    print_as: Boundary = Boundary.END_OF_SESSION
    late_after: Boundary = Boundary.END_OF_DAY
    after_15h_shift: bool = False
    online: bool = False
    cut_off: time = time(15)
    max_supplements: int = 1
    max_extensions: int = 1

    def as_facts(self) -> dict[str, object]:
        """Return the options as plain values that options_from reads back."""
        facts = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in facts.items()}


DEFAULT = Options()

#: Short names that people write in cases.
_ALIASES = {"after_15h": "after_15h_shift", "shift15": "after_15h_shift", "cutoff": "cut_off"}


def options_from(values: Mapping[str, object], base: Options = DEFAULT) -> Options:
    """Read options from a table of a profile or a JSON object; what is not named stays as in ``base``.

    Raises OptionUnknown for a name or a value that is not ours.
    """
    changes: dict[str, object] = {}
    known = {each.name: getattr(base, each.name) for each in fields(Options)}
    for given, value in values.items():
        name = _ALIASES.get(given, given)
        if name not in known:
            raise OptionUnknown(
                _("Không có tuỳ chọn «%(name)s». Các tuỳ chọn: %(names)s.")
                % {"name": given, "names": ", ".join(known)},
                field="options",
            )
        changes[name] = _read(name, value, type(known[name]))
    return replace(base, **changes)  # type: ignore[arg-type]  # each value was read as its field's type


def _read(name: str, value: object, kind: type) -> object:
    try:
        if kind is bool or kind is int:
            if type(value) is not kind or (kind is int and isinstance(value, int) and value < 0):
                raise ValueError  # noqa: TRY301 - one sentence for every value that does not fit
            return value
        return time.fromisoformat(str(value)) if kind is time else kind(str(value))
    except ValueError:
        allowed = ", ".join(kind) if issubclass(kind, StrEnum) else {bool: "true, false", int: "0, 1, 2…"}.get(kind)
        raise OptionUnknown(
            _("Tuỳ chọn %(name)s không nhận giá trị «%(value)s», chỉ nhận: %(allowed)s.")
            % {"name": name, "value": str(value)[:40], "allowed": allowed or "15:00"},
            field="options",
        ) from None
