"""Pages of a list that many ask for: one kept query, and no object made for a row.

What they answer is what the list's serializer answers (tests/api/test_quick.py holds the two
together), to the public, for filters by ids, days and codes. All else goes the long way, which
knows everything and tells what is wrong with a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Exists, IntegerField, QuerySet, Subquery
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from rest_framework.request import Request

from npcrecords.core.kept import ask
from npcrecords.core.recent import remembered

from .lists import ordering_keys
from .visibility import Hidden, drafts, hidden_from

PAGING = frozenset({"page", "page_size", "ordering"})


class Rows(Protocol):
    """How the rows of a table are read as columns, and shown."""

    def columns(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """``rows`` with all columns that are shown of them, in a ``values_list``. The query may
        name seven tables at the most: of more a database no longer tries all ways to join them.
        """

    def show(self, rows: Sequence[tuple[Any, ...]], hidden: Hidden) -> list[dict[str, Any]]:
        """The rows as they are shown to a reader from whom this is hidden."""


class Numbering(Protocol):
    """The pages of a list by number."""

    size: int

    def read(self, request: Request) -> int:
        """The number of the page that is asked for."""

    def number_pages(self, number: int, count: int) -> None:
        """Say where page ``number`` of ``count`` rows stands."""


@dataclass(frozen=True, slots=True)
class Given:
    """A filter that is given: its words, what they mean, and those of its values that may be
    others without another query: ids and days."""

    name: str
    words: list[str]
    values: list[Any]
    slots: list[Any]

    @property
    def form(self) -> tuple[Any, ...]:
        """What the form of the query depends on."""
        return (self.name, len(self.slots) or tuple(self.words))

    def words_with(self, marks: Iterator[Any]) -> list[str]:
        """The words with marks in the place of ids and days."""
        return [str(next(marks)) for _ in self.slots] or self.words


def read_filters(view: Any, request: Request) -> list[Given] | None:
    """The filters that are given; None where something is wrong with one, or a value is not of
    the kind that leaves the query as it is."""
    filters = view.filterset_class.base_filters
    query = request.query_params
    found = []
    for name in sorted(query):
        if name in PAGING:
            continue
        one = filters.get(name)
        # A method of the filters' own may ask the database before it makes its condition.
        if one is None or one.method:
            return None
        words = [word.strip() for text in query.getlist(name) for word in text.split(",")]
        words = [word for word in words if word]
        try:
            values = [one.convert(word) for word in words]
        except ValidationError:
            return None
        slots = one.slots(values) if words else None
        if slots is None:
            return None
        found.append(Given(name, words, values, slots))
    return found


def rows_of_page(
    view: Any, rows: Rows, request: Request, numbering: Numbering
) -> list[dict[str, Any]] | None:
    """The rows of the page of ``view``'s list that the request asks for, as the public sees
    them; None where it has to go the long way. One query; two more where there are drafts, or
    rows with parts. Raises ValidationError, NotFound."""
    filters = read_filters(view, request)
    if filters is None:
        return None
    model = view.queryset.model
    by_hand = any_by_hand(model)
    number, size = numbering.read(request), numbering.size

    def write(marks: list[Any]) -> QuerySet[Any]:
        given = iter(marks)
        words = MultiValueDict({one.name: one.words_with(given) for one in filters})
        found = view.filterset_class(words, public(model, by_hand=by_hand), request=request).qs
        keys = [key.expression() for key in ordering_keys(request, view)]
        page = found.order_by(*keys)[(number - 1) * size : number * size]
        whole = model._default_manager.filter(pk__in=page.values("pk")).order_by(*keys)
        count = _Count(found.order_by().values("pk"))
        read: QuerySet[Any] = rows.columns(whole).annotate(total=count, any_draft=Exists(drafts()))
        return read

    ordering = tuple(request.query_params.getlist("ordering"))
    form = (
        model.resource, get_language(), by_hand, number, size, ordering,
        *(one.form for one in filters),
    )  # fmt: skip
    found = ask(form, write, [value for one in filters for value in one.slots])
    if not found and number > 1:
        return None
    *_, total, any_draft = found[0] if found else (0, False)
    numbering.number_pages(number, total)
    return rows.show(found, hidden_from(None) if any_draft else Hidden())


class _Count(Subquery):
    """How many rows a query has, as a column beside those of a page of them."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) found)"
    output_field = IntegerField()


def any_by_hand(model: Any) -> bool:
    """Whether any row was typed by hand, of no bulletin. One query, or none."""

    def read() -> bool:
        return bool(model._default_manager.filter(bulletin=None).exists())

    return remembered(f"{model.resource} by hand", read)


def public(model: Any, *, by_hand: bool) -> QuerySet[Any]:
    """The rows that are public, in no order. Where none is typed by ``by_hand`` they are those
    of published bulletins: a database asks for that in a tenth of the time."""
    rows = model._default_manager.order_by()
    found: QuerySet[Any] = rows.public() if by_hand else rows.filter(bulletin__status="published")
    return found
