"""A paper becomes a file: by the clerk's telephone, by upload, from an earlier dossier; who signs, and who gets no further."""

import io
import sys
from datetime import timedelta
from uuid import UUID

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, values_of
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import KIND, NoSuchPaper, PaperFromDatabase, PaperNotReusable, Reuse, ScanTooLate
from motcua.files import queries as files
from motcua.files.tests import papers as sheets
from motcua.kernel import moments, statements
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid
from motcua.scans import queries as scans
from motcua.scans import services as scanning
from motcua.scans.tests.world import Telephone
from motcua.scans.types import NotAPicture, NothingToScan, PartsDoNotFit, TooManyPictures

WHEN = at("2020-05-11 09:30")
PART = 8000
#: Who comes again.
THE_SAME = {"name": "Triệu Mùi Khé", "birth": "1996", "number": "095000999111", "phone": "0900000001"}


@pytest.fixture
def one_stop(province_db, monkeypatch, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def number(one_stop):
    return one_stop.receives().code


def papers(number):
    return queries.paper_scans(stored(number))


def open_telephone(one_stop, number, paper=None):
    record = stored(number)
    sitting = scanning.open_sitting(
        actor=one_stop.clerk, at=WHEN, kind=KIND, owner=record.id, part=paper or papers(number)[0].id
    )
    return scans.sitting_for(one_stop.clerk, sitting)


def pages_of(file):
    with files.open_bytes(files.of_id(file)) as content:
        return len(pypdfium2.PdfDocument(content.read()))


def test_two_pictures_of_a_telephone_become_one_scan_that_the_clerk_signs_for(one_stop, number):
    telephone = Telephone(open_telephone(one_stop, number).token)
    assert telephone.opens().status_code == 200
    assert telephone.sends(sheets.photograph("một")).status_code == 302
    assert telephone.sends(sheets.photograph("hai"), "anh.png").status_code == 302

    assert "Đã quét xong" in telephone.does("xong").content.decode()

    paper = papers(number)[0]
    file = files.of_id(paper.file)
    assert (paper.digitised, paper.reused, paper.way, paper.scanned_by) == (
        True,
        False,
        "phone",
        one_stop.clerk.account,
    )
    assert (file.owner_id, file.kind, pages_of(paper.file)) == (stored(number).id, "pdf", 2)
    line = queries.timeline(stored(number))[0]
    assert (line.sentence, line.text, line.file) == (
        "Số hoá một giấy tờ, chụp bằng điện thoại.",
        paper.name,
        paper.file,
    )
    kept = statements.row("select sha256 from dossiers_scan where paper_id = %s", [paper.id])
    assert bytes(kept["sha256"]) == file.sha256
    assert difference(stored(number)) is None


def test_a_line_that_breaks_in_the_middle_goes_on_where_it_broke(one_stop, number):
    telephone, picture = Telephone(open_telephone(one_stop, number).token), sheets.photograph("dài", (1600, 2000))
    name, begun = telephone.announces(picture)
    assert begun.json() == {"id": str(name), "received": 0, "size": len(picture), "whole": False}
    assert telephone.sends_part(name, picture, 0, PART).json()["received"] == PART
    # The line is gone; the part was written, its answer lost. The telephone sends it again, then asks.
    assert telephone.sends_part(name, picture, 0, PART).json()["received"] == PART
    assert telephone.announces(picture, name)[1].json()["received"] == PART
    gap = telephone.sends_part(name, picture, PART + 10, PART + 20)
    assert (gap.status_code, gap.json()["received"]) == (409, PART)

    assert telephone.asks(name).json() == {"id": str(name), "received": PART, "size": len(picture), "whole": False}
    assert telephone.sends_part(name, picture, PART, len(picture)).json()["whole"] is True
    assert telephone.sends_part(name, picture, PART, len(picture)).json()["whole"] is True
    assert statements.row("select count(*) as pieces from scans_piece where picture_id = %s", [name])["pieces"] == 0
    assert telephone.does("xong").status_code == 200
    assert pages_of(papers(number)[0].file) == 1


def test_what_is_not_what_was_announced_begins_anew(one_stop, number):
    telephone, picture = Telephone(open_telephone(one_stop, number).token), sheets.photograph()
    name, _begun = telephone.announces(picture, sha256="00" * 32)

    torn = telephone.sends_part(name, picture, 0, len(picture))

    assert (torn.status_code, torn.json()["kind"]) == (400, "file-torn")
    assert telephone.asks(name).json()["received"] == 0


def test_a_picture_keeps_nothing_of_where_and_with_what_it_was_taken(one_stop, number):
    from PIL import Image

    known = Image.Exif()
    known[0x010F] = "Hãng nào đó"
    telephone = Telephone(open_telephone(one_stop, number).token)
    telephone.sends(sheets.photograph(exif=known))

    sitting = scans.sitting_by_token(telephone.token, at=WHEN)
    with files.open_bytes(files.of_id(sitting.whole[0].file)) as content, Image.open(content) as page:
        assert dict(page.getexif()) == {}


@pytest.mark.parametrize("content", [b"", b"khong phai anh", sheets.scan(1), sheets.vast()])
def test_what_is_no_picture_is_said_at_the_button_and_the_others_stay(one_stop, number, content):
    telephone = Telephone(open_telephone(one_stop, number).token)
    telephone.sends(sheets.photograph())

    answer = telephone.sends(content)

    assert answer.status_code in {302, 422}
    assert len(scans.sitting_by_token(telephone.token, at=WHEN).whole) == 1


def test_a_picture_that_cannot_be_read_is_refused_with_what_to_do(one_stop, number):
    token = open_telephone(one_stop, number).token

    with pytest.raises(NotAPicture) as refused:
        scanning.take_picture(actor=one_stop.clerk, token=token, at=WHEN, stream=io.BytesIO(b"thu"), length=None)

    assert refused.value.sentence == (
        "Ảnh này không đọc được (không phải JPEG, PNG, hoặc hỏng trên đường gửi). Chụp lại trang này."
    )


def test_a_part_for_another_place_says_where_to_go_on(one_stop, number):
    token, picture = open_telephone(one_stop, number).token, new_id()
    scanning.begin_picture(actor=one_stop.clerk, token=token, at=WHEN, picture=picture, size=100)

    with pytest.raises(PartsDoNotFit) as refused:
        scanning.put_part(actor=one_stop.clerk, token=token, at=WHEN, picture=picture, offset=50, content=b"x")

    assert refused.value.sentence == "Phần ảnh gửi không khớp phần đã có. Gửi tiếp từ byte 0."


def test_a_paper_has_only_so_many_pages(one_stop, number, monkeypatch):
    token = open_telephone(one_stop, number).token
    monkeypatch.setattr(sys.modules["motcua.scans.services.take_picture"], "MOST_PICTURES", 1)
    scanning.begin_picture(actor=one_stop.clerk, token=token, at=WHEN, picture=new_id(), size=100)

    with pytest.raises(TooManyPictures):
        scanning.begin_picture(actor=one_stop.clerk, token=token, at=WHEN, picture=new_id(), size=100)


def test_pages_are_put_in_order_and_taken_out(one_stop, number):
    telephone = Telephone(open_telephone(one_stop, number).token)
    for words in ("một", "hai", "ba"):
        telephone.sends(sheets.photograph(words))
    first, second, third = (each.id for each in scans.sitting_by_token(telephone.token, at=WHEN).whole)

    assert telephone.does(f"anh/{third}/len").status_code == 302
    assert telephone.does(f"anh/{first}/bo").status_code == 302

    assert [each.id for each in scans.sitting_by_token(telephone.token, at=WHEN).whole] == [third, second]
    assert telephone.client.get(f"/chup/{telephone.token}/anh/{third}/nho")["Content-Type"] == "image/jpeg"


def test_without_a_picture_there_is_nothing_to_bind(one_stop, number):
    telephone = Telephone(open_telephone(one_stop, number).token)
    answer = telephone.does("xong")
    assert answer.status_code == 422
    assert "Chưa có ảnh nào. Chụp ít nhất một trang rồi bấm «Xong»." in answer.content.decode()


def is_shut(telephone):
    answers = [telephone.opens(), telephone.sends(sheets.photograph()), telephone.does("xong")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert telephone.announces(b"x" * 100)[1].status_code == 404
    return "Mã quét này đã hết giờ hoặc đã đóng." in answers[0].content.decode()


def test_a_code_ends_after_its_minutes(one_stop, number, monkeypatch):
    telephone = Telephone(open_telephone(one_stop, number).token)
    ends_at = scans.sitting_by_token(telephone.token, at=WHEN).ends_at
    assert ends_at - moments.machine_now() > timedelta(minutes=14)

    monkeypatch.setattr(moments, "machine_now", lambda: ends_at)
    assert is_shut(telephone)


@pytest.mark.parametrize("how", ["closed", "bound", "opened again"])
def test_a_code_ends_when_it_is_closed_used_up_or_replaced(one_stop, number, how):
    sitting = open_telephone(one_stop, number)
    telephone = Telephone(sitting.token)
    match how:
        case "closed":
            scanning.close_sitting(actor=one_stop.clerk, at=WHEN, sitting=sitting.id)
        case "bound":
            telephone.sends(sheets.photograph())
            telephone.does("xong")
        case _:
            open_telephone(one_stop, number)
    assert is_shut(telephone)


def test_a_code_ends_with_the_clerk_s_account(one_stop, number, monkeypatch):
    from motcua.identity import queries as identity
    from motcua.identity.types import AccountUnknown

    telephone = Telephone(open_telephone(one_stop, number).token)

    def gone(*_who):
        raise AccountUnknown

    monkeypatch.setattr(identity, "actor_for", gone)
    assert is_shut(telephone)


def test_a_code_of_one_paper_reaches_no_other(one_stop, number):
    other = one_stop.receives().code
    telephone = Telephone(open_telephone(one_stop, number).token)
    neighbour = Telephone(open_telephone(one_stop, other).token)
    neighbour.sends(sheets.photograph("của người khác"))
    theirs = scans.sitting_by_token(neighbour.token, at=WHEN).whole[0].id

    assert telephone.asks(theirs).status_code == 404
    assert telephone.client.get(f"/chup/{telephone.token}/anh/{theirs}/nho").status_code == 404
    telephone.does(f"anh/{theirs}/bo")
    assert len(scans.sitting_by_token(neighbour.token, at=WHEN).whole) == 1
    telephone.sends(sheets.photograph())
    telephone.does("xong")
    assert [paper.digitised for paper in papers(other)] == [False] * len(papers(other))


def test_a_foreign_clerk_opens_nothing_and_sees_nothing(one_stop, number):
    sitting = open_telephone(one_stop, number)
    with pytest.raises(NothingToScan):
        scanning.open_sitting(
            actor=one_stop.stranger, at=WHEN, kind=KIND, owner=stored(number).id, part=papers(number)[0].id
        )
    with pytest.raises(NothingToScan):
        scanning.close_sitting(actor=one_stop.stranger, at=WHEN, sitting=sitting.id)
    Screen(one_stop.stranger).sees(f"/quet/{sitting.id}", 404)
    Screen(one_stop.specialist).sees(f"/quet/{sitting.id}", 404)
    Screen(one_stop.stranger).sees(f"/ho-so/{number}/giay-to/{papers(number)[0].id}", 404)
    with pytest.raises(NothingToScan):
        scanning.open_sitting(actor=one_stop.clerk, at=WHEN, kind=KIND, owner=stored(number).id, part=stored(number).id)


def test_the_desk_shows_the_code_and_what_has_come(one_stop, number):
    clerk, paper = Screen(one_stop.clerk), papers(number)[0].id
    opened = clerk.sends("/quet", kind=KIND, owner=str(stored(number).id), part=str(paper))
    page = clerk.opens(opened["Location"]).content.decode()
    sitting = scans.sitting_for(one_stop.clerk, UUID(opened["Location"].rpartition("/")[2]))

    assert "<svg" in page
    assert "Đã nhận 0 trang." in page
    Telephone(sitting.token).sends(sheets.photograph())
    assert "Đã nhận 1 trang." in clerk.sees(opened["Location"])
    assert clerk.sends(f"{opened['Location']}/dong")["Location"] == f"/ho-so/{number}/giay-to/{paper}"
    assert "Mã chụp này đã đóng hoặc hết giờ." in clerk.sees(opened["Location"])


def test_a_file_scanned_elsewhere_is_attached_and_turned_page_by_page(one_stop, number):
    clerk, paper = Screen(one_stop.clerk), papers(number)[0].id
    address = f"/ho-so/{number}/giay-to/{paper}"
    assert "Chưa có bản quét." in clerk.sees(address)
    file = SimpleUploadedFile("quet.pdf", sheets.scan(3))

    assert clerk.sends(f"{address}/ban-quet", file=file).status_code == 302

    kept = papers(number)[0].file
    assert "Xem bản quét · tải tệp lên" in clerk.sees(address)
    assert "Trang 2 / 3" in clerk.sees(f"/tep/{kept}/trang?so=2&ve={address}")
    assert clerk.opens(f"/tep/{kept}/trang/anh?so=3")["Content-Type"] == "image/jpeg"
    Screen(one_stop.stranger).sees(f"/tep/{kept}/trang", 404)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (sheets.active(), "Trong tệp PDF này có đoạn lệnh tự chạy hoặc tệp giấu bên trong"),
        (None, "Chọn tệp bản quét (PDF, JPEG hoặc PNG) trước khi gửi."),
    ],
)
def test_what_is_unsafe_or_missing_is_said_at_the_file(one_stop, number, content, sentence):
    clerk, paper = Screen(one_stop.clerk), papers(number)[0].id
    files_ = {"file": SimpleUploadedFile("quet.pdf", content)} if content else {}

    answer = clerk.sends(f"/ho-so/{number}/giay-to/{paper}/ban-quet", **files_)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not papers(number)[0].digitised


def test_a_closed_dossier_takes_no_more_scans(one_stop, number):
    file = upload(one_stop, number)
    services.withdraw(actor=one_stop.clerk, at=WHEN, number=number, reason="Đổi ý")

    with pytest.raises(ScanTooLate):
        scan(one_stop, number, file)
    assert "Quét giấy này" not in Screen(one_stop.clerk).sees(f"/ho-so/{number}/giay-to/{papers(number)[0].id}")


def upload(one_stop, number, content=None):
    from motcua.files import services as storing

    content = content or sheets.scan(1)
    return storing.store(
        actor=one_stop.clerk, at=WHEN, owner_kind=KIND, owner_id=stored(number).id, name="quet.pdf",
        stream=io.BytesIO(content), length=len(content),
    )  # fmt: skip


def scan(one_stop, number, file, paper=None):
    return services.scan_paper(
        actor=one_stop.clerk, at=WHEN, dossier=stored(number).id, paper=paper or papers(number)[0].id, file=file,
        way="upload",
    )  # fmt: skip


def same_person(one_stop, number):
    """The same person comes again, with the same procedure."""
    owner = dict(THE_SAME)
    return one_stop.receives(owner=owner).code if number is None else one_stop.receives(owner=owner, when=number).code


def reuse(one_stop, number, origin, **more):
    values = {"consent": "nói tại quầy", "agreed": True} | more
    return services.reuse_paper(
        actor=one_stop.clerk, at=WHEN, number=number, paper=papers(number)[0].id, origin=origin, **values
    )


def test_an_earlier_paper_of_the_same_person_is_used_again_with_consent(one_stop):
    before, now = same_person(one_stop, None), same_person(one_stop, "2020-05-11 09:20")
    scan(one_stop, before, upload(one_stop, before))
    origin = papers(before)[0]
    clerk, address = Screen(one_stop.clerk), f"/ho-so/{now}/giay-to/{papers(now)[0].id}"
    assert "Chủ hồ sơ đã nộp giấy này trước đây" in clerk.sees(address)

    answer = clerk.sends(f"{address}/dung-lai", origin=str(origin.id), agreed="on", consent="nói tại quầy")

    assert answer.status_code == 302, answer.content.decode()[-500:]
    paper = papers(now)[0]
    assert (paper.digitised, paper.reused, paper.origin, paper.way) == (True, True, origin.id, "reused")
    assert files.of_id(paper.file).sha256 == files.of_id(origin.file).sha256
    assert files.of_id(paper.file).owner_id == stored(now).id
    assert queries.timeline(stored(now))[0].sentence == "Dùng lại bản quét của giấy đã nộp trước, chủ hồ sơ đồng ý."
    row = statements.row("select consent, by_account, at from dossiers_scan where paper_id = %s", [paper.id])
    assert (b"quay" in bytes(row["consent"]), row["by_account"], row["at"]) == (False, one_stop.clerk.account, WHEN)


def test_reuse_asks_for_consent_and_how_it_was_given(one_stop):
    before, now = same_person(one_stop, None), same_person(one_stop, "2020-05-11 09:20")
    scan(one_stop, before, upload(one_stop, before))
    origin = papers(before)[0].id

    with pytest.raises(Invalid) as refused:
        reuse(one_stop, now, origin, consent=" ", agreed=False)
    assert set(refused.value.fields) == {"agreed", "consent"}
    page = Screen(one_stop.clerk).sends(f"/ho-so/{now}/giay-to/{papers(now)[0].id}/dung-lai", origin=str(origin))
    assert page.status_code == 422
    assert "Chỉ dùng lại khi người đó đồng ý. Hỏi người nộp rồi đánh dấu." in page.content.decode()
    assert f'value="{origin}" checked' in page.content.decode()


def test_another_person_s_paper_is_neither_offered_nor_used(one_stop, number):
    theirs = one_stop.receives().code
    scan(one_stop, theirs, upload(one_stop, theirs))

    assert queries.earlier_papers(stored(number), papers(number)[0]) == ()
    with pytest.raises(PaperNotReusable):
        reuse(one_stop, number, papers(theirs)[0].id)


def test_what_the_agency_looks_up_itself_is_not_asked_for_and_not_uploaded(one_stop, number, monkeypatch):
    from dataclasses import replace

    from motcua.catalogue import queries as catalogue

    file, real = upload(one_stop, number), catalogue.version
    known = real(stored(number).procedure.id)
    marked = replace(known, groups=tuple(replace(paper, scan="database") for paper in known.groups))
    monkeypatch.setattr(catalogue, "version", lambda version: marked if version == known.id else real(version))

    with pytest.raises(PaperFromDatabase):
        scan(one_stop, number, file)
    page = Screen(one_stop.clerk).sees(f"/ho-so/{number}/giay-to/{papers(number)[0].id}")
    assert "Giấy này cơ quan tự tra trong cơ sở dữ liệu" in page
    assert "Chụp bằng điện thoại" not in page
    with pytest.raises(NothingToScan):
        open_telephone(one_stop, number)
    assert one_stop.receives(papers=()).code, "a paper that the agency looks up is not missing"


def test_a_paper_of_another_dossier_is_no_paper_of_this_one(one_stop, number):
    with pytest.raises(NoSuchPaper):
        scan(one_stop, number, upload(one_stop, number), paper=papers(one_stop.receives().code)[0].id)


def test_the_standing_and_the_receipt_do_not_move_by_a_scan(one_stop, number):
    before = stored(number).standing
    scan(one_stop, number, upload(one_stop, number))
    assert stored(number).standing == before


def begun(one_stop, clerk, reception):
    """A reception under way, as the page keeps it."""
    page = clerk.opens("/tiep-nhan")["Location"]
    typed = values_of(reception)
    assert clerk.sends(f"{page}/nhap", typed).status_code == 302
    return page, typed


def field(reception, what):
    return f"paper_{reception.papers[0].paper.hex}_{what}"


def handed_in_before(one_stop):
    """The earlier dossier of the person, its first paper scanned, and the next reception of the same person."""
    before = same_person(one_stop, None)
    scan(one_stop, before, upload(one_stop, before))
    return papers(before)[0], one_stop.reception(owner=dict(THE_SAME))


def test_while_receiving_an_earlier_paper_of_the_same_person_is_offered_and_linked(one_stop):
    origin, reception = handed_in_before(one_stop)
    clerk = Screen(one_stop.clerk)
    page, typed = begun(one_stop, clerk, reception)
    seen = clerk.sees(page)
    assert "Chủ hồ sơ đã nộp trước, dùng lại được" in seen
    chosen = typed | {field(reception, "origin"): str(origin.id)}
    for name in [name for name in chosen if name == f"paper_{reception.papers[0].paper.hex}"]:
        del chosen[name]

    refused = clerk.sends(page, chosen)
    assert refused.status_code == 422
    assert "Chỉ dùng lại khi người đó đồng ý. Hỏi người nộp rồi đánh dấu." in refused.content.decode()
    assert f'value="{origin.id}" checked' in refused.content.decode()

    answer = clerk.sends(page, chosen | {"reuse_agreed": "on", "reuse_consent": "nói tại quầy"})
    assert answer.status_code == 302, answer.content.decode()[-800:]
    number = answer["Location"].split("/")[2]
    paper = papers(number)[0]
    assert (paper.reused, paper.origin, paper.way) == (True, origin.id, "reused")
    assert (paper.originals, paper.certified, paper.copies) == (0, 0, 0)
    assert queries.timeline(stored(number))[0].sentence == "Dùng lại bản quét của giấy đã nộp trước, chủ hồ sơ đồng ý."
    assert difference(stored(number)) is None


def test_a_stranger_s_paper_is_not_linked_while_receiving_and_no_number_is_drawn(one_stop):
    theirs = one_stop.receives().code
    scan(one_stop, theirs, upload(one_stop, theirs))
    reception = one_stop.reception(owner=dict(THE_SAME))
    last = "select last from dossiers_book_counter where unit_id = %s"
    before = statements.row(last, [one_stop.unit.id])
    reuse = Reuse(((reception.papers[0].paper, papers(theirs)[0].id),), "nói tại quầy", agreed=True)

    with pytest.raises(PaperNotReusable):
        services.receive_with_earlier(actor=one_stop.clerk, at=WHEN, reception=reception, reuse=reuse)

    assert statements.row(last, [one_stop.unit.id]) == before
    known = catalogue.version(reception.procedure)
    assert queries.papers_before(known, {"name": "Lý Thị Dung", "number": "095000777222"}, at=WHEN) == {}


def test_a_reception_cancelled_as_a_mistake_offers_nothing(one_stop):
    owner = {"name": "Nông Thị Lan", "birth": "1990", "number": "095000888333"}
    mistake = one_stop.receives(owner=owner).code
    scan(one_stop, mistake, upload(one_stop, mistake))
    version = stored(mistake).procedure
    assert queries.papers_before(version, owner, at=WHEN)

    services.cancel_reception(actor=one_stop.clerk, at=WHEN, number=mistake, reason="Nhận hai lần cùng một bộ.")

    assert queries.papers_before(version, owner, at=WHEN) == {}


def test_a_telephone_puts_a_paper_into_a_reception_that_is_under_way(one_stop):
    clerk, reception = Screen(one_stop.clerk), one_stop.reception()
    page, typed = begun(one_stop, clerk, reception)
    paper = reception.papers[0].paper
    untouched = {name: value for name, value in typed.items() if not name.startswith(f"paper_{paper.hex}")}

    opened = clerk.sends(f"{page}/nhap", untouched | {"tiep": f"chup-{paper}"})
    sitting = scans.sitting_for(one_stop.clerk, UUID(opened["Location"].rpartition("/")[2]))
    assert sitting.target.of == "Tiếp nhận đang làm"
    with pytest.raises(NothingToScan):
        scans.sitting_for(one_stop.stranger, sitting.id)
    telephone = Telephone(sitting.token)
    telephone.sends(sheets.photograph())
    assert telephone.does("xong").status_code == 200

    assert "mở bản quét" in clerk.sees(page)
    # The page at the desk was open all the while and knows nothing of it: what it sends does not undo it.
    answer = clerk.sends(page, untouched)
    number = answer["Location"].split("/")[2]
    kept = papers(number)[0]
    assert (kept.digitised, kept.way, pages_of(kept.file)) == (True, "reception", 1)
