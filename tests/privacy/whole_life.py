"""A dossier in whose life one person's name, number, telephone and address stand wherever somebody may type them."""

import io
import os
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from motcua.dossiers import services
from motcua.dossiers.queries.papers import paper_scans
from motcua.dossiers.tests.one_stop import RENEW, at, stored
from motcua.dossiers.types import KIND, Conclusion, Correction, LossKind, MeetingKind, PaperIn, Person, ProofKind
from motcua.files import services as files
from motcua.files.storage import storage
from motcua.files.tests import papers as sheets
from motcua.forms import services as forms
from motcua.kernel.ids import new_id
from motcua.ledger.services import catch_up
from motcua.payments.types import Method

_numbers = count(1)


@dataclass(frozen=True)
class Somebody:
    """A person whose words nobody else bears."""

    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def word(self):
        tens, ones = divmod(self.number, 26)
        return f"Quắm{chr(97 + tens)}{chr(97 + ones)}"

    @property
    def name(self):
        return f"Lường Thị {self.word}"

    @property
    def mistyped(self):
        return f"Lương Thị {self.word}m"

    @property
    def card(self):
        return f"0951800{self.number:05}"

    @property
    def phone(self):
        return f"0987654{self.number:03}"

    @property
    def email(self):
        return f"luong{self.number}@thu.vn"

    @property
    def address(self):
        return f"Thôn Nà {self.word} 7"

    @property
    def fields(self):
        """What is typed of the person."""
        return {
            "name": self.name,
            "birth": "12/3/1980",
            "number": self.card,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
        }

    @property
    def says(self):
        """Everything of the person in one sentence, as somebody may type it anywhere."""
        return f"Bà {self.name}, {self.card}, {self.phone}, ở {self.address}, thư {self.email}"

    @property
    def traces(self):
        """What would give the person away, wherever it stood."""
        return (self.word, self.word.replace("ắ", "a"), self.card, self.phone, self.email)


def lived(stop, who, *, again=False):
    """Receive, mistype, scan, correct, ask, meet, lose, sign and return; return the code."""
    owner = who.fields if again else who.fields | {"name": who.mistyped}
    reception = stop.reception(RENEW, owner=owner, delivery="post", delivery_address=f"{who.name}, {who.address}")
    forms.save_draft(
        actor=stop.clerk,
        at=at("2020-05-11 09:00"),
        draft_id=reception.id,
        kind="reception",
        values={"owner_name": who.says},
    )
    code = services.receive(actor=stop.clerk, at=at("2020-05-11 09:10"), reception=reception).code
    services.take_fee(actor=stop.clerk, at=at("2020-05-11 09:12"), number=code, receipt=new_id(), method=Method.CASH)
    paper = paper_scans(stored(code))[0].id
    scan(stop, who, code, paper)
    services.correct(
        actor=stop.clerk,
        at=at("2020-05-11 09:20"),
        number=code,
        correction=Correction(owner=who.fields, delivery="counter"),
        reason=who.says,
    )
    services.keep_originals(
        actor=stop.clerk, at=at("2020-05-11 09:25"), number=code, papers={paper: 1}, place=f"tủ 1, bìa {who.name}"
    )
    services.reissue_receipt(
        actor=stop.clerk,
        at=at("2020-05-11 09:30"),
        number=code,
        recipient=Person(who.name, ProofKind.IDENTITY, who.card),
    )
    asks(stop, who, code)
    meets(stop, who, code)
    services.note(actor=stop.specialist, at=at("2020-05-12 08:10"), number=code, text=who.says)
    asks_outside(stop, who, code)
    stop.proposes(code, "2020-05-12 09:00")
    stop.approves(code, "2020-05-12 10:00")
    loses(stop, who, code)
    originals = [one.id for one in stored(code).life.kept]
    services.give_back_originals(
        actor=stop.clerk,
        at=at("2020-05-13 09:00"),
        number=code,
        originals=originals,
        recipient=Person(who.name, ProofKind.IDENTITY, who.card),
    )
    services.return_result(
        actor=stop.clerk,
        at=at("2020-05-13 14:00"),
        number=code,
        recipient=Person(who.name, ProofKind.IDENTITY, who.card, relation="self"),
        told=who.says,
    )
    catch_up()
    return code


def scan(stop, who, code, paper):
    """Hand a photographed paper in whose file bears the person's name."""
    content = sheets.photograph(who.name)
    file = files.store(
        actor=stop.clerk,
        at=at("2020-05-11 09:15"),
        owner_kind=KIND,
        owner_id=stored(code).id,
        name=f"CMND {who.name}.jpg",
        stream=io.BytesIO(content),
        length=len(content),
    )
    services.scan_paper(
        actor=stop.clerk, at=at("2020-05-11 09:15"), dossier=stored(code).id, paper=paper, file=file, way="upload"
    )
    aged(file.sha256)
    return file


def aged(sha256):
    """Let a content lie in its place for a day."""
    place = storage().place(sha256)
    before = place.stat().st_mtime - 86_400
    os.utime(place, (before, before))


def asks(stop, who, code):
    """Ask for a paper that is missing, and take it."""
    paper = PaperIn(1, f"Đơn của {who.name}", originals=1)
    stop.hands_over(code, "2020-05-11 10:00")
    stop.examines(code, "2020-05-11 10:10")
    services.ask_supplement(
        actor=stop.specialist,
        at=at("2020-05-11 10:20"),
        number=code,
        papers=(paper,),
        reason=who.says,
        ground="Điều 16.",
    )
    services.complete_supplement(actor=stop.clerk, at=at("2020-05-11 14:00"), number=code, papers=(paper,))


def asks_outside(stop, who, code):
    """Ask a body outside the system, and record what it answers."""
    asked = services.ask_opinion(
        actor=stop.specialist,
        at=at("2020-05-12 08:20"),
        number=code,
        question=who.says,
        answer_by=date(2020, 5, 20),
        agency="Công an huyện",
    )
    services.answer_task(
        actor=stop.specialist, at=at("2020-05-12 08:40"), number=code, task=asked.life.tasks[-1].id, answer=who.says
    )


def meets(stop, who, code):
    """Check on the spot, moved once, with minutes."""
    meeting = services.call_meeting(
        actor=stop.specialist,
        at=at("2020-05-11 14:20"),
        number=code,
        kind=MeetingKind.CHECK,
        starts_at=at("2020-05-11 15:00"),
        place=who.address,
        about=who.says,
        guests=who.name,
    ).life.meetings[-1]
    services.move_meeting(
        actor=stop.specialist,
        at=at("2020-05-11 14:30"),
        number=code,
        meeting=meeting.id,
        starts_at=at("2020-05-11 16:00"),
        reason=who.says,
    )
    services.record_minutes(
        actor=stop.specialist,
        at=at("2020-05-11 16:30"),
        number=code,
        meeting=meeting.id,
        found=who.says,
        conclusion=Conclusion.FAVOURABLE,
        signers=who.name,
    )


def loses(stop, who, code):
    """Write down that a paper was damaged, and how it ended."""
    services.report_loss(
        actor=stop.clerk,
        at=at("2020-05-12 14:00"),
        number=code,
        kind=LossKind.DAMAGED,
        what=who.says,
        liable=stop.unit.id,
    )
    services.close_incident(actor=stop.clerk, at=at("2020-05-12 15:00"), number=code, closing=who.says)
