"""An administrator keeps a commune's people: on screens, from a list, on paper, by two."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.identity import queries, services
from motcua.identity.models import Account, CodeReset, Slip
from motcua.identity.tests.test_sign_in import enrol
from motcua.identity.tests.world import (
    AT,
    BA_BE,
    OTHER_COMMUNE,
    PASSWORD,
    PROVINCE,
    QUANG_KHE,
    TODAY,
    TOMORROW,
    load_province,
    post,
    shift_seconds,
    somebody,
    unit,
)
from motcua.identity.types import (
    AccountUnknown,
    AlreadyAsked,
    ImportFaulty,
    NothingAsked,
    NotOfThatAgency,
    SamePerson,
    StandByNamed,
    StandByUnknown,
    SubstitutionUnknown,
    TermUnfit,
)
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.ui import spreadsheet

OWN_WORDS = "con trâu là đầu cơ nghiệp"


@pytest.fixture(autouse=True)
def province(committed_db, monkeypatch, settings):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", shift_seconds())
    settings.IDENTITY_CODE_REQUIRED = False
    load_province()


def administrator(code=QUANG_KHE, reach="unit", **more):
    return somebody("administrator", code, post_role="leader", reach=reach, **more)


@pytest.fixture
def admin():
    return administrator()


def at_the_screen(person):
    client = Client()
    client.force_login(Account.objects.get(pk=person.id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sentences(account):
    return [ledger.sentence(line) for line in ledger.stream("identity.account", account)]


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestList:
    def test_an_administrator_of_a_commune_sees_its_people_and_nobody_elses(self, admin):
        mine, other = somebody(name="Ma Thị Nhói"), somebody(code=OTHER_COMMUNE, name="Ma Thị Nhói")

        shown = at_the_screen(admin).get("/can-bo?q=nhoi")

        assert mine.username in words_of(shown)
        assert other.username not in words_of(shown)
        assert at_the_screen(admin).get(f"/can-bo/{other.id}").status_code == 404
        assert at_the_screen(mine).get("/can-bo").status_code == 403

    def test_names_are_found_without_accents_and_by_unit_and_closed_ones_apart(self):
        chief = administrator(PROVINCE, "everywhere").actor()
        one, gone = somebody(name="Triệu Chòi Pham"), somebody(name="Triệu Chòi Pham", code=OTHER_COMMUNE)
        services.close_account(actor=chief, at=AT, account=gone.id)

        found = queries.accounts_for(chief, AT, text="TRIEU choi")
        closed = queries.accounts_for(chief, AT, text="trieu choi", closed=True)

        assert [line.id for line in found.lines] == [one.id]
        assert [line.id for line in closed.lines] == [gone.id]
        assert [line.id for line in queries.accounts_for(chief, AT, text="pham", unit=unit(QUANG_KHE)).lines] == [
            one.id
        ]
        assert queries.accounts_for(chief, AT, text="pham", unit=unit(BA_BE)).number == 0

    def test_a_long_list_has_pages(self, admin):
        for _more in range(51):
            somebody(name="Bế Văn Dài")

        first = queries.accounts_for(admin.actor(), AT, text="be van dai")

        assert (len(first.lines), first.number, first.pages) == (50, 51, 2)
        assert len(queries.accounts_for(admin.actor(), AT, text="be van dai", page=9).lines) == 1

    def test_the_list_asks_as_much_for_many_as_for_few(self, admin):
        screen, asked = at_the_screen(admin), []
        for _turn in range(2):
            screen.get("/can-bo")
            with CaptureQueriesContext(connection) as sent:
                screen.get("/can-bo")
            asked.append(len([one for one in sent if "identity_mark" not in one["sql"]]))
            for _more in range(40):
                somebody(name="Bế Văn Thêm")

        assert asked[0] == asked[1]


class TestEmploying:
    def form(self, **changes):
        place = post(QUANG_KHE, "counter")
        return {
            "name": "Hoàng Thị Sai",
            "username": "sai.ht",
            "post": str(place.id),
            "role": "",
            "reach": "unit",
            "valid_from": "2020-05-11",
            "valid_to": "",
        } | changes

    def test_a_new_clerk_is_made_and_appointed_on_one_page(self, admin):
        screen = at_the_screen(admin)

        answer = screen.post("/can-bo/moi", self.form(username="Nhan.VT1"))

        account = queries.account_named("nhan.vt1")
        assert answer.status_code == 302
        assert answer["Location"] == f"/can-bo/{account.id}"
        assert [seat.post for seat in queries.seats(account.id, AT)] == [post(QUANG_KHE, "counter").id]
        assert sentences(account.id)[0] == "Tạo tài khoản"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"username": "có dấu"}, "Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang."),
            ({"name": " "}, "Nhập họ và tên."),
            ({"valid_from": "mai"}, "Viết ngày như 11/5/2020."),
            ({"valid_to": "2020-05-01"}, "Ngày kết thúc phải từ ngày bắt đầu trở đi"),
            ({"reach": "everywhere"}, "Bạn không thể giao quyền rộng hơn phạm vi mình quản trị."),
        ],
    )
    def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(self, admin, changes, sentence):
        answer = at_the_screen(admin).post("/can-bo/moi", self.form(username="mat.gi") | changes)

        assert answer.status_code == 422
        assert sentence in words_of(answer)
        assert 'value="2020-05-11"' in answer.content.decode() or "valid_from" in changes
        with pytest.raises(AccountUnknown):
            queries.account_named("mat.gi")

    def test_who_administers_several_units_chooses_one_first(self):
        screen = at_the_screen(administrator(BA_BE, "subtree"))
        address = f"/can-bo/moi?don-vi={unit(QUANG_KHE)}"

        asked, form = screen.get("/can-bo/moi"), screen.get(address)
        answer = screen.post(address, self.form(username="chon.dv"))

        assert "Ở đơn vị nào?" in words_of(asked)
        assert CLERK in words_of(form)
        assert "Trưởng phòng" not in words_of(form)
        assert answer.status_code == 302

    def test_nobody_appoints_into_a_unit_out_of_reach(self, admin):
        foreign = post(OTHER_COMMUNE, "counter").id

        answer = at_the_screen(admin).post("/can-bo/moi", self.form(post=str(foreign)))

        assert answer.status_code == 422
        with pytest.raises(NotAllowed):
            services.employ(actor=admin.actor(), at=AT, username="la", name="Ai Đó", post=foreign, valid_from=TODAY)
        with pytest.raises(AccountUnknown):
            queries.account_named("la")

    def test_an_appointment_is_added_and_ended_on_its_pages(self, admin):
        person, screen = somebody(), at_the_screen(admin)
        head = post(QUANG_KHE, "document_clerk").id

        screen.post(f"/can-bo/{person.id}/bo-nhiem", self.form(post=str(head)))
        made = next(line for line in queries.person_for(admin.actor(), person.id, AT).posts if line.post == head)
        asked = words_of(screen.get(f"/bo-nhiem/{made.id}/ket-thuc"))
        answer = screen.post(f"/bo-nhiem/{made.id}/ket-thuc", {"last_day": "2020-05-11"})

        assert "sẽ thôi giữ vị trí Công chức Văn phòng - thống kê (văn thư), UBND xã Quảng Khê." in asked
        assert answer.status_code == 302
        assert head not in {seat.post for seat in queries.seats(person.id, AT + timedelta(days=1))}
        assert at_the_screen(administrator(OTHER_COMMUNE)).get(f"/bo-nhiem/{made.id}/ket-thuc").status_code == 404


HEADINGS = "Tên đăng nhập,Họ và tên,Mã đơn vị,Vị trí,Vai trò,Từ ngày,Đến ngày"
CLERK = "Công chức Văn phòng - thống kê"


def csv_of(*lines):
    return ("﻿" + "\r\n".join([HEADINGS, *lines]) + "\r\n").encode()


def xlsx_of(*rows):
    """A workbook as spreadsheets write them: words shared, numbers and dates plain."""
    shared = sorted({cell for row in rows for cell in row if isinstance(cell, str)})
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + place)}{number}" t="s"><v>{shared.index(cell)}</v></c>'
            if isinstance(cell, str)
            else f'<c r="{chr(65 + place)}{number}"><v>{cell}</v></c>'
            for place, cell in enumerate(row)
            if cell != ""
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        strings = "".join(f"<si><t>{word}</t></si>" for word in shared)
        book.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>")
    return packed.getvalue()


class TestImport:
    def test_a_list_is_taken_whole_and_twice_without_effect(self, admin):
        known = somebody("specialist", name="Nông Văn Cũ")
        content = csv_of(
            f"moi.a,Đàm Thị Mới,{QUANG_KHE},{CLERK},,11/5/2020,",
            f"MOI.A,Đàm Thị Mới,{QUANG_KHE},Công chức Tài chính - kế toán,Quản trị,,31/12/2020",
            f"{known.username},Nông Văn Cũ,{QUANG_KHE},cong chuc van hoa - xa hoi,,,",
        )
        rows = spreadsheet.read(content)
        before = [(line.line, line.what, line.sentence) for line in queries.import_lines(admin.actor(), rows, AT)]

        services.import_people(actor=admin.actor(), at=AT, rows=rows)
        again = services.import_people(actor=admin.actor(), at=AT, rows=rows)

        assert before == [
            (2, "new", f"Sẽ tạo tài khoản và bổ nhiệm: {CLERK}, UBND xã Quảng Khê."),
            (3, "new", "Sẽ tạo tài khoản và bổ nhiệm: Công chức Tài chính - kế toán, UBND xã Quảng Khê."),
            (4, "appoints", "Tài khoản đã có, sẽ bổ nhiệm thêm: Công chức Văn hóa - xã hội, UBND xã Quảng Khê."),
        ]
        assert [line.what for line in again] == ["same", "same", "same"]
        made = queries.account_named("moi.a")
        held = {
            line.post_name: (line.roles, line.valid_to) for line in queries.person_for(admin.actor(), made.id, AT).posts
        }
        assert held == {
            CLERK: ("Công chức một cửa", None),
            "Công chức Tài chính - kế toán": ("Quản trị", date(2020, 12, 31)),
        }

    def test_every_line_that_is_wrong_says_where_and_what_and_nothing_is_taken(self, admin):
        taken = somebody(name="Lường Văn Chủ")
        content = csv_of(
            f",Không Tên,{QUANG_KHE},{CLERK},,,",
            f"b,,{QUANG_KHE},{CLERK},,,",
            f"c,Nông Văn C,BK-00000,{CLERK},,,",
            f"d,Nông Văn D,{OTHER_COMMUNE},{CLERK},,,",
            f"e,Nông Văn E,{QUANG_KHE},Giám đốc,,,",
            f"f,Nông Văn F,{QUANG_KHE},{CLERK},vua,,",
            f"g,Nông Văn G,{QUANG_KHE},{CLERK},,30/2/2020,",
            f"h,Nông Văn H,{QUANG_KHE},{CLERK},,2020-05-11,1/5/2020",
            f"{taken.username},Người Khác,{QUANG_KHE},{CLERK},,,",
            f"k,Nông Văn K,{QUANG_KHE},{CLERK},,,",
            f"k,Nông Văn K,{QUANG_KHE},{CLERK},,,",
            f"k,Nông Văn Kỳ,{QUANG_KHE},{CLERK},,,",
        )
        rows = spreadsheet.read(content)
        lines = queries.import_lines(admin.actor(), rows, AT)

        assert [(line.line, line.column, line.sentence.split(". ")[0]) for line in lines if line.what == "wrong"] == [
            (2, "Tên đăng nhập", "Tên đăng nhập để trống hoặc có dấu cách."),
            (3, "Họ và tên", "Chưa có họ và tên."),
            (4, "Mã đơn vị", "Không có đơn vị mang mã «BK-00000»."),
            (5, "Mã đơn vị", "UBND xã Mỹ Phương không thuộc phạm vi bạn quản trị."),
            (6, "Vị trí", "Đơn vị này không có vị trí «Giám đốc»"),
            (7, "Vai trò", "Không có vai trò «vua»"),
            (8, "Từ ngày", "«30/2/2020» không phải là ngày"),
            (9, "Đến ngày", "Ngày kết thúc trước ngày bắt đầu."),
            (10, "Tên đăng nhập", f"Tên đăng nhập «{taken.username}» đã là của Lường Văn Chủ"),
            (12, "Vị trí", "Dòng này lặp lại một dòng phía trên."),
            (13, "Tên đăng nhập", "Tên đăng nhập này đã dùng cho người khác ở dòng 11."),
        ]
        with pytest.raises(ImportFaulty) as refused:
            services.import_people(actor=admin.actor(), at=AT, rows=rows)
        assert "11 dòng còn lỗi. Dòng 2:" in refused.value.sentence
        with pytest.raises(AccountUnknown):
            queries.account_named("k")

    def test_a_workbook_is_read_like_a_text_file(self, admin):
        content = xlsx_of(
            HEADINGS.split(","), ["bang.x", "Đặng Thị Bảng", QUANG_KHE, CLERK, "", 43962, ""], ["", "", ""]
        )

        lines = services.import_people(actor=admin.actor(), at=AT, rows=spreadsheet.read(content))

        assert [(line.line, line.what, line.appointment.valid_from) for line in lines] == [
            (2, "new", date(2020, 5, 11))
        ]

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"PK\x03\x04 rubbish", "Tệp XLSX không đọc được."),
            ("tên".encode("utf-16"), "Tệp không phải mã UTF-8."),
            (b"a\0b", "Tệp này không phải CSV hay XLSX."),
            (b"x" * (2 * 2**20 + 1), "Tệp quá lớn"),
            (b"a\n" * 2002, "Danh sách quá dài"),
        ],
    )
    def test_a_file_that_is_no_list_is_refused_with_a_reason(self, content, sentence):
        with pytest.raises(Invalid) as refused:
            spreadsheet.read(content)
        assert sentence in refused.value.fields["file"]

    def test_a_workbook_that_unpacks_to_a_mountain_or_brings_entities_is_not_read(self):
        for sheet in (b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", b"<worksheet>" + b" " * (21 * 2**20)):
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
                book.writestr("xl/worksheets/sheet1.xml", sheet)
            with pytest.raises(Invalid):
                spreadsheet.read(packed.getvalue())

    def test_the_pages_show_first_and_do_then(self, admin):
        screen = at_the_screen(admin)
        content = csv_of(f"trang.a,Hứa Thị Trang,{QUANG_KHE},{CLERK},,,")

        preview = screen.post("/can-bo/nhap", {"file": io.BytesIO(content)})
        with pytest.raises(AccountUnknown):
            queries.account_named("trang.a")
        rows = re.search(r'name="rows" value="([^"]*)"', preview.content.decode()).group(1)
        answer = screen.post("/can-bo/nhap", {"rows": rows})

        assert "1 dòng sẽ thay đổi, 0 dòng đã có sẵn." in words_of(preview)
        assert answer.status_code == 302
        assert queries.account_named("trang.a").name == "Hứa Thị Trang"

    def test_a_faulty_list_has_no_button_and_a_lost_file_says_so(self, admin):
        screen = at_the_screen(admin)
        faulty = screen.post("/can-bo/nhap", {"file": io.BytesIO(csv_of("a b,Ai,BK-1,x,,,"))})

        assert faulty.status_code == 422
        assert "1 dòng còn lỗi." in words_of(faulty)
        assert "Nhận cả danh sách" not in words_of(faulty)
        assert "Chọn tệp danh sách." in words_of(screen.post("/can-bo/nhap", {}))


class TestClosed:
    def test_a_closed_account_is_appointed_no_more(self, admin):
        person = somebody()
        services.leave(actor=admin.actor(), at=AT, account=person.id)

        with pytest.raises(AccountUnknown):
            services.appoint(actor=admin.actor(), at=AT, account=person.id, post=person.post, valid_from=TOMORROW)
        assert "đã đóng" in words_of(at_the_screen(admin).get(f"/can-bo/{person.id}"))
        assert "Bổ nhiệm thêm vị trí" not in words_of(at_the_screen(admin).get(f"/can-bo/{person.id}"))


class TestSlip:
    def knock(self, client, username, password):
        return client.post("/dang-nhap", {"username": username, "password": password})

    def test_the_printed_password_opens_once_and_asks_for_ones_own(self, admin):
        person = somebody(password=PASSWORD)
        slip = services.issue_slip(actor=admin.actor(), at=AT, account=person.id)
        client = Client()

        assert self.knock(Client(), person.username, PASSWORD).status_code == 422
        answer = self.knock(client, person.username, slip.secret)
        assert answer["Location"] == "/dang-nhap/mat-khau-moi"
        assert client.get("/tai-khoan").status_code == 302, "nothing else opens before"
        assert client.get("/dang-nhap/ma").status_code == 302
        same = client.post("/dang-nhap/mat-khau-moi", {"new": slip.secret, "again": slip.secret})
        assert "Chọn mật khẩu khác với mật khẩu in trên phiếu." in words_of(same)
        differ = client.post("/dang-nhap/mat-khau-moi", {"new": OWN_WORDS, "again": OWN_WORDS + "?"})
        assert "Hai lần nhập không giống nhau." in words_of(differ)
        client.post("/dang-nhap/mat-khau-moi", {"new": OWN_WORDS, "again": OWN_WORDS})

        assert client.get("/tai-khoan").status_code == 200
        assert self.knock(Client(), person.username, slip.secret).status_code == 422
        assert self.knock(Client(), person.username, OWN_WORDS).status_code == 302
        told = ["Cấp phiếu mật khẩu dùng một lần", "Dùng phiếu mật khẩu", "Đổi mật khẩu"]
        assert [said for said in sentences(person.id) if said in told] == told

    def test_a_slip_that_was_used_but_not_settled_opens_no_second_time(self, admin):
        person = somebody()
        slip = services.issue_slip(actor=admin.actor(), at=AT, account=person.id)
        self.knock(Client(), person.username, slip.secret)

        again = self.knock(Client(), person.username, slip.secret)

        assert again.status_code == 422
        assert "Mật khẩu trên phiếu chỉ dùng được một lần và đã dùng." in words_of(again)

    def test_after_a_day_a_slip_is_worth_nothing(self, admin):
        person = somebody()
        slip = services.issue_slip(actor=admin.actor(), at=AT, account=person.id)
        assert slip.expires_at - slip.issued_at == timedelta(days=1)
        Slip.objects.filter(id=slip.id).update(expires_at=moments.machine_now())

        answer = self.knock(Client(), person.username, slip.secret)

        assert "Phiếu mật khẩu đã quá một ngày nên hết hạn." in words_of(answer)

    def test_a_newer_slip_replaces_an_older_one(self, admin):
        person = somebody()
        old, new = (services.issue_slip(actor=admin.actor(), at=AT, account=person.id) for _turn in range(2))

        assert self.knock(Client(), person.username, old.secret).status_code == 422
        assert self.knock(Client(), person.username, new.secret).status_code == 302

    def test_the_secret_stands_nowhere_in_clear(self, admin):
        person = somebody()
        slip = services.issue_slip(actor=admin.actor(), at=AT, account=person.id)

        assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", slip.secret)
        assert slip.secret not in repr(slip)
        with connection.cursor() as cursor:
            cursor.execute("select row_to_json(a)::text from identity_account a where id = %s", [person.id])
            kept = cursor.fetchone()[0]
            cursor.execute("select row_to_json(s)::text from identity_slip s where id = %s", [slip.id])
            kept += cursor.fetchone()[0]
        assert slip.secret not in kept
        assert slip.secret not in " ".join(sentences(person.id))

    def test_the_page_warns_first_and_its_button_answers_with_the_paper(self, admin):
        person, screen = somebody(), at_the_screen(admin)

        assert "Mật khẩu đang dùng và phiếu in trước hết giá trị ngay" in words_of(
            screen.get(f"/can-bo/{person.id}/phieu-mat-khau")
        )
        assert not Slip.objects.filter(account_id=person.id).exists()
        paper = screen.post(f"/can-bo/{person.id}/phieu-mat-khau")

        assert paper["Content-Type"] == "application/pdf"
        assert "no-store" in paper["Cache-Control"]
        assert paper.content.startswith(b"%PDF")
        assert "chưa dùng, hết hạn" in words_of(screen.get(f"/can-bo/{person.id}"))

    def test_an_administrator_of_another_unit_prints_none(self):
        person = somebody()
        with pytest.raises(NotAllowed):
            services.issue_slip(actor=administrator(OTHER_COMMUNE).actor(), at=AT, account=person.id)


class TestCodeReset:
    def test_it_takes_two_administrators_and_both_stand_in_the_history(self, admin):
        person, second = somebody(), administrator(BA_BE, "subtree", name="Hà Thị Hai")
        enrol(person)
        screen, other = at_the_screen(admin), at_the_screen(second)
        address = f"/can-bo/{person.id}/go-dien-thoai"

        screen.post(address, {"deed": "ask"})
        waiting = words_of(screen.get(address))
        refused = screen.post(address, {"deed": "confirm"})
        offered = words_of(other.get(address))
        other.post(address, {"deed": "confirm"})

        assert "Người yêu cầu không tự xác nhận được." in waiting
        assert "Xác nhận gỡ điện thoại" not in waiting
        assert refused.status_code == 403
        assert "Gỡ điện thoại cần hai người quản trị khác nhau" in words_of(refused)
        assert "Xác nhận gỡ điện thoại" in offered
        kept = CodeReset.objects.get(account_id=person.id)
        assert (kept.asked_by, kept.answered_by, kept.confirmed) == (admin.id, second.id, True)
        assert sentences(person.id)[-2:] == ["Yêu cầu gỡ điện thoại, chờ người thứ hai", "Gỡ điện thoại đã gắn"]
        assert "Người này chưa gắn điện thoại nào." in words_of(screen.get(address))

    def test_one_alone_resets_nothing(self, admin):
        person = somebody()
        enrol(person)
        with pytest.raises(NotAllowed):
            services.reset_code(actor=admin.actor(), at=AT, account=person.id)
        with pytest.raises(NothingAsked):
            services.confirm_code_reset(actor=admin.actor(), at=AT, account=person.id)
        services.ask_code_reset(actor=admin.actor(), at=AT, account=person.id)
        with pytest.raises(AlreadyAsked):
            services.ask_code_reset(actor=admin.actor(), at=AT, account=person.id)
        with pytest.raises(SamePerson):
            services.confirm_code_reset(actor=admin.actor(), at=AT, account=person.id)

    def test_the_database_itself_wants_two(self, admin):
        person = somebody()
        services.ask_code_reset(actor=admin.actor(), at=AT, account=person.id)
        with pytest.raises(IntegrityError), transaction.atomic():
            CodeReset.objects.filter(account_id=person.id).update(answered_by=admin.id, answered_at=AT, confirmed=True)

    def test_the_owner_confirms_nothing_and_what_was_asked_can_be_dropped(self, admin):
        second = administrator()
        services.ask_code_reset(actor=admin.actor(), at=AT, account=second.id)
        with pytest.raises(SamePerson):
            services.confirm_code_reset(actor=second.actor(), at=AT, account=second.id)
        with pytest.raises(SamePerson):
            services.ask_code_reset(actor=admin.actor(), at=AT, account=admin.id)

        services.drop_code_reset(actor=admin.actor(), at=AT, account=second.id)

        assert CodeReset.objects.get(account_id=second.id).confirmed is False


class TestRoles:
    def test_who_gains_and_who_loses_is_said_before(self):
        chief, clerk = administrator(PROVINCE, "everywhere"), somebody("counter", name="An Thị Được")
        before = queries.role_change("counter", "identity.substitute", AT, allowed=True)
        nobody = queries.role_change("counter", "identity.token", AT, allowed=True)
        screen = at_the_screen(chief)
        preview = words_of(screen.get("/vai-tro/doi?vai-tro=counter&viec=identity.substitute&cho=1"))

        answer = screen.post("/vai-tro/doi", {"vai-tro": "counter", "viec": "identity.substitute", "cho": "1"})

        assert clerk.name in {name for name, _place in before.people}
        assert nobody.number == 0
        assert f"{before.number} người sẽ được làm việc này." in preview
        assert answer["Location"] == "/vai-tro"
        assert "identity.substitute" in queries.acts_of_role("counter")
        loses = queries.role_change("counter", "identity.substitute", AT, allowed=False)
        assert loses.number == before.number
        assert "khác mặc định" in words_of(screen.get("/vai-tro"))
        screen.post("/vai-tro/doi", {"vai-tro": "counter", "viec": "identity.substitute", "cho": "0"})

    def test_whoever_has_it_by_another_role_of_the_post_loses_nothing(self):
        leader = somebody("leader", name="Chu Thị Hai Vai")
        services.appoint(
            actor=administrator(PROVINCE, "everywhere").actor(),
            at=AT,
            account=leader.id,
            post=leader.post,
            valid_from=TODAY,
            roles=["section_head"],
        )
        change = queries.role_change("leader", "identity.substitute", AT, allowed=False)

        assert leader.name not in {name for name, _place in change.people}

    def test_administrators_cannot_be_left_without_the_act_of_administering(self):
        screen = at_the_screen(administrator(PROVINCE, "everywhere"))

        answer = screen.post("/vai-tro/doi", {"vai-tro": "administrator", "viec": "identity.accounts", "cho": "0"})

        assert answer.status_code == 403
        assert "sẽ không còn ai phân quyền được nữa." in words_of(answer)
        assert "identity.accounts" in queries.acts_of_role("administrator")

    def test_a_units_administrator_looks_and_changes_nothing(self, admin):
        screen = at_the_screen(admin)

        assert "chỉ người quản trị toàn tỉnh đổi được" in words_of(screen.get("/vai-tro"))
        refused = screen.post("/vai-tro/doi", {"vai-tro": "counter", "viec": "identity.substitute", "cho": "1"})
        assert refused.status_code == 403
        assert screen.get("/vai-tro/doi?vai-tro=vua&viec=x&cho=1").status_code == 422


class TestStandIns:
    def test_a_leader_sends_a_stand_in_and_ends_it(self):
        leader, away, here = somebody("leader"), somebody("specialist", name="Dương Văn Vắng"), somebody("counter")
        screen = at_the_screen(leader)
        form = {
            "appointment": str(away.appointment),
            "substitute": str(here.id),
            "valid_from": "2020-05-11",
            "valid_to": "2020-05-12",
        }

        refused = screen.post("/truc-thay", form | {"substitute": str(away.id)})
        answer = screen.post("/truc-thay", form)
        line = next(one for one in queries.stand_ins_for(leader.actor(), AT) if one.holder == "Dương Văn Vắng")
        acting = queries.actor_for(here.id, away.post, AT)
        screen.post(f"/truc-thay/{line.id}/ket-thuc")

        assert "Người trực thay phải là người khác." in words_of(refused)
        assert answer.status_code == 302
        assert acting.acting_for == away.id
        assert away.post not in {seat.post for seat in queries.seats(here.id, AT)}
        assert sentences(away.id)[-1] == f"Kết thúc việc {here.name} trực thay"
        with pytest.raises(SubstitutionUnknown):
            services.end_substitution(actor=leader.actor(), at=AT, substitution=line.id)

    def test_another_units_leader_neither_sees_nor_ends_it(self):
        away, here = somebody("specialist", name="Dương Văn Xa"), somebody("counter")
        made = services.substitute(
            actor=somebody("leader").actor(),
            at=AT,
            appointment=away.appointment,
            substitute=here.id,
            valid_from=TOMORROW,
            valid_to=TOMORROW,
        )
        stranger = somebody("leader", OTHER_COMMUNE)

        assert "Dương Văn Xa" not in words_of(at_the_screen(stranger).get("/truc-thay"))
        assert at_the_screen(stranger).post(f"/truc-thay/{made}/ket-thuc").status_code == 404
        assert at_the_screen(here).get("/truc-thay").status_code == 403


class TestTerms:
    def lend(self, admin, until, since=TODAY):
        person = somebody("specialist", BA_BE, name="Nguyễn Thị Cử")
        services.second(
            actor=admin.actor(),
            at=AT,
            account=person.id,
            post=post(QUANG_KHE, "counter").id,
            from_unit=unit(BA_BE),
            valid_from=since,
            valid_to=until,
        )
        return person

    @pytest.mark.parametrize("until", [date(2020, 11, 9), date(2022, 5, 11)])
    def test_a_term_is_six_to_twenty_four_months(self, admin, until):
        with pytest.raises(TermUnfit) as refused:
            self.lend(admin, until)
        assert refused.value.fields["valid_to"] == "Thời hạn biệt phái từ 6 đến 24 tháng. Sửa ngày kết thúc."

    @pytest.mark.parametrize("until", [date(2020, 11, 10), date(2022, 5, 10)])
    def test_the_shortest_and_the_longest_are_taken(self, admin, until):
        person = self.lend(admin, until)

        assert [line.valid_to for line in queries.terms_for(admin.actor(), AT) if line.account == person.id] == [until]
        assert queries.roles_of(person.id, post(QUANG_KHE, "counter").id, AT) == {"counter"}

    def test_before_it_ends_a_warning_stands_on_the_page(self, admin):
        person = self.lend(admin, date(2020, 6, 10), since=date(2019, 12, 11))
        later = self.lend(admin, date(2020, 6, 11), since=date(2019, 12, 11))
        soon = {line.account: line.ends_soon for line in queries.terms_for(admin.actor(), AT)}
        shown = words_of(at_the_screen(admin).get("/biet-phai"))

        assert (soon[person.id], soon[later.id]) == (True, False)
        assert "còn 30 ngày" in shown
        assert "sắp hết thời hạn biệt phái." in shown
        assert "người sắp hết hạn)" in words_of(at_the_screen(admin).get("/can-bo"))

    def test_the_page_records_a_term_and_says_what_is_wrong(self, admin):
        person, screen = somebody("specialist", BA_BE), at_the_screen(admin)
        form = {
            "username": person.username,
            "post": str(post(QUANG_KHE, "counter").id),
            "from_unit": str(unit(BA_BE)),
            "valid_from": "2020-05-11",
            "valid_to": "2020-06-11",
        }

        assert "Thời hạn biệt phái từ 6 đến 24 tháng." in words_of(screen.post("/biet-phai", form))
        assert screen.post("/biet-phai", form | {"valid_to": "2021-05-10"}).status_code == 302
        assert screen.post("/biet-phai", form | {"username": "khong-co", "valid_to": "2021-05-10"}).status_code == 422


class TestStandBys:
    def lend(self, admin, name="Nguyễn Thị Cử"):
        person = somebody("specialist", BA_BE, name=name)
        services.second(
            actor=admin.actor(),
            at=AT,
            account=person.id,
            post=post(QUANG_KHE, "counter").id,
            from_unit=unit(BA_BE),
            valid_from=TODAY,
            valid_to=date(2021, 5, 10),
        )
        return person

    def name(self, admin, account, **changes):
        values = {"from_unit": unit(BA_BE), "in_unit": unit(QUANG_KHE)} | changes
        return services.name_stand_by(actor=admin.actor(), at=AT, account=account, **values)

    def test_an_agency_with_people_at_the_desk_and_nobody_ready_is_warned_about(self, admin):
        self.lend(admin)
        screen = at_the_screen(admin)
        assert "Chưa có người dự phòng: UBND huyện Ba Bể (UBND xã Quảng Khê)." in words_of(screen.get("/biet-phai"))

        ready = somebody("specialist", BA_BE, name="Trần Văn Phòng")
        form = {"lending": f"{unit(BA_BE)}|{unit(QUANG_KHE)}", "username": ready.username}
        assert screen.post("/biet-phai/du-phong", form).status_code == 302

        shown = words_of(screen.get("/biet-phai"))
        assert "Chưa có người dự phòng:" not in shown
        assert "Trần Văn Phòng" in shown
        (line,) = queries.stand_bys_at(unit(QUANG_KHE), AT)
        assert (line.account, line.from_unit) == (ready.id, unit(BA_BE))
        assert screen.post(f"/biet-phai/du-phong/{line.id}/ket-thuc").status_code == 302
        assert "Chưa có người dự phòng:" in words_of(screen.get("/biet-phai/du-phong"))

    def test_the_leader_lets_the_stand_by_step_in_for_who_is_away(self, admin):
        away, ready = self.lend(admin, "Nguyễn Thị Vắng"), somebody("specialist", BA_BE, name="Trần Văn Sẵn")
        stand_by = self.name(admin, ready.id)
        screen = at_the_screen(admin)
        shown = words_of(screen.get("/truc-thay"))
        assert "Trần Văn Sẵn (dự phòng, UBND huyện Ba Bể)" in shown

        seconded = next(line for line in queries.holders_for(admin.actor(), AT) if line.account == away.id)
        form = {
            "appointment": str(seconded.id),
            "substitute": str(ready.id),
            "valid_from": "2020-05-11",
            "valid_to": "2020-05-12",
        }
        assert screen.post("/truc-thay", form).status_code == 302
        assert [seat.acting_for for seat in queries.seats(ready.id, AT)][-1] == away.id
        services.end_stand_by(actor=admin.actor(), at=AT, stand_by=stand_by)

    def test_a_stand_by_is_of_the_agency_named_once_and_by_who_keeps_the_desk(self, admin):
        stranger, ready = somebody("specialist", OTHER_COMMUNE), somebody("specialist", BA_BE)
        with pytest.raises(NotOfThatAgency):
            self.name(admin, stranger.id)
        with pytest.raises(NotAllowed):
            self.name(administrator(OTHER_COMMUNE), ready.id)
        stand_by = self.name(admin, ready.id)
        with pytest.raises(StandByNamed):
            self.name(admin, ready.id)
        with pytest.raises(StandByUnknown):
            services.end_stand_by(actor=administrator(OTHER_COMMUNE).actor(), at=AT, stand_by=stand_by)
        services.end_stand_by(actor=admin.actor(), at=AT, stand_by=stand_by)
        with pytest.raises(StandByUnknown):
            services.end_stand_by(actor=admin.actor(), at=AT, stand_by=stand_by)
        services.end_stand_by(actor=admin.actor(), at=AT, stand_by=self.name(admin, ready.id))


class TestBoard:
    def test_everybody_sees_names_titles_fields_and_the_desks_telephone_only(self, admin):
        clerk = somebody("counter", name="Mạc Thị Quầy", fields=["Hộ tịch"])
        leader = somebody("leader", name="Phùng Văn Chủ")
        somebody("specialist", name="Người Trong Phòng")
        address = f"/can-bo-mot-cua/{clerk.unit}"
        at_the_screen(admin).post(f"{address}/dien-thoai", {"phone": "0209 3 870 000"})

        shown = Client().get(address)

        said = words_of(shown)
        assert "Mạc Thị Quầy Công chức Văn phòng - thống kê Hộ tịch" in said
        assert leader.name in said
        assert "0209 3 870 000" in said
        assert "Người Trong Phòng" not in said
        assert clerk.username not in said
        assert address in Client().get("/can-bo-mot-cua").content.decode()

    def test_only_the_units_administrator_sets_the_telephone(self, admin):
        address = f"/can-bo-mot-cua/{unit(QUANG_KHE)}/dien-thoai"
        foreign = administrator(OTHER_COMMUNE)

        assert at_the_screen(foreign).post(address, {"phone": "1"}).status_code == 403
        wrong = at_the_screen(admin).post(address, {"phone": "gọi tôi"})
        assert wrong.status_code == 422
        assert "Viết số điện thoại bằng chữ số" in words_of(wrong)
        with pytest.raises(NotAllowed):
            services.set_desk_phone(actor=foreign.actor(), at=AT, unit=unit(QUANG_KHE), phone="0209 3 870 000")
