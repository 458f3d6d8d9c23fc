"""JSON that the database builds, as expressions of the ORM: what a row of a list that many ask
for looks like, without a value of it coming to Python. Both engines build the same values.

``JSONObject`` of Django's own gives keys in another order on PostgreSQL (``jsonb``), and on SQLite
numbers for yes and no.
"""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import NullIf

from .fields import labels


class JsonText(TextField):  # type: ignore[type-arg]
    """The text of a JSON value; SQLite has to be told so where it goes into another."""


class Array(Func):
    """A JSON array of these expressions."""

    function = "JSON_BUILD_ARRAY"
    sqlite_function = "JSON_ARRAY"
    output_field = JsonText()

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        told = self.copy()
        told.set_source_expressions([_as_json(part) for part in self.get_source_expressions()])
        return told.as_sql(compiler, connection, function=self.sqlite_function)


class Object(Array):
    """A JSON object with these members, in their order: names of columns, or expressions."""

    function = "JSON_BUILD_OBJECT"
    sqlite_function = "JSON_OBJECT"

    def __init__(self, **members: Any) -> None:
        pairs: list[Any] = []
        for name, value in members.items():
            pairs += [Value(name), F(value) if isinstance(value, str) else value]
        super().__init__(*pairs)


def _as_json(part: Any) -> Any:
    is_json = isinstance(part._output_field_or_none, JsonText)  # noqa: SLF001 (of Django's)
    return Func(part, function="JSON", output_field=JsonText()) if is_json else part


class Instant(Func):
    """An instant as it is shown (``npcrecords.rest.fields.instant``)."""

    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = """REPLACE(TO_CHAR(%(expressions)s AT TIME ZONE 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')"""
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        template = "REPLACE(%(expressions)s, ' ', 'T') || 'Z'"
        return self.as_sql(compiler, connection, template=template)


class Flag(Func):
    """Yes or no."""

    template = "%(expressions)s"
    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        template = "JSON(CASE WHEN %(expressions)s THEN 'true' ELSE 'false' END)"
        return self.as_sql(compiler, connection, template=template)


def text(column: str) -> NullIf:
    """A text; null where it is empty."""
    return NullIf(F(column), Value(""))


def label(column: str, choices: Any, language: str | None) -> Case:
    """The label of a code in this language, which has to be the request's."""
    known = labels(choices, language).items()
    return Case(
        *[When(**{column: code}, then=Value(words)) for code, words in known],
        output_field=CharField(),
    )


def ref(link: str, name: Any, printed: str = "") -> Case:
    """A record by its id and name; where it is not resolved, by its name as printed."""
    cases = [When(**{f"{link}__isnull": False}, then=Object(id=f"{link}_id", name=name))]
    if printed:
        unresolved = Object(id=Value(None), name=printed)
        cases.append(When(~Q(**{printed: ""}), then=unresolved))
    return Case(*cases)


def name_of(model: Any, link: str) -> Subquery:
    """The name of a record that is rarely linked: asked for where it is, and not joined."""
    return Subquery(model.objects.order_by().filter(pk=OuterRef(link)).values("name"))


def source(**more: Any) -> Case:
    """The place of a record in its bulletin, and ``more``; null where it was typed by hand."""
    place = Object(
        bulletin="bulletin_id",
        document="source_document_id",
        page="source_page",
        line_start="source_line_start",
        line_end="source_line_end",
        **more,
    )
    return Case(When(bulletin__isnull=False, then=place))
