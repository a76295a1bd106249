"""Proposed changes of procedures in words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.catalogue import kept_pages, pages, queries
from motcua.catalogue.types import (
    ChangedPart,
    OwnProposal,
    Proposal,
    ProposalLate,
    ProposalOutdated,
    ProposalState,
)
from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.ui import words
from motcua.ui.types import Cell, Column, Table

STATES = {
    ProposalState.OPEN: gettext_noop("Đang chờ người thứ hai"),
    ProposalState.OUTDATED: gettext_noop("Không còn khớp bản mới nhất"),
    ProposalState.PUBLISHED: gettext_noop("Đã công bố"),
    ProposalState.SENT_BACK: gettext_noop("Đã trả lại"),
    ProposalState.WITHDRAWN: gettext_noop("Đã rút"),
}
PARTS = {
    ChangedPart.PARTICULARS: (gettext_noop("Nội dung, căn cứ"), "catalogue:particulars"),
    ChangedPart.PAPERS: (gettext_noop("Giấy tờ"), "catalogue:papers"),
    ChangedPart.PROCESS: (gettext_noop("Quy trình"), "catalogue:steps"),
    ChangedPart.FEES: (gettext_noop("Phí, lệ phí"), "catalogue:fees"),
    ChangedPart.LIMIT: (gettext_noop("Thời hạn giải quyết"), "catalogue:limit"),
}


def table(proposals: Sequence[Proposal]) -> Table | None:
    """Return proposals with what they change, from when, by whom and where they stand; None where there are none."""
    if not proposals:
        return None
    names = identity.names([one.proposed_by for one in proposals])
    rows = [
        (
            Cell(one.version.name, reverse("catalogue:proposal", args=[one.id]), sub=one.code),
            Cell(part_words(one), sub=_("từ %(day)s") % {"day": words.day(one.valid_from)}),
            Cell(names.get(one.proposed_by, ""), sub=words.moment_short(one.proposed_at)),
            Cell(_(STATES[one.state]), sub=one.reason),
        )
        for one in proposals
    ]
    columns = (Column(_("Thủ tục")), Column(_("Thay đổi")), Column(_("Người đề nghị")), Column(_("Tình trạng")))
    return Table(_("Đề nghị thay đổi thủ tục"), columns, rows)


def shown(proposal: Proposal, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return everything of a proposal's page: what it changes side by side, where it stands, what this actor may do."""
    base = queries.version(proposal.base)
    was = _("Bản số %(number)s") % {"number": base.number}
    is_own = proposal.proposed_by == actor.account
    second = is_own and queries.wants_second(actor, at.date())
    names = identity.names([who for who in (proposal.proposed_by, proposal.ended_by) if who])
    return {
        "proposal": proposal,
        "procedure": proposal.version,
        "part": part_words(proposal),
        "state": _(STATES[proposal.state]),
        "proposer": names.get(proposal.proposed_by, ""),
        "ender": names.get(proposal.ended_by, "") if proposal.ended_by else "",
        "table": kept_pages.side_by_side(base, proposal.version, was, _("Đề nghị")),
        "blocked": _blocked(proposal, at),
        "own": OwnProposal().sentence if second and proposal.is_open else "",
        "may_publish": queries.may_publish(actor),
        "may_decide": proposal.is_open and not second and queries.may_publish(actor),
        "may_withdraw": proposal.is_open and is_own,
        "anew": "" if proposal.state in (ProposalState.OPEN, ProposalState.PUBLISHED) else anew(proposal),
    }


def part_words(proposal: Proposal) -> str:
    """Say which part is changed, and of a process at which counter."""
    name = _(PARTS[proposal.part][0])
    return f"{name}: {_(pages.COUNTERS[proposal.level])}" if proposal.level else name


def anew(proposal: Proposal) -> str:
    """Return the address of the form that begins with what was proposed."""
    asked = {"de-nghi": str(proposal.id)} | ({"cap": proposal.level} if proposal.level else {})
    return f"{reverse(PARTS[proposal.part][1], args=[proposal.code])}?{urlencode(asked)}"


def _blocked(proposal: Proposal, at: datetime) -> str:
    """Say why an open proposal cannot be published; empty where it can."""
    if proposal.state is ProposalState.OUTDATED:
        return ProposalOutdated().sentence
    if proposal.is_open and proposal.valid_from < at.date():
        return ProposalLate(proposal.valid_from).sentence
    return ""
