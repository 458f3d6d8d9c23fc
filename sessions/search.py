"""Search in titles, headings and section texts: exact substrings, the same on both engines.

Chinese is written without spaces, so every run of characters can be a word: nothing is cut
into words, and a query of one character is as good as any. Several words, with spaces
between them, must all be found. Latin letters match in either case.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Least, Length, Lower, Replace
from django.utils.html import escape
from django.utils.translation import gettext as _

from .models import Document, Section

CHUNK = 200
LONGEST_QUERY = 100
MOST_WORDS = 8
AROUND = 40  # characters of a snippet before and after the first match
# A hit in a title weighs more than any number in headings, and those more than any in texts.
TITLE, HEADING, MOST_IN_HEADING, MOST_IN_TEXT = 1000, 100, 9, 99


class QueryError(ValueError):
    """A query that cannot be searched for; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Which documents are searched: None means all; the days are inclusive. ``bodies`` may
    be rows that are asked for within the search's own query."""

    kinds: Collection[str] | None = None
    bulletins: Collection[int] | None = None
    bodies: Collection[int] | QuerySet[Any, Any] | None = None
    date_after: dt.date | None = None
    date_before: dt.date | None = None
    modified_since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found: a document's title (``section`` is None) or one of its sections.

    ``snippet`` is HTML: escaped, the matches in ``<mark>``.
    """

    document: int
    title: str
    kind: str
    bulletin: int
    section: int | None
    marker: str
    heading: str
    page: int | None
    score: int
    snippet: str
    modified: dt.datetime


class Search(Sequence[Any]):
    """The places found, the best first: counted, and read slice by slice."""

    def __init__(self, words: Sequence[str], rows: QuerySet[Any, Any]) -> None:
        self._marks = _pattern(words)
        self._rows = rows

    def __len__(self) -> int:
        return int(self._rows.count())

    def __getitem__(self, wanted: Any) -> Any:
        """The places of a slice, in three queries; or the one at a number."""
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        rows = list(self._rows[wanted])
        documents = Document.objects.only(
            "title", "kind", "bulletin", "page_start", "modified"
        ).in_bulk({row["document"] for row in rows})
        sections = Section.objects.in_bulk({row["section"] for row in rows if row["section"]})
        return [
            _hit(
                row["score"], documents[row["document"]], sections.get(row["section"]), self._marks
            )
            for row in rows
        ]

    def __iter__(self) -> Iterator[Hit]:
        start = 0
        while chunk := self[start : start + CHUNK]:
            yield from chunk
            start += CHUNK


def words_of(query: str) -> tuple[str, ...]:
    """The words to be found. Raises QueryError, a sentence."""
    words = tuple(dict.fromkeys(word.lower() for word in query.split()))
    if not words:
        raise QueryError(_("请写出要查找的字词，一个字也可以；多个词用空格分开。"))
    if "\0" in query:
        raise QueryError(_("查找的字词里有不能识别的字符：请删去后再查。"))
    if len(query) > LONGEST_QUERY or len(words) > MOST_WORDS:
        raise QueryError(
            _("查找的内容太长：最多 %(characters)d 个字、%(words)d 个词。")
            % {"characters": LONGEST_QUERY, "words": MOST_WORDS}
        )
    return words


def search(
    query: str | Sequence[str], within: Restrictions | None = None, *, drafts: bool = False
) -> Search:
    """Find the places that hold all words of ``query``: titles that hold them all, and
    sections that hold at least one while their document's title holds the rest. Of several
    queries any will do.

    A document's day is that of its adoption, else the one it bears, else the first day of
    the session its bulletin reports. Raises QueryError.
    """
    queries = [words_of(one) for one in ([query] if isinstance(query, str) else query)]
    words = words_of(" ".join(word for one in queries for word in one))
    documents = _restrict(Document.objects.all() if drafts else Document.objects.public(), within)
    titled = reduce(or_, (_all_in(one, "title") for one in queries))
    written = reduce(
        or_,
        (
            _any_in(one, "heading", "text") & _all_in(one, "heading", "text", "document__title")
            for one in queries
        ),
    )
    in_titles = documents.filter(titled).values(
        document=F("pk"),
        section=Value(None, output_field=IntegerField()),
        place=Value(-1),
        score=Value(TITLE) * _occurrences(words, "title"),
    )
    in_sections = (
        Section.objects.filter(document__in=documents.order_by().values("pk"))
        .filter(written)
        .values(
            "document",
            section=F("pk"),
            place=F("order"),
            score=Value(HEADING) * Least(_occurrences(words, "heading"), Value(MOST_IN_HEADING))
            + Least(_occurrences(words, "text"), Value(MOST_IN_TEXT)),
        )
    )
    if within is not None and (since := within.modified_since) is not None:
        in_titles = in_titles.filter(modified__gte=since)
        in_sections = in_sections.filter(Q(modified__gte=since) | Q(document__modified__gte=since))
    found: Any = in_titles.order_by().union(in_sections.order_by(), all=True)
    return Search(words, found.order_by("-score", "-document", "place", "section"))


def _restrict(documents: QuerySet[Document], within: Restrictions | None) -> QuerySet[Document]:
    if within is None:
        return documents
    if within.kinds is not None:
        documents = documents.filter(kind__in=within.kinds)
    if within.bulletins is not None:
        documents = documents.filter(bulletin__in=within.bulletins)
    if within.bodies is not None:
        bodies: Any = within.bodies
        documents = documents.filter(
            Q(bulletin__session__body__in=bodies)
            | Q(bulletin__issuer__in=bodies)
            | Q(adopted_by__body__in=bodies)
        )
    if within.date_after or within.date_before:
        dated: Any = documents.annotate(
            day=Coalesce("adopted_on", "dated_on", "bulletin__session__start_date")
        )
        if within.date_after:
            dated = dated.filter(day__gte=within.date_after)
        if within.date_before:
            dated = dated.filter(day__lte=within.date_before)
        documents = dated
    return documents


def _contains(word: str, *fields: str) -> Q:
    """One of the fields holds the word. Folding letters costs time: only where there are any."""
    lookup = "icontains" if _has_latin(word) else "contains"
    return reduce(or_, (Q(**{f"{name}__{lookup}": word}) for name in fields))


def _all_in(words: Sequence[str], *fields: str) -> Q:
    return reduce(and_, (_contains(word, *fields) for word in words))


def _any_in(words: Sequence[str], *fields: str) -> Q:
    return reduce(or_, (_contains(word, *fields) for word in words))


def _has_latin(word: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in word)


def _occurrences(words: Sequence[str], name: str) -> Combinable:
    """How often the words occur in the field: by how much shorter it is without them."""
    text = Coalesce(F(name), Value(""), output_field=TextField())
    counts: list[Combinable] = []
    for word in words:
        whole = Lower(text) if _has_latin(word) else text
        without = Replace(whole, Value(word), Value(""))
        counts.append((Length(whole) - Length(without)) / Value(len(word)))
    return Cast(reduce(add, counts), IntegerField())


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE | re.ASCII)


def _hit(score: int, document: Document, section: Section | None, marks: re.Pattern[str]) -> Hit:
    shown = document.title
    if section is not None:
        in_text = section.text is not None and marks.search(section.text)
        shown = section.text or "" if in_text else section.heading
    return Hit(
        document=document.pk,
        title=document.title,
        kind=document.kind,
        bulletin=document.bulletin_id,
        section=section.pk if section else None,
        marker=section.marker if section else "",
        heading=section.heading if section else "",
        page=section.page if section and section.page is not None else document.page_start,
        score=score,
        snippet=snippet(shown, marks),
        modified=max(document.modified, section.modified) if section else document.modified,
    )


def snippet(text: str, marks: re.Pattern[str]) -> str:
    """The text round its first match, as HTML: escaped, every match in it in ``<mark>``."""
    first = marks.search(text)
    start = max(0, first.start() - AROUND) if first else 0
    end = min(len(text), (first.end() if first else 0) + AROUND)
    parts = ["…" if start else ""]
    at = start
    for match in marks.finditer(text, start, end):
        parts += [escape(text[at : match.start()]), "<mark>", escape(match[0]), "</mark>"]
        at = match.end()
    parts += [escape(text[at:end]), "…" if end < len(text) else ""]
    return "".join(parts).replace("\n", " ")
