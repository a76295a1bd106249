"""The pages that are measured, by name of the row they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from motcua.bench.lookers import Cast, Looker
from motcua.kernel.statements import row

#: The page deep in a list; a shorter list gives its last one.
DEEP = 500
#: A dossier whose story has about so many lines.
LINES = 40
LIST, DESK, FIND, LOOK_UP, BOARD = "/ho-so", "/ban-lam-viec", "/tim", "/tra-cuu", "/so-lieu"


@dataclass(frozen=True)
class View:
    """A page, and the cookie of whoever looks at it."""

    path: str
    cookie: str = ""


def views(cast: Cast) -> Mapping[str, list[View]]:
    """Return the pages of every row of the table."""
    specialist, head, province = cast.specialist, cast.head, cast.province
    usual = _usual(head)
    year = {"tu": f"1/1/{usual['year']}", "den": f"31/12/{usual['year']}"}
    return {
        "specialist": [_view(specialist, DESK, the=tab) for tab in ("cho-toi", "sap-han", "qua-han", "tat-ca")],
        "head": [_view(head, DESK, the="tat-ca"), _view(head, LIST), _view(head, LIST, trang=DEEP)],
        "head_filtered": [
            _view(head, LIST, **narrowed)
            for narrowed in (
                {"trang-thai": 10},
                {"trang-thai": 4},
                {"linh-vuc": usual["field"]},
                {"linh-vuc": usual["field"], "thu-tuc": usual["procedure"]},
                {"kenh": 1},
                *({"han": lateness} for lateness in ("con-han", "qua-han", "dung-han", "tre-han")),
                year,
                {"xep": "han"},
                {"xep": "han", "trang": DEEP},
                {"xep": "cu-nhat"},
                {"q": "hoang thi lan"},
            )
        ],
        "province": [
            _view(province, LIST, **narrowed)
            for narrowed in (
                {"trang-thai": 10, "kenh": 1, "han": "dung-han"},
                {"linh-vuc": usual["field"], "trang-thai": 10, **year},
                {"thu-tuc": usual["procedure"], "han": "tre-han", "kenh": 1},
                {"don-vi": str(head.actor.unit), "trang-thai": 10, **year},
                {"kenh": 1, "han": "tre-han", "xep": "han", **year},
            )
        ],
        "dossier": [_view(head, f"{LIST}/{usual['code']}")],
        "search": [
            _view(province, FIND, q=text)
            for text in ("hoang thi lan", "nguyen van an", "trieu m", usual["code"][-11:-1], cast.phone)
        ],
        "lookup": [View(f"{LOOK_UP}?{urlencode({'ma': usual['code']})}")],
        "board": [_view(province, BOARD, ky="nam", ngay=f"{usual['year']}-06-30")],
    }


def _view(looker: Looker, path: str, **asked: object) -> View:
    return View(f"{path}?{urlencode(asked)}" if asked else path, looker.cookie)


def _usual(head: Looker) -> dict[str, str]:
    """Return what the busiest agency has most of: procedure and field, its busiest year, and a dossier with a long story."""
    from motcua.catalogue import queries as catalogue

    most = row(
        "select procedure_id from dossiers_standing where receiving_unit_id = %s group by 1 order by count(*) desc limit 1",
        [head.actor.unit],
    )
    year = row(
        "select extract(year from received_at)::int as year from dossiers_standing where receiving_unit_id = %s"
        " group by 1 order by count(*) desc limit 1",
        [head.actor.unit],
    )
    long = row(
        "select d.code from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id where s.receiving_unit_id = %s"
        " and d.code is not null order by abs(s.revision - %s), s.dossier_id limit 1",
        [head.actor.unit, LINES],
    )
    assert most is not None, "the busiest agency has dossiers"
    assert year is not None, "and years"
    assert long is not None, "and codes"
    version = catalogue.version(most["procedure_id"])
    return {"procedure": version.code, "field": version.field, "year": year["year"], "code": long["code"]}
