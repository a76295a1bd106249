"""A message, each attempt to send it, and what a person decided about it."""

from django.db import models

from motcua.notices.types import Fate

WAITING = models.Q(fate__in=("queued", "deferred"))
FOR_A_PERSON = models.Q(fate__in=("refused", "unknown"))


class Message(models.Model):
    """One message by one channel; a ledger line causes at most one of each. Address, subject and body are sealed.

    ``fate``, ``report``, ``tries`` and ``not_before`` are for speed: attempts, reports and decisions say the same. ``claimed_by`` is the
    advisory lock that the sending process holds as long as it lives.
    """

    id = models.UUIDField(primary_key=True)
    cause = models.UUIDField()
    channel = models.TextField()
    kind = models.TextField()
    about_kind = models.TextField()
    about_id = models.UUIDField()
    label = models.TextField()
    unit_id = models.UUIDField()
    person_id = models.UUIDField()
    template = models.IntegerField()
    address = models.BinaryField()
    subject = models.BinaryField()
    body = models.BinaryField()
    made_at = models.DateTimeField()
    fate = models.TextField()
    fate_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    claimed_by = models.BigIntegerField(null=True)
    report = models.TextField(null=True)
    revision = models.IntegerField(default=0)

    class Meta:
        db_table = "notices_message"
        constraints = [
            models.UniqueConstraint(fields=["cause", "channel"], name="notices_message_once"),
            models.CheckConstraint(
                condition=models.Q(fate__in=[fate.value for fate in Fate]), name="notices_message_fate"
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "not_before", "id"], condition=WAITING, name="notices_message_waiting"),
            models.Index(fields=["claimed_by"], condition=models.Q(fate="sending"), name="notices_message_claimed"),
            models.Index(fields=["unit_id", "-made_at", "-id"], name="notices_message_outbox"),
            models.Index(fields=["unit_id"], condition=FOR_A_PERSON, name="notices_message_for_a_person"),
            models.Index(fields=["about_id", "about_kind"], name="notices_message_about"),
            models.Index(fields=["person_id"], name="notices_message_person"),
        ]


class Attempt(models.Model):
    """One attempt: begun, perhaps handed over (from then on nobody knows without an answer), ended."""

    id = models.UUIDField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    number = models.SmallIntegerField()
    at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(null=True)
    code = models.IntegerField(null=True)
    answer = models.BinaryField(null=True)

    class Meta:
        db_table = "notices_attempt"
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="notices_attempt_once")]


class Report(models.Model):
    """What the gateway reported of an attempt; the same word counts once, however often it comes."""

    id = models.UUIDField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    code = models.IntegerField()
    means = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notices_report"
        constraints = [models.UniqueConstraint(fields=["attempt", "code"], name="notices_report_once")]


class Decision(models.Model):
    """A person's word on a message of which nobody knew, or which was refused."""

    id = models.UUIDField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)
    deed = models.TextField()

    class Meta:
        db_table = "notices_decision"
