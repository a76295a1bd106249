"""The province as the access tests meet it: a dossier of one commune, its people, and the same people next door."""

import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from motcua.catalogue import queries as catalogue_queries
from motcua.catalogue import services as catalogue_services
from motcua.catalogue.types import DraftPart, FeeLine
from motcua.dossiers import queries as dossier_queries
from motcua.dossiers import services as dossiers
from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, stored, unit_named
from motcua.dossiers.tests.test_new_version import administrator
from motcua.dossiers.types import MeetingKind
from motcua.files import services as files
from motcua.files.tests import papers
from motcua.forms import services as forms
from motcua.identity import queries as identity_queries
from motcua.identity import services as identity
from motcua.imports.services import begin
from motcua.kernel import moments, statements
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.notices import queries as notices_queries
from motcua.notices import services as notices
from motcua.notices.types import News, Text
from motcua.organisation import queries as organisation
from motcua.organisation import services as organisation_services
from motcua.parties import queries as parties
from motcua.parties import services as parties_services
from motcua.scans import services as scans

ROLES = ("counter", "specialist", "leader", "document_clerk", "administrator")
#: The moment of the requests.
MOMENT = "2020-05-11 14:00"
#: Nobody's: what does not exist looks the same as what is not yours.
NOBODYS_NUMBER = "900.05.03.H03-200511-9876"
NOBODYS_ID = UUID("01900000-0000-7000-8000-000000000000")


@contextmanager
def shifted_clock():
    """Let the business clock show MOMENT."""
    kept = os.environ.get(moments.SHIFT_VARIABLE)
    os.environ[moments.SHIFT_VARIABLE] = str((at(MOMENT) - moments.machine_now()).total_seconds())
    try:
        yield
    finally:
        os.environ.pop(moments.SHIFT_VARIABLE)
        if kept is not None:
            os.environ[moments.SHIFT_VARIABLE] = kept


@contextmanager
def undone():
    """Undo whatever a request does: every probe meets the same province."""
    block = transaction.atomic()
    block._from_testcase = True  # an act's own transaction may open inside
    with block:
        yield
        transaction.set_rollback(True)


def kept_by_the_province(unit):
    """A post added to a unit from tomorrow, a proposed holiday, a setting of tomorrow: each may still be taken back."""
    when, tomorrow = moments.now(), moments.today() + timedelta(days=1)
    post = organisation_services.add_post(
        actor=SYSTEM, at=when, unit_id=unit, section="Quầy 9", name="Công chức quầy 9", role="counter", seats=1,
        signs="no", valid_from=tomorrow, paper="QĐ 9",
    )  # fmt: skip
    day = {"on": "2020-12-31", "kind": "holiday", "name": "Nghỉ", "swap_with": None, "sessions": []}
    return {
        "order": statements.row("select id from organisation_order where post_id = %s", [post])["id"],
        "proposal": organisation_services.propose_days(
            actor=SYSTEM, at=when, days=[day], until_year=None, paper="CV 9"
        ),
        "change": organisation_services.change_setting(
            actor=SYSTEM, at=when, key="duplicate_days", value="45", valid_from=tomorrow, reason="QĐ 9"
        ),
    }


def a_drafted_procedure():
    """A new procedure of the communes that somebody is drafting."""
    when = moments.now()
    made = catalogue_services.begin_draft(actor=SYSTEM, at=when, code="BKA-NEW.1", name="Xác nhận hộ làm du lịch")
    found = catalogue_queries.draft_for(SYSTEM, made)
    catalogue_services.write_draft(
        actor=SYSTEM,
        at=when,
        draft_id=made,
        revision=found.revision,
        part=DraftPart.PARTICULARS,
        version=replace(found.version, receive_levels=("commune",), decide_levels=("commune",)),
    )
    return made


def a_proposed_change(stop):
    """A change of a procedure that waits for a second person."""
    author = administrator(stop, "de-nghi-thay-doi", "everywhere")
    fees = (FeeLine(8000),)
    return catalogue_services.set_fees(
        actor=author, at=moments.now(), code="1.001193", fees=fees, valid_from=moments.today() + timedelta(days=1)
    ).proposal


class Province:
    """One dossier that has been taken up in its commune, with its receipt and a paper."""

    def __init__(self):
        self.stop = OneStop.open()
        self.number = self.stop.receives(when="2020-05-11 09:10").code
        self.stop.hands_over(self.number)
        self.stop.examines(self.number)
        self.dossier = stored(self.number).id
        self.task = self.ask_somebody_outside()
        self.meeting = self.call_a_check()
        self.delegation = dossiers.delegate(
            actor=self.stop.leader,
            at=at("2020-05-11 08:30"),
            unit=self.stop.unit.id,
            account=self.stop.clerk.account,
            procedure="1.001193",
            decision="45/QĐ-UBND",
        )
        self.book, self.code = self.a_paper_book()
        self.received = 1
        self.person = stored(self.number).owner
        self.units = {"own": self.stop.unit.id, "foreign": unit_named(FOREIGN).id}
        self.file = self.store_a_file()
        self.print = self.receipt()
        self.bag, self.parcel, self.event = self.by_post()
        self.paper, self.found, self.sitting = self.scanned()
        self.message = self.a_message()
        self.list = self.a_list()
        self.edition = dossiers.print_book(
            actor=self.stop.clerk, at=at("2020-05-11 11:30"), unit=self.units["own"], year=2020
        )
        self.admin = self.administrator()
        self.overseer = administrator(self.stop, "ca-tinh", "everywhere")
        self.appointment, self.substitution = self.standing_in()
        self.kept = kept_by_the_province(self.units["own"])
        self.run = begin(actor=SYSTEM, at=at(MOMENT), path=Path(__file__), is_trial=True).id
        self.drafted = a_drafted_procedure()
        self.proposed = a_proposed_change(self.stop)

    def a_paper_book(self):
        """A book of two codes, and its first one."""
        clerk = self.stop.clerk
        book = dossiers.draw_paper_book(actor=clerk, at=at("2020-05-11 08:00"), unit=self.stop.unit.id, size=2)
        return book, dossier_queries.paper_codes(clerk, book)[0].id

    def administrator(self):
        """Somebody who keeps the accounts of the own commune."""
        known = self.stop.cast.get((self.units["own"], "administrator"))
        if known:
            return known[0]
        post = organisation.posts(self.units["own"], moments.today(), role="leader")[1]
        account = identity.employ(
            actor=SYSTEM,
            at=moments.now(),
            username="quan-tri-xa",
            name="Bàn Thị Quản",
            post=post.id,
            valid_from=moments.today(),
            roles=["administrator"],
        )
        actor = identity_queries.actor_for(account, post.id, moments.now())
        self.stop.cast[self.units["own"], "administrator"] = [actor]
        return actor

    def standing_in(self):
        """An appointment of the own commune's specialist, and somebody who will stand in for it."""
        line = next(
            line
            for line in identity_queries.person_for(SYSTEM, self.stop.specialist.account, moments.now()).posts
            if line.is_now
        )
        tomorrow = moments.today() + timedelta(days=1)
        made = identity.substitute(
            actor=SYSTEM,
            at=moments.now(),
            appointment=line.id,
            substitute=self.stop.clerk.account,
            valid_from=tomorrow,
            valid_to=tomorrow,
        )
        self.stand_by = identity.name_stand_by(
            actor=SYSTEM,
            at=moments.now(),
            account=self.stop.specialist.account,
            from_unit=self.units["own"],
            in_unit=self.units["own"],
        )
        return line.id, made

    def receive_another(self):
        """One more dossier: every second one waits for the leader's signature, the others pay their fee."""
        self.received += 1
        number = self.stop.receives("2.000913", when="2020-05-11 09:10").code
        if not self.received % 2:
            self.take_the_fee(number)
        else:
            self.stop.hands_over(number)
            self.stop.examines(number)
            self.stop.proposes(number, "2020-05-11 13:40")

    def take_the_fee(self, number):
        from motcua.dossiers import services
        from motcua.payments.types import Method

        when = at("2020-05-11 09:20")
        services.take_fee(actor=self.stop.clerk, at=when, number=number, receipt=new_id(), method=Method.CASH)

    def ask_somebody_outside(self):
        dossiers.ask_opinion(
            actor=self.stop.specialist,
            at=at("2020-05-11 10:40"),
            number=self.number,
            question="Người này có hộ khẩu ở đâu?",
            answer_by=at("2020-05-13 00:00").date(),
            agency="Công an huyện",
        )
        return stored(self.number).life.tasks[0].id

    def call_a_check(self):
        called = dossiers.call_meeting(
            actor=self.stop.specialist,
            at=at("2020-05-11 10:45"),
            number=self.number,
            kind=MeetingKind.CHECK,
            starts_at=at("2020-05-13 08:30"),
            place="Thôn Nà Lẻo",
            about="Xem hiện trạng.",
            posts=[self.stop.specialist.post],
        )
        return called.life.meetings[0].id

    def store_a_file(self):
        from io import BytesIO

        content = b"%PDF-1.4\n%%EOF\n"
        stored_file = files.store(
            actor=self.stop.clerk,
            at=at("2020-05-11 11:00"),
            owner_kind="dossiers.dossier",
            owner_id=self.dossier,
            name="giay-chung-sinh.pdf",
            stream=BytesIO(content),
            length=len(content),
        )
        return stored_file.id

    def receipt(self):
        return statements.row("select id from prints_print where owner_id = %s limit 1", [self.dossier])["id"]

    def by_post(self):
        """A bag that the post brought, a parcel of the dossier, and a message about it that waits for a person."""
        from motcua.postal import services as posting
        from motcua.postal.types import Address, ArrivalIn, Message, What

        when = at("2020-05-11 11:30")
        bag = posting.open_bag(actor=self.stop.clerk, at=when, arrivals=[ArrivalIn("CP1", "Triệu Mùi Khé")])
        parcel = posting.make_parcel(
            actor=self.stop.clerk, at=when, owner_kind="dossiers.dossier", owner=self.dossier, label=self.number,
            unit=self.units["own"], what=What.REFUSAL, to=Address("Khé", "Quảng Khê"),
        )  # fmt: skip
        odd = Message("K1", f"{self.number}-BC1", "777", when.isoformat())
        posting.take_message(actor=SYSTEM, at=when, message=odd)
        return bag, parcel, statements.row("select id from postal_event where key = 'K1'")["id"]

    def scanned(self):
        """The dossier's first paper, a file that the unit's scanner left, and a telephone that its clerk opened."""
        paper = dossier_queries.paper_scans(stored(self.number))[0].id
        when = at("2020-05-11 11:05")
        found = scans.take_found(actor=SYSTEM, at=when, unit=self.units["own"], name="quet.pdf", content=papers.scan(1))
        sitting = scans.open_sitting(
            actor=self.stop.clerk, at=when, kind="dossiers.dossier", owner=self.dossier, part=paper
        )
        return paper, found, sitting

    def a_message(self):
        """The receipt's message, waiting to be sent."""
        with override_settings(SMTP_HOST="127.0.0.1", MAIL_FROM="a@vidu.vn"):
            owner, unit, when = self.person, self.units["own"], at("2020-05-11 09:10")
            fields = parties.persons([owner])[owner]
            entered = {name: getattr(fields, name) for name in ("kind", "name", "birth", "number", "phone")}
            cleaned = parties.clean_person({**entered, "email": "khe@vidu.vn"}, when.date())
            parties_services.correct(
                actor=self.stop.clerk, person_id=owner, fields=cleaned, revision=fields.revision, at=when
            )
            told = News(new_id(), "receipt", "dossiers.dossier", self.dossier, self.number, unit, owner, when, {})
            notices.tell(actor=SYSTEM, at=when, news=[told])
        text, later = Text("Đã nhận", "Đã nhận hồ sơ {ma_ho_so}."), when.date().replace(year=2090)
        notices.publish(actor=SYSTEM, at=when, kind="receipt", channel="email", text=text, valid_from=later)
        return notices_queries.told("dossiers.dossier", self.dossier)[0].id

    def draft(self, actor):
        """A reception that somebody is typing."""
        draft = new_id()
        forms.save_draft(actor=actor, at=moments.now(), draft_id=draft, kind="dossiers.reception", values={})
        return draft

    def a_list(self):
        """Papers on their way from the commune to the district above it."""
        from motcua.dossiers.models import HandOverList
        from motcua.dossiers.services.refuse import REASON
        from motcua.kernel.keys import seal

        unit, clerk = self.units["own"], self.stop.clerk
        made = HandOverList.objects.create(
            id=new_id(), unit_id=unit, office="counter", to_unit_id=organisation.district_of(unit, moments.today()),
            to_office="", year=2020, ordinal=1, handed_at=at("2020-05-11 11:40"), by_account=clerk.account,
            by_post=clerk.post, carrier=seal("", REASON), print_id=new_id(), revision=1,
        )  # fmt: skip
        return made.id

    def session(self, actor):
        """A sign-in of somebody, as the list of sessions shows it."""
        request = RequestFactory().get("/")
        request.session = SessionStore()
        identity.open_session(actor=actor, at=moments.now(), request=request)
        return identity_queries.sessions_of(actor, at=moments.machine_now(), this=None)[0].id

    def people(self, where):
        """The first holder of each role in the own or the foreign commune."""
        known = {role: self.stop.cast.get((self.units[where], role)) for role in ROLES}
        return {role: actors[0] for role, actors in known.items() if actors}

    def client(self, actor=None):
        """A browser: somebody's, or nobody's."""
        client = Client(raise_request_exception=True)
        if actor is not None:
            client.force_login(
                get_user_model().objects.get(pk=actor.account),
                backend="allauth.account.auth_backends.AuthenticationBackend",
            )
        return client

    def places(self, *, real=True):
        """What stands for the places in an address."""
        return {
            "number": self.number if real else NOBODYS_NUMBER,
            "file_id": self.file if real else NOBODYS_ID,
            "edition_id": self.edition if real else NOBODYS_ID,
            "print_id": self.print if real else NOBODYS_ID,
            "person_id": self.person if real else NOBODYS_ID,
            "message_id": self.message if real else NOBODYS_ID,
            "list_id": self.list if real else NOBODYS_ID,
            "bag_id": self.bag if real else NOBODYS_ID,
            "parcel_id": self.parcel if real else NOBODYS_ID,
            "event_id": self.event if real else NOBODYS_ID,
            "paper_id": self.paper if real else NOBODYS_ID,
            "found_id": self.found if real else NOBODYS_ID,
            "scan_id": NOBODYS_ID,
            "picture_id": NOBODYS_ID,
            "code": "1.001193",
            "version_no": 1,
            "kind": "receipt",
            "channel": "email",
            "text_number": 1,
            "draft_id": NOBODYS_ID,
            "drafted_id": self.drafted if real else NOBODYS_ID,
            "proposed_id": self.proposed if real else NOBODYS_ID,
            "session_id": NOBODYS_ID,
            "token_id": NOBODYS_ID,
            "token": "khong-co-that",
            "book_id": self.book if real else NOBODYS_ID,
            "code_id": self.code if real else NOBODYS_ID,
            "task": self.task if real else NOBODYS_ID,
            "meeting": self.meeting if real else NOBODYS_ID,
            "account_id": self.stop.specialist.account if real else NOBODYS_ID,
            "appointment_id": self.appointment if real else NOBODYS_ID,
            "delegation_id": self.delegation if real else NOBODYS_ID,
            "stand_by_id": self.stand_by if real else NOBODYS_ID,
            "substitution_id": self.substitution if real else NOBODYS_ID,
            "unit_id": self.units["own"] if real else NOBODYS_ID,
            "post_id": self.stop.specialist.post if real else NOBODYS_ID,
            "order_id": self.kept["order"] if real else NOBODYS_ID,
            "proposal_id": self.kept["proposal"] if real else NOBODYS_ID,
            "change_id": self.kept["change"] if real else NOBODYS_ID,
            "run": self.run if real else NOBODYS_ID,
            "key": "duplicate_days",
        }

    def address(self, name, places, *, real=True):
        known = self.places(real=real)
        return reverse(name, kwargs={place: known[place] for place in places})


__all__ = [
    "MOMENT",
    "NOBODYS_ID",
    "NOBODYS_NUMBER",
    "ROLES",
    "Province",
    "new_id",
    "shifted_clock",
    "timedelta",
    "undone",
]
