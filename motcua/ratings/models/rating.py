"""What was said, and that it was said; nothing joins the two (NĐ 61/2018 Đ27.3)."""

from django.db import models


class Given(models.Model):
    """A dossier was rated: once."""

    dossier_id = models.UUIDField(primary_key=True)

    class Meta:
        db_table = "ratings_given"


class Rating(models.Model):
    """One rating: of a unit, a procedure, a post and the quarter in which it was given; no dossier, no person, no moment.

    Its id is random. One that is given in a later quarter than the result keeps no post.
    """

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField()
    procedure_id = models.UUIDField()
    post_id = models.UUIDField(null=True)
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    source = models.TextField()
    overall = models.SmallIntegerField()
    bodies = models.SmallIntegerField(null=True)
    conduct = models.SmallIntegerField(null=True)
    answers = models.JSONField()

    class Meta:
        db_table = "ratings_rating"
        indexes = [models.Index(fields=["year", "quarter", "unit_id"], name="ratings_by_quarter")]
