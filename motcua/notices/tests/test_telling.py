"""Messages out of news: once for each cause and channel, to whom and with which words; a person's word afterwards."""

import logging

import pytest

from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import NotAllowed, SomebodyWasQuicker
from motcua.kernel.statements import row, rows
from motcua.ledger import queries as ledger
from motcua.notices import queries, services
from motcua.notices.sending import sender
from motcua.notices.sockets import carriers, letters
from motcua.notices.tests.post_office import (
    LETTER,
    MORNING,
    NUMBER,
    OBLIGATORY,
    Clock,
    Office,
    empty,
    mail_office,
    stored,
    tell,
)
from motcua.notices.types import (
    MESSAGE,
    Channel,
    Fate,
    NoAddress,
    NoSuchMessage,
    NothingToDecide,
    Outcome,
    Text,
    TextUnfit,
)
from motcua.parties import queries as parties
from motcua.parties import services as parties_services


@pytest.fixture
def clock(monkeypatch):
    shown = Clock()
    monkeypatch.setattr(moments, "now", shown)
    return shown


@pytest.fixture
def office(province_db, clock):
    empty()
    with letters.instead(LETTER, OBLIGATORY):
        yield Office()


@pytest.fixture
def both(settings):
    """Both channels are set up; nobody is there."""
    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", "http://127.0.0.1:1/"


@pytest.fixture
def post(office, tmp_path, settings):
    with mail_office(settings, tmp_path) as there:
        yield there


def message():
    return row("select id, revision from notices_message order by id desc")


def test_one_cause_makes_one_message_a_channel_however_often_it_is_told(office, both):
    news = office.news(office.person("khe@vidu.vn", "0900000001"))

    assert tell(news) == 2
    assert tell(news) == 0
    assert [found["channel"] for found in rows("select channel from notices_message order by channel")] == [
        "email",
        "sms",
    ]


def test_without_a_way_out_nothing_is_made(office):
    assert queries.channels_on() == ()
    assert tell(office.news(office.person("khe@vidu.vn", "0900000001"))) == 0


def test_whoever_left_no_address_is_told_nothing(office, both):
    assert tell(office.news(office.person())) == 0


def test_address_and_words_are_sealed_where_they_lie(office, both):
    office.tells("khe@vidu.vn")
    kept = row("select * from notices_message")
    text = " ".join(str(bytes(value) if isinstance(value, memoryview) else value) for value in kept.values())

    assert "khe@vidu" not in text
    assert "Khé" not in text
    assert NUMBER in text


def test_the_log_names_nobody(office, post, caplog, capsys):
    with caplog.at_level(logging.DEBUG):
        office.tells("khe@vidu.vn", "khong-co-ai@vidu.vn", "dut@vidu.vn")
        sender.send_due(Channel.EMAIL)
    told = caplog.text + "".join(capsys.readouterr())

    assert "notices.tried" in told
    assert "vidu.vn" not in told
    assert "Khé" not in told


def test_a_server_that_quotes_the_address_is_kept_without_it(office, post):
    office.tells("khong-co-ai@vidu.vn")
    sender.send_due(Channel.EMAIL)

    (attempt,) = queries.message_for(office.clerk, message()["id"], at=MORNING).attempts
    assert (attempt.code, attempt.words) == (550, "5.1.1 <k…@vidu.vn> no such user")


def test_whoever_declines_is_told_only_what_must_be_told(office, both):
    person = office.person("khe@vidu.vn", "0900000001")
    services.decline(actor=office.clerk, at=MORNING, person=person, channel=Channel.SMS)
    services.decline(actor=office.clerk, at=MORNING, person=person, channel=Channel.SMS)

    assert tell(office.news(person)) == 1
    assert tell(office.news(person, kind="supplement")) == 2

    services.accept(actor=office.clerk, at=MORNING, person=person, channel=Channel.SMS)
    assert queries.declined_of(person) == frozenset()
    assert tell(office.news(person)) == 2


def test_only_the_counter_notes_what_a_person_wishes(office):
    specialist = office.official("specialist", office.unit)
    with pytest.raises(NotAllowed):
        services.decline(actor=specialist, at=MORNING, person=office.person(), channel=Channel.SMS)


def test_an_unknown_one_goes_again_only_by_a_persons_word_under_the_same_id(office, post):
    office.tells("dut@vidu.vn")
    sender.send_due(Channel.EMAIL)
    found = message()
    services.resend(actor=office.clerk, at=MORNING, message=found["id"], revision=0)
    assert stored() == [(Fate.QUEUED, 1)]
    sender.send_due(Channel.EMAIL)

    assert [mail["Message-ID"] for mail in post.mails] == [f"<{found['id']}@motcua.vidu.vn>"] * 2
    (line,) = ledger.stream(MESSAGE, found["id"])
    assert (ledger.sentence(line), line.actor) == ("Cho gửi lại tin báo", office.clerk.account)


def test_it_goes_again_to_the_address_that_the_person_has_now(office, post):
    person = office.person("khong-co-ai@vidu.vn")
    tell(office.news(person))
    sender.send_due(Channel.EMAIL)
    known = parties.persons([person])[person]
    fields = parties.clean_person(
        {"kind": "citizen", "name": known.name, "number": known.number, "email": "khe@vidu.vn"}, MORNING.date()
    )
    parties_services.correct(actor=SYSTEM, person_id=person, fields=fields, revision=known.revision, at=MORNING)

    services.resend(actor=office.clerk, at=MORNING, message=message()["id"])
    assert [answer.outcome for answer in sender.send_due(Channel.EMAIL)] == [Outcome.SENT]
    assert [mail["To"] for mail in post.mails] == ["khe@vidu.vn"]


def test_what_counts_as_told_is_never_sent(office, post):
    office.tells("dut@vidu.vn")
    sender.send_due(Channel.EMAIL)
    services.settle(actor=office.clerk, at=MORNING, message=message()["id"])

    assert stored() == [(Fate.SETTLED, 1)]
    assert sender.send_due(Channel.EMAIL) == []
    with pytest.raises(NothingToDecide) as refused:
        services.resend(actor=office.clerk, at=MORNING, message=message()["id"])
    assert refused.value.sentence == "Tin này coi như đã báo, không cần quyết định gì. Mở lại để xem mới nhất."


def test_who_may_decide(office, post):
    office.tells("dut@vidu.vn")
    sender.send_due(Channel.EMAIL)
    leader, found = office.official("leader", office.unit), message()

    with pytest.raises(NotAllowed):
        services.resend(actor=leader, at=MORNING, message=found["id"])
    with pytest.raises(NoSuchMessage):
        services.resend(actor=office.stranger, at=MORNING, message=found["id"])
    with pytest.raises(SomebodyWasQuicker):
        services.settle(actor=office.clerk, at=MORNING, message=found["id"], revision=7)


def test_without_an_address_it_cannot_go_again(office, post):
    person = office.person("khong-co-ai@vidu.vn")
    tell(office.news(person))
    sender.send_due(Channel.EMAIL)
    known = parties.persons([person])[person]
    fields = parties.clean_person({"kind": "citizen", "name": known.name, "number": known.number}, MORNING.date())
    parties_services.correct(actor=SYSTEM, person_id=person, fields=fields, revision=known.revision, at=MORNING)

    with pytest.raises(NoAddress):
        services.resend(actor=office.clerk, at=MORNING, message=message()["id"])


def test_a_new_text_holds_from_its_day_and_messages_made_keep_theirs(office, both, clock):
    text = Text("Hồ sơ {ma_ho_so} đã nhận", "Chào {ho_ten}.")
    office.tells("a@vidu.vn")
    tomorrow = MORNING.date().replace(day=12)
    number = services.publish(
        actor=office.administrator, at=MORNING, kind="receipt", channel="email", text=text, valid_from=tomorrow
    )
    office.tells("b@vidu.vn")
    clock.passes(days=1)
    office.tells("c@vidu.vn", at=clock.now)

    written = [
        queries.message_for(SYSTEM, found["id"], at=MORNING).subject
        for found in rows("select id from notices_message order by id")
    ]
    assert written == [f"Đã tiếp nhận hồ sơ {NUMBER}"] * 2 + [f"Hồ sơ {NUMBER} đã nhận"]
    assert number == queries.text_on("receipt", "email", tomorrow).number
    assert queries.text_on("receipt", "email", MORNING.date()).number == 0


@pytest.mark.parametrize(
    ("text", "field", "sentence"),
    [
        (Text("", "Chào {ho_ten}."), "subject", "Ghi tiêu đề của thư."),
        (
            Text("Hồ sơ", "Chào {ten}."),
            "body",
            "Không có chỗ điền {ten}. Dùng: {ho_ten}, {ma_ho_so}, {hen_tra}.",
        ),
        (
            Text("Hồ sơ", "Chào {ho_ten."),
            "body",
            "Dấu ngoặc nhọn phải đi thành cặp quanh tên chỗ điền, như {ho_ten}.",
        ),
    ],
)
def test_a_text_that_could_not_be_sent_is_refused_beside_its_field(office, text, field, sentence):
    with pytest.raises(TextUnfit) as refused:
        services.publish(
            actor=office.administrator,
            at=MORNING,
            kind="receipt",
            channel="email",
            text=text,
            valid_from=MORNING.date(),
        )
    assert refused.value.fields == {field: sentence}


def test_a_day_that_has_passed_and_an_actor_who_may_not(office):
    asked = {"at": MORNING, "kind": "receipt", "channel": "sms", "text": Text("", "Xong.")}
    with pytest.raises(TextUnfit) as refused:
        services.publish(actor=office.administrator, valid_from=MORNING.date().replace(day=10), **asked)
    assert set(refused.value.fields) == {"valid_from"}
    with pytest.raises(NotAllowed):
        services.publish(actor=office.clerk, valid_from=MORNING.date(), **asked)


def test_a_folder_brings_its_texts_once(office, tmp_path):
    (tmp_path / "notices").mkdir()
    file = tmp_path / "notices" / "supplement.email.txt"
    file.write_text("Bổ sung hồ sơ {ma_ho_so}\n\nChào {ho_ten}.\n")

    assert services.load(actor=SYSTEM, at=MORNING, folder=tmp_path) == 1
    assert services.load(actor=SYSTEM, at=MORNING, folder=tmp_path) == 0
    assert queries.text_on("supplement", "email", MORNING.date()).text == Text(
        "Bổ sung hồ sơ {ma_ho_so}", "Chào {ho_ten}."
    )
    file.write_text("Bổ sung\n\nChào {ten}.\n")
    with pytest.raises(TextUnfit) as refused:
        services.load(actor=SYSTEM, at=MORNING, folder=tmp_path)
    assert refused.value.fields["body"].startswith("supplement.email.txt: Không có chỗ điền {ten}.")


def test_every_carrier_says_how_it_ended_and_never_raises(office, both, settings):
    """The fitting test of the socket: whoever cannot be reached is away, and nothing was handed over."""
    settings.SMTP_PORT, settings.SMTP_TLS = 1, "none"
    office.tells("khe@vidu.vn")
    from motcua.notices.types import Parcel

    for carrier in carriers:
        handed = []
        parcel = Parcel(message()["id"], "khe@vidu.vn", "a", "b", MORNING)
        answer = carrier.carry(parcel, lambda handed=handed: bool(handed.append(1)))
        assert (carrier.is_on, answer.outcome, handed) == (True, Outcome.AWAY, [])
