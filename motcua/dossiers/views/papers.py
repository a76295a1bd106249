"""One paper of a dossier: its file, and the ways to make one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers import queries, services
from motcua.dossiers.queries.papers import PaperScan
from motcua.dossiers.queries.reception import counts_words
from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND, NoSuchPaper, PaperFromDatabase, PaperIn
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in, stored
from motcua.files import queries as files
from motcua.gate.services import uploading
from motcua.identity import queries as identity
from motcua.kernel.refusal import Invalid, NotFound, Refusal
from motcua.scans import queries as scans

WAYS = {
    "reception": gettext_lazy("quét lúc tiếp nhận"),
    "phone": gettext_lazy("chụp bằng điện thoại"),
    "folder": gettext_lazy("bằng máy quét của cơ quan"),
    "upload": gettext_lazy("tải tệp lên"),
    "reused": gettext_lazy("dùng lại giấy đã nộp trước"),
}


@signed_in
@require_safe
def paper(request: HttpRequest, number: str, paper_id: UUID) -> HttpResponse:
    """Show a paper's file: who made it, when, how; and what may be done."""
    record, known = _opened(request, number, paper_id, look=True)
    return _page(request, record, known)


@uploading()
@signed_in
@require_POST
def upload(request: HttpRequest, number: str, paper_id: UUID) -> HttpResponse:
    """Take a file that was scanned elsewhere."""
    record, known = _opened(request, number, paper_id)
    try:
        _upload(request, record, known)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, record, known, refusal=refusal)
    messages.success(request, _("Đã gắn bản quét."))
    return redirect("dossiers:paper", record.number, paper_id)


def _upload(request: HttpRequest, record: Record, known: PaperScan) -> None:
    actor, at = actor_of(request), moment_of(request)
    if known.from_database:
        raise PaperFromDatabase
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid({"file": _("Chọn tệp bản quét (PDF, JPEG hoặc PNG) trước khi gửi.")})
    kept = stored(request, sent, owner_kind=KIND, owner=record.id, may=queries.may_scan(actor, record))
    if kept is None:
        raise Invalid({"file": _("Hồ sơ này bạn không gắn bản quét được lúc này.")})
    services.scan_paper(actor=actor, at=at, dossier=record.id, paper=known.id, file=files.of_id(kept), way="upload")


@signed_in
@require_POST
def reuse(request: HttpRequest, number: str, paper_id: UUID) -> HttpResponse:
    """Use an earlier paper of the same person again, with consent."""
    record, known = _opened(request, number, paper_id)
    typed = {name: request.POST.get(name, "") for name in ("origin", "consent", "agreed")}
    try:
        services.reuse_paper(
            actor=actor_of(request),
            at=moment_of(request),
            number=record.number,
            paper=paper_id,
            origin=_chosen(typed["origin"]),
            consent=typed["consent"],
            agreed=bool(typed["agreed"]),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, record, known, refusal=refusal, typed=typed)
    messages.success(request, _("Đã dùng lại giấy đã nộp trước. Không cần người nộp nộp lại."))
    return redirect("dossiers:paper", record.number, paper_id)


def _chosen(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid({"origin": _("Chọn giấy đã nộp trước muốn dùng lại.")}) from None


def _opened(request: HttpRequest, number: str, paper_id: UUID, *, look: bool = False) -> tuple[Record, PaperScan]:
    record = queries.dossier_for(actor_of(request), number, at=moment_of(request), look=look)
    known = queries.paper_for(record, paper_id)
    if known is None:
        raise NoSuchPaper
    return record, known


def _page(
    request: HttpRequest,
    record: Record,
    known: PaperScan,
    *,
    refusal: Refusal | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    may = queries.may_scan(actor, record) and not known.from_database
    context: dict[str, Any] = {
        "record": record,
        "number": record.number,
        "owner": record.facts["owner_name"],
        "paper": known,
        "kind": KIND,
        "counts": counts_words(PaperIn(0, known.name, known.originals, known.certified, known.copies)),
        "way": WAYS.get(known.way, ""),
        "who": identity.names([known.scanned_by]).get(known.scanned_by, "") if known.scanned_by else "",
        "may": may,
        "earlier": queries.earlier_papers(record, known) if may else (),
        "waiting": scans.waiting(actor, kind=KIND, owner=record.id) if may else (),
        "typed": typed or {},
        "refusal": refusal,
        "wrong": _wrong(refusal),
    }
    return render(request, "dossiers/paper.html", context, status=refusal.status if refusal else 200)


def _wrong(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None:
        return {}
    return refusal.fields if isinstance(refusal, Invalid) else {refusal.field or "": refusal.sentence}
