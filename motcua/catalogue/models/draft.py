"""A procedure that is being drafted: what it says so far, who wrote it, what became of it."""

from django.db import models

from motcua.kernel.ids import new_id


class Signed(models.Model):
    """Who did it when, for which post in which unit."""

    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)

    class Meta:
        abstract = True


class DraftRow(Signed):
    """A wholly new procedure, not published yet; ``content`` is a version in plain values (``rules.plain``)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    content = models.JSONField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "catalogue_draft"


class DraftWriting(Signed):
    """Somebody wrote a part of a draft; whoever did may not be the one who publishes, where the province wants four eyes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    draft = models.ForeignKey(DraftRow, on_delete=models.PROTECT)
    revision = models.IntegerField()
    part = models.TextField()

    class Meta:
        db_table = "catalogue_draft_writing"
        constraints = [models.UniqueConstraint(name="catalogue_draft_revision", fields=["draft", "revision"])]


class DraftEnd(Signed):
    """What became of a draft: the version that it was published as; none where it was dropped."""

    draft = models.OneToOneField(DraftRow, on_delete=models.PROTECT, primary_key=True)
    version_id = models.UUIDField(null=True)

    class Meta:
        db_table = "catalogue_draft_end"
