"""A changed version of a procedure that a second person must look at, and what became of it."""

from django.db import models

from motcua.catalogue.models.draft import Signed
from motcua.catalogue.models.procedure import ProcedureRow, VersionRow
from motcua.kernel.ids import new_id


class ProposalRow(Signed):
    """A changed version, not published yet; ``content`` is the version in plain values (``rules.plain``).

    ``base_until`` is the last day of the version that it was written from, as it stood then.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    procedure = models.ForeignKey(ProcedureRow, on_delete=models.PROTECT)
    base = models.ForeignKey(VersionRow, on_delete=models.PROTECT)
    base_until = models.DateField(null=True)
    part = models.TextField()
    level = models.TextField(default="")
    content = models.JSONField()
    valid_from = models.DateField()

    class Meta:
        db_table = "catalogue_proposal"


class ProposalEndRow(Signed):
    """What became of a proposal: published as a version, sent back with a reason, or withdrawn."""

    proposal = models.OneToOneField(ProposalRow, on_delete=models.PROTECT, primary_key=True)
    state = models.TextField()
    version_id = models.UUIDField(null=True)
    reason = models.TextField(default="")

    class Meta:
        db_table = "catalogue_proposal_end"
