"""Erased on the word of two: nothing of the person is left, every chain still proves itself, no figure has moved."""

import itertools
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from motcua.dossiers import months, services
from motcua.dossiers import queries as dossiers
from motcua.dossiers.figures import By, Cut, Period, Side
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.queries.tally import counted, tally
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import DAY, RENEW, OneStop, at, stored
from motcua.dossiers.tests.test_new_version import administrator
from motcua.dossiers.types import KIND, State
from motcua.dossiers.urls import urlpatterns
from motcua.files import queries as files
from motcua.kernel import keys, moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.personal import holdings, sealed_columns
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.kernel.statements import rows, run
from motcua.ledger import queries as ledger
from motcua.ledger import verifying
from motcua.ledger.services import catch_up
from motcua.parties import queries as parties
from motcua.parties.types import STREAM
from motcua.privacy import queries
from motcua.privacy import services as privacy
from motcua.privacy.types import (
    PROPOSAL,
    CannotErase,
    DecidedAlready,
    Ground,
    NoSuchProposal,
    NoSuchSubject,
    OwnProposal,
    ProposedAlready,
)
from tests.privacy.whole_life import Somebody, lived

#: Ten years and a day after the result.
LATER = at("2030-06-20 09:00")
NOW = at("2020-06-10 10:00")
_numbers = itertools.count(1)


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def who():
    return Somebody()


@pytest.fixture
def clerk(stop):
    """Who keeps the commune's archive."""
    return stop.person("document_clerk")


def propose(actor, subject, kind=KIND, when=NOW, **changes):
    values = {"ground": Ground.ASKED, "reason": "Bà ấy yêu cầu.", "paper": "Đơn ngày 1/6/2020"}
    return privacy.propose(actor=actor, at=when, kind=kind, subject=subject, **(values | changes))


def approve(actor, proposal, when=NOW, decision="45/QĐ-UBND"):
    privacy.approve(actor=actor, at=when, proposal=proposal, decision=decision)


def erased(stop, clerk, code, **changes):
    approve(stop.leader, propose(clerk, stored(code).id, **changes))


def two_administrators(stop):
    return [administrator(stop, f"du-lieu-{next(_numbers)}", "everywhere") for _ in range(2)]


def everything():
    """Every row of every table as text, and every sealed value opened."""
    names = rows("select tablename as name from pg_tables where schemaname = 'public'")
    for name in (one["name"] for one in names):
        quoted = connection.ops.quote_name(name)
        for one in rows(f"select t::text as text from {quoted} t"):
            yield name, one["text"]
    for column in sealed_columns():
        if column.within:
            continue
        for one in rows(f'select * from "{column.table}" where "{column.column}" is not null'):
            plain = keys.unseal_bytes(one[column.column], column.purpose_of(one))
            yield column.name, plain.decode("unicode-escape") if b"\\u" in plain else plain.decode()


def without_accents(text):
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def traces(who):
    """Where anything of the person still stands."""
    found = set()
    for place, text in everything():
        said = f"{text}\n{without_accents(text)}".lower()
        found |= {(place, trace) for trace in who.traces if trace.lower() in said}
    return found


def test_the_search_finds_what_is_there(stop, who):
    lived(stop, who)

    places = {place for place, _trace in traces(who)}
    assert places >= {"dossiers_dossier", "dossiers_search", "parties_person", "parties_name", "files_file"}
    assert places >= {"parties_person.number", "dossiers_note.text", "prints_print.inputs", "forms_draft.sealed"}


def test_nothing_of_the_person_is_left_anywhere(stop, who):
    code = lived(stop, who)
    person, dossier = stored(code).owner, stored(code).id
    file = files.of_owner(KIND, dossier)[0]
    files.page_as_picture(file, 1, small=True)
    first, second = two_administrators(stop)

    approve(second, propose(first, person, STREAM, reason=who.says))

    assert traces(who) == set()
    assert files.of_owner(KIND, dossier) == []
    assert [path for path in Path(settings.FILES_FOLDER).rglob("*") if file.sha256.hex() in path.name] == []


def test_the_chain_still_proves_itself_and_says_what_was_done(stop, province_db, who):
    code = lived(stop, who)
    before = ledger.stream(KIND, stored(code).id)

    clerk = stop.person("document_clerk")
    proposal = propose(clerk, stored(code).id)
    approve(stop.leader, proposal)
    catch_up()

    verdict = verifying.verify(province_db.address())
    assert (verdict.fault, verdict.unsealed) == (None, 0)
    after = ledger.stream(KIND, stored(code).id)
    assert after[:-1] == before
    assert after[-1].verb == "dossiers.erased"
    verbs = [entry.verb for entry in ledger.stream(PROPOSAL, proposal)]
    assert verbs == ["privacy.proposed", "privacy.approved", "privacy.carried_out"]


def test_what_is_no_person_stays(stop, clerk, who):
    code = lived(stop, who)
    before = stored(code)

    erased(stop, clerk, code)

    after = stored(code)
    assert (after.number, after.unit, after.procedure, after.standing) == (
        before.number,
        before.unit,
        before.procedure,
        before.standing,
    )
    kept = ("received_at", "moves", "pauses", "tasks", "outcome", "returned_at", "supplements", "extensions")
    assert [getattr(after.life, name) for name in kept] == [getattr(before.life, name) for name in kept]
    assert after.life.erased_at == NOW
    assert difference(after) is None


def test_no_figure_moves_open_or_closed(stop, clerk, who):
    code = lived(stop, who)
    for month in months.months_to_close(NOW):
        services.close_month(actor=SYSTEM, at=NOW, month=month)
    catch_up()
    services.seal_months(actor=SYSTEM, at=NOW)
    before, sealed = figures(stop), sealed_figures()

    erased(stop, clerk, code)
    catch_up()
    services.seal_months(actor=SYSTEM, at=NOW)

    assert figures(stop) == before
    assert sealed_figures() == sealed


def sealed_figures():
    return sorted(one["text"] for one in rows("select f::text as text from dossiers_month_figures f"))


def figures(stop):
    period = Period(DAY.replace(day=1), DAY.replace(day=31))
    cuts = [(Cut(period, side), by) for side in Side for by in By]
    return [(tally(stop.leader, cut, by, NOW), counted(stop.leader, cut, by, NOW)) for cut, by in cuts]


def test_the_checks_of_the_house_are_clean(stop, clerk, who):
    erased(stop, clerk, lived(stop, who))

    for check in ("check_standing", "check_files"):
        said = StringIO()
        call_command(check, stdout=said)


def test_bytes_that_somebody_else_handed_in_too_stay(stop, clerk, who):
    code, other = lived(stop, who), lived(stop, who, again=True)
    shared = files.of_owner(KIND, stored(code).id)[0]

    erased(stop, clerk, code)

    (kept,) = files.of_owner(KIND, stored(other).id)
    assert kept.sha256 == shared.sha256
    with files.open_bytes(kept) as content:
        assert content.read(2) == b"\xff\xd8"


def test_another_dossier_of_the_person_stays_whole(stop, clerk, who):
    code, other = lived(stop, who), lived(stop, who, again=True)
    person = stored(code).owner

    erased(stop, clerk, code)

    assert stored(other).owner == person
    assert parties.persons([person])[person].name == who.name
    assert [kept.number for kept in dossiers.kept_of_person(person)][-1:] == [other]
    assert code not in Screen(stop.clerk).sees(f"/ho-so?q={who.card}")


def test_nobody_approves_what_he_proposed_and_the_unit_decides(stop, clerk, who):
    code = lived(stop, who)
    first, second = two_administrators(stop)
    proposal = propose(first, stored(code).id)

    with pytest.raises(OwnProposal):
        approve(first, proposal)
    with pytest.raises(NotAllowed):
        approve(clerk, proposal)
    with pytest.raises(NoSuchProposal):
        approve(stop.stranger, proposal)
    with pytest.raises(Invalid) as refused:
        approve(second, proposal, decision=" ")
    assert list(refused.value.fields) == ["decision"]
    assert stored(code).life.erased_at is None

    approve(stop.leader, proposal)
    with pytest.raises(DecidedAlready):
        approve(second, proposal)
    assert queries.proposal_for(stop.leader, proposal).reason == ""


def test_a_declined_proposal_erases_nothing_and_may_come_again(stop, clerk, who):
    code = lived(stop, who)
    proposal = propose(clerk, stored(code).id)
    with pytest.raises(ProposedAlready):
        propose(clerk, stored(code).id)

    with pytest.raises(Invalid):
        privacy.decline(actor=stop.leader, at=NOW, proposal=proposal, answer="")
    privacy.decline(actor=stop.leader, at=NOW, proposal=proposal, answer="Còn khiếu nại.")

    assert stored(code).facts["owner_name"] == who.name
    assert queries.proposal_for(clerk, proposal).answer == "Còn khiếu nại."
    erased(stop, clerk, code)
    assert stored(code).facts["owner_name"] != who.name


def test_what_is_open_not_over_or_erased_is_refused(stop, clerk, who):
    code, running = lived(stop, who), stop.receives(owner=who.fields).code

    for number, ground in ((running, Ground.ASKED), (code, Ground.KEEPING_OVER)):
        with pytest.raises(CannotErase):
            propose(clerk, stored(number).id, ground=ground)
    propose(clerk, stored(code).id, ground=Ground.KEEPING_OVER, when=LATER)
    with pytest.raises(CannotErase):
        propose(two_administrators(stop)[0], stored(code).owner, STREAM)
    with pytest.raises(NoSuchSubject):
        propose(clerk, stored(code).owner, STREAM)
    with pytest.raises(NoSuchSubject):
        propose(stop.clerk, stored(code).id)
    with pytest.raises(Invalid) as refused:
        propose(clerk, stored(code).id, ground=None, reason="", paper="")
    assert set(refused.value.fields) == {"ground", "reason"}


def test_whoever_hands_in_at_this_very_moment_is_not_erased(stop, who, province_db):
    person, other = stored(lived(stop, who)).owner, stored(stop.receives(RENEW).code).id
    first, second = two_administrators(stop)
    proposal = propose(first, person, STREAM)

    with psycopg.connect(province_db.address().url()) as counter, ThreadPoolExecutor(1) as worker:
        counter.execute("select id from parties_person where id = %s", [person])
        counter.execute("update dossiers_dossier set submitter_id = %s where id = %s", [person, other])
        decision = worker.submit(on_its_own, approve, second, proposal)
        with pytest.raises(TimeoutError):
            decision.result(timeout=0.7)
        counter.commit()
        with pytest.raises(CannotErase):
            decision.result()

    assert parties.persons([person])[person].name == who.name
    assert queries.proposal_for(first, proposal).is_waiting


def test_the_same_proposed_twice_in_one_moment_is_refused_in_words(stop, clerk, who, monkeypatch):
    dossier = stored(lived(stop, who)).id
    propose(clerk, dossier)
    # Both asked before either wrote.
    monkeypatch.setitem(privacy.propose.__wrapped__.__globals__, "row", lambda *_asked: None)

    with pytest.raises(ProposedAlready):
        propose(clerk, dossier)


def on_its_own(service, *given):
    """Do it over a connection that ends with its thread."""
    try:
        return service(*given)
    finally:
        connection.close()


def test_whoever_handed_in_for_somebody_else_waits_for_that_dossier(stop, clerk, who):
    submitter = {"name": "Hoàng Văn Nộp", "birth": "1970", "number": "095170007711", "phone": "0911222333"}
    code = stop.receives(submitter=submitter, authorisation="Giấy uỷ quyền 3").code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=code, reason="Thôi.")
    (person,) = parties.ids_by_number_or_phone(SYSTEM, submitter["number"], at=NOW)
    first, second = two_administrators(stop)

    with pytest.raises(CannotErase) as refused:
        propose(first, person, STREAM)
    assert code in refused.value.sentence

    erased(stop, clerk, code)
    approve(second, propose(first, person, STREAM))
    assert parties.persons([person])[person].is_erased


def test_the_page_of_an_erased_dossier_says_so_and_offers_nothing(stop, clerk, monkeypatch, who):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    code = lived(stop, who)
    erased(stop, clerk, code)

    page = Screen(stop.clerk).sees(f"/ho-so/{code}")
    assert "Hồ sơ này đã xoá dữ liệu cá nhân ngày 10/6/2020" in page
    assert "Trả kết quả;" in page
    assert who.name not in page
    assert Screen(stop.clerk).opens(f"/ho-so/{code}/ghi-chu").status_code == 409
    assert dossiers.by_code(code, now=NOW).state is State.RETURNED


def test_no_page_of_an_erased_dossier_breaks_and_none_does_anything(stop, clerk, monkeypatch, who):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    code = lived(stop, who)
    token, revision = stored(code).facts["token"], stored(code).revision
    erased(stop, clerk, code)
    run("update dossiers_dossier set delivery = 'online' where code = %s", [code])

    places = {"number": code, "token": token}
    broken = {}
    for actor in (stop.clerk, stop.specialist, stop.leader):
        screen = Screen(actor)
        for page in urlpatterns:
            if len(page.pattern.converters) != 1 or not set(page.pattern.converters) <= set(places):
                continue
            address = reverse(f"dossiers:{page.name}", args=[places[next(iter(page.pattern.converters))]])
            for answer in (screen.opens(address), screen.sends(address, revision=revision)):
                if answer.status_code >= 500 or who.word.encode() in answer.content:
                    broken[page.name] = answer.status_code

    assert broken == {}
    assert stored(code).revision == revision + 1
    assert "đã hết thời gian lưu giữ" in Screen().sees(reverse("dossiers:online-result", args=[token]))


def test_from_the_code_to_the_decision_on_the_pages(stop, clerk, monkeypatch, who):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    code = lived(stop, who)
    proposer, decider = Screen(clerk), Screen(stop.leader)

    assert "không có hồ sơ" in proposer.sees("/du-lieu-ca-nhan/de-nghi?cho=000", 404).lower()
    assert proposer.opens(f"/du-lieu-ca-nhan/de-nghi?cho={who.card}").status_code == 404
    found = proposer.opens(f"/du-lieu-ca-nhan/de-nghi?cho={code}")
    assert found.status_code == 302
    form = found["Location"]
    assert code in proposer.sees(form)
    refused = proposer.sends(form, reason="Vì sao")
    assert refused.status_code == 422
    assert "Chọn căn cứ." in refused.content.decode()
    assert "Vì sao</textarea>" in refused.content.decode()
    sent = proposer.sends(form, ground="asked", reason="Người ấy yêu cầu.", paper="Đơn 1/6")
    assert sent.status_code == 302
    page = sent["Location"]
    assert "người khác duyệt" in proposer.sees(page)
    assert code in decider.sees("/du-lieu-ca-nhan")

    assert decider.sends(page, lam="duyet", decision="").status_code == 422
    assert decider.sends(page, lam="duyet", decision="45/QĐ-UBND").status_code == 302

    assert "Đã xoá" in decider.sees(page)
    assert stored(code).life.erased_at is not None


def test_an_erased_person_is_found_by_nothing_and_comes_anew(stop, monkeypatch, who):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    code = lived(stop, who)
    person = stored(code).owner
    first, second = two_administrators(stop)
    approve(second, propose(first, person, STREAM))

    assert person not in {hit.id for hit in parties.find(stop.clerk, who.name, at=NOW)}
    assert parties.ids_by_number_or_phone(SYSTEM, who.card, at=NOW) == []
    assert parties.ids_by_number_or_phone(SYSTEM, who.phone, at=NOW) == []
    page = Screen(stop.clerk).sees(f"/nguoi/{person}")
    assert "Dữ liệu của người này đã xoá" in page
    again = stop.receives(owner=who.fields).code
    assert stored(again).owner != person


@pytest.mark.parametrize("kind", [KIND, STREAM])
def test_every_row_that_is_erased_is_found_by_an_index(stop, kind):
    """Erasing one of a million reads its rows, not the table."""
    with connection.cursor() as cursor:
        cursor.execute("set enable_seqscan = off")
        try:
            read_whole = sorted(
                {
                    column.table
                    for holding in holdings
                    for column in holding.columns
                    if kind in column.of
                    for line in _plan(cursor, column, kind)
                    if "Seq Scan" in line
                }
            )
        finally:
            cursor.execute("reset enable_seqscan")
    assert read_whole == []


def _plan(cursor, column, kind):
    cursor.execute(
        f'explain select from "{column.table}" where {column.of[kind]}', {"id": "00000000-0000-7000-8000-000000000000"}
    )
    return [line for (line,) in cursor.fetchall()]
