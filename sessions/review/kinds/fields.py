"""What a kind of items is: its fields in the staff's words, from which forms and pages are built.

A field's path leads to it within the item: ``dated_on.on``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import Precision

from ...choices import SessionKind
from ...importer import record as rec

TEXT, LONG, NUMBER, DAY, FLAG, LINES = "text", "long", "number", "day", "flag", "lines"
CHOICE, CHOICES, PERSON, ORGANIZATION, KEY = "choice", "choices", "person", "organization", "key"


@dataclass(frozen=True)
class Field:
    """One value of an item. ``choices`` are the codes with their labels; ``of`` the kind of
    items that a ``KEY`` names; ``needed`` whether it must be filled in; ``unstated`` whether a
    blank means that the record does not say, and not that there is nothing."""

    path: str
    label: Any
    form: str = TEXT
    choices: Any = None
    of: str = ""
    needed: bool = False
    help: Any = ""
    unstated: bool = False


@dataclass(frozen=True)
class Rows:
    """A list within an item (a document's authors), without keys of its own. Rows that are long
    are shown ``apart``, each on a line."""

    path: str
    label: Any
    fields: tuple[Field, ...]
    apart: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of items. ``within`` is the kind of the items that hold them, under ``at``, which
    is the ``name`` where nothing else is said; ``model`` is their shape.

    ``titled_by`` are the fields that name an item in a list; ``new`` what an added one has
    before anything is filled in; ``single`` whether the record has just one; ``spread`` whether
    its place holds the others; ``counted`` the
    field that counts them, with its first number, among those that share ``counted_in``.
    """

    name: str
    label: Any
    fields: tuple[Field | Rows, ...]
    titled_by: tuple[str, ...]
    model: type[rec.Part]
    within: str = ""
    new: dict[str, Any] = field(default_factory=dict)
    single: bool = False
    at: str = ""
    spread: bool = False
    counted: tuple[str, int] | None = None
    counted_in: str = ""

    @property
    def path(self) -> str:
        """Under which name the items stand in the record, or in the item that holds them."""
        return self.at or self.name

    def plain(self) -> Iterator[Field]:
        """The fields that hold one value."""
        return (one for one in self.fields if isinstance(one, Field))

    def lists(self) -> Iterator[Rows]:
        """The fields that hold a list."""
        return (one for one in self.fields if isinstance(one, Rows))


@dataclass(frozen=True)
class Step:
    """A page of the review: the kinds of items that stand on it."""

    name: str
    label: Any
    kinds: tuple[Kind, ...]


# Parts of an item that are there only when one of these fields within them is filled in.
ANCHORS: dict[str, tuple[str, ...]] = {
    "date": ("on",),
    "dated_on": ("on",),
    "issued_on": ("on",),
    "printed_on": ("on",),
    "effective_on": ("on",),
    "expires_on": ("on",),
    "adopted_on": ("on",),
    "replied_on": ("on",),
    "adopted_by": ("body",),
    "considered_at": ("body",),
    "submitted_by": ("name", "role", "person", "organization"),
    "explained_by": ("name", "role", "person", "organization"),
    "author": ("text", "name", "person", "organization"),
    "source": ("line_start", "page"),
}


def date_fields(path: str, label: Any) -> tuple[Field, ...]:
    """A date as far as it is known."""
    return (
        Field(f"{path}.on", label, DAY),
        Field(f"{path}.precision", _("精度"), CHOICE, Precision.choices),
        Field(f"{path}.text", _("日期原文")),
    )


def meeting_fields(path: str, *labels: Any) -> tuple[Field, ...]:
    """Which meeting: ``labels`` are those of the body, the kind, the term and the number."""
    body, kind, term, number = labels
    return (
        Field(f"{path}.body", body, ORGANIZATION, help=_("哪个机关的会议。")),
        Field(f"{path}.kind", kind, CHOICE, SessionKind.choices),
        Field(f"{path}.term", term, NUMBER),
        Field(f"{path}.number", number, NUMBER),
    )


def speaker_fields(path: str, *labels: Any) -> tuple[Field, ...]:
    """Who spoke: ``labels`` are those of the name, the role, the person, the organisation."""
    name, role, person, organization = labels
    return (
        Field(f"{path}.name", name),
        Field(f"{path}.role", role),
        Field(f"{path}.person", person, PERSON),
        Field(f"{path}.organization", organization, ORGANIZATION),
    )


SOURCE = (
    Field("source.document", _("出处文件"), KEY, of="documents"),
    Field("source.page", _("页码"), NUMBER),
    Field("source.line_start", _("起始行"), NUMBER),
    Field("source.line_end", _("终止行"), NUMBER),
)
PRINTED_AT = (
    Field("page", _("页码"), NUMBER),
    Field("line_start", _("起始行"), NUMBER),
    Field("line_end", _("终止行"), NUMBER),
)
# Of a record that has no documents.
LINES_AT = SOURCE[1:]
