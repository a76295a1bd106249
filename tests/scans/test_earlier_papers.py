"""What the same person handed in before is used again wherever a dossier is received: from the paper book, from a filing."""

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, values_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import PaperNotReusable, Reuse
from motcua.kernel import moments
from tests.scans.test_scanning import WHEN, field, handed_in_before, papers, scan, upload

OFFERED = "Chủ hồ sơ đã nộp trước, dùng lại được"
AGREED = {"reuse_agreed": "on", "reuse_consent": "nói tại quầy"}


@pytest.fixture
def one_stop(province_db, monkeypatch, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


def instead_of_paper(reception, origin, **more):
    """What is typed where the first paper is an earlier one, and no copy of it was handed in."""
    typed = values_of(reception, **{field(reception, "origin"): str(origin.id)}, **more)
    return {name: value for name, value in typed.items() if not name.endswith(reception.papers[0].paper.hex)}


def linked(number, origin):
    paper = papers(number)[-1]
    assert difference(stored(number)) is None
    return (paper.reused, paper.origin, paper.originals) == (True, origin.id, 0)


def test_an_entry_from_the_paper_book_uses_an_earlier_paper(one_stop):
    origin, reception = handed_in_before(one_stop)
    book = services.draw_paper_book(actor=one_stop.clerk, at=at("2020-05-11 07:30"), unit=one_stop.unit.id, size=1)
    (code,) = queries.paper_codes(one_stop.clerk, book)
    clerk, place = Screen(one_stop.clerk), f"/so-giay/ma/{code.id}"
    typed = instead_of_paper(reception, origin, received_on="11/5/2020", received_clock="08:20")
    assert clerk.sends(f"{place}/nhap", typed).status_code == 302
    assert OFFERED in clerk.sees(place)

    refused = clerk.sends(place, typed)
    assert (refused.status_code, "Hỏi người nộp rồi đánh dấu." in refused.content.decode()) == (422, True)
    answer = clerk.sends(place, typed | AGREED)

    assert answer.status_code == 302, answer.content.decode()[-800:]
    assert linked(code.code, origin)


def test_a_filed_dossier_is_received_with_an_earlier_paper(one_stop):
    origin, reception = handed_in_before(one_stop)
    number = services.guide_at_intake(
        actor=one_stop.clerk,
        at=at("2020-05-11 09:25"),
        reception=reception,
        papers=reception.papers,
        reason="Thiếu giấy.",
        ground="",
    ).number
    clerk, place = Screen(one_stop.clerk), f"/ho-so/{number}/tiep-nhan"
    assert OFFERED in clerk.sees(place)
    revision = stored(number).revision

    answer = clerk.sends(place, instead_of_paper(reception, origin, revision=revision) | AGREED)

    assert answer.status_code == 302, answer.content.decode()[-800:]
    assert linked(answer["Location"].split("/")[2], origin)


def test_a_stranger_s_paper_draws_no_code_from_the_book(one_stop):
    theirs = one_stop.receives().code
    scan(one_stop, theirs, upload(one_stop, theirs))
    _origin, reception = handed_in_before(one_stop)
    book = services.draw_paper_book(actor=one_stop.clerk, at=at("2020-05-11 07:30"), unit=one_stop.unit.id, size=1)
    (code,) = queries.paper_codes(one_stop.clerk, book)
    reuse = Reuse(((reception.papers[0].paper, papers(theirs)[0].id),), "nói tại quầy", agreed=True)

    with pytest.raises(PaperNotReusable):
        services.enter_from_book(
            actor=one_stop.clerk,
            at=WHEN,
            code=code.id,
            reception=reception,
            received_at=at("2020-05-11 08:20"),
            reuse=reuse,
        )

    assert [one.dossier for one in queries.paper_codes(one_stop.clerk, book)] == [None]
