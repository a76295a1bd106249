"""Receive, and use at once what the same person handed in before (NĐ 107/2021, NĐ 61/2018 Đ25; spec D12, P08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.dossiers.queries.papers import paper_scans
from motcua.dossiers.record import load
from motcua.dossiers.services.receiving import receive
from motcua.dossiers.services.scan_paper import check_consent, reuse_paper
from motcua.dossiers.types import NoSuchPaper, Received, Reception, Reuse
from motcua.kernel.act import act
from motcua.kernel.actor import Actor


@act
def receive_with_earlier(*, actor: Actor, at: datetime, reception: Reception, reuse: Reuse) -> Received:
    """Receive a dossier some of whose papers are earlier ones of the same person: all of it, or nothing.

    Refuses with Invalid (not agreed, not said how), PaperNotReusable, and as ``receive`` and ``reuse_paper`` do.
    """
    received = receive(actor=actor, at=at, reception=with_reused(reception, reuse))
    use_earlier(actor, at, received, reuse)
    return received


def with_reused(reception: Reception, reuse: Reuse | None) -> Reception:
    """Return the reception that knows for which papers earlier ones stand. Refuses with Invalid (not agreed, not said how)."""
    if reuse is None:
        return reception
    check_consent(reuse.consent, agreed=reuse.agreed)
    return replace(reception, reused=frozenset(paper for paper, _origin in reuse.papers))


def use_earlier(actor: Actor, at: datetime, received: Received, reuse: Reuse | None) -> None:
    """Link the earlier papers to those of a dossier just received; part of the caller's act."""
    if reuse is None:
        return
    record = load(dossier_id=received.id)
    assert record is not None, "it was written in this transaction"
    papers = {known.paper: known.id for known in paper_scans(record)}
    for paper, origin in reuse.papers:
        if paper not in papers:
            raise NoSuchPaper
        reuse_paper(actor=actor, at=at, number=received.code, paper=papers[paper], origin=origin, consent=reuse.consent)
