"""One run over one file, how far it is, and what was wrong."""

from django.db import models


class Run(models.Model):
    """A run: ``last_line`` is the last line whose fate is written down, so that it goes on there; a trial writes nothing else."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    digest = models.BinaryField()
    is_trial = models.BooleanField()
    began_at = models.DateTimeField()
    by_account = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    undoing_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    last_line = models.IntegerField()
    taken = models.IntegerField()
    known = models.IntegerField()
    wrong = models.IntegerField()
    revision = models.IntegerField()

    class Meta:
        db_table = "imports_run"
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(is_trial=False, ended_at__isnull=True, undone_at__isnull=True),
                name="imports_one_open_run_a_file",
            ),
        ]
        indexes = [models.Index(fields=["-began_at"], name="imports_run_newest")]


class Fault(models.Model):
    """What is wrong with a line: in which column, what, and what to do."""

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+")
    line = models.IntegerField()
    place = models.SmallIntegerField()
    code = models.TextField()
    column = models.TextField()
    what = models.TextField()
    advice = models.TextField()

    class Meta:
        db_table = "imports_fault"
        constraints = [models.UniqueConstraint(fields=["run", "line", "place"], name="imports_fault_in_order")]
