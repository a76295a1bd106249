"""What came in a bag is received from its line: filled with what the post told, counted from the signed minutes."""

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers import services
from motcua.dossiers.queries import brought
from motcua.dossiers.queries.standing import difference
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.dossiers.types import Channel
from motcua.kernel import moments
from motcua.postal import queries as postal
from motcua.postal import services as posting
from motcua.postal.types import ArrivalIn, Found, NotSigned, Told, Verdict
from tests.post.post_office import Clock, empty

SIGNED, NOW = "2020-05-15 16:00", "2020-05-15 16:30"
AMEND = "2.000913"
KHE = ArrivalIn("CP1", "Triệu Mùi Khé", "Hồ sơ đăng ký lại khai sinh, 1 bộ: tờ khai, bản sao hộ khẩu")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", Clock(at(NOW)))
    empty()
    return OneStop.open()


def came(one_stop, *lines, verdict=Verdict.HERE, note="", sign=True):
    """Bring a bag; return it with the ids of what is in it."""
    bag = posting.open_bag(actor=one_stop.clerk, at=at("2020-05-15 15:30"), arrivals=lines or (KHE,))
    ids = [one.id for one in postal.bag_for(one_stop.clerk, bag, at=moments.now()).arrivals]
    if sign:
        found = dict.fromkeys(ids, Found(verdict, note))
        posting.sign_bag(actor=one_stop.clerk, at=at(SIGNED), bag=bag, postman="Lường Văn Thư", found=found)
    return bag, ids


def filled(one_stop, arrival):
    found = postal.brought(one_stop.clerk, arrival, at=moments.now())
    return brought.values_of(found, one_stop.unit.id, moments.today())


def test_from_the_bags_line_to_the_dossier_and_back(one_stop):
    bag, (arrival,) = came(one_stop)
    clerk = Screen(one_stop.clerk)
    assert f"/tiep-nhan/{arrival}" in clerk.opens(f"/buu-chinh/bien-ban/{bag}").content.decode()

    page = clerk.opens(f"/tiep-nhan/{arrival}")
    assert "biên bản số 1/2020 , ký lúc 16:00 ngày 15/5/2020" in words_of(page)
    html = page.content.decode()
    for typed in ('value="Triệu Mùi Khé"', 'value="15/5/2020"', 'value="16:00"', 'value="Đăng ký lại khai sinh"'):
        assert typed in html, typed

    # What else the procedure wants is typed; nobody types the moment of the minutes.
    values = values_of(one_stop.reception(RENEW)) | {"channel": "3", "handed_on": "14/5/2020", "handed_clock": "8:00"}
    answer = clerk.sends(f"/tiep-nhan/{arrival}", values)

    assert answer.status_code == 302, words_of(answer)
    number = answer["Location"].rstrip("/").split("/")[2]
    record = stored(number)
    assert (record.id, record.facts["channel"], record.life.starts_at) == (arrival, Channel.POST, at(SIGNED))
    assert difference(record) is None
    assert number in clerk.sees(f"/buu-chinh/bien-ban/{bag}")
    dossier = clerk.opens(f"/ho-so/{number}")
    assert "số 1/2020, ký 16:00 ngày 15/5/2020" in words_of(dossier)
    assert f"/buu-chinh/bien-ban/{bag}" in dossier.content.decode()
    assert clerk.opens(f"/tiep-nhan/{arrival}").status_code == 302


def test_what_was_typed_afterwards_stays(one_stop):
    _bag, (arrival,) = came(one_stop)
    clerk = Screen(one_stop.clerk)
    clerk.sends(f"/tiep-nhan/{arrival}/nhap", {"owner_name": "Triệu Mùi Khe", "channel": "3"})

    html = clerk.opens(f"/tiep-nhan/{arrival}").content.decode()
    assert 'value="Triệu Mùi Khe"' in html
    assert "biên bản số" in html


def test_the_posts_system_tells_procedure_papers_and_how_to_reach_the_sender(one_stop):
    version = catalogue.in_force(AMEND, moments.today())
    first, second = version.groups[:2]
    told = Told(AMEND, (first.short_name.upper(), "giấy lạ"), "0900000777", "Thôn Nà Lẻo")
    _bag, (arrival,) = came(one_stop, ArrivalIn("CP1", "Khé", "giấy tờ", told))

    values = filled(one_stop, arrival)

    assert values["procedure"] == str(version.id)
    assert (values["phone"], values["owner_address"]) == ("0900000777", "Thôn Nà Lẻo")
    assert values[f"paper_{first.id.hex}"] == "on"
    assert f"paper_{second.id.hex}" not in values


@pytest.mark.parametrize(
    ("about", "text"), [("Hồ sơ khai sinh, 2 bộ", "khai sinh"), ("Bưu phẩm của gia đình", None), ("", None)]
)
def test_words_that_fit_several_procedures_or_none_are_left_to_the_clerk(one_stop, about, text):
    _bag, (arrival,) = came(one_stop, ArrivalIn("CP1", "Khé", about))

    values = filled(one_stop, arrival)

    assert "procedure" not in values
    assert values.get("procedure_text") == text


@pytest.mark.parametrize("code", ["9.999999", "khong phai ma"])
def test_a_code_that_nobody_knows_chooses_nothing(one_stop, code):
    _bag, (arrival,) = came(one_stop, ArrivalIn("CP1", "Khé", "", Told(code)))

    assert "procedure" not in filled(one_stop, arrival)


def test_before_the_minutes_are_signed_nothing_is_taken_in(one_stop):
    _bag, (arrival,) = came(one_stop, sign=False)
    assert postal.brought(one_stop.clerk, arrival, at=moments.now()) is None

    with pytest.raises(NotSigned):
        services.receive(
            actor=one_stop.clerk,
            at=moments.now(),
            reception=one_stop.reception(id=arrival, channel=Channel.POST, handed_at=at("2020-05-15 08:00")),
        )
    answer = Screen(one_stop.clerk).sends(
        f"/tiep-nhan/{arrival}",
        values_of(one_stop.reception()) | {"channel": "3", "handed_on": "15/5/2020", "handed_clock": "8:00"},
    )
    assert answer.status_code == 409
    assert "Biên bản của bưu gửi này chưa ký." in words_of(answer)


def test_what_is_missing_was_not_brought_and_another_counters_is_nobodys_here(one_stop):
    _bag, (missing,) = came(one_stop, verdict=Verdict.MISSING, note="không có trong túi")
    _other, (arrival,) = came(one_stop)

    assert postal.brought(one_stop.clerk, missing, at=moments.now()) is None
    assert postal.brought(one_stop.stranger, arrival, at=moments.now()) is None
    assert "Triệu Mùi Khé" not in Screen(one_stop.stranger).sees(f"/tiep-nhan/{arrival}")
