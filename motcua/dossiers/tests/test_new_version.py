"""A procedure changes on screens: another process and another fee from tomorrow; today's dossier keeps the old (spec B07, B11)."""

import itertools
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.catalogue.types import OUTSIDE, AlreadyBegun, FeeLine, Particulars, VersionUnfit
from motcua.clocks.limits import NO_LIMIT, Limit, LimitKind
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at, stored
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.organisation import services as rules

TODAY, TOMORROW = date(2020, 5, 11), date(2020, 5, 12)
NOW = at("2020-05-11 08:30")
_numbers = itertools.count(1)


def place(code):
    return f"/quan-tri/thu-tuc/{code}"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


def administrator(stop, username, reach):
    post = organisation.posts(stop.unit.id, TODAY, role="leader")[1]
    account = people.employ(
        actor=SYSTEM,
        at=NOW,
        username=username,
        name="Bàn Thị Quản",
        post=post.id,
        valid_from=TODAY,
        roles=["administrator"],
        reach=reach,
    )
    return identity.actor_for(account, post.id, NOW)


def publishes_alone(actor):
    """The province lets one person publish changes of procedures; who would otherwise need a second is returned."""
    if organisation.settings(TODAY).catalogue["four_eyes"]:
        rules.change_setting(
            actor=SYSTEM, at=NOW, key="catalogue.four_eyes", value="no", valid_from=TODAY, reason="Thử"
        )
    return actor


@pytest.fixture
def admin(one_stop):
    return publishes_alone(administrator(one_stop, f"quan-tri-{next(_numbers)}", "everywhere"))


@pytest.fixture
def code():
    """A procedure of the communes that no other test changes."""
    several = [
        each.code
        for each in catalogue.everything_in_force(TODAY)
        if each.receive_levels == ("commune",) and each.has_limit and each.code not in {RENEW, SINGLE}
    ]
    return several[next(_numbers) % len(several)]


def values_of(response):
    """What a browser sends from a form where nobody has typed."""
    page, found = response.content.decode(), {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = {name: unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', tag)}
        if "name" not in given or (given.get("type") == "checkbox" and " checked" not in tag):
            continue
        found[given["name"]] = given.get("value", "on" if given.get("type") == "checkbox" else "")
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[1])
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL):
        found[name] = unescape(text)
    return found


def sentences(code):
    return [
        ledger.sentence(line)
        for line in ledger.stream("catalogue.procedure", catalogue.versions_of(code)[0].procedure_id)
    ]


def test_a_new_process_and_a_new_fee_hold_from_tomorrow_only(one_stop, admin):
    screen = Screen(admin)
    before = catalogue.in_force(RENEW, TODAY)
    steps = screen.opens(f"{place(RENEW)}/quy-trinh?cap=commune")
    values = values_of(steps) | {"valid_from": "2020-05-12"}
    first = len(before.processes[0].steps)
    values |= {
        f"form-{first}-order": "1.5",
        f"form-{first}-action": "consult",
        f"form-{first}-name": "Hỏi ý kiến trưởng thôn",
        f"form-{first}-role": "specialist",
        f"form-{first}-uncounted": "on",
    }

    assert screen.sends(f"{place(RENEW)}/quy-trinh?cap=commune", values).status_code == 302
    fee = values_of(screen.opens(f"{place(RENEW)}/phi")) | {
        "valid_from": "2020-05-12",
        "amount_1": "8.000",
        "words_1": "Nộp tại quầy",
    }
    assert screen.sends(f"{place(RENEW)}/phi", fee).status_code == 302

    old, new = one_stop.receives(RENEW), one_stop.receives(RENEW, when="2020-05-12 09:10")
    assert stored(old.code).facts["procedure_id"] == str(before.id)
    after = catalogue.in_force(RENEW, TOMORROW)
    assert stored(new.code).facts["procedure_id"] == str(after.id)
    assert after.fees[0] == FeeLine(8000, "Nộp tại quầy")
    assert [step.name for step in after.processes[0].steps][1] == "Hỏi ý kiến trưởng thôn"
    assert [step.no for step in after.processes[0].steps] == list(range(1, first + 2))
    assert catalogue.in_force(RENEW, TODAY) == catalogue.version(before.id)
    seen = screen.sees(f"{place(RENEW)}/so-sanh?cu={before.number}&moi={after.number}")
    assert "Hỏi ý kiến trưởng thôn" in seen
    assert "8.000" in seen
    assert "thêm" in seen
    assert f"Công bố bản số {after.number} của thủ tục {RENEW}, dùng từ 12/5/2020" in sentences(RENEW)[-1]


def test_a_look_at_the_picture_publishes_nothing_and_more_rows_keep_what_was_typed(one_stop, admin, code):
    screen = Screen(admin)
    before = len(catalogue.versions_of(code))
    address = f"{place(code)}/quy-trinh?cap=commune"
    values = values_of(screen.opens(address)) | {"form-0-name": "Nhận tại nhà văn hoá", "valid_from": "2020-05-20"}

    looked = screen.sends(address, values, look="1").content.decode()
    more = screen.sends(address, values, more="1").content.decode()

    assert "<svg" in looked
    assert "Các bước cộng lại" in looked
    assert 'value="Nhận tại nhà văn hoá"' in more
    assert 'value="2020-05-20"' in more
    assert int(values["form-TOTAL_FORMS"]) + 3 == more.count('<fieldset class="govuk-fieldset"><legend')
    assert len(catalogue.versions_of(code)) == before


def test_steps_that_exceed_the_limit_are_refused_and_nothing_typed_is_lost(one_stop, admin, code):
    screen = Screen(admin)
    address = f"{place(code)}/quy-trinh?cap=commune"
    values = values_of(screen.opens(address)) | {"valid_from": "2020-05-12"}

    long = screen.sends(address, values | {"form-1-hours": "9000"})
    missing = screen.sends(address, values | {"form-1-unit": "outside", "form-1-agency": "", "form-1-hours": "hai"})

    assert long.status_code == missing.status_code == 422
    assert "quá thời hạn" in long.content.decode()
    assert 'value="9000"' in long.content.decode()
    assert "Ghi tên cơ quan ngoài hệ thống làm bước này." in missing.content.decode()
    assert "Giờ làm việc là một số từ 0, ví dụ 4 hoặc 1,5." in missing.content.decode()
    assert 'value="hai"' in missing.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"valid_from": "2020-05-10"}, "Ngày áp dụng phải từ hôm nay trở đi."),
        ({"valid_from": ""}, "Chọn ngày áp dụng."),
        ({"amount_1": "tám nghìn"}, "Viết số đồng không lẻ, ví dụ 8000 hoặc 8.000; không thu thì viết 0."),
        ({"amount_1": "8000,5"}, "Viết số đồng không lẻ, ví dụ 8000 hoặc 8.000; không thu thì viết 0."),
        ({"amount_1": ""}, "Ghi mức phí cho trường hợp này, hoặc xoá tên trường hợp."),
    ],
)
def test_a_fee_that_cannot_be_taken_is_said_beside_its_field(one_stop, admin, code, typed, says):
    answer = Screen(admin).sends(
        f"{place(code)}/phi",
        {"valid_from": "2020-05-12", "amount_1": "8000", "words_1": "Nộp tại quầy", "note": "x"} | typed,
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert 'value="Nộp tại quầy"' in answer.content.decode()


def test_a_version_that_has_not_begun_is_taken_back_and_the_one_before_goes_on(one_stop, admin, code):
    before = catalogue.in_force(code, TODAY)
    publishing.set_fees(actor=admin, at=NOW, code=code, fees=(FeeLine(8000),), valid_from=TOMORROW)
    number = catalogue.versions_of(code)[-1].number
    screen = Screen(admin)
    assert "Sắp áp dụng" in screen.sees(place(code))

    assert screen.sends(f"{place(code)}/thu-hoi/{number}").status_code == 302

    assert catalogue.in_force(code, TOMORROW).id == before.id
    assert "Không áp dụng" in screen.sees(place(code))
    assert sentences(code)[-1] == f"Thu hồi bản số {number} của thủ tục {code} trước khi áp dụng"
    for begun in (before.number, number):
        with pytest.raises(AlreadyBegun):
            publishing.withdraw_version(actor=admin, at=NOW, code=code, number=begun)
    publishing.set_fees(actor=admin, at=NOW, code=code, fees=(FeeLine(9000),), valid_from=TOMORROW)
    assert [each.fee for each in catalogue.versions_of(code) if not each.is_void][-1] == 9000


def test_a_version_from_before_one_that_has_not_begun_is_refused_until_that_is_taken_back(one_stop, admin, code):
    publishing.set_fees(actor=admin, at=NOW, code=code, fees=(FeeLine(8000),), valid_from=date(2020, 6, 1))
    number = catalogue.versions_of(code)[-1].number
    values = {"valid_from": "2020-05-12", "amount_1": "9000", "words_1": "", "note": ""}

    answer = Screen(admin).sends(f"{place(code)}/phi", values)

    assert answer.status_code == 422
    assert (
        f"Bản số {number} đã công bố, áp dụng từ 1/6/2020. Chọn ngày không sớm hơn, hoặc thu hồi bản ấy trước."
        in answer.content.decode()
    )
    publishing.withdraw_version(actor=admin, at=NOW, code=code, number=number)
    assert Screen(admin).sends(f"{place(code)}/phi", values).status_code == 302
    for day in (TOMORROW, date(2020, 6, 1), date(2020, 7, 1)):
        assert [each.fee for each in catalogue.everything_in_force(day) if each.code == code] == [9000]


def test_an_abolished_procedure_is_received_no_more_and_its_dossiers_go_on(one_stop, admin):
    number = one_stop.receives(SINGLE).code
    screen = Screen(admin)

    assert screen.sends(f"{place(SINGLE)}/bai-bo", {"valid_from": "2020-05-12"}).status_code == 302

    assert [each.code for each in catalogue.everything_in_force(TOMORROW) if each.code == SINGLE] == []
    assert catalogue.in_force(SINGLE, TODAY).valid_to == TODAY
    assert one_stop.hands_over(number, "2020-05-12 10:00").number == number
    assert sentences(SINGLE)[-1] == f"Bãi bỏ thủ tục {SINGLE} từ 12/5/2020"
    with pytest.raises(Invalid, match="Ngày áp dụng phải từ hôm nay trở đi"):
        publishing.abolish(actor=admin, at=NOW, code=SINGLE, from_day=date(2020, 5, 10))


def test_an_administrator_of_one_commune_looks_and_publishes_nothing(one_stop, code):
    commune = administrator(one_stop, "quan-tri-mot-xa", "unit")
    screen = Screen(commune)

    assert "chỉ người quản trị toàn tỉnh công bố được" in screen.sees(f"{place(code)}/phi")
    with pytest.raises(NotAllowed):
        publishing.set_fees(actor=commune, at=NOW, code=code, fees=(), valid_from=TOMORROW)


def test_the_list_counts_states_and_finds_without_accents(one_stop, admin, code):
    publishing.set_fees(actor=admin, at=NOW, code=code, fees=(FeeLine(8000),), valid_from=TOMORROW)
    screen = Screen(admin)
    name = catalogue.in_force(code, TODAY).name

    assert name in screen.sees("/quan-tri/thu-tuc?trang-thai=future")
    assert name in screen.sees(f"/quan-tri/thu-tuc?q={code}")
    assert "Không thấy thủ tục nào" in screen.sees("/quan-tri/thu-tuc?q=xyz")
    assert "Công bố thủ tục" in screen.sees("/thu-tuc")


def test_other_words_and_another_limit_are_published_and_the_rest_is_copied(one_stop, admin, code):
    screen, before = Screen(admin), catalogue.in_force(code, TODAY)
    words = values_of(screen.opens(f"{place(code)}/noi-dung"))
    words |= {"valid_from": "2020-05-12", "legal_basis": "Luật A\nNghị định B", "online_level": "3"}
    assert screen.sends(f"{place(code)}/noi-dung", words).status_code == 302
    limit = {"valid_from": "2020-05-12", "limit": "60 ngày làm việc", "note": ""}
    assert screen.sends(f"{place(code)}/thoi-han", limit).status_code == 302

    after = catalogue.in_force(code, TOMORROW)
    assert (after.legal_basis, after.online_level) == (("Luật A", "Nghị định B"), 3)
    assert (after.limit.amount, after.name, after.fees) == (60, before.name, before.fees)
    assert [paper.name for paper in after.groups] == [paper.name for paper in before.groups]


def test_words_and_limits_that_cannot_be_taken_are_said_beside_their_fields(one_stop, admin, code):
    screen = Screen(admin)
    words = values_of(screen.opens(f"{place(code)}/noi-dung")) | {"valid_from": "2020-05-12"}

    wrong = screen.sends(f"{place(code)}/noi-dung", words | {"legal_basis": " ", "result": "Giấy xác nhận X"})
    limit = screen.sends(f"{place(code)}/thoi-han", {"valid_from": "2020-05-12", "limit": "vài hôm", "note": "ghi nhớ"})

    assert wrong.status_code == limit.status_code == 422
    assert "Ghi ít nhất một căn cứ pháp lý." in wrong.content.decode()
    assert 'value="Giấy xác nhận X"' in wrong.content.decode()
    assert "Không đọc được thời hạn «vài hôm»." in limit.content.decode()
    assert 'value="ghi nhớ"' in limit.content.decode()


def test_a_paper_more_and_one_less_are_published_and_the_others_stay_as_they_were(one_stop, admin, code):
    screen, before = Screen(admin), catalogue.in_force(code, TODAY)
    values = values_of(screen.opens(f"{place(code)}/giay-to")) | {"valid_from": "2020-05-12"}
    added, last = len(before.groups), len(before.groups) - 1
    values |= {f"form-{added}-name": "Ảnh chân dung", f"form-{added}-copies": "2", f"form-{added}-order": "0.5"}
    values |= {f"form-{last}-name": ""}
    wrong = screen.sends(f"{place(code)}/giay-to", values | {f"form-{added}-copies": "hai"})

    assert screen.sends(f"{place(code)}/giay-to", values).status_code == 302

    assert wrong.status_code == 422
    assert "Số bản là một số từ 0 đến 20." in wrong.content.decode()
    assert "Ảnh chân dung" in wrong.content.decode()
    after = catalogue.in_force(code, TOMORROW)
    assert (after.groups[0].name, after.groups[0].copies, after.groups[0].position) == ("Ảnh chân dung", 2, 1)
    kept = [(paper.name, paper.originals, paper.case_label, paper.assumed) for paper in after.groups[1:]]
    assert kept == [(paper.name, paper.originals, paper.case_label, paper.assumed) for paper in before.groups[:last]]
    seen = screen.sees(f"{place(code)}/so-sanh?cu={before.number}&moi={after.number}")
    assert "Ảnh chân dung" in seen
    assert "2 bản chụp" in seen
    assert "bỏ" in seen


def test_a_list_without_any_paper_is_refused(one_stop, admin, code):
    with pytest.raises(Invalid, match="Danh mục cần ít nhất một giấy tờ"):
        publishing.set_papers(actor=admin, at=NOW, code=code, papers=(), valid_from=TOMORROW)


def test_the_check_names_every_fault_in_a_sentence(one_stop, admin, code):
    version = catalogue.in_force(code, TODAY)
    process = version.processes[0]
    outside = replace(process.steps[1], unit=OUTSIDE, agency="")
    nowhere = replace(process.steps[1], unit="BK-KHONG-CO")
    wrong = replace(
        version,
        limit=Limit(LimitKind.WORKING_HOURS, Decimal(10)),
        groups=(),
        result="",
        legal_basis=(),
        receive_levels=(),
        fees=(),
        processes=(replace(process, hours=Decimal(12), steps=(outside, nowhere)), replace(process, hours=Decimal(8))),
    )

    found = catalogue.faults(wrong, TODAY)
    assert [fault.sentence for fault in found if fault.blocks] == [
        "Chưa ghi cách thức thực hiện.",
        "Chưa có danh mục giấy tờ.",
        "Chưa ghi số bộ hồ sơ.",
        "Chưa ghi đối tượng thực hiện.",
        "Chưa biết nộp tại cấp nào.",
    ]
    assert [fault.sentence for fault in found if not fault.blocks] == [
        "Chưa ghi kết quả giải quyết.",
        "Chưa ghi căn cứ pháp lý.",
        "Chưa có dòng phí nào; không thu thì ghi 0.",
        "Các bước cộng lại 12 giờ, quá thời hạn 10 giờ.",
        "Bước 2 do cơ quan ngoài hệ thống làm nhưng chưa ghi tên cơ quan.",
        "Không có đơn vị mã BK-KHONG-CO.",
        "Các bước cộng lại 8 giờ, chưa hết thời hạn 10 giờ.",
    ]
    assert "Chưa có thời hạn giải quyết, nên quầy chưa nhận được hồ sơ." in [
        fault.sentence for fault in catalogue.faults(replace(wrong, limit=NO_LIMIT), TODAY) if fault.blocks
    ]
    assert "Kiểm tra bản mới nhất" in Screen(admin).sees(place(code))


def test_a_version_that_was_loaded_without_a_part_goes_on_but_no_new_version_lacks_one_more(one_stop, admin, code):
    before = catalogue.in_force(code, TODAY)
    assert {fault.key for fault in catalogue.faults(before, TODAY) if fault.blocks} >= {"method", "sets", "subjects"}
    publishing.set_fees(actor=admin, at=NOW, code=code, fees=(FeeLine(8000),), valid_from=TOMORROW)

    screen = Screen(admin)
    words = values_of(screen.opens(f"{place(code)}/noi-dung")) | {"valid_from": "2020-05-13"}
    words |= {"legal_basis": "Luật A", "subjects": "Công dân Việt Nam", "method": "Trực tiếp", "sets": "1"}
    assert screen.sends(f"{place(code)}/noi-dung", words).status_code == 302
    blank = screen.sends(f"{place(code)}/noi-dung", words | {"valid_from": "2020-05-14", "subjects": "", "sets": ""})

    assert blank.status_code == 422
    assert "Chưa ghi đối tượng thực hiện." in blank.content.decode()
    assert "Chưa ghi số bộ hồ sơ." in blank.content.decode()
    after = catalogue.in_force(code, date(2020, 5, 14))
    assert (after.subjects, after.method, after.sets, after.fee) == ("Công dân Việt Nam", "Trực tiếp", 1, 8000)
    with pytest.raises(VersionUnfit, match="Chưa ghi cách thức thực hiện"):
        publishing.set_particulars(
            actor=admin,
            at=NOW,
            code=code,
            said=Particulars(after.name, after.field, legal_basis=after.legal_basis, subjects="Công dân", sets=1),
            valid_from=date(2020, 5, 15),
        )
