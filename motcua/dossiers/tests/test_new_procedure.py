"""A wholly new procedure: drafted in several sittings, checked, published by a second person, received the day it holds."""

import itertools
import re
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.catalogue.types import CodeTaken, DraftChanged, DraftUnknown, OwnDraft, VersionUnfit
from motcua.dossiers import services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_new_version import administrator, values_of
from motcua.dossiers.types import CannotBeReceived
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import services as organisation

TODAY, FIRST_DAY = date(2020, 5, 11), date(2020, 5, 18)
NOW = at("2020-05-11 08:30")
NAME = "Xác nhận hộ tham gia mô hình du lịch cộng đồng"
DRAFTS = "/quan-tri/thu-tuc/du-thao"
_numbers = itertools.count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def admin(one_stop):
    return administrator(one_stop, f"soan-thao-{next(_numbers)}", "everywhere")


@pytest.fixture
def publisher(one_stop):
    return administrator(one_stop, f"cong-bo-{next(_numbers)}", "everywhere")


@pytest.fixture
def code():
    return f"BKA-{next(_numbers):03d}"


PARTICULARS = {
    "name": NAME,
    "field": "Du lịch",
    "receive_levels": ["commune"],
    "decider": "receiver",
    "limit": "5 ngày làm việc",
    "subjects": "Hộ gia đình, cá nhân cư trú tại xã",
    "method": "Trực tiếp hoặc qua bưu chính",
    "sets": "1",
    "result": "Giấy xác nhận",
    "legal_basis": "Luật Du lịch 2017",
}


def begun(screen, code):
    """Begin a draft on the screen; return its address."""
    answer = screen.sends(DRAFTS, {"code": code, "name": NAME})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def written(screen, code):
    """Draft a whole procedure part by part, each in a sitting of its own; return its address."""
    draft = begun(screen, code)
    for part, typed in (
        ("noi-dung", PARTICULARS),
        ("giay-to", {"form-0-name": "Đơn đề nghị xác nhận", "form-0-originals": "1", "form-0-order": "1"}),
        ("phi", {"amount_1": "0"}),
        ("quy-trinh", {"form-1-hours": "16", "form-2-hours": "8"}),
    ):
        opened = values_of(screen.opens(f"{draft}/{part}"))
        opened = {name: value for name, value in opened.items() if name != "receive_levels"}
        answer = screen.sends(f"{draft}/{part}", opened | typed)
        assert answer.status_code == 302, (part, re.findall(r'error-message">.*?</p>', answer.content.decode()))
    return draft


def draft_of(actor, code):
    return next(one for one in catalogue.drafts(actor) if one.version.code == code)


def test_a_new_procedure_is_drafted_published_by_another_and_received_the_day_it_holds(
    one_stop, admin, publisher, code
):
    draft = written(Screen(admin), code)
    seen = Screen(admin).sees(draft)
    assert "Đủ các phần bắt buộc." in seen
    assert "Bạn đã soạn dự thảo này, nên người khác có quyền công bố phải xem và công bố." in seen
    assert "Đơn đề nghị xác nhận" in Screen(admin).sees(f"{draft}/xem")
    assert NAME not in Screen().sees(f"/thu-tuc?q={code}")

    screen = Screen(publisher)
    values = values_of(screen.opens(draft)) | {"valid_from": "2020-05-18"}
    assert screen.sends(draft, values).status_code == 302

    assert screen.opens(draft).status_code == 404
    assert catalogue.versions_of(code)[0].number == 1
    early = one_stop.reception(code, on=FIRST_DAY)
    with pytest.raises(CannotBeReceived, match="không có hiệu lực trong ngày tiếp nhận"):
        services.receive(actor=one_stop.clerk, at=at("2020-05-15 09:00"), reception=early)
    received = one_stop.receives(code, when="2020-05-18 08:10")
    version = catalogue.in_force(code, FIRST_DAY)
    assert stored(received.code).facts["procedure_id"] == str(version.id)
    assert received.due_at == at("2020-05-25 17:00")
    assert [step.name for step in version.processes[0].steps] == ["Tiếp nhận", "Thẩm định", "Ký duyệt", "Trả kết quả"]
    assert (version.subjects, version.sets, version.fee) == (PARTICULARS["subjects"], 1, 0)
    one_stop.hands_over(received.code, "2020-05-18 09:00")
    assert one_stop.examines(received.code, "2020-05-18 10:00").number == received.code
    assert "Luật Du lịch 2017" in Screen().sees(f"/thu-tuc/{code}")
    said = [ledger.sentence(line) for line in ledger.stream("catalogue.procedure", version.procedure_id)]
    assert said == [f"Công bố bản số 1 của thủ tục {code}, dùng từ 18/5/2020"]


def test_a_draft_waits_on_the_server_and_says_what_it_still_lacks(one_stop, admin, publisher, code):
    draft = begun(Screen(admin), code)

    seen = Screen(publisher).sees(draft)
    for sentence in ("Chưa có danh mục giấy tờ.", "Chưa ghi đối tượng thực hiện.", "Chưa ghi cơ quan giải quyết."):
        assert sentence in seen
    assert "phần bắt buộc" in Screen(publisher).sees(DRAFTS)
    assert catalogue.versions_of(code) == ()


def test_what_lacks_a_mandatory_part_is_not_published_and_each_is_named(one_stop, admin, publisher, code):
    draft = begun(Screen(admin), code)
    screen = Screen(publisher)

    refused = screen.sends(draft, values_of(screen.opens(draft)) | {"valid_from": "2020-05-18"})

    assert refused.status_code == 422
    for sentence in ("Chưa ghi cách thức thực hiện.", "Chưa ghi số bộ hồ sơ.", "Chưa có thời hạn giải quyết"):
        assert sentence in refused.content.decode()
    found = draft_of(admin, code)
    with pytest.raises(VersionUnfit) as problem:
        publishing.publish_draft(
            actor=publisher, at=NOW, draft_id=found.id, revision=found.revision, valid_from=FIRST_DAY
        )
    assert set(problem.value.fields) == {
        "method", "papers", "sets", "limit", "subjects", "decider", "receive_levels", "steps",
    }  # fmt: skip


def test_steps_that_take_longer_than_the_limit_are_not_published(one_stop, admin, publisher, code):
    draft = written(Screen(admin), code)
    screen = Screen(admin)
    opened = values_of(screen.opens(f"{draft}/quy-trinh")) | {"form-1-hours": "60"}
    assert screen.sends(f"{draft}/quy-trinh", opened).status_code == 302

    found = draft_of(admin, code)
    with pytest.raises(VersionUnfit, match="quá thời hạn 40 giờ"):
        publishing.publish_draft(
            actor=publisher, at=NOW, draft_id=found.id, revision=found.revision, valid_from=FIRST_DAY
        )


def test_whoever_drafted_publishes_only_where_the_province_says_so(one_stop, admin, publisher, code):
    written(Screen(admin), code)
    found = draft_of(admin, code)
    words = {"draft_id": found.id, "revision": found.revision, "valid_from": FIRST_DAY}
    with pytest.raises(OwnDraft):
        publishing.publish_draft(actor=admin, at=NOW, **words)

    organisation.change_setting(
        actor=publisher, at=NOW, key="catalogue.four_eyes", value="no", valid_from=TODAY, reason="Thử"
    )
    assert publishing.publish_draft(actor=admin, at=NOW, **words) == catalogue.versions_of(code)[0].id
    organisation.change_setting(
        actor=publisher, at=NOW, key="catalogue.four_eyes", value="yes", valid_from=TODAY, reason="Thử xong"
    )


def test_of_two_who_write_at_once_the_second_is_told_and_keeps_what_was_typed(one_stop, admin, publisher, code):
    draft = begun(Screen(admin), code)
    late = values_of(Screen(publisher).opens(f"{draft}/noi-dung")) | {"subjects": "Người đến sau", "sets": "2"}
    first = values_of(Screen(admin).opens(f"{draft}/noi-dung")) | {"subjects": "Người đến trước"}

    assert Screen(admin).sends(f"{draft}/noi-dung", first).status_code == 302
    second = Screen(publisher).sends(f"{draft}/noi-dung", late)

    assert second.status_code == 422
    assert "Có người vừa sửa dự thảo này" in second.content.decode()
    assert 'value="Người đến sau"' in second.content.decode()
    assert draft_of(admin, code).version.subjects == "Người đến trước"
    found = draft_of(admin, code)
    with pytest.raises(DraftChanged):
        publishing.drop_draft(actor=admin, at=NOW, draft_id=found.id, revision=found.revision - 1)


def test_more_rows_and_a_look_at_the_picture_keep_what_was_typed_and_write_nothing(one_stop, admin, code):
    screen = Screen(admin)
    draft = written(screen, code)
    before = draft_of(admin, code).revision
    steps = values_of(screen.opens(f"{draft}/quy-trinh")) | {"form-1-name": "Đi xem nhà"}
    papers = values_of(screen.opens(f"{draft}/giay-to")) | {"form-1-name": "Ảnh chụp nhà"}

    looked = screen.sends(f"{draft}/quy-trinh", steps, look="1").content.decode()
    more = screen.sends(f"{draft}/giay-to", papers, more="1").content.decode()
    wrong = screen.sends(f"{draft}/quy-trinh", steps | {"form-1-hours": "hai"})

    assert "<svg" in looked
    assert 'value="Đi xem nhà"' in looked
    assert "Ảnh chụp nhà" in more
    assert wrong.status_code == 422
    assert "Giờ làm việc là một số từ 0" in wrong.content.decode()
    assert draft_of(admin, code).revision == before


def test_a_code_that_is_taken_or_cannot_be_one_is_said_beside_its_field(one_stop, admin, code):
    screen = Screen(admin)
    begun(screen, code)

    for typed in ("1.001193", code):
        assert "đã có trong danh mục" in screen.sends(DRAFTS, {"code": typed, "name": NAME}).content.decode()
        with pytest.raises(CodeTaken):
            publishing.begin_draft(actor=admin, at=NOW, code=typed, name=NAME)
    wrong = screen.sends(DRAFTS, {"code": "mã mới", "name": NAME})
    assert wrong.status_code == 422
    assert "Viết mã thủ tục như «1.001193»" in wrong.content.decode()
    assert NAME in wrong.content.decode()


def test_a_dropped_draft_is_shown_nowhere_and_its_code_is_free_again(one_stop, admin, code):
    screen = Screen(admin)
    draft = begun(screen, code)
    found = draft_of(admin, code)

    assert screen.sends(f"{draft}/bo", values_of(screen.opens(f"{draft}/bo"))).status_code == 302

    assert code not in screen.sees(DRAFTS)
    with pytest.raises(DraftUnknown):
        catalogue.draft_for(admin, found.id)
    begun(screen, code)
    said = [ledger.sentence(line) for line in ledger.stream("catalogue.draft", found.id)]
    assert said == [f"Bắt đầu soạn thủ tục mới {code}", f"Bỏ dự thảo thủ tục {code}"]


def test_a_clerk_drafts_nothing_and_sees_no_draft(one_stop, admin, code):
    draft = begun(Screen(admin), code)
    assert Screen(one_stop.clerk).opens(draft).status_code == 403
    assert catalogue.drafts(one_stop.clerk) == ()
    with pytest.raises(NotAllowed):
        publishing.begin_draft(actor=one_stop.clerk, at=NOW, code="BKA-999", name=NAME)


def test_an_administrator_of_one_commune_drafts_and_the_province_publishes(one_stop, code):
    commune = administrator(one_stop, f"xa-soan-{next(_numbers)}", "unit")
    written(Screen(commune), code)
    found = draft_of(commune, code)
    with pytest.raises(NotAllowed):
        publishing.publish_draft(
            actor=commune, at=NOW, draft_id=found.id, revision=found.revision, valid_from=FIRST_DAY
        )


def test_the_code_stays_and_no_day_is_past(one_stop, admin, publisher, code):
    written(Screen(admin), code)
    found = draft_of(admin, code)
    with pytest.raises(Invalid, match="Ngày áp dụng phải từ hôm nay trở đi"):
        publishing.publish_draft(
            actor=publisher, at=NOW, draft_id=found.id, revision=found.revision, valid_from=date(2020, 5, 10)
        )
