"""The way of a dossier: where it lay, when the clock stood, what came of it."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier


class Row(models.Model):
    """A row of a dossier's life: when, and by whom for which post in which unit."""

    id = models.UUIDField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Move(Row):
    """It came to lie at a step, with a unit's desk or a post; ``reason`` is sealed text."""

    seq = models.IntegerField()
    kind = models.TextField()
    step = models.SmallIntegerField()
    unit_id = models.UUIDField()
    role = models.TextField()
    section = models.TextField()
    post_id = models.UUIDField(null=True)
    reason = models.BinaryField(null=True)

    class Meta:
        db_table = "dossiers_move"
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="dossiers_move_in_order")]
        indexes = [models.Index(fields=["by_post", "at"], name="dossiers_move_by_post")]


class Pause(Row):
    """The clock stands from ``at`` until ``ended_at``, under the policy frozen on the dossier."""

    ended_at = models.DateTimeField(null=True)
    reason = models.TextField()
    policy = models.TextField()

    class Meta:
        db_table = "dossiers_pause"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(ended_at__isnull=True), name="dossiers_one_open_pause"
            ),
        ]


class Supplement(Row):
    """Papers were asked for, once and completely (Mẫu 02); what is asked is sealed."""

    ordinal = models.SmallIntegerField()
    asked = models.BinaryField()
    answered_at = models.DateTimeField(null=True)
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_supplement"
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="dossiers_supplement_in_order")]


class Refusal(Row):
    """A refusal (Mẫu 03), at the counter or after appraisal; the reason is sealed text."""

    stage = models.TextField()
    reason = models.BinaryField()
    print_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_refusal"
        constraints = [models.UniqueConstraint(fields=["dossier"], name="dossiers_one_refusal")]


class Result(Row):
    """What came out, in versions: a corrected result is a new version, never a changed row."""

    version = models.SmallIntegerField()
    kind = models.TextField()
    number = models.TextField()
    signed_on = models.DateField(null=True)
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_result"
        constraints = [models.UniqueConstraint(fields=["dossier", "version"], name="dossiers_result_in_order")]
        indexes = [models.Index(fields=["signed_on", "id"], name="dossiers_result_by_day")]


class Delivery(Row):
    """The result was handed over: to whom, on what proof; the name and the proof's number are sealed.

    ``told`` says of an early one how the applicant was told before, where no message went; sealed.
    """

    recipient = models.BinaryField()
    proof = models.TextField()
    relation = models.TextField()
    told = models.BinaryField(null=True)

    class Meta:
        db_table = "dossiers_delivery"
        constraints = [models.UniqueConstraint(fields=["dossier"], name="dossiers_one_delivery")]


class Withdrawal(Row):
    """The applicant took the dossier back; the reason is sealed text."""

    reason = models.BinaryField()

    class Meta:
        db_table = "dossiers_withdrawal"
        constraints = [models.UniqueConstraint(fields=["dossier"], name="dossiers_one_withdrawal")]


class Note(Row):
    """A note of somebody who works on it; sealed text, perhaps with an attached file."""

    text = models.BinaryField()
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_note"


class Reissue(Row):
    """A lost receipt was printed again for whoever proved to be the person."""

    recipient = models.BinaryField()
    proof = models.TextField()

    class Meta:
        db_table = "dossiers_reissue"


class Task(Row):
    """Another agency was asked: a parallel step, or an opinion. Question and answer are sealed text.

    ``unit_id`` is null for an agency outside the system; ``agency`` is its name as the process or the asker gives it.
    """

    kind = models.TextField()
    step = models.SmallIntegerField()
    unit_id = models.UUIDField(null=True)
    agency = models.TextField()
    desk = models.UUIDField(null=True)
    question = models.BinaryField()
    due_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    answer_file_id = models.UUIDField(null=True)
    ended_account = models.UUIDField(null=True)
    ended_post = models.UUIDField(null=True)

    class Meta:
        db_table = "dossiers_task"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "step"],
                condition=models.Q(kind="parallel", recalled_at__isnull=True),
                name="dossiers_parallel_step_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(recalled_at__isnull=True),
                name="dossiers_task_ends_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "late_at"],
                condition=models.Q(answered_at__isnull=True, recalled_at__isnull=True),
                name="dossiers_task_open_by_desk",
            ),
            models.Index(
                fields=["by_unit", "late_at"],
                condition=models.Q(answered_at__isnull=True, recalled_at__isnull=True),
                name="dossiers_task_open_by_asker",
            ),
        ]


class OnlineCode(Row):
    """A code, sealed, with which the bearer of the receipt takes the result online until then; the newest counts."""

    code = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        db_table = "dossiers_online_code"
        indexes = [models.Index(fields=["dossier", "-at"], name="dossiers_newest_code")]
