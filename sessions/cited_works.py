"""What is cited: each title and each number once, the most cited first.

A title counts under its key (``titles.same_title``), whatever numbers stand behind it. A number
that stands somewhere without a title counts under its own key, with every citation that bears
it: so ``citations/?title=`` and ``citations/?number=`` list exactly what is counted here.
Counted when it is asked for, from the citations that the reader sees.

What policies cite counts beside it (``policies_count``, ``policy_times``;
``policy-citations/?title=``). What they alone cite stands after the rest, the most cited first;
its ``id`` is that of its first citation with a minus before it: so no two works have one id.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from .models import Citation, Document, Opinion, PolicyCitation
from .policy_keys import policy_keys
from .titles import same_number, same_title

CHUNK = 500
LAST_YEAR = 9999
# The last two make the order total, and hang on no engine's order of characters.
ORDER = ("-documents_count", "-times", "-policy_weight", "first", "work_number")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which works are asked for: None means all. ``words`` are parts of titles or numbers;
    ``places`` and ``years`` are those of the bulletins that cite."""

    words: Collection[str] | None = None
    titles: Collection[str] | None = None
    numbers: Collection[str] | None = None
    places: Collection[str] | None = None
    years: Collection[int] | None = None
    modified_since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A title or a number that is cited by ``documents_count`` documents, ``times`` in all.

    ``id`` is that of the first citation. ``held`` are the documents that are called so, or are
    said to be meant; ``cited_policy`` is the policy that is. ``number`` is one that stands behind
    the title, or "". ``policies_count`` policies cite it, ``policy_times`` in all.
    """

    id: int
    title: str
    number: str
    documents_count: int
    times: int
    modified: dt.datetime
    held: tuple[int, ...] = ()
    policies_count: int = 0
    policy_times: int = 0
    cited_policy: int | None = None

    @property
    def cited_document(self) -> int | None:
        """The held document, where it is one alone."""
        return self.held[0] if len(self.held) == 1 else None


class CitedWorks(Sequence[Any]):
    """The works, counted, and read slice by slice: five queries for a slice."""

    def __init__(self, rows: QuerySet[Any], *, drafts: bool) -> None:
        self._rows = rows
        self._drafts = drafts

    def __len__(self) -> int:
        return int(self._rows.count())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return list(self._works(list(self._rows[index])))
        return next(iter(self._works([self._rows[index]])))

    def __iter__(self) -> Iterator[Work]:
        waiting: list[dict[str, Any]] = []
        for row in self._rows.iterator(chunk_size=CHUNK):
            waiting.append(row)
            if len(waiting) == CHUNK:
                yield from self._works(waiting)
                waiting = []
        yield from self._works(waiting)

    def _works(self, rows: Sequence[dict[str, Any]]) -> Iterator[Work]:
        if not rows:
            return
        held = _held(rows, drafts=self._drafts)
        by_policies = _by_policies(rows, drafts=self._drafts)
        keys = policy_keys(drafts=self._drafts)
        for row in rows:
            policies, times = by_policies.get(_key(row), (0, 0))
            title, number = row["printed"], row["behind"]
            yield Work(
                id=row["first"],
                title=title,
                number=number,
                documents_count=row["documents_count"],
                times=row["times"],
                modified=row["latest"],
                held=tuple(sorted(held[_key(row)])),
                policies_count=policies,
                policy_times=times,
                cited_policy=keys.meant(title=title, number=number, place=""),
            )


def cited_works(wanted: Wanted | None = None, *, drafts: bool = False) -> CitedWorks:
    """The works that these citations are of, the most cited first."""
    asked = wanted or Wanted()
    citations: QuerySet[Any] = Citation.objects.order_by()
    if not drafts:
        citations = citations.public()  # type: ignore[attr-defined]
    within = of_bulletins(citations, asked.places, asked.years)
    policies = _of_policies(asked, drafts=drafts)
    only_titled = policies.exclude(title_key="").exclude(
        title_key__in=within.exclude(title_key="").values("title_key")
    )
    only_numbered = policies.filter(title_key="").exclude(
        number_key__in=within.exclude(number_key="").values("number_key")
    )
    titled = within.exclude(title_key="")
    alone = within.filter(title_key="").values("number_key")
    numbered = within.exclude(number_key="").filter(number_key__in=alone)
    if asked.words is not None:
        titles, numbers = _with_words(asked.words)
        behind = citations.filter(numbers).exclude(title_key="").values("title_key")
        titled = titled.filter(titles | Q(title_key__in=behind))
        numbered = numbered.filter(numbers)
        only_titled = only_titled.filter(titles | numbers)
        only_numbered = only_numbered.filter(numbers)
    if asked.titles is not None:
        keys = [same_title(title) for title in asked.titles]
        titled = titled.filter(title_key__in=keys)
        numbered = numbered.none()
        only_titled = only_titled.filter(title_key__in=keys)
        only_numbered = only_numbered.none()
    if asked.numbers is not None:
        keys = [same_number(number) for number in asked.numbers]
        behind = citations.filter(number_key__in=keys).exclude(title_key="").values("title_key")
        titled = titled.filter(title_key__in=behind)
        numbered = numbered.filter(number_key__in=keys)
        only_titled = only_titled.filter(number_key__in=keys)
        only_numbered = only_numbered.filter(number_key__in=keys)
    rows = _counted(titled, title_key=F("title_key"), number_key=_NOTHING)
    more = _counted(numbered, title_key=_NOTHING, number_key=F("number_key"))
    alone_titled = _alone(only_titled, title_key=F("title_key"), number_key=_NOTHING)
    alone_numbered = _alone(only_numbered, title_key=_NOTHING, number_key=F("number_key"))
    parts = [rows, more, alone_titled, alone_numbered]
    if asked.modified_since is not None:
        parts = [part.filter(latest__gte=asked.modified_since) for part in parts]
    return CitedWorks(parts[0].union(*parts[1:], all=True).order_by(*ORDER), drafts=drafts)


_NOTHING = Value("", output_field=CharField())
_ZERO = Value(0, output_field=IntegerField())


def _counted(citations: QuerySet[Any], *, title_key: Any, number_key: Any) -> QuerySet[Any]:
    """The citations counted by these keys. Both countings have the same columns, in one order."""
    printed = _NOTHING if title_key is _NOTHING else Min("title")
    counted: QuerySet[Any] = citations.values(
        work_title=title_key, work_number=number_key
    ).annotate(
        first=Min("pk"),
        printed=printed,
        behind=Max("number"),
        documents_count=Count("document", distinct=True),
        times=Sum("count"),
        policy_weight=_ZERO,
        latest=Max("modified"),
    )
    return counted


def _alone(citations: QuerySet[Any], *, title_key: Any, number_key: Any) -> QuerySet[Any]:
    """The citations of policies counted by these keys, with the same columns."""
    printed = _NOTHING if title_key is _NOTHING else Min("title")
    counted: QuerySet[Any] = citations.values(
        work_title=title_key, work_number=number_key
    ).annotate(
        first=-Min("pk"),
        printed=printed,
        behind=Max("number"),
        documents_count=_ZERO,
        times=_ZERO,
        policy_weight=Sum("count"),
        latest=Max("modified"),
    )
    return counted


def _of_policies(asked: Wanted, *, drafts: bool) -> QuerySet[Any]:
    """The citations in policies of these places, and issued in these years."""
    rows: QuerySet[Any] = PolicyCitation.objects.order_by()
    if not drafts:
        rows = rows.public()  # type: ignore[attr-defined]
    if asked.places is not None:
        rows = rows.filter(policy__place__in=asked.places)
    if asked.years is not None:
        years = [year for year in asked.years if 0 < year <= LAST_YEAR]
        rows = rows.filter(policy__issued_on__year__in=years)
    return rows


def _by_policies(
    rows: Sequence[dict[str, Any]], *, drafts: bool
) -> dict[tuple[str, str], tuple[int, int]]:
    """How many policies cite each work, and how often. One query."""
    titles = {row["work_title"] for row in rows} - {""}
    numbers = {row["work_number"] for row in rows} - {""}
    cited = _of_policies(Wanted(), drafts=drafts)
    cited = cited.filter(Q(title_key__in=titles) | Q(number_key__in=numbers))
    policies: dict[tuple[str, str], set[int]] = defaultdict(set)
    times: dict[tuple[str, str], int] = defaultdict(int)
    columns = cited.values_list("title_key", "number_key", "policy", "count")
    for title, number, policy, count in columns:
        for key in ((title, ""), ("", number)):
            policies[key].add(policy)
            times[key] += count
    return {key: (len(held), times[key]) for key, held in policies.items()}


def _with_words(words: Collection[str]) -> tuple[Q, Q]:
    """The conditions of titles, and of numbers, that hold one of these words."""
    titles, numbers = Q(pk=None), Q(pk=None)
    for word in words:
        titles |= Q(title_key__icontains=same_title(word))
        numbers |= Q(number_key__icontains=same_number(word))
    return titles, numbers


def of_bulletins(
    citations: QuerySet[Any], places: Collection[str] | None, years: Collection[int] | None
) -> QuerySet[Any]:
    """The citations in bulletins of these places, and of these years: a bulletin is of the year
    of its session; where it has none, a document is of the year in which it was adopted, else
    dated."""
    if places is not None:
        citations = citations.filter(document__bulletin__place__in=places)
    if years is not None:
        day = Coalesce(
            "document__bulletin__session__start_date",
            "document__adopted_on",
            "document__dated_on",
        )
        wanted = Q(pk=None)
        for year in years:
            if 0 < year <= LAST_YEAR:
                wanted |= Q(day__gte=dt.date(year, 1, 1), day__lte=dt.date(year, 12, 31))
        citations = citations.alias(day=day).filter(wanted)
    return citations


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["work_title"], row["work_number"]


def _held(rows: Sequence[dict[str, Any]], *, drafts: bool) -> dict[tuple[str, str], set[int]]:
    """The held documents of each work: those that its number leads to, else those of its title;
    and those that somebody said are meant. Three queries."""
    titles = {row["work_title"] for row in rows} - {""}
    numbers = {row["work_number"] for row in rows} - {""}
    behind = {_key(row): same_number(row["behind"]) for row in rows}
    documents: QuerySet[Any] = Document.objects.order_by()
    if not drafts:
        documents = documents.public()  # type: ignore[attr-defined]
    titled = _sets(documents.filter(title_key__in=titles).values_list("title_key", "pk"))
    sent = Opinion.objects.order_by().filter(letter_key__in={*behind.values()} - {""})
    sent = sent.filter(document__in=documents.values("pk"))
    lettered = _sets(sent.values_list("letter_key", "document"))
    said = Citation.objects.order_by().filter(not_held=False, cited_document__in=documents)
    told = said.filter(Q(title_key__in=titles) | Q(number_key__in=numbers))
    by_word: dict[tuple[str, str], set[int]] = defaultdict(set)
    named = told.values_list("title_key", "number_key", "cited_document").distinct()
    for title, number, document in named:
        by_word[title, ""].add(document)
        by_word["", number].add(document)
    return {
        key: (lettered.get(number) or titled.get(key[0], set())) | by_word.get(key, set())
        for key, number in behind.items()
    }


def _sets(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, document in pairs:
        found[key].add(document)
    return found
