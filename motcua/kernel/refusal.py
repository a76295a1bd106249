"""Refusals: one exception for each «no», with a sentence a person can act on."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """A use-case says no, in words.

    ``sentence`` is shown to the person; ``kind`` is the stable slug of the API's problem type;
    ``status`` the HTTP status (RFC 9110); ``field`` names the field it belongs to, if any.
    """

    kind: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, sentence: object, *, field: str | None = None) -> None:
        """Keep the sentence lazily, so that it is spoken in the reader's language."""
        super().__init__(sentence)
        self._sentence = sentence
        self.field = field

    @property
    def sentence(self) -> str:
        """What is wrong, why, and what to do now."""
        return str(self._sentence)

    def __str__(self) -> str:
        return self.sentence


class NotFound(Refusal):
    """It does not exist, or not for this actor: the two are never told apart."""

    kind = "not-found"
    status = 404


class NotAllowed(Refusal):
    """The actor may see it, but this act is another's."""

    kind = "not-allowed"
    status = 403


class Invalid(Refusal):
    """What was entered cannot be taken as it is; ``fields`` has a sentence for each field."""

    kind = "invalid"
    status = 422

    def __init__(self, fields: dict[str, str], sentence: object = "") -> None:
        """Take a sentence for each field, and one for the whole where it helps."""
        super().__init__(sentence or " ".join(fields.values()))
        self.fields = fields


class SomebodyWasQuicker(Refusal):
    """The thing has changed since the actor looked at it."""

    kind = "conflict"
    status = 409
