"""What cannot be received is refused in a sentence, and leaves nothing behind."""

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers import services
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests.one_stop import DAY, OneStop, at
from motcua.dossiers.types import CannotBeReceived, Person, ProofKind
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import NotAllowed

WHEN = at("2020-05-11 09:10")


@pytest.fixture
def one_stop(province_db):
    return OneStop.open()


def refused(act, **given):
    before = Dossier.objects.count()
    with pytest.raises(CannotBeReceived) as refusal:
        act(at=WHEN, **given)
    assert Dossier.objects.count() == before
    return refusal.value.sentence


def test_a_procedure_of_another_level_is_not_received_here(one_stop):
    elsewhere = next(
        version
        for version in catalogue.everything_in_force(DAY)
        if catalogue.why_not_receivable(version, one_stop.unit.id, DAY)
    )
    reception = one_stop.reception(elsewhere.code)

    assert refused(services.receive, actor=SYSTEM, reception=reception) == (
        catalogue.why_not_receivable(elsewhere, one_stop.unit.id, DAY)
    )


def test_what_takes_days_is_not_returned_at_once(one_stop):
    recipient = Person("Triệu Mùi Khé", ProofKind.IDENTITY, "095000000001")

    assert (
        refused(
            services.receive_and_return,
            actor=one_stop.clerk,
            reception=one_stop.reception(),
            result_number="1/GXN",
            recipient=recipient,
        )
        == "Thủ tục này không trả kết quả ngay. Tiếp nhận và in giấy hẹn cho người nộp."
    )


def test_nobody_but_the_counter_of_the_unit_receives(one_stop):
    """Whoever works on dossiers takes none in, so that nothing goes around the counter (NĐ 61/2018 Đ5)."""
    before = Dossier.objects.count()
    for actor in (one_stop.specialist, one_stop.leader, one_stop.person("document_clerk"), one_stop.stranger):
        with pytest.raises(NotAllowed):
            services.receive(actor=actor, at=WHEN, reception=one_stop.reception())

    assert Dossier.objects.count() == before
