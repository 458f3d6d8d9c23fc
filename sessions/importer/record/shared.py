"""The parts that every kind of record file is built of."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(min_length=1, max_length=500)]
# Numbers are at most what a column of either database holds.
Count = Annotated[int, Field(ge=0, le=2_147_483_647)]
Positive = Annotated[int, Field(ge=1, le=2_147_483_647)]
Precision = Literal["day", "third", "month", "year"]
Severity = Literal["error", "warning", "info"]


class Part(BaseModel):
    """Base of all parts: frozen, and a field that the format does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """A place in the bulletin. ``document`` is a document's key, null outside documents."""

    document: Key | None = None
    page: Positive | None = None
    line_start: Count
    line_end: Count


class When(Part):
    """A date as far as it is known: the first day that the words ``text`` allow."""

    on: date
    precision: Precision = "day"
    text: str = ""


class Person(Part):
    """Somebody named in the bulletin. ``note`` tells bearers of one name apart.

    ``exact`` says that a person decided who it is: the one of just this name, ``note`` and
    ``jurisdiction`` (null: the bulletin's place), or a new one where there is none such.
    """

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=100)]
    note: str = ""
    jurisdiction: str | None = None
    exact: bool = False


class Organization(Part):
    """An organisation. ``key`` is its full name; ``aliases`` are the forms printed here,
    which mean this organisation within ``jurisdiction`` only."""

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=200)]
    aliases: tuple[str, ...] = ()
    classification: str = ""
    parent: Key | None = None
    jurisdiction: str = ""


class Speaker(Part):
    """A person as named in a sentence: ``name`` and ``role`` as printed."""

    name: str = ""
    role: str = ""
    person: Key | None = None
    organization: Key | None = None


class MeetingKind(StrEnum):
    COMMITTEE = "committee"
    CHAIRPERSONS = "chairpersons"
    CONGRESS = "congress"


class Meeting(Part):
    """Which meeting: enough to find it or to make it. ``body`` is an organisation's key."""

    body: Key
    kind: MeetingKind
    term: Count | None = None
    number: Count | None = None
    name: str = ""


class Finding(Part):
    """Something for a person to look at: ``message`` is a sentence that says what, where
    and what to do. ``line`` is where; ``document`` a document's key."""

    code: str
    severity: Severity
    message: str
    document: Key | None = None
    page: Count | None = None
    line: Count | None = None


class File(Part):
    """The file that was read. ``lines`` counts its non-blank lines."""

    name: str = ""
    sha256: str = ""
    encoding: str = ""
    lines: Count = 0
