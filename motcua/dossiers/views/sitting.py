"""A reception under way: whose draft it is, what was typed, and the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Case, Paper, ProcedureVersion
from motcua.dossiers import queries
from motcua.dossiers.fallback import PaperCode
from motcua.dossiers.forms import reception as typing
from motcua.dossiers.forms import reception_dues as typing_dues
from motcua.dossiers.forms.fees import Dues
from motcua.dossiers.forms.reception import ReceptionForm
from motcua.dossiers.queries import reception as receptions
from motcua.dossiers.queries.again import person_values, shown_birth
from motcua.dossiers.record import Record
from motcua.dossiers.types import DRAFT, PaperFromDatabase, PaperIn, Reception, Reuse
from motcua.dossiers.views.asking import actor_of, moment_of, stored
from motcua.dossiers.views.parts import file_url
from motcua.files.types import FileProblem
from motcua.forms import queries as drafts
from motcua.forms import services as drafting
from motcua.forms.types import Draft, DraftNotFound
from motcua.kernel import moments
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, Refusal
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties.types import PersonHit
from motcua.payments import queries as payments
from motcua.payments.types import DueIn
from motcua.postal import queries as postal
from motcua.postal.types import Brought
from motcua.ui.parts import assumed
from motcua.ui.words import clock_to_the_second

HITS = 10
PROCEDURE, PEOPLE, PAPERS, CONTACT, FEE = "1", "2", "3", "4", "5"
#: Where the cursor stands in each section.
FOCUS = {PROCEDURE: "procedure_text", PEOPLE: "person_text", CONTACT: "phone"}

NO_PROCEDURE = "procedure_text"
VOUCHER = "payment_voucher_file"
#: The fields of the section that returns the result at once.
NOW = frozenset(
    {
        "recipient_number",
        "recipient_proof",
        "result_number",
        "payment_method",
        "payment_reference",
        VOUCHER,
    }
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One reception under way: a new one, one that was written on paper, or a dossier that has only a filing number."""

    draft: UUID
    unit: UUID
    filed: Record | None = None
    paper: PaperCode | None = None

    @property
    def kind(self) -> str:
        """What its draft is kept as: an entry from a paper book is not among the receptions that were begun."""
        return receptions.PAPER if self.paper else receptions.DRAFT

    def url(self, what: str = "") -> str:
        """Return the address of this sitting's page, or of one of its acts."""
        if self.paper is not None:
            name = {"": "paper-entry", "draft": "paper-entry-draft"}.get(what)
            return reverse(f"dossiers:{name}", args=[self.paper.id]) if name else ""
        if self.filed is not None:
            name = {"": "receive-filed", "draft": "filed-draft"}.get(what)
            return reverse(f"dossiers:{name}", args=[self.filed.number]) if name else ""
        return reverse(f"dossiers:reception{'-' if what else ''}{what}", args=[self.draft])


def typed_before(actor: Actor, draft: UUID) -> dict[str, Any]:
    """Return what the draft holds; nothing where it is new. Raises DraftNotFound where it is another's."""
    found = draft_of(actor, draft)
    return found.values if found else {}


def draft_of(actor: Actor, draft: UUID) -> Draft | None:
    """Return the actor's draft, None where nothing was saved yet. Raises DraftNotFound where it is another's."""
    try:
        return drafts.draft_for(actor, draft)
    except DraftNotFound:
        if drafts.is_anothers(actor, draft):
            raise
        return None


def taken(request: HttpRequest, sitting: Sitting) -> tuple[dict[str, Any], Refusal | None]:
    """Return what the form brought, its scans stored: the draft's next values; and why a scan was not taken."""
    values: dict[str, Any] = dict(typing.kept_values(request.POST))
    refusal = None
    values |= _scanned_meanwhile(request, sitting, values)
    closed = _from_database(values)
    for name, upload in request.FILES.items():
        if not name.endswith("_file"):
            continue
        if name.removesuffix("_file") in closed:
            refusal = Invalid({"papers": PaperFromDatabase().sentence})
            continue
        try:
            scan = stored(request, upload, owner_kind=DRAFT, owner=sitting.draft)
        except FileProblem as problem:
            refusal = Invalid({"voucher" if name == VOUCHER else "papers": problem.sentence})
        else:
            values |= {f"{name.removesuffix('_file')}_scan": str(scan), name.removesuffix("_file"): "on"}
    return chosen(values, request, sitting), refusal


def _scanned_meanwhile(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> dict[str, Any]:
    """Return the scans that a telephone put into the draft after this page was opened: the page knows nothing of them."""
    before = typed_before(actor_of(request), sitting.draft)
    came = {name: scan for name, scan in before.items() if name.endswith("_scan") and scan and not values.get(name)}
    return came | {
        name.removesuffix("_scan"): "on" for name in came if values.get("procedure") == before.get("procedure")
    }


def _from_database(values: dict[str, Any]) -> set[str]:
    """Return the fields of papers that the agency looks up itself."""
    version = receptions.procedure_of(values.get("procedure"))
    papers = version.groups if version else ()
    return {typing.field_of(paper.id) for paper in papers if paper.scan == queries.FROM_DATABASE}


def chosen(values: dict[str, Any], request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """Follow what was chosen from a list: a procedure, a known person."""
    if choice := request.POST.get("choose"):
        values["procedure"] = choice
    version = receptions.procedure_of(values.get("procedure"))
    text = str(values.get("procedure_text") or "").strip()
    if version and not request.POST.get("choose") and text not in {"", version.short_name, version.name, version.code}:
        version = None
        values.pop("procedure")
    if version is None and text and not by_script(request):
        version = _exactly(text, request, sitting)
    if version:
        values |= {"procedure": str(version.id), "procedure_text": version.short_name}
    for who in ("owner", "submitter"):
        if person := typing.id_of(request.POST.get(f"pick_{who}")):
            found = parties.person_for(actor_of(request), person, at=moment_of(request))
            contact = who == ("submitter" if values.get("other") else "owner")
            values |= person_values(found, who, contact=contact)
            values.pop("person_text" if who == "owner" else "submitter_text", None)
    return values


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script saves, while somebody is still typing."""
    return "application/json" in request.headers.get("Accept", "")


def _exactly(text: str, request: HttpRequest, sitting: Sitting) -> ProcedureVersion | None:
    """Return the procedure of a code that was typed whole, or the only one that fits."""
    on = moment_of(request).date()
    found = [
        version
        for version in catalogue.search(text, sitting.unit, on, HITS)
        if not catalogue.why_not_receivable(version, sitting.unit, on)
    ]
    return next((version for version in found if version.code == text), found[0] if len(found) == 1 else None)


def keep(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> None:
    """Save the draft."""
    drafting.save_draft(
        actor=actor_of(request),
        at=moment_of(request),
        draft_id=sitting.draft,
        kind=sitting.kind,
        values=values,
        subject=sitting.filed.number if sitting.filed else "",
    )


def reception_of(request: HttpRequest, values: dict[str, Any], sitting: Sitting) -> Reception:
    """Read the values into a reception. Refuses with Invalid what cannot be read, and without a procedure."""
    version = receptions.procedure_of(values.get("procedure"))
    if version is None:
        raise Invalid({NO_PROCEDURE: _("Chọn thủ tục: gõ vài chữ của tên, không cần dấu, rồi chọn trong danh sách.")})
    reception = typing.reception_of(values, dossier=sitting.draft, unit=sitting.unit, version=version)
    return replace(reception, dues=_dues(request, sitting, values, version))


def _dues(
    request: HttpRequest, sitting: Sitting, values: dict[str, Any], version: ProcedureVersion
) -> tuple[DueIn, ...] | None:
    fare = receptions.fare(when(request, sitting, values))
    form = dues_form(request, sitting, values, version)
    return typing_dues.dues_of(form, version=version, delivery=str(values.get("delivery") or ""), fare=fare)


def dues_form(request: HttpRequest, sitting: Sitting, values: dict[str, Any], version: ProcedureVersion) -> Dues:
    """Return the form of the fee lines of the chosen procedure, with the postage among them."""
    at = when(request, sitting, values)
    reliefs = payments.fee_rules(at.date()).reliefs
    return typing_dues.dues_form(values, version=version, fare=receptions.fare(at), reliefs=reliefs)


def when(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> datetime:
    """Return the moment whose rules hold: now, or when it was received on paper."""
    return real_moment(sitting, values) or moment_of(request)


def reuse_of(values: dict[str, Any]) -> Reuse | None:
    """Return which earlier papers are used again; None where none is."""
    version = receptions.procedure_of(values.get("procedure"))
    return typing.reuse_of(values, version) if version else None


def sheet_of(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> receptions.Sheet:
    """Return the receipt as it will print."""
    reception, wrong = None, ()
    version = receptions.procedure_of(values.get("procedure"))
    if version:
        try:
            reception = reception_of(request, values, sitting)
        except Invalid as refusal:
            wrong = tuple(refusal.fields.values())
    return receptions.sheet(
        actor_of(request),
        at=when(request, sitting, values),
        unit=sitting.unit,
        version=version,
        reception=reception,
        owner=typing.person_of(values, "owner"),
        submitter=typing.person_of(values, "submitter") if values.get("other") else None,
        wrong=wrong,
    )


def came_by_post(request: HttpRequest, sitting: Sitting, *, look: bool = False) -> Brought | None:
    """Return what came in a bag under this reception's id; None for what did not come so."""
    if sitting.filed or sitting.paper:
        return None
    return postal.brought(actor_of(request), sitting.draft, at=moment_of(request), look=look)


def real_moment(sitting: Sitting, values: dict[str, Any]) -> datetime | None:
    """Return when it was received on paper, where that can be read; None otherwise and at the counter."""
    if sitting.paper is None:
        return None
    try:
        return typing.real_moment_of(values)
    except Invalid:
        return None


def regions(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> dict[str, str]:
    """Return the parts of the page that change while somebody types: the receipt, the count of papers."""
    sheet = {"sheet": sheet_of(request, sitting, values)}
    version = receptions.procedure_of(values.get("procedure"))
    before = {"earlier": earlier(values, moment_of(request)), "form": ReceptionForm(values, version=version)}
    return {
        "receipt": render_to_string("dossiers/parts/sheet.html", sheet, request),
        "owed": sheet["sheet"].fee,
        "papers": taken_words(values, version),
        "alike": render_to_string("dossiers/parts/alike.html", {"alike": alike(request, sitting, values)}, request),
        "earlier": render_to_string("dossiers/parts/earlier.html", before, request),
    }


def earlier(values: dict[str, Any], at: datetime) -> list[dict[str, Any]]:
    """Return the papers of this reception that its owner handed in before."""
    version = receptions.procedure_of(values.get("procedure"))
    if version is None:
        return []
    offered = queries.papers_before(version, typing.person_of(values, "owner"), at=at)
    return [
        {
            "name": paper.short_name,
            "field": f"{typing.field_of(paper.id)}_origin",
            "papers": offered[paper.id],
            "chosen": typing.origin_of(values, paper),
        }
        for paper in version.papers(typing.case_of(values, version))
        if paper.id in offered
    ]


def alike(request: HttpRequest, sitting: Sitting, values: dict[str, Any]) -> tuple[queries.Alike, ...]:
    """Return the same person's same procedure, open or done lately: a warning beside the form, never a refusal."""
    version = receptions.procedure_of(values.get("procedure"))
    if version is None or not values.get("owner_name"):
        return ()
    owner = typing.person_of(values, "owner")
    return queries.alike(actor_of(request), version, owner, at=moment_of(request), but=sitting.draft)


def show(
    request: HttpRequest,
    sitting: Sitting,
    values: dict[str, Any],
    *,
    refusal: Refusal | None = None,
    saved_at: datetime | None = None,
) -> HttpResponse:
    """Show the reception page as it stands, with the sentences of a refusal at their fields."""
    actor, at = actor_of(request), moment_of(request)
    version = receptions.procedure_of(values.get("procedure"))
    form = ReceptionForm(values, version=version, communes=receptions.communes(at))
    sheet = sheet_of(request, sitting, values)
    dues = dues_form(request, sitting, values, version) if version else None
    if refusal is not None:
        form.refuse(refusal, dues)
    else:
        soft_check(form, values, at)
    section = request.GET.get("muc", "") if request.method == "GET" else ""
    if refusal is None:
        focus(form, values, version, section, on_paper=sitting.paper is not None)
    context = {
        "form": form,
        "refused": refusal is not None,
        "sitting": sitting,
        "paper": sitting.paper,
        "came": came_by_post(request, sitting),
        "book_url": reverse("dossiers:paper-book", args=[sitting.paper.book]) if sitting.paper else "",
        "urls": {what or "page": sitting.url(what) for what in ("", "draft", "guidance", "refusal", "now", "end")},
        "number": sitting.filed.number if sitting.filed else "",
        "revision": sitting.filed.revision if sitting.filed else "",
        "version": version,
        "papers": papers(form, version) if version else (),
        "cases": cases(form, values, version) if version else (),
        "assumed_procedure": doubts(version),
        "hits": procedure_hits(values.get("procedure_text"), sitting.unit, request) if version is None else (),
        "people": people(request, values, section),
        "sheet": sheet,
        "alike": alike(request, sitting, values),
        "earlier": earlier(values, at),
        "saved": saved_words(saved_at) if saved_at else "",
        "drafts": () if sitting.filed or sitting.paper or values else receptions.open_drafts(actor, but=sitting.draft),
        "steps": steps(form, values, version, section) | {"fee": _fee_step(dues, section)},
        "dues": dues,
        "voucher_url": file_url(typing.voucher_of(values)),
        "reliefs": payments.fee_rules(at.date()).reliefs,
    }
    return render(request, "dossiers/reception.html", context, status=refusal.status if refusal else 200)


def saved_words(saved_at: datetime) -> str:
    """Return a saving's time of day, a machine's moment, on the business clock that the whole page shows."""
    return clock_to_the_second(local(saved_at) + moments.shift())


def soft_check(form: ReceptionForm, values: dict[str, Any], at: datetime) -> None:
    """Say at once what is wrong with what was typed so far; what is still empty is not wrong yet."""
    for who in ("owner", "submitter") if values.get("other") else ("owner",):
        person = typing.person_of(values, who)
        try:
            parties.clean_person(person, at.date())
        except Invalid as refusal:
            typed = {f"{who}.{name}": words for name, words in refusal.fields.items() if person.get(name)}
            if typed:
                form.refuse(Invalid(typed))


def focus(
    form: ReceptionForm, values: dict[str, Any], version: ProcedureVersion | None, section: str, *, on_paper: bool
) -> None:
    """Put the cursor where the work goes on; what was received on paper begins with its day."""
    wanted = section or (PROCEDURE if version is None else "")
    name = FOCUS.get(wanted, "")
    if on_paper and not section and not values.get("received_on"):
        name = "received_on"
    if wanted == PEOPLE and values.get("owner_name"):
        name = "owner_name"
    if wanted == PAPERS and version:
        ticks = [typing.field_of(paper.id) for paper in version.papers(typing.case_of(values, version))]
        name = ticks[0] if ticks else "phone"
    if name:
        form.fields[name].widget.attrs["autofocus"] = True


def papers(form: ReceptionForm, version: ProcedureVersion) -> list[dict[str, Any]]:
    """Return the papers that everybody brings, ready for the table; where there is nothing to choose, all of them."""
    nothing_to_choose = len(_choices(version)) <= 1
    return [_row(form, paper) for paper in version.groups if nothing_to_choose or not paper.is_case]


def cases(form: ReceptionForm, values: dict[str, Any], version: ProcedureVersion) -> list[dict[str, Any]]:
    """Return the cases to choose from, each with its own papers; none where there is nothing to choose."""
    choices, now = _choices(version), typing.case_of(values, version)
    return [
        {
            "label": case.label,
            "name": case.name,
            "chosen": case.label == now,
            "rows": [_row(form, paper) for paper in case.papers if paper.is_case],
        }
        for case in choices
        if len(choices) > 1
    ]


def _fee_step(dues: Dues | None, section: str) -> dict[str, Any]:
    """Return whether the fee lines stand open: where something is wrong, or nothing is owed until a line is chosen."""
    if dues is None:
        return {"open": False}
    own = [row for row in dues.rows() if not row["is_postage"]]
    unsure = bool(own) and not any(row["owed"].value() for row in own)
    return {"open": section == FEE or bool(dues.errors) or unsure}


def _choices(version: ProcedureVersion) -> list[Case]:
    return [case for case in version.cases if case.pickable]


def _row(form: ReceptionForm, paper: Paper) -> dict[str, Any]:
    fields, name = form.paper(paper), typing.field_of(paper.id)
    counts = {count.name.rpartition("_")[2]: _figure(count.value()) for count in fields["counts"]}
    tags = [assumed(_("Số bản là giả định."))] if "paper_count" in paper.assumed else []
    notes = [
        _("tuỳ trường hợp") if paper.required != "yes" else "",
        _("cần bản quét") if paper.scan == "required" else "",
        _("cơ quan tự tra, không yêu cầu nộp") if paper.scan == queries.FROM_DATABASE else "",
        _("theo quy định có sau ngày này") if "later_law" in paper.assumed else "",
        "" if paper.is_case else paper.case_label,
    ]
    return fields | {
        "paper": paper,
        "is_scannable": paper.scan != queries.FROM_DATABASE,
        "tags": tags,
        "note": " · ".join(filter(None, notes)),
        "words": receptions.counts_words(PaperIn(0, paper.short_name, **counts)) or _("chưa ghi số bản"),
        "scan_url": file_url(typing.id_of(form.data.get(f"{name}_scan"))),
    }


def _figure(text: object) -> int:
    written = str(text or "0").strip()
    return int(written) if written.isascii() and written.isdigit() else 0


def procedure_hits(text: object, unit: UUID, request: HttpRequest) -> list[dict[str, str]]:
    """Return the procedures of a counter that fit what was typed, each with what tells it apart, or why not here."""
    on, words = moment_of(request).date(), str(text or "").strip()
    found = catalogue.search(words, unit, on, HITS) if words else []
    return [
        {
            "value": str(version.id),
            "label": version.short_name,
            "detail": catalogue.why_not_receivable(version, unit, on) or f"{version.code} · {version.field}",
        }
        for version in found
    ]


def people(request: HttpRequest, values: dict[str, Any], section: str) -> dict[str, Any]:
    """Return the persons who fit what was typed, for a page without script; asked for only by its button."""
    if section != PEOPLE or "tim" not in request.GET:
        return {}
    texts = {"owner": values.get("person_text"), "submitter": values.get("submitter_text")}
    return {
        who: [{"id": hit.id, "name": hit.name, "detail": hit_words(hit)} for hit in found_people(request, str(text))]
        for who, text in texts.items()
        if text
    }


def found_people(request: HttpRequest, text: str) -> list[PersonHit]:
    """Return the persons who fit a text; the look is noted by ``parties``."""
    return parties.find(actor_of(request), text, limit=HITS, at=moment_of(request))


def hit_words(hit: PersonHit) -> str:
    """Return what tells one person from another: birth, commune, the end of the number."""
    born = _("sinh %(birth)s") % {"birth": shown_birth(hit.birth)} if hit.birth else ""
    commune = organisation.full_name(hit.commune_id).removeprefix("UBND ") if hit.commune_id else ""
    number = _("số giấy tờ …%(end)s") % {"end": hit.number_end} if hit.number_end else ""
    return ", ".join(filter(None, (born, commune, number)))


def doubts(version: ProcedureVersion | None) -> SafeString | str:
    """Return the tag «giả định» of a procedure, its doubts in words on hover."""
    found = catalogue.doubts(version) if version else ()
    return assumed(" ".join(doubt.sentence for doubt in found)) if found else ""


def taken_words(values: dict[str, Any], version: ProcedureVersion | None) -> str:
    """Return «2 trong 3 đã nhận», of the chosen case; nothing without a procedure."""
    if version is None:
        return ""
    wanted = version.papers(typing.case_of(values, version))
    ticked = len([paper for paper in wanted if values.get(typing.field_of(paper.id))])
    return _("%(taken)s trong %(wanted)s đã nhận") % {"taken": ticked, "wanted": len(wanted)}


def steps(
    form: ReceptionForm, values: dict[str, Any], version: ProcedureVersion | None, section: str
) -> dict[str, dict[str, Any]]:
    """Return of each section whether it is open, and its answer in a line."""
    wrong = {name for name in form.errors if name != "__all__"}
    name, birth = str(values.get("owner_name") or ""), str(values.get("owner_birth") or "")
    born = _("sinh %(birth)s") % {"birth": birth} if birth else ""
    known = version is not None
    people_wrong = any(field.startswith(("owner_", "submitter_", "authorisation")) for field in wrong)
    return {
        "procedure": {
            "open": not known or section == PROCEDURE or bool(wrong & {"procedure_text"}),
            "answer": version.short_name if version else "",
        },
        "people": {
            "open": section == PEOPLE or (known and not name) or people_wrong,
            "answer": ", ".join(filter(None, (name, born))),
        },
        "papers": {
            "open": known,
            "answer": taken_words(values, version),
        },
        "contact": {"open": known, "answer": ""},
        "now": {"open": bool(wrong & NOW or values.get("result_number")), "answer": ""},
    }
