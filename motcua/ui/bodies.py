"""What every module's API shares: bodies without silent fields, text that can be kept, days, problems."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

#: What no database keeps: the NUL sign and halves of letters.
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
#: Days that a program may name; further away somebody's count went wrong.
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def printable(text: str) -> str:
    """Return a text that can be kept. Raises ValueError."""
    if UNPRINTABLE.search(text):
        message = "unprintable"
        raise ValueError(message)
    return text


Text = Annotated[str, Field(max_length=4000), AfterValidator(printable)]
Words = Annotated[str, Field(max_length=300), AfterValidator(printable)]
Day = Annotated[date, Field(ge=FIRST, le=LAST)]


class Strict(BaseModel):
    """A body in which a misspelt field is an error, not silence; plain pydantic, for it never reads a row."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """A problem as RFC 9457 has it, in Vietnamese or English."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = Field(default_factory=dict)


def problems(*statuses: int) -> dict[Any, Any]:
    """Return the problems that an operation may answer with."""
    return dict.fromkeys((400, 401, 422, *statuses), Problem)
