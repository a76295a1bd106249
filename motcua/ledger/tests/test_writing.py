"""Lines and looks."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from motcua.kernel.act import act
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.kernel.statements import rows, run
from motcua.ledger import queries, services
from motcua.ledger.queries.looks import SEEN
from motcua.ledger.tests.world import AT, CLERK, NOBODYS_POST, trial_verbs
from motcua.ledger.types import NotAFact, UnknownVerb, check_verb

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _verbs():
    with trial_verbs():
        yield


@act
def do(*, actor, at, stream, seq, verb="trial.done", **facts):
    return services.write(actor, verb, kind="trial.thing", stream=stream, seq=seq, at=at, **facts)


def test_a_line_says_who_did_what_to_what_for_which_post_and_when():
    stream = new_id()

    line = do(
        actor=CLERK, at=AT, stream=stream, seq=1, due=AT, left=3, paper=UUID(int=9), code="900.05.03.H03-200511-0005"
    )

    (entry,) = queries.stream("trial.thing", stream)
    assert entry == queries.entry(line)
    assert (entry.id, entry.kind, entry.stream, entry.seq, entry.verb) == (line, "trial.thing", stream, 1, "trial.done")
    assert (entry.actor, entry.post, entry.unit, entry.at, entry.node) == (CLERK.account, CLERK.post, CLERK.unit, AT, 1)
    assert entry.facts == {
        "due": "2020-05-11T08:30:00+07:00",
        "left": 3,
        "paper": str(UUID(int=9)),
        "code": "900.05.03.H03-200511-0005",
    }


def test_a_stream_is_told_in_its_own_order():
    stream = new_id()
    for seq in (1, 2, 3):
        do(actor=NOBODYS_POST, at=AT, stream=stream, seq=seq, verb="trial.quiet")

    assert [entry.seq for entry in queries.stream("trial.thing", stream)] == [1, 2, 3]
    assert queries.stream("trial.other", stream) == []
    assert queries.entry(new_id()) is None


def test_a_line_is_read_in_words():
    stream = new_id()
    do(actor=CLERK, at=AT, stream=stream, seq=1, due=datetime(2020, 5, 18, 17, 0, tzinfo=TZ), left=5)
    (entry,) = queries.stream("trial.thing", stream)

    assert queries.sentence(entry) == "Làm xong, hẹn 17:00 18/5/2020, còn 5"
    assert queries.sentence(entry, citizen=True) == "Đã xong"


def test_a_day_a_missing_fact_and_a_forgotten_verb_are_readable_too():
    stream = new_id()
    do(actor=CLERK, at=AT, stream=stream, seq=1, due=date(2020, 5, 18))
    do(actor=CLERK, at=AT, stream=stream, seq=2, verb="trial.quiet")
    first, second = queries.stream("trial.thing", stream)

    assert queries.sentence(first) == "Làm xong, hẹn 18/5/2020, còn –"
    assert queries.sentence(second, citizen=True) == ""


def test_a_verb_that_nobody_registered_cannot_be_written():
    with pytest.raises(UnknownVerb):
        do(actor=CLERK, at=AT, stream=new_id(), seq=1, verb="trial.unheard")
    with pytest.raises(UnknownVerb):
        check_verb("trial.unheard")
    assert check_verb("trial.done") == "trial.done"


@pytest.mark.parametrize(
    "value", ["Nông Thị Hạnh", "a sentence", b"bytes", object(), {"name": "Hà Văn Páo"}, ["x y"], "x" * 200]
)
def test_names_and_typed_text_are_no_facts(value):
    with pytest.raises(NotAFact):
        do(actor=CLERK, at=AT, stream=new_id(), seq=1, value=value)


def test_figures_of_every_kind_are_facts():
    assert services.check_facts({"a": Decimal("10.5"), "b": [1, None, True], "c": {"d": "BK-QKHE"}}) == {
        "a": "10.5",
        "b": [1, None, True],
        "c": {"d": "BK-QKHE"},
    }


def test_of_two_acts_on_one_revision_the_second_is_told_that_somebody_was_quicker():
    stream = new_id()
    do(actor=CLERK, at=AT, stream=stream, seq=1, verb="trial.quiet")

    with pytest.raises(SomebodyWasQuicker) as refused:
        do(actor=CLERK, at=AT, stream=stream, seq=1, verb="trial.quiet")

    assert "Mở lại trang" in refused.value.sentence
    assert len(queries.stream("trial.thing", stream)) == 1


def test_who_looked_is_a_history_of_its_own():
    person, other = new_id(), new_id()

    services.note_look(CLERK, kind="trial.person", subject=person, at=AT)
    services.note_look(CLERK, kind="trial.person", subject=None, at=AT, act="search", facts={"by": "phone", "found": 2})
    assert services.note_looks(NOBODYS_POST, kind="trial.person", subjects=[person, other], at=AT, act="print") == 2

    newest, oldest = queries.looks_at("trial.person", person)
    assert (newest.act, newest.actor, newest.unit) == ("print", NOBODYS_POST.account, None)
    assert (oldest.act, oldest.actor, oldest.unit, oldest.at) == ("open", CLERK.account, CLERK.unit, AT)
    assert queries.looks_at("trial.dossier", person) == []


def test_who_looked_again_is_counted_once():
    person = new_id()
    for actor in (CLERK, CLERK, NOBODYS_POST):
        services.note_look(actor, kind="trial.person", subject=person, at=AT)

    assert queries.lookers_at("trial.person", person) == 2
    assert queries.lookers_at("trial.person", person, limit=1) == 1
    assert queries.lookers_at("trial.dossier", person) == 0


def test_officials_looks_leave_out_the_house_itself_and_who_is_not_signed_in():
    dossier, paper = new_id(), new_id()
    for actor, subject in ((CLERK, dossier), (SYSTEM, dossier), (ANONYMOUS, paper), (NOBODYS_POST, paper)):
        services.note_look(actor, kind="trial.thing", subject=subject, at=AT)

    count, looks = queries.officials_looks([dossier, paper, new_id()], limit=1)
    assert (count, [look.actor for look in looks]) == (2, [NOBODYS_POST.account])
    assert queries.officials_looks([]) == (0, [])


def test_officials_looks_are_found_by_their_subjects():
    run("set local enable_seqscan = off")

    plan = "\n".join(line["QUERY PLAN"] for line in rows(f"explain {SEEN}", [[new_id(), new_id()], [new_id()], 300]))

    assert "ledger_look_subject" in plan


def test_the_lag_is_told_in_seconds():
    assert queries.sealing_lag() == 0.0
    do(actor=CLERK, at=AT, stream=new_id(), seq=1, verb="trial.quiet")
    assert queries.sealing_lag() > 0.0
