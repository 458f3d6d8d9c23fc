"""The page that shows what publishing will change, and publishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from npcrecords.core.admin.telling import Told, told
from npcrecords.core.models import Change, Effect

from ...importer import record as rec
from ...importer.publishing.by_hand import Kept
from ...importer.publishing.outcome import Outcome
from ...importer.publishing.policies import PublishedPolicy
from ...review.publication import (
    NotPublishedError,
    Outlook,
    obstacles,
    outlook,
    publish_job,
    wants_reason,
)
from .pages import Page, needs_record

SHOWN = 30  # changes of one kind on the page; the rest is counted
EFFECTS = (Effect.UPDATED, Effect.REMOVED, Effect.INSERTED)


@dataclass(frozen=True)
class Changed:
    """What will happen to the rows of one kind: how many, and the first of them."""

    label: str
    effect: Effect
    count: int
    shown: tuple[Told, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


@dataclass(frozen=True)
class KeptRow:
    """A row in which what people mended by hand stays, in words."""

    name: str
    told: Told | None
    key: str


@dataclass(frozen=True)
class Seen:
    """An outlook in words."""

    outlook: Outlook
    changed: tuple[Changed, ...]
    kept: tuple[KeptRow, ...]
    counts: dict[str, dict[str, int]]


@needs_record
def show(page: Page) -> HttpResponseBase:
    """What publishing will change; or publish."""
    if page.request.method == "POST":
        return _publish(page)
    return _shown(page)


def _shown(page: Page) -> HttpResponseBase:
    take_over = _taken_over(page)
    in_the_way = obstacles(page.job, page.record, page.request.user)
    seen: Seen | None = None
    try:
        seen = _seen(page, take_over)
    except rec.RecordError as error:
        in_the_way.append(str(error))
    return page.show(
        "publish",
        _("发布"),
        obstacles=in_the_way,
        warnings=wants_reason(page.job, page.record),
        seen=seen,
        take_over=take_over,
        reason=page.request.POST.get("reason", ""),
    )


def _taken_over(page: Page) -> frozenset[str]:
    parameters = page.request.POST if page.request.method == "POST" else page.request.GET
    return frozenset(parameters.getlist("take_over"))


def _seen(page: Page, take_over: frozenset[str]) -> Seen:
    """The outlook in words: they are found while the rows are as they would be."""

    def words(published: Outcome) -> tuple[tuple[Changed, ...], tuple[KeptRow, ...]]:
        return tuple(_by_kind(published.changes)), tuple(_kept(published.kept))

    found = outlook(page.job, take_over=take_over, words=words)
    changed, kept = found.words
    return Seen(found, changed, kept, _counted(found.published))


def _by_kind(changes: Iterable[Change]) -> list[Changed]:
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.effect, change.table].append(change)
    order = {effect.value: number for number, effect in enumerate(EFFECTS)}
    found = []
    for (effect, table), rows in sorted(
        groups.items(), key=lambda item: (order[item[0][0]], item[0][1])
    ):
        label = str(apps.get_model(table)._meta.verbose_name)
        shown = tuple(told(rows[:SHOWN], preview=True))
        found.append(Changed(label, Effect(effect), len(rows), shown))
    return found


def _kept(rows: Iterable[Kept]) -> list[KeptRow]:
    found = []
    for row in rows:
        change = Change(
            table=row.table,
            record_id=row.record_id,
            effect=Effect.UPDATED,
            values={name: list(pair) for name, pair in row.values.items()},
        )
        words = next(iter(told([change], preview=True)), None) if row.values else None
        found.append(KeptRow(row.name, words, row.key))
    return found


def _counted(published: Outcome) -> dict[str, dict[str, int]]:
    """The counts by the names that staff know the kinds of records by."""
    labels = {
        getattr(model, "resource", ""): str(model._meta.verbose_name)
        for model in apps.get_models()
        if getattr(model, "resource", "")
    }
    return {labels.get(name, name): counts for name, counts in published.counts.items()}


def _publish(page: Page) -> HttpResponseBase:
    if not page.may_publish:
        page.tell(_("您没有发布的权限：请编辑或管理员来发布。"), messages.ERROR)
        return page.go("publish")
    posted: Any = page.request.POST
    try:
        published = publish_job(
            job=page.job,
            by=page.request.user,
            reason=posted.get("reason", ""),
            seen=posted.get("seen", ""),
            take_over=_taken_over(page),
        )
    except (NotPublishedError, rec.RecordError) as error:
        page.tell(_("没有发布：%(error)s") % {"error": error}, messages.ERROR)
        return _shown(page)
    counts = {
        name: published.total(name) for name in ("inserted", "updated", "unchanged", "removed")
    }
    message = _(
        "已发布《%(what)s》：新增 %(inserted)d，修改 %(updated)d，"
        "未变 %(unchanged)d，删除 %(removed)d。"
    )
    if isinstance(published, PublishedPolicy):
        what: Any = published.policy
    else:
        what = published.bulletin
    page.tell(message % {"what": what, **counts})
    return page.go("change")
