"""A change of a procedure that a second person looks at: proposed, side by side, published, sent back, withdrawn, outdated."""

import itertools
from datetime import date
from uuid import UUID

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.catalogue.types import (
    Brought,
    FeeLine,
    NotTheProposer,
    OwnProposal,
    Particulars,
    ProposalEnded,
    ProposalLate,
    ProposalOutdated,
    ProposalState,
    ProposalUnknown,
    VersionUnfit,
)
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at
from motcua.dossiers.tests.test_new_version import administrator, place, values_of
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import services as organisation

TODAY, TOMORROW = date(2020, 5, 11), date(2020, 5, 12)
NOW = at("2020-05-11 08:30")
LIST = "/quan-tri/thu-tuc/de-nghi"
_numbers = itertools.count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def author(one_stop):
    return administrator(one_stop, f"de-nghi-{next(_numbers)}", "everywhere")


@pytest.fixture
def second(one_stop):
    return administrator(one_stop, f"xem-lai-{next(_numbers)}", "everywhere")


@pytest.fixture
def code():
    """A procedure of the communes that no other test changes."""
    several = [
        each.code
        for each in catalogue.everything_in_force(TODAY)
        if each.receive_levels == ("commune",) and each.has_limit and each.code not in {RENEW, SINGLE}
    ]
    return several[next(_numbers) % len(several)]


def proposes(author, code, amount=8000, since=TOMORROW):
    made = publishing.set_fees(actor=author, at=NOW, code=code, fees=(FeeLine(amount),), valid_from=since)
    assert made.version is None
    return made.proposal


def publishes(actor, proposal, when=NOW):
    return publishing.publish_proposal(actor=actor, at=when, proposal_id=proposal)


def markup(actor, address):
    return Screen(actor).opens(address).content.decode()


def id_in(answer):
    """The proposal whose page an answer leads to."""
    return UUID(answer["Location"].rpartition("/")[2])


def state(actor, proposal):
    return catalogue.proposal_for(actor, proposal).state


def said(proposal):
    return [ledger.sentence(line) for line in ledger.stream("catalogue.proposal", proposal)]


def test_a_change_waits_for_a_second_person_who_sees_it_side_by_side_and_publishes(one_stop, author, second, code):
    before = catalogue.in_force(code, TOMORROW)
    screen = Screen(author)
    page = f"{place(code)}/phi"
    assert "bấm nút là lưu đề nghị, chưa công bố gì" in screen.sees(page)
    sent = screen.sends(page, values_of(screen.opens(page)) | {"valid_from": "2020-05-12", "amount_1": "8.000"})
    assert (sent.status_code, sent["Location"].startswith(LIST)) == (302, True)

    assert catalogue.in_force(code, TOMORROW) == before
    assert "nên người khác có quyền công bố phải xem" in screen.sees(sent["Location"])
    assert sent["Location"] in markup(second, LIST)
    assert sent["Location"] in markup(second, place(code))
    seen = Screen(second).sees(sent["Location"])
    assert f"Bản số {before.number}" in seen
    assert "8.000 đ" in seen

    assert Screen(second).sends(sent["Location"], {})["Location"] == place(code)

    after = catalogue.in_force(code, TOMORROW)
    assert (after.fee, after.number, after.name) == (8000, before.number + 1, before.name)
    assert [paper.name for paper in after.groups] == [paper.name for paper in before.groups]
    assert [step.name for step in after.processes[0].steps] == [step.name for step in before.processes[0].steps]
    proposal = id_in(sent)
    assert state(author, proposal) is ProposalState.PUBLISHED
    assert "Đã công bố" in screen.sees(sent["Location"])
    assert said(proposal) == [
        f"Đề nghị thay đổi thủ tục {code}, dùng từ 12/5/2020",
        f"Xem và công bố đề nghị thay đổi thủ tục {code}",
    ]


def test_the_rail_counts_what_others_proposed_for_whoever_publishes(one_stop, author, second, code):
    before = [catalogue.waiting_proposals(actor).number() for actor in (author, second, one_stop.clerk)]
    proposes(author, code)

    after = [catalogue.waiting_proposals(actor).number() for actor in (author, second, one_stop.clerk)]
    assert (after, after[2]) == ([before[0], before[1] + 1, 0], 0)
    assert f"Công bố thủ tục {after[1]}" in Screen(second).sees("/quan-tri/thu-tuc")


def test_whoever_proposed_neither_publishes_nor_sends_back(one_stop, author, code):
    proposal = proposes(author, code)

    for act, more in ((publishing.publish_proposal, {}), (publishing.send_back_proposal, {"reason": "Thử"})):
        with pytest.raises(OwnProposal):
            act(actor=author, at=NOW, proposal_id=proposal, **more)

    page = Screen(author).sees(f"{LIST}/{proposal}")
    assert "Công bố thay đổi này" not in page
    assert "Rút đề nghị này" in page


def test_it_is_sent_back_with_a_reason_and_proposed_anew_from_what_was_written(one_stop, author, second, code):
    proposal = proposes(author, code, 7777)
    screen = Screen(second)
    blank = screen.sends(f"{LIST}/{proposal}/tra-lai", {"reason": ""})
    assert blank.status_code == 422
    assert "Ghi lý do để người đề nghị biết sửa gì." in blank.content.decode()
    assert screen.sends(f"{LIST}/{proposal}/tra-lai", {"reason": "Nghị quyết ghi 7.000"}).status_code == 302

    assert state(author, proposal) is ProposalState.SENT_BACK
    page = Screen(author).sees(f"{LIST}/{proposal}")
    assert "Nghị quyết ghi 7.000" in page
    assert said(proposal)[-1] == f"Trả lại đề nghị thay đổi thủ tục {code}"
    again = f"{place(code)}/phi?de-nghi={proposal}"
    assert again in markup(author, f"{LIST}/{proposal}")
    assert values_of(Screen(author).opens(again))["amount_1"] == "7777"
    with pytest.raises(ProposalEnded):
        publishes(second, proposal)
    with pytest.raises(Invalid, match="Ghi lý do, không quá 1000 chữ"):
        publishing.send_back_proposal(actor=second, at=NOW, proposal_id=proposes(author, code), reason=" ")


def test_only_the_author_withdraws(one_stop, author, second, code):
    proposal = proposes(author, code)
    with pytest.raises(NotTheProposer):
        publishing.withdraw_proposal(actor=second, at=NOW, proposal_id=proposal)

    assert Screen(author).sends(f"{LIST}/{proposal}/rut", {}).status_code == 302

    assert state(author, proposal) is ProposalState.WITHDRAWN
    assert said(proposal)[-1] == f"Rút đề nghị thay đổi thủ tục {code}"
    late = Screen(second).sends(f"{LIST}/{proposal}", {})
    assert late.status_code == 422
    assert "Đề nghị này đã được công bố, trả lại hoặc rút." in late.content.decode()


def test_another_version_in_between_makes_it_outdated(one_stop, author, second, code):
    first, other = proposes(author, code, 8000), proposes(author, code, 9000)
    publishes(second, first)

    assert state(second, other) is ProposalState.OUTDATED
    with pytest.raises(ProposalOutdated):
        publishes(second, other)
    page = Screen(second).sees(f"{LIST}/{other}")
    assert "Lập lại đề nghị từ bản mới nhất." in page
    assert "Công bố thay đổi này" not in page
    assert Screen(second).sends(f"{LIST}/{other}", {}).status_code == 422
    assert catalogue.in_force(code, TOMORROW).fee == 8000


def test_an_abolition_or_a_version_taken_back_in_between_makes_it_outdated_too(one_stop, author, second, code):
    number = catalogue.version(publishes(second, proposes(author, code))).number
    proposal = proposes(author, code, 9000)
    publishing.withdraw_version(actor=second, at=NOW, code=code, number=number)
    assert state(second, proposal) is ProposalState.OUTDATED

    proposal = proposes(author, code, 9000)
    publishing.abolish(actor=second, at=NOW, code=code, from_day=date(2020, 6, 1))
    assert state(second, proposal) is ProposalState.OUTDATED


def test_a_day_that_is_past_is_said_to_the_second_person(one_stop, author, second, code):
    proposal = proposes(author, code)

    with pytest.raises(ProposalLate, match=r"Ngày áp dụng đề nghị \(12/5/2020\) đã qua"):
        publishes(second, proposal, at("2020-05-13 08:00"))


def test_what_could_not_be_published_is_not_proposed(one_stop, author, second, code):
    screen, page = Screen(author), f"{place(code)}/noi-dung"
    words = values_of(screen.opens(page)) | {
        "valid_from": "2020-05-12",
        "legal_basis": "Luật A",
        "subjects": "Mọi người",
    }
    publishes(second, id_in(screen.sends(page, words)))
    waiting = len(catalogue.open_proposals(author))

    blank = screen.sends(page, words | {"subjects": ""})

    assert blank.status_code == 422
    assert "Chưa ghi đối tượng thực hiện." in blank.content.decode()
    assert len(catalogue.open_proposals(author)) == waiting
    after = catalogue.in_force(code, TOMORROW)
    said_now = {name: getattr(after, name) for name in Particulars.__slots__} | {"subjects": ""}
    with pytest.raises(VersionUnfit):
        publishing.set_particulars(actor=author, at=NOW, code=code, said=Particulars(**said_now), valid_from=TOMORROW)


def test_every_part_goes_the_same_way(one_stop, author, second):
    screen, before = Screen(author), catalogue.in_force(RENEW, TOMORROW)
    for part, typed in (
        ("thoi-han", {"limit": "60 ngày làm việc"}),
        ("giay-to", {"form-0-name": "Đơn theo mẫu mới"}),
        ("quy-trinh?cap=commune", {"form-1-name": "Xem xét tại chỗ"}),
    ):
        page = f"{place(RENEW)}/{part}"
        sent = screen.sends(page, values_of(screen.opens(page)) | {"valid_from": "2020-05-12"} | typed)
        assert sent.status_code == 302, sent.content.decode()
        publishes(second, id_in(sent))

    after = catalogue.in_force(RENEW, TOMORROW)
    assert (after.limit.amount, after.groups[0].name, after.number) == (60, "Đơn theo mẫu mới", before.number + 3)
    assert after.processes[0].steps[1].name == "Xem xét tại chỗ"


def test_with_the_setting_off_one_person_publishes_and_may_decide_on_what_waited(one_stop, author, code):
    waiting = proposes(author, code)
    for value, reason in (("no", "Thử"), ("yes", "Thử xong")):
        organisation.change_setting(
            actor=SYSTEM, at=NOW, key="catalogue.four_eyes", value=value, valid_from=TODAY, reason=reason
        )
        if value == "no":
            publishes(author, waiting)
            made = publishing.set_fees(actor=author, at=NOW, code=code, fees=(FeeLine(1),), valid_from=TOMORROW)
            assert made == Brought(version=catalogue.in_force(code, TOMORROW).id)


def test_an_administrator_of_one_commune_looks_and_decides_nothing_and_a_clerk_sees_none(one_stop, author, code):
    proposal = proposes(author, code)
    commune = administrator(one_stop, f"mot-xa-{next(_numbers)}", "unit")

    page = Screen(commune).sees(f"{LIST}/{proposal}")
    assert "chỉ người quản trị toàn tỉnh công bố được" in page
    assert "Công bố thay đổi này" not in page
    with pytest.raises(NotAllowed):
        publishes(commune, proposal)
    assert catalogue.open_proposals(one_stop.clerk) == ()
    with pytest.raises(ProposalUnknown):
        catalogue.proposal_for(one_stop.clerk, proposal)
