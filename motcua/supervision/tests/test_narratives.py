"""The report in words: filled from the records, edited, saved, issued once, and proven by its digest."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from sys import modules
from uuid import uuid4

import pytest
from django.db import connection

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as deeds
from motcua.dossiers.queries import By, Cut, Figure
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_new_version import values_of
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed, Refusal
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.ratings.services import rate
from motcua.ratings.types import Said, Satisfaction
from motcua.supervision import models, narratives, queries, services
from motcua.supervision.periods import Span, period_of
from motcua.supervision.types import NARRATIVE, AlreadyIssued, DraftChanged, NoSuchReport
from motcua.ui.places import places_in

NOW = at("2020-05-29 10:00")
PAGE = "/bao-cao/thuyet-minh"
_quarters = iter(range(1, 40))


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def day():
    """A day of a quarter that no other story writes about."""
    number = next(_quarters)
    return date(2019 - number // 4, 3 * (number % 4) + 1, 15)


def usual(**changes):
    return narratives.usual_texts(narratives.TEMPLATES[0]) | changes


def save(stop, day, actor=None, revision=0, **changes):
    return services.save_narrative(
        actor=actor or stop.clerk, at=NOW, span=Span.QUARTER, on=day, texts=usual(**changes), revision=revision
    )


def issue(stop, day, actor=None, revision=0, **changes):
    return services.issue_narrative(
        actor=actor or stop.leader, at=NOW, span=Span.QUARTER, on=day, texts=usual(**changes), revision=revision
    )


def test_the_places_are_filled_with_the_boards_figures(stop):
    stop.receives(RENEW)
    period = period_of(Span.QUARTER, date(2020, 5, 11))
    counted = dossiers.tally(stop.leader, Cut(period, units=frozenset({stop.unit.id})), By.UNIT, NOW)[stop.unit.id]

    report = issue(stop, date(2020, 5, 11))
    assert f"tiếp nhận {counted[Figure.RECEIVED]} hồ sơ" in report.texts["handling"]
    assert report.figures["dang_giai_quyet"] == str(counted[Figure.OPEN])
    assert report.figures["tu_den"] == "Từ 1/4/2020 đến 29/5/2020"
    assert not any("{" in text for text in report.texts.values())
    assert "chưa có dữ liệu" in report.texts["evaluation"]


def test_what_people_said_stands_in_it_once_the_quarter_is_over_and_five_rated(stop):
    def told(span=Span.QUARTER):
        period = period_of(span, date(2020, 2, 11))
        return narratives.figures_of(stop.leader, stop.unit.id, period, NOW)["danh_gia"]

    for overall in (Satisfaction.NOT, *[Satisfaction.VERY] * 4):
        assert told() == "chưa có dữ liệu"
        number = stop.receives(RENEW, when="2020-02-10 09:10").code
        stop.hands_over(number, "2020-02-10 10:00")
        stop.examines(number, "2020-02-10 14:00")
        stop.proposes(number, "2020-02-11 09:00")
        stop.approves(number, "2020-02-13 09:00")
        token = stored(number).facts["token"]
        rate(actor=ANONYMOUS, at=at("2020-03-20 10:00"), token=token, said=Said(overall))

    assert told() == told(Span.YEAR) == "80% hài lòng hoặc rất hài lòng, trong 5 phiếu của các quý đã hết"
    assert told(Span.MONTH) == "chưa có dữ liệu"


def test_the_ratings_of_a_commune_that_is_gone_stand_in_its_districts_report(stop, monkeypatch):
    gone, came = organisation.unit_by_code("BK-01966").id, at("2020-01-15 09:10")
    monkeypatch.setattr(moments, "now", lambda: came)
    stop.seat(gone, came.date())
    for _each in range(5):
        reception, clerk = stop.reception(RENEW, on=came.date(), unit=gone), stop.person("counter", gone)
        filed = deeds.refuse_at_intake(actor=clerk, at=came, reception=reception, reason="Không thuộc thẩm quyền.")
        token, said = stored(filed.number).facts["token"], Said(Satisfaction.NOT)
        rate(actor=ANONYMOUS, at=at("2020-03-20 10:00"), token=token, said=said)
    monkeypatch.setattr(moments, "now", lambda: NOW)

    district = organisation.district_of(gone, came.date())
    told = narratives.figures_of(SYSTEM, district, period_of(Span.QUARTER, came.date()), NOW)["danh_gia"]
    assert told == "0% hài lòng hoặc rất hài lòng, trong 5 phiếu của các quý đã hết"


def test_every_item_of_the_circular_is_there_and_its_usual_words_have_known_places_only():
    (template,) = narratives.TEMPLATES

    assert [item.key for item in template.items] == [
        "implementation", "handling", "publication", "evaluation", "linking",
    ]  # fmt: skip
    for item in template.items:
        assert places_in(item.usual) <= set(narratives.PLACES)
    assert narratives.template_on(date(2018, 1, 1)) is narratives.template_on(date(2026, 1, 1)) is template


def test_a_draft_keeps_what_was_written_and_issuing_freezes_it(stop, day):
    first = save(stop, day, linking="Đề xuất liên thông {lien_thong} thủ tục.")
    again = save(stop, day, actor=stop.leader, revision=first.revision, linking="Không có.")
    assert (again.id, again.revision) == (first.id, 2)

    report = issue(stop, day, revision=again.revision, linking="Không có.")
    assert report.id == first.id
    assert report.texts["linking"] == "Không có."
    assert queries.draft_for(stop.leader, stop.unit.id, report.period) is None
    assert [entry.verb for entry in ledger.stream(NARRATIVE, report.id)] == [
        "supervision.narrative_saved",
        "supervision.narrative_saved",
        "supervision.narrative_saved",
        "supervision.narrative_issued",
    ]
    assert Screen(stop.leader).opens(f"/in/{report.print_id}.pdf").content.startswith(b"%PDF")
    assert Screen(stop.stranger).opens(f"/in/{report.print_id}.pdf").status_code == 404


def test_what_was_issued_is_proven_by_its_digest_in_the_ledger(stop, day):
    report = issue(stop, day)
    issued = ledger.stream(NARRATIVE, report.id)[-1]

    told = narratives.digest_of(report.unit, report.period, report.template, report.texts, report.figures)
    assert told == report.digest == issued.facts["digest"]
    other = narratives.digest_of(
        report.unit, report.period, report.template, report.texts | {"linking": "Khác."}, report.figures
    )
    assert other != told


def test_a_second_report_of_a_period_is_the_next_one_and_the_first_stays(stop, day):
    first, second = issue(stop, day), issue(stop, day, linking="Sửa lại.")

    assert (first.ordinal, second.ordinal) == (1, 2)
    assert queries.narrative_for(stop.leader, first.id) == first


def test_a_report_that_is_sent_twice_is_issued_once(stop, day):
    first = issue(stop, day)

    with pytest.raises(AlreadyIssued):
        issue(stop, day)
    assert [each.id for each in queries.narratives(stop.leader) if each.since == first.since] == [first.id]


def test_of_two_who_begin_a_draft_at_once_the_second_is_told(stop, day, monkeypatch):
    other = models.Narrative(id=uuid4(), unit_id=stop.unit.id, ordinal=1, template="tt01_2018", revision=0)
    other.since, other.until = save(stop, day).period.since, period_of(Span.QUARTER, day).until
    monkeypatch.setattr(modules["motcua.supervision.services.save_narrative"], "_draft", lambda *_asked: other)

    with pytest.raises(DraftChanged):
        save(stop, day)


def at_once(count, work):
    """Let so many do the same at the same moment; return what each answered: «done», or the kind of the refusal."""
    ready = threading.Barrier(count)

    def one(turn):
        ready.wait()
        try:
            work(turn)
        except Refusal as refusal:
            return refusal.kind
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(one, range(count)))


@pytest.mark.parametrize("revision", [0, 1])
def test_of_those_who_save_at_the_same_moment_one_is_kept_and_each_other_is_told(stop, day, revision):
    if revision:
        save(stop, day)

    answers = at_once(4, lambda turn: save(stop, day, revision=revision, linking=f"Của người thứ {turn}."))
    assert answers == [DraftChanged.kind] * 3 + ["done"]
    draft = queries.draft_for(stop.clerk, stop.unit.id, period_of(Span.QUARTER, day))
    assert draft.revision == revision + 1
    assert len(ledger.stream(NARRATIVE, draft.id)) == draft.revision


def test_of_saving_and_issuing_at_the_same_moment_nothing_is_lost_in_silence(stop, day):
    first = save(stop, day)
    words = {"linking": "Của quầy."}

    def work(turn):
        if turn:
            save(stop, day, revision=first.revision, **words)
        else:
            issue(stop, day, revision=first.revision, linking="Của lãnh đạo.")

    assert at_once(2, work) == sorted([DraftChanged.kind, "done"])
    kept = queries.narrative_for(stop.leader, first.id)
    assert kept.texts["linking"] in {"Của quầy.", "Của lãnh đạo."}
    assert (kept.issued_at is not None) == (kept.texts["linking"] == "Của lãnh đạo.")


def test_whoever_saves_over_another_is_told_and_nothing_is_written(stop, day):
    first = save(stop, day)
    save(stop, day, actor=stop.leader, revision=first.revision, linking="Của lãnh đạo.")

    with pytest.raises(DraftChanged):
        save(stop, day, revision=first.revision, linking="Của quầy.")
    assert queries.draft_for(stop.clerk, stop.unit.id, first.period).texts["linking"] == "Của lãnh đạo."


def test_each_fault_is_said_at_its_item(stop, day):
    with pytest.raises(Invalid) as refused:
        save(stop, day, handling="{tong_so}", linking="a" * 8001)
    assert set(refused.value.fields) == {"handling", "linking"}
    with pytest.raises(Invalid) as refused:
        issue(stop, day, linking=" ")
    assert set(refused.value.fields) == {"linking"}
    assert queries.draft_for(stop.leader, stop.unit.id, period_of(Span.QUARTER, day)) is None
    with pytest.raises(Invalid):
        save(stop, date(2020, 7, 1))


def test_only_the_unit_writes_and_only_its_head_issues(stop, day):
    with pytest.raises(NotAllowed):
        save(stop, day, actor=stop.specialist)
    with pytest.raises(NotAllowed):
        issue(stop, day, actor=stop.clerk)
    report = save(stop, day)
    with pytest.raises(NoSuchReport):
        queries.narrative_for(stop.person("leader", unit_named(FOREIGN).id), report.id)


def test_the_pages_lead_from_the_list_to_what_was_issued(stop, day):
    leader, address = Screen(stop.leader), f"{PAGE}/soan?ky=quy&ngay={day.isoformat()}"
    values = values_of(leader.opens(address))
    assert "{tiep_nhan}" in values["handling"]

    wrong = leader.sends(address, values | {"linking": "Đề xuất {gi_do}"})
    assert wrong.status_code == 422
    assert "Đề xuất {gi_do}" in wrong.content.decode()
    assert leader.sends(address, values | {"linking": "Đề xuất nhóm đất đai."}).status_code == 302
    values = values_of(leader.opens(address))
    assert values["linking"] == "Đề xuất nhóm đất đai."
    assert "bản soạn" in leader.sees(PAGE)

    sent = leader.sends(address, values | {"issue": "1"})
    assert sent.status_code == 302
    words = leader.sees(sent["Location"])
    assert "Đề xuất nhóm đất đai." in words
    assert "mã kiểm không khớp" not in words
    assert leader.sends(address, values).status_code == 422
    assert Screen(stop.stranger).opens(sent["Location"]).status_code == 404


def test_a_program_drafts_and_issues_and_hears_what_is_wrong_at_its_item(stop, day):
    clerk, leader = Caller(stop.clerk), Caller(stop.leader)
    asked = {"span": "quy", "on": day.isoformat()}
    draft = clerk.get(f"/narratives/draft?span=quy&on={day.isoformat()}").json()
    assert draft["revision"] == 0
    assert set(draft["places"]) == set(narratives.PLACES)

    wrong = clerk.post("/narratives/draft", asked | {"texts": {"handlin": "Sai tên mục.", "handling": "{gi_do}"}})
    assert wrong.status_code == 422
    assert set(wrong.json()["errors"]) == {"handlin", "handling"}
    assert clerk.post("/narratives/draft", asked | {"texts": usual(linking="Của quầy.")}).json()["revision"] == 1
    again = leader.post("/narratives/draft", asked | {"texts": usual(linking="Của lãnh đạo.")})
    assert (again.status_code, "Có người vừa ghi" in again.json()["detail"]) == (409, True)

    issued = asked | {"texts": usual(linking="Của lãnh đạo."), "revision": 1}
    assert clerk.post("/narratives", issued).status_code == 403
    made = leader.post("/narratives", issued)
    assert made.status_code == 201, made.content.decode()
    assert made.json()["texts"]["linking"] == "Của lãnh đạo."
    kept = clerk.get("/narratives/" + made.json()["id"]).json()
    assert (kept["digest"], kept["texts"]) == (made.json()["digest"], made.json()["texts"])
    stranger = Caller(stop.person("leader", unit_named(FOREIGN).id))
    assert stranger.get(f"/narratives/{made.json()['id']}").status_code == 404
    assert Caller(stop.specialist).get(f"/narratives/draft?on={day.isoformat()}").status_code == 403
