"""Receive a dossier: one statement draws the numbers and writes every row, so that twins and cut power harm nothing."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Paper, ProcedureVersion
from motcua.dossiers import printing
from motcua.dossiers.books import BookIsClosed
from motcua.dossiers.charging import fee_with_postage, is_chargeable
from motcua.dossiers.claims import Claim
from motcua.dossiers.record import standing_row, terms_row
from motcua.dossiers.routes import route_of
from motcua.dossiers.rules import standing_of
from motcua.dossiers.types import (
    DRAFT,
    KIND,
    AlreadyReceived,
    CannotBeReceived,
    Channel,
    Life,
    Move,
    MoveKind,
    PaperIn,
    Received,
    Reception,
    Role,
    ScansMissing,
    Standing,
    Terms,
)
from motcua.dossiers.writing import by, in_json, moved_by
from motcua.files import queries as files
from motcua.gate.services import seal_answer
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid, Refusal
from motcua.ledger.services import check_facts
from motcua.ledger.types import check_verb, node
from motcua.organisation import queries as organisation
from motcua.organisation.types import Prefix
from motcua.parties import queries as parties
from motcua.parties.types import NUMBER_CONSTRAINT, NumberOfAnother, PersonFields
from motcua.payments import services as payments
from motcua.payments.types import NO_MONEY, Call, Money
from motcua.postal import queries as postal
from motcua.prints.services import seal_inputs
from motcua.prints.types import RENDERER, version_of

TOKEN_BYTES = 15
#: Kinds of papers that are handed in; what is only shown (xuất trình) is looked at and given back.
HANDED_IN = frozenset({"form", "submit", ""})

RECEIVE = """
with owner as materialized (select parties_take(%(owner)s::jsonb) as id),
submitter as materialized (select case when %(submitter)s::jsonb is null then null else parties_take(%(submitter)s::jsonb) end as id
  from owner),
day as (insert into dossiers_day_counter as c (prefix, day, last) select %(prefix)s, %(day)s, 1 from submitter
  on conflict (prefix, day) do update set last = c.last + 1 returning last),
book as (insert into dossiers_book_counter as c (unit_id, year, book, last) select %(unit)s, %(year)s, 1, 1 from day
  on conflict (unit_id, year) do update set last = c.last + 1 returning book, last),
drawn as materialized (select %(stem)s || case when day.last < 10000 then lpad(day.last::text, 4, '0') else day.last::text end as code,
  day.last as day_number, book.book, book.last as ordinal, owner.id as owner_id, submitter.id as submitter_id
  from day, book, owner, submitter),
dossier as (insert into dossiers_dossier select r.* from drawn, lateral jsonb_populate_record(null::dossiers_dossier,
  %(dossier)s::jsonb || to_jsonb(drawn)) r returning id, code, ordinal, book, owner_id),
papers as (insert into dossiers_paper select r.* from jsonb_populate_recordset(null::dossiers_paper, %(papers)s::jsonb) r),
moves as (insert into dossiers_move select r.* from jsonb_populate_recordset(null::dossiers_move, %(moves)s::jsonb) r),
stands as (insert into dossiers_standing select r.* from jsonb_populate_record(null::dossiers_standing, %(standing)s::jsonb) r)
select d.code, d.ordinal, d.book,
  case when %(receipt)s::uuid is not null then prints_keep(%(receipt)s, 'receipt', %(template)s::int, %(renderer)s, %(kind)s, d.id,
    d.owner_id, %(inputs)s, jsonb_build_object('code', d.code, 'book', d.book, 'ordinal', d.ordinal), %(at)s) end,
  ledger_write(%(line)s, %(node)s::smallint, %(kind)s, d.id, 1, %(verb)s, %(account)s, %(post)s, %(actor_unit)s, %(at)s,
    %(facts)s::jsonb || jsonb_build_object('code', d.code){dues}){claim}
from dossier d
"""
DUES = " || payments_set(%(setting)s::jsonb)"
CLAIM = """,
  gate_claim(%(claim_token)s, %(claim_key)s, %(claim_request)s, %(claim_answer)s,
    jsonb_build_object('code', d.code, 'book', d.book, 'ordinal', d.ordinal), 201)"""


@act(one_statement=True)
def receive(*, actor: Actor, at: datetime, reception: Reception, claim: Claim | None = None) -> Received:
    """Receive a dossier officially: draw its code and its place in the register, freeze the rules, promise a moment.

    ``at`` is the business moment of receipt (Asia/Ho_Chi_Minh). The limit counts from it, for the public post from
    the hand-over minutes (QĐ 45/2016 Đ7.4). NĐ 61/2018 Đ17, Đ26. What is received elsewhere (Đ14.5) is tracked without a
    receipt of the counter: the paper of whoever received it counts. Refuses with CannotBeReceived (not received here, no
    limit set), Invalid (a sentence for each field; a scan that was stored for another dossier), ScansMissing (where scans
    are demanded), MoneyInvalid (of the dues), AlreadyReceived (sent twice).
    """
    reception = as_signed(reception)
    prepared = prepare(actor=actor, at=local(at), reception=reception)
    return _write(prepared, values_of(prepared), claim)


def as_signed(reception: Reception) -> Reception:
    """Return the reception with the moment of the minutes with which it came by post, whatever was typed (spec D13).

    One look, and only for what came by post.
    """
    signed_at = postal.signed_at(reception.id) if reception.channel is Channel.POST else None
    return replace(reception, handed_at=signed_at) if signed_at else reception


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reception checked and computed, before anything is written."""

    actor: Actor
    at: datetime
    reception: Reception
    version: ProcedureVersion
    process: UUID
    owner: PersonFields
    submitter: PersonFields | None
    life: Life
    standing: Standing
    dues: Call | None = None


def prepare(*, actor: Actor, at: datetime, reception: Reception, officially: bool = True) -> Prepared:
    """Check a reception and compute where the dossier will stand; refuses as ``receive`` does.

    ``officially`` false: it is only filed (refused or guided at the counter), no clock starts, papers may be missing.
    """
    version = _receivable(actor, reception, at)
    owner, submitter = _persons(reception, at)
    if officially:
        _check_papers(reception, version)
        _check_scans(reception, version, at)
    check_files(reception.id, reception.papers)
    settings = organisation.settings(at.date())
    calendar = organisation.calendar_version(reception.unit, at.date())
    competent = catalogue.competent_unit(version, receiving=reception.unit, commune=reception.commune, on=at.date())
    process = catalogue.process_for(version, receiving=reception.unit, on=at.date())
    route = route_of(version.id, process.id, reception.unit, competent, reception.commune)
    starts_at = local(reception.handed_at) if reception.handed_at else at
    fee = fee_with_postage(version, reception.delivery, postal.post_rules(at.date()).fare)
    dues, money = _dues(actor, at, reception) if officially else (None, NO_MONEY)
    life = Life(
        received_at=at if officially else None,
        starts_at=starts_at if officially else None,
        unit=reception.unit,
        competent_unit=competent,
        terms=Terms(
            version.limit,
            settings.options,
            settings.pauses,
            calendar,
            settings.options.max_supplements,
            settings.regulation_profile,
        ),
        route=route,
        has_code=officially,
        has_receipt=officially and not version.received_elsewhere,
        fee=fee,
        chargeable=fee > 0 or is_chargeable(version),
        came_by_post=reception.channel is Channel.POST,
        goes_by_post=reception.delivery == "post",
        money=money,
        moves=(moved_by(actor, Move(1, MoveKind.RECEIVED, at, route[0].no, reception.unit, Role.COUNTER)),)
        if officially
        else (),
    )
    standing = standing_of(life, organisation.calendar_of(calendar))
    return Prepared(actor, at, reception, version, process.id, owner, submitter, life, standing, dues)


def _dues(actor: Actor, at: datetime, reception: Reception) -> tuple[Call | None, Money]:
    if reception.dues is None:
        return None, NO_MONEY
    return payments.setting(
        actor=actor,
        at=at,
        owner_kind=KIND,
        owner=reception.id,
        unit=reception.unit,
        money=NO_MONEY,
        lines=reception.dues,
    )


def _receivable(actor: Actor, reception: Reception, at: datetime) -> ProcedureVersion:
    version = catalogue.version(reception.procedure)
    sentence = _(
        "Bạn không tiếp nhận hồ sơ cho đơn vị này. Đổi vị trí ở góc trên, hoặc nhờ công chức một cửa của đơn vị."
    )
    access.require(actor, "dossiers.receive", reception.unit, version.field, sentence=sentence)
    reason = catalogue.why_not_receivable(version, reception.unit, at.date())
    if reason:
        raise CannotBeReceived(reason)
    return version


def values_of(prepared: Prepared, *, token: str = "", revision: int = 1) -> dict[str, Any]:
    """Return the values of a receiving statement: ``rows_of`` as JSON."""
    return in_json(rows_of(prepared, token=token, revision=revision))


def rows_of(prepared: Prepared, *, token: str = "", revision: int = 1) -> dict[str, Any]:
    """Turn a reception into its rows: pure but for new keys.

    What the statement draws (code, day's number, book, ordinal, the persons' ids) is left out of the rows.
    """
    actor, at, reception, life = prepared.actor, prepared.at, prepared.reception, prepared.life
    prefix = organisation.code_prefix(reception.unit, at.date())
    row = dossier_row(prepared, prefix=prefix)
    row["token"] = token or row["token"]
    return {
        "prefix": prefix.text,
        "day": at.date(),
        "unit": reception.unit,
        "year": at.year,
        "stem": f"{prefix.text}-{at:%y%m%d}-",
        "receipt": row["receipt_id"],
        "template": version_of("receipt", printing.form_set(at)),
        "renderer": RENDERER,
        "inputs": seal_inputs(printing.receipt(prepared, token=row["token"], code_assumed=prefix.assumed))
        if row["receipt_id"]
        else None,
        "moves": [move_row(actor, reception.id, move) for move in life.moves],
        **common_values(prepared, row, prepared.standing, revision=revision),
        **line_values(prepared, "dossiers.received", _facts(prepared)),
        **(prepared.dues.values if prepared.dues else {}),
    } | {"token": row["token"]}


def common_values(prepared: Prepared, row: dict[str, Any], standing: Standing, *, revision: int = 1) -> dict[str, Any]:
    """Return the rows of persons, dossier, papers and standing."""
    reception = prepared.reception
    return {
        "owner": parties.row_of(prepared.owner, at=prepared.at, confirmed=bool(reception.owner.get("confirmed"))),
        "submitter": parties.row_of(prepared.submitter, at=prepared.at) if prepared.submitter else None,
        "dossier": row,
        "papers": [paper_row(reception.id, paper, prepared.at) for paper in reception.papers],
        "standing": standing_row(
            standing,
            facts=row,
            life=prepared.life,
            field=prepared.version.field,
            revision=revision,
            at=prepared.at,
        ),
    }


def line_values(prepared: Prepared, verb: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the statement's values for the ledger's first line of this dossier."""
    return {
        "kind": KIND,
        "at": prepared.at,
        "line": new_id(),
        "node": node(),
        "verb": check_verb(verb),
        "account": prepared.actor.account,
        "post": prepared.actor.post,
        "actor_unit": prepared.actor.unit,
        "facts": check_facts(facts),
    }


def _persons(reception: Reception, at: datetime) -> tuple[Any, Any]:
    wrong: dict[str, str] = {}
    cleaned: list[Any] = []
    for role, raw in (("owner", reception.owner), ("submitter", reception.submitter)):
        if raw is None:
            cleaned.append(None)
            continue
        try:
            cleaned.append(parties.clean_person(raw, at.date()))
        except Invalid as problem:
            wrong |= {f"{role}.{field}": sentence for field, sentence in problem.fields.items()}
    if reception.submitter is not None and not reception.authorisation.strip():
        wrong["authorisation"] = _("Người nộp không phải chủ hồ sơ: ghi giấy uỷ quyền hoặc quan hệ với chủ hồ sơ.")
    if not 1 <= reception.sets <= 99:  # noqa: PLR2004 - the receipt has room for two digits
        wrong["sets"] = _("Số bộ hồ sơ là một số từ 1 đến 99.")
    if reception.handed_at and local(reception.handed_at) > at:
        wrong["handed_at"] = _("Biên bản bàn giao với bưu điện không thể ký sau lúc tiếp nhận.")
    asked = cleaned[-1] or cleaned[0]
    if reception.delivery == "online" and asked is not None and not (asked.phone or asked.email):
        wrong["delivery"] = _(
            "Trả kết quả trên mạng cần một liên hệ để gửi mã nhận. Ghi điện thoại hoặc thư điện tử của người nộp, hoặc chọn cách nhận khác."
        )
    if wrong:
        raise Invalid(wrong)
    return cleaned[0], cleaned[1]


def _check_papers(reception: Reception, version: ProcedureVersion) -> None:
    """Refuse a case that the procedure does not have, and a receipt without the papers that everybody must bring."""
    if version.cases and reception.case not in {case.label for case in version.cases}:
        raise Invalid(
            {"case": _("Thủ tục này có nhiều trường hợp. Chọn trường hợp của người nộp rồi đánh dấu giấy tờ.")}
        )
    brought = {paper.paper for paper in reception.papers} | {paper.name.strip().lower() for paper in reception.papers}
    missing = [
        paper.short_name
        for paper in version.papers(reception.case)
        if paper.required == "yes"
        and paper.kind in HANDED_IN
        and paper.scan != "database"
        and not {paper.id, paper.name.lower(), paper.short_name.lower()} & brought
    ]
    if missing:
        names = "; ".join(missing)
        raise Invalid(
            {
                "papers": _("Hồ sơ còn thiếu: %(papers)s. Đánh dấu khi đã nhận, hoặc lập phiếu yêu cầu bổ sung.")
                % {"papers": names}
            }
        )


def _check_scans(reception: Reception, version: ProcedureVersion, at: datetime) -> None:
    """Refuse a receipt without the scans that the procedure demands, where the province wants that (NĐ 61/2018 Đ17.1)."""
    if not organisation.settings(at.date()).catalogue["required_scans"]:
        return
    bare = {}
    for place, one in enumerate(reception.papers):
        demanded = next((paper for paper in version.papers(reception.case) if _demands(paper, one)), None)
        if demanded and one.scan is None and demanded.id not in reception.reused:
            bare[place] = demanded.short_name
    if bare:
        raise ScansMissing(bare)


def _demands(paper: Paper, handed_in: PaperIn) -> bool:
    """Whether this is the procedure's paper, and the procedure demands a scan of it."""
    names = {paper.name.lower(), paper.short_name.lower()}
    is_it = handed_in.paper == paper.id or (handed_in.paper is None and handed_in.name.strip().lower() in names)
    return is_it and paper.scan == "required"


def check_files(dossier: UUID, papers: Sequence[PaperIn]) -> None:
    """Refuse with Invalid a scan that was not stored for this very dossier: nobody names another's file."""
    named = {place: one.scan for place, one in enumerate(papers) if one.scan}
    if not named:
        return
    own = {file.id for kind in (DRAFT, KIND) for file in files.of_owner(kind, dossier)}
    strange = {
        f"papers.{place}.scan": _("Không có tệp nào như vậy của hồ sơ này. Tải tệp lên với đúng mã (id) của hồ sơ.")
        for place, scan in named.items()
        if scan not in own
    }
    if strange:
        raise Invalid(strange)


def dossier_row(prepared: Prepared, *, prefix: Prefix | None) -> dict[str, Any]:
    """Turn a reception into the dossier's row; without a prefix it is only filed."""
    reception, life, at = prepared.reception, prepared.life, prepared.at
    address = reception.delivery_address.strip()
    return {
        "id": reception.id,
        "filing_number": None,
        "prefix": prefix.text if prefix else None,
        "day": at.date() if prefix else None,
        "code_assumed": bool(prefix and prefix.assumed),
        "book_year": at.year if prefix else None,
        "unit_id": reception.unit,
        "competent_unit_id": life.competent_unit,
        "procedure_id": prepared.version.id,
        "commune_id": reception.commune,
        "process_id": prepared.process,
        "case_label": reception.case,
        "channel": int(reception.channel),
        "via_agent": reception.via_agent,
        "owner_name": prepared.owner.name,
        "submitter_name": prepared.submitter.name if prepared.submitter else "",
        "authorisation": reception.authorisation.strip(),
        "filed_at": at,
        "received_at": life.received_at,
        "starts_at": life.starts_at,
        "received_by": prepared.actor.account if prefix else None,
        "received_post": prepared.actor.post if prefix else None,
        "sets": reception.sets,
        "delivery": reception.delivery,
        "delivery_address": seal(address, "dossiers.address") if address else None,
        "fee": life.fee,
        "terms": terms_row(life.terms),
        "token": secrets.token_urlsafe(TOKEN_BYTES),
        "receipt_id": new_id() if life.has_receipt else None,
    }


def paper_row(dossier: UUID, paper: PaperIn, at: datetime) -> dict[str, Any]:
    """Turn a paper that was handed in into its row."""
    return {
        "id": new_id(),
        "dossier_id": dossier,
        "position": paper.position,
        "paper_id": paper.paper,
        "name": paper.name,
        "originals": paper.originals,
        "certified": paper.certified,
        "copies": paper.copies,
        "scan_id": paper.scan,
        "received_at": at,
    }


def move_row(actor: Actor, dossier: UUID, move: Move, reason: str = "") -> dict[str, Any]:
    """Turn a move into its row; the reason is sealed."""
    return by(actor, dossier, move.at) | {
        "seq": move.seq,
        "kind": move.kind,
        "step": move.step,
        "unit_id": move.unit,
        "role": move.role,
        "section": move.section,
        "post_id": move.post,
        "reason": seal(reason, "dossiers.reason") if reason else None,
    }


def _facts(prepared: Prepared) -> dict[str, object]:
    return {
        "procedure": prepared.version.code,
        "due": prepared.standing.due_at,
        "limit": {"kind": prepared.version.limit.kind, "amount": prepared.version.limit.amount},
        "papers": len(prepared.reception.papers),
        "channel": int(prepared.reception.channel),
    }


def _write(prepared: Prepared, rows: dict[str, Any], claim: Claim | None) -> Received:
    token = rows.pop("token")
    reception, due_at = prepared.reception, prepared.standing.due_at
    if claim:
        answer = {
            "id": reception.id,
            "token": token,
            "due_at": due_at,
            "received_at": prepared.at,
            "provisional": prepared.standing.provisional,
            "receipt": rows["receipt"],
        }
        rows |= {
            "claim_token": claim.token,
            "claim_key": claim.key,
            "claim_request": claim.request,
            "claim_answer": seal_answer(token=claim.token, key=claim.key, body=answer),
        }
    found = run(with_dues(RECEIVE, prepared).replace("{claim}", CLAIM if claim else ""), rows, reception)
    return received(prepared, rows["receipt"], token, found)


def with_dues(sql: str, prepared: Prepared) -> str:
    """Return a receiving statement that writes what was set as owed; its figures stand in the line."""
    return sql.replace("{dues}", DUES if prepared.dues else "")


def received(prepared: Prepared, receipt: UUID | None, token: str, found: tuple[Any, ...]) -> Received:
    """Return the answer of a reception from what its statement drew."""
    return Received(
        id=prepared.reception.id,
        code=found[0],
        ordinal=found[1],
        book=found[2],
        received_at=prepared.at,
        due_at=prepared.standing.due_at,
        provisional=prepared.standing.provisional,
        token=token,
        receipt=receipt,
    )


def run(sql: str, values: dict[str, Any], reception: Reception) -> tuple[Any, ...]:
    """Run a writing statement and return its row; say what a violated constraint means."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: tuple[Any, ...] = cursor.fetchone()
            return found
    except IntegrityError as problem:
        refusal = _meaning_of(problem, reception, values)
        if refusal is None:
            raise
        raise refusal from problem


def _meaning_of(problem: IntegrityError, reception: Reception, values: dict[str, Any]) -> Refusal | None:
    """Say what a violated constraint means: sent twice, or a number of somebody else; the rest is our fault."""
    constraint = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", "")
    if constraint == "dossiers_dossier_pkey":
        return AlreadyReceived(reception.id)
    if constraint == NUMBER_CONSTRAINT:
        return NumberOfAnother()
    if constraint == "dossiers_book_is_closed":
        return BookIsClosed(values["year"])
    return None
