"""What is over its time of keeping goes in a round: listed, proposed, approved with minutes, erased part by part."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid
from motcua.ledger import queries as ledger
from motcua.privacy import queries, rules
from motcua.privacy import services as privacy
from motcua.privacy.services import erase
from motcua.privacy.types import PROPOSAL, CannotErase, NoSuchSubject, ProposedAlready

#: Ten years after the withdrawal of 12/5/2020, and the day after.
LAST_DAY, AFTER = at("2030-05-12 09:00"), at("2030-05-13 09:00")


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: AFTER)
    return OneStop.open()


@pytest.fixture
def clerk(stop):
    return stop.person("document_clerk")


def withdrawn(stop, **changes):
    number = stop.receives(RENEW, **changes).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=number, reason="Thôi.")
    return number


def due(stop, clerk, when):
    return {line.number for line in queries.due_dossiers(clerk, stop.unit.id, when.date())[1]}


def propose(stop, clerk, numbers, **changes):
    values = {"unit": stop.unit.id, "dossiers": [stored(number).id for number in numbers], "reason": "Hết hạn."}
    return privacy.propose_round(actor=clerk, at=AFTER, **(values | changes))


def approve(stop, proposal):
    privacy.approve(actor=stop.leader, at=AFTER, proposal=proposal, decision="BB 3/HĐ")


def test_a_dossier_is_due_the_day_after_its_last_and_never_while_open(stop, clerk):
    number, running = withdrawn(stop), stop.receives(RENEW).code

    assert number not in due(stop, clerk, LAST_DAY)
    assert number in due(stop, clerk, AFTER)
    assert running not in due(stop, clerk, AFTER)
    assert due(stop, stop.clerk, AFTER) == set()
    (line,) = [one for one in queries.due_dossiers(clerk, stop.unit.id, AFTER.date())[1] if one.number == number]
    assert (line.ended_on, line.kept_until, line.is_assumed) == (date(2020, 5, 12), date(2030, 5, 12), True)


@pytest.mark.parametrize(
    ("on", "years", "first"),
    [
        (date(2030, 5, 13), 10, date(2020, 5, 13)),
        (date(2028, 2, 29), 10, date(2018, 3, 1)),
        (date(2030, 3, 1), 10, date(2020, 3, 1)),
    ],
)
def test_the_first_day_that_is_still_kept(on, years, first):
    assert rules.ended_before(on, years) == first


def test_a_round_is_erased_part_by_part_and_goes_on_where_it_was_killed(stop, clerk, monkeypatch):
    numbers = [withdrawn(stop) for _ in range(5)]
    monkeypatch.setattr(erase, "AT_ONCE", 2)
    proposal = propose(stop, clerk, numbers)
    approve(stop, proposal)
    assert [stored(number).life.erased_at for number in numbers] == [None] * 5

    assert privacy.erase_some(actor=SYSTEM, at=AFTER, proposal=proposal) == 2
    assert sum(line.done_at is not None for line in queries.proposal_for(clerk, proposal).lines) == 2
    assert privacy.carry_out(actor=SYSTEM, at=AFTER) == 3
    assert privacy.carry_out(actor=SYSTEM, at=AFTER) == 0

    found = queries.proposal_for(clerk, proposal)
    assert (found.done_at, found.reason) == (AFTER, "Hết hạn.")
    assert all(stored(number).life.erased_at == AFTER for number in numbers)
    (last,) = [entry for entry in ledger.stream(PROPOSAL, proposal) if entry.verb == "privacy.carried_out"]
    assert (last.facts["subjects"], last.actor) == (5, stop.leader.account)
    assert due(stop, clerk, AFTER).isdisjoint(numbers)


def test_what_is_hindered_by_now_is_passed_over_and_the_rest_goes(stop, clerk):
    numbers = [withdrawn(stop) for _ in range(2)]
    proposal = propose(stop, clerk, numbers)
    approve(stop, proposal)
    services.mark_erased(actor=SYSTEM, at=AFTER, dossier=stored(numbers[0]).id, ground="ordered")

    assert privacy.carry_out(actor=SYSTEM, at=AFTER) == 1

    lines = {line.label: line.done_at for line in queries.proposal_for(clerk, proposal).lines}
    assert lines == {numbers[0]: None, numbers[1]: AFTER}


def test_the_list_of_proposals_reads_no_round_whole(stop, clerk):
    numbers = sorted(withdrawn(stop) for _ in range(3))
    proposal = propose(stop, clerk, numbers)

    (listed,) = [one for one in queries.proposals(clerk) if one.id == proposal]

    assert (listed.size, listed.is_round, [line.label for line in listed.lines]) == (3, True, numbers[:1])
    assert len(queries.proposal_for(clerk, proposal).lines) == 3
    assert "3 hồ sơ" in Screen(clerk).sees("/du-lieu-ca-nhan")


def test_a_round_is_refused_whole(stop, clerk):
    over, running = withdrawn(stop), stop.receives(RENEW).code

    with pytest.raises(Invalid) as refused:
        propose(stop, clerk, [], reason=" ")
    assert set(refused.value.fields) == {"dossiers", "reason"}
    with pytest.raises(CannotErase) as refused:
        propose(stop, clerk, [over, running])
    assert running in refused.value.sentence
    with pytest.raises(NoSuchSubject):
        propose(stop, stop.clerk, [over])
    propose(stop, clerk, [over])
    with pytest.raises(ProposedAlready):
        propose(stop, clerk, [over, withdrawn(stop)])


def test_from_the_list_to_the_minutes_on_the_pages(stop, clerk):
    numbers = [withdrawn(stop) for _ in range(2)]
    proposer, decider = Screen(clerk), Screen(stop.leader)

    assert numbers[0] in proposer.sees("/du-lieu-ca-nhan/den-han")
    refused = proposer.sends("/du-lieu-ca-nhan/den-han", reason="Đợt một")
    assert refused.status_code == 422
    assert "Đợt một</textarea>" in refused.content.decode()
    chosen = [str(stored(number).id) for number in numbers]
    sent = proposer.sends("/du-lieu-ca-nhan/den-han", {"so": chosen}, reason="Đợt một")
    assert sent.status_code == 302

    page = sent["Location"]
    assert decider.sends(page, lam="duyet", decision="BB 3/HĐ").status_code == 302
    assert "0 trong 2 hồ sơ" in decider.sees(page)
    privacy.carry_out(actor=SYSTEM, at=AFTER)
    assert "2 trong 2 hồ sơ" in decider.sees(page)
    printed = decider.opens(page.replace("/xem", "/danh-muc.pdf"))
    assert printed.content.startswith(b"%PDF")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(printed.content)).pages)
    assert all(number in text for number in (*numbers, "BB 3/HĐ"))
    assert Screen(stop.stranger).opens(page.replace("/xem", "/danh-muc.pdf")).status_code in {403, 404}
