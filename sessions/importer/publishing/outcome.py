"""What publishing a record file does around the writing of its rows, whatever it is the record of:
one action and one transaction, sentences for what cannot be written, the text kept, what became
of it told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError
from django.db.models import QuerySet

from npcrecords.core import history
from npcrecords.core.generation import bring_back, raise_generation
from npcrecords.core.models import Change
from people.models import Organization, Person, Post

from ...models import Finding, ImportJob, Session
from .. import record as rec
from .by_hand import ByHand, Kept
from .resolve import Resolver
from .table import Changes


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What publishing did: the counts by API list, the changes row by row, where what people
    had mended by hand stayed, and the names that could not be resolved."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()
    findings: tuple[rec.Finding, ...] = ()

    def total(self, what: str) -> int:
        """How many records were ``inserted``, ``updated``, ``unchanged`` or ``removed``."""
        return sum(count[what] for count in self.counts.values())


@contextmanager
def sentences(problem: str) -> Iterator[None]:
    """What makes a record impossible to write, as RecordError with a sentence: a ``problem``
    that is known before, or what the database says inside."""
    if problem:
        raise rec.RecordError(problem)
    try:
        yield
    except (DataError, IntegrityError, OverflowError, UnicodeError) as error:
        words = str(error).strip().splitlines()[0]
        raise rec.RecordError(
            f"记录中有数据库不能保存的内容（{words}），什么也没有写入：请检查记录文件后再试。"
        ) from error


def not_written(error: DatabaseError) -> str:
    """A sentence for a database that does not take what is written: it does not answer, is
    busy, or has no tables yet."""
    words = (str(error).strip() or type(error).__name__).splitlines()[0]
    return (
        f"数据库没有写入（{words}）：请检查数据库是否已启动、是否已运行 manage.py migrate，"
        "稍后再试。"
    )


def told(
    changes: dict[str, Changes],
    recorder: history.Recorder,
    by_hand: ByHand,
    names: Resolver,
) -> dict[str, Any]:
    """The fields of the outcome, when all rows are written. Whoever came into the public's sight
    again by it is brought back; the version of all public answers is raised where one changed."""
    for named in (Person, Post, Organization, Session):
        bring_back(named, changes[named.resource].unchanged if named.resource in changes else ())
    if any(changes.values()):
        raise_generation()
    return {
        "counts": {name: change.counts() for name, change in changes.items()},
        "changes": tuple(c for c in recorder.changes if c.table != Finding._meta.label_lower),
        "kept": tuple(by_hand.kept),
        "findings": tuple(names.findings),
    }


def put_findings(
    held: QuerySet[Finding], owner: dict[str, Any], wanted: list[dict[str, Any]]
) -> None:
    """Bring the findings of a bulletin or policy, its ``owner``, to those of the record: they are
    replaced whole, since they have no key."""
    rows = list(held.order_by("pk"))
    same = [{name: getattr(row, name) for name in wanted[0]} for row in rows] if wanted else []
    if len(rows) == len(wanted) and same == wanted:
        return
    if rows:
        with history.changing(Finding, [row.pk for row in rows]):
            held.delete()
    made = Finding.objects.bulk_create([Finding(**owner, **item) for item in wanted])
    history.record(history.made(made))


def keep_import(
    record: rec.Record | rec.PolicyRecord, file: rec.File, owner: dict[str, Any], text: str
) -> None:
    """Keep what was read and the text it was read from, once for each file and reading.
    ``owner`` says of which bulletin or policy, and so of which kind it is."""
    if not text:
        return
    parsed = record.model_dump(mode="json", exclude_defaults=True)
    jobs = ImportJob.objects.filter(**owner, sha256=file.sha256)
    last = jobs.order_by("-pk").first()
    if last is None or last.parsed != parsed:
        ImportJob.objects.create(
            **owner, sha256=file.sha256, file_name=file.name, text=text, parsed=parsed
        )
