"""Queries that the ORM writes once, and that are asked again and again with other values.

To write a query costs the ORM several times what the database needs to answer it. So a hot
read gives a ``key`` for the shape of its query, a function that writes it, and its values; the
function is called for a new key only, with marks in the place of the values, and what it wrote
is kept as SQL with the places of the marks. PostgreSQL keeps its plan of it, too.
"""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from psycopg import RawCursor
from psycopg.sql import Literal

MOST = 500  # shapes: whoever asks for ever new ones makes room by dropping all
AT_ONCE = 32  # ids
FIRST_MARK = 800_000_000_000_000_000  # no id comes near
FIRST_DAY = dt.date(9000, 1, 1)  # nor any date of an act


class Prepared(RawCursor[Any]):
    """A cursor whose statements the server plans once for each connection."""

    def execute(self, query: Any, params: Any = None, **_kwargs: Any) -> Any:
        return super().execute(query, params, prepare=True)


_kept: dict[tuple[str, Hashable], Kept] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """A query as SQL (for PostgreSQL in bytes, as it is sent). ``parameters`` stand as they are,
    but where ``places`` has the number of the value that goes there. ``compiler`` turns columns
    of the database into Python's."""

    sql: Any
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    compiler: Any
    converters: dict[int, Any]

    def ask(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        parameters = list(self.parameters)
        for place, number in self.places:
            parameters[place] = _prepared(values[number])
        rows = _fetch(self.sql, parameters)
        if self.converters:
            return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]
        return rows


def ask(
    key: Hashable, write: Callable[[list[Any]], QuerySet[Any]], values: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """The rows of a query of plain columns (``values_list``), for these ``values``: whole
    numbers and days.

    ``write`` gives the query for the marks that stand for the values, in their order; two
    queries with one ``key`` may differ in the values alone.
    """
    return _kept_for(key, write, values).ask(values)


def ask_objects(
    key: Hashable, write: Callable[[list[Any]], QuerySet[Any]], values: Sequence[Any]
) -> list[Any]:
    """The same for a query of whole records, with those that it ``select_related``."""
    kept = _kept_for(key, write, values)
    compiler = kept.compiler
    klass_info = compiler.klass_info
    fields = klass_info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[first:end]]
    # Checked with a later Django's types, which takes one argument more.
    populators = get_related_populators(  # type: ignore[call-arg]
        klass_info, compiler.select, connection.alias
    )
    found = []
    for row in kept.ask(values):
        one = klass_info["model"].from_db(connection.alias, names, row[first:end])
        for populator in populators:
            populator.populate(row, one)
        found.append(one)
    return found


def ask_for(
    key: Hashable, write: Callable[[list[Any]], QuerySet[Any]], ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    """The rows of these ids, of which there may be any number: ``write`` gives the query for
    some. The last id is repeated until there are a multiple of ``AT_ONCE``, so that few forms
    serve all numbers."""
    if not ids:
        return []
    padded = [*ids, *[ids[-1]] * (-len(ids) % AT_ONCE)]
    return ask((key, len(padded)), write, padded)


def _kept_for(
    key: Hashable, write: Callable[[list[Any]], QuerySet[Any]], values: Sequence[Any]
) -> Kept:
    """The kept query of this form; written where it is not kept yet."""
    place = connection.vendor, key
    kept = _kept.get(place)
    if kept is None:
        kept = _keep(write, values)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[place] = kept
    return kept


def _keep(write: Callable[[list[Any]], QuerySet[Any]], values: Sequence[Any]) -> Kept:
    marks = [_mark(value, number) for number, value in enumerate(values)]
    compiler = write(marks).query.get_compiler(connection=connection)
    text, parameters = compiler.as_sql()
    sql: Any = text
    numbers = {_prepared(mark): number for number, mark in enumerate(marks)}
    unused = numbers.keys() - set(parameters)
    if unused:
        raise ValueError(f"a kept query does not use its values {sorted(unused)}")
    if connection.vendor == "postgresql":
        sql, parameters = _numbered(text, parameters, numbers).encode(), list(numbers)
    places = tuple(
        (place, numbers[parameter])
        for place, parameter in enumerate(parameters)
        if parameter in numbers
    )
    columns = [column for column, _, _ in compiler.select]
    return Kept(sql, tuple(parameters), places, compiler, compiler.get_converters(columns))


def _numbered(sql: str, parameters: Sequence[Any], numbers: Mapping[Any, int]) -> str:
    """The SQL for a ``Prepared`` cursor: each value by its number (``$1``), and what is the
    same each time written out, since a plan that is kept can count on nothing else."""
    pieces = [piece.replace("%%", "%") for piece in sql.split("%s")]
    if len(pieces) != len(parameters) + 1:
        raise ValueError(f"the parameters of a kept query cannot be told from its text: {sql}")
    text = pieces[0]
    for parameter, piece in zip(parameters, pieces[1:], strict=True):
        if parameter in numbers:
            text += f"${numbers[parameter] + 1}{piece}"
        else:
            text += Literal(parameter).as_string(connection.connection) + piece
    return text


def _mark(value: Any, number: int) -> Any:
    if isinstance(value, dt.date):
        return FIRST_DAY + dt.timedelta(days=number)
    return FIRST_MARK + number


def _prepared(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value


def _fetch(sql: Any, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement; on PostgreSQL one that the server prepares.

    Django's own cursors count and log; where nobody asks them to, they cost as much as the
    question does.
    """
    rows: list[tuple[Any, ...]]
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        return rows
    db = connections[DEFAULT_DB_ALIAS]  # what ``connection`` looks up for each attribute
    db.ensure_connection()
    wrapped: Any = Prepared(db.connection)
    if db.queries_logged or db.execute_wrappers:
        wrapped = (db.make_debug_cursor if db.queries_logged else db.make_cursor)(wrapped)
    db.validate_no_broken_transaction()
    with db.wrap_database_errors, wrapped as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return rows


def row_of(columns: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """What makes a row with attributes out of the values of these columns. Those of a joined
    table are named after the link: ``post__title`` is ``post_of_title``."""
    make_type: Any = namedtuple  # noqa: PYI024 (no checker of types can know the columns)
    shape = make_type("Row", [column.replace("__", "_of_") for column in columns])
    make: Callable[[Sequence[Any]], Any] = shape._make  # noqa: SLF001 (so it is called)
    return make
