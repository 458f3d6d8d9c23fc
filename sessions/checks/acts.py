"""Checks of persons, of what they were appointed to, and of deputies."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from people.models import Appointment, DeputyChange, Person, Post
from people.queries import read_tenures
from people.tenures import ONE_DAY, Held, Tenure, last_day
from people.titles import HEADS, has_one_holder

from .found import INFO, WARNING, Found, about, is_outside


def acts() -> Iterator[Found]:
    """Acts of which the person, the post or the day is not known, or the day cannot be."""
    outside = Q(date__lt=F("session__start_date")) | Q(date__gt=F("session__end_date"))
    rows = Appointment.objects.filter(
        Q(person=None) | Q(post=None) | Q(date=None) | outside
    ).select_related("bulletin", "session")
    for row in rows:
        if row.person_id is None:
            yield about(
                row,
                "unresolved_person",
                WARNING,
                _("任免中的“%(name)s”尚未认定是谁（%(where)s）。请在这条任免上选定人员。"),
                name=row.person_name,
            )
        if row.post_id is None:
            yield about(
                row,
                "unresolved_post",
                WARNING,
                _(
                    "%(name)s的职务“%(post)s”尚未认定是哪个机构的职务（%(where)s）。"
                    "请在这条任免上选定职务。"
                ),
                name=row.person_name,
                post=row.post_text,
            )
        if row.date is None:
            yield about(
                row,
                "undated_act",
                WARNING,
                _("%(name)s的任免没有日期，任期无从推算（%(where)s）。请补上日期。"),
                name=row.person_name,
            )
        elif row.session and is_outside(row.date, row.date_precision, row.session):
            yield about(
                row,
                "date_outside_session",
                WARNING,
                _(
                    "%(name)s的任免日期 %(day)s 不在%(session)s的会期内（%(where)s）。"
                    "请核对日期和会议。"
                ),
                name=row.person_name,
                day=row.date,
                session=row.session.name,
            )


def holders() -> Iterator[Found]:
    """Posts for one person that two are known to have held at once, and removals of one
    while another is known to have held it."""
    heads = Q()
    for head in HEADS:
        heads |= Q(post__title__endswith=head)
    acts = Appointment.objects.filter(heads, person__isnull=False)
    of_post: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in read_tenures(acts):
        of_post[tenure.post.id].append(tenure)  # type: ignore[attr-defined]
    clashes = [
        (code, one, other)
        for tenures in of_post.values()
        for code, one, other in _clashes([t for t in tenures if not t.acting])
    ]
    posts = {
        row.pk: row
        for row in Post.objects.filter(
            pk__in={one.post.id for _code, one, _other in clashes}  # type: ignore[attr-defined]
        ).select_related("organization")
    }
    pairs = {tenure.id for _code, one, other in clashes for tenure in (one, other)}
    rows = Appointment.objects.select_related("bulletin", "person").in_bulk(pairs)
    for code, one, other in clashes:
        post = posts[one.post.id]  # type: ignore[attr-defined]
        if has_one_holder(post.title):
            yield _clash(code, post, rows[one.id], rows[other.id], one)


def _clashes(tenures: list[Tenure]) -> Iterator[tuple[str, Tenure, Tenure]]:
    """The tenure that a finding is about, and the last one before it that it clashes with."""
    known = sorted(
        (t for t in tenures if t.start_date is not None), key=lambda t: (t.start_date, t.id)
    )
    for number, tenure in enumerate(known):
        first = last_day(tenure.start_date or dt.date.max, tenure.start_precision)
        if tenure.held_on(first) is Held.YES:
            yield from _first_clash("two_holders", tenure, reversed(known[:number]), first)
    for tenure in tenures:
        if tenure.start_date is None and tenure.end_date is not None:
            last = tenure.end_date - ONE_DAY
            yield from _first_clash("removal_of_other", tenure, reversed(known), last)


def _first_clash(
    code: str, tenure: Tenure, others: Iterable[Tenure], day: dt.date
) -> Iterator[tuple[str, Tenure, Tenure]]:
    for other in others:
        if other.held_on(day) is Held.YES:
            yield code, tenure, other
            return


def _clash(code: str, post: Post, row: Appointment, other: Appointment, tenure: Tenure) -> Found:
    names = {"name": row.person_name, "other": other.person_name, "post": post}
    if code == "removal_of_other":
        message = _(
            "%(day)s %(name)s被免去“%(post)s”，而据记录当时任此职的是%(other)s（%(where)s）。"
            "请核对是否同名、错字，或漏录任免。"
        )
        return about(row, code, WARNING, message, day=tenure.end_date, **names)
    message = _(
        "“%(post)s”只应有一人，而 %(day)s 起%(name)s任职时，%(other)s尚未免职（%(where)s）。"
        "请核对是否漏录免职。"
    )
    return about(row, code, WARNING, message, day=tenure.start_date, **names)


def deputies() -> Iterator[Found]:
    for row in DeputyChange.objects.filter(person=None).select_related("bulletin"):
        yield about(
            row,
            "unresolved_person",
            WARNING,
            _("代表变动中的“%(name)s”尚未认定是谁（%(where)s）。请在这条代表变动上选定人员。"),
            name=row.person_name,
        )


def homonyms() -> Iterator[Found]:
    """Several persons of one name in one place: homonyms, or one person held twice."""
    unmerged = Person.objects.filter(merged_into=None)
    several = (
        unmerged.order_by()
        .values("name", "jurisdiction")
        .annotate(bearers=Count("pk"))
        .filter(bearers__gt=1)
    )
    names = several.values("name")
    rows = unmerged.filter(name__in=names).order_by("name", "jurisdiction", "pk")
    for same in _grouped(rows):
        if len(same) > 1:
            yield Found(
                code="same_name",
                severity=INFO,
                resource="people",
                record=same[0].pk,
                message=_(
                    "%(place)s有 %(count)d 位“%(name)s”：%(notes)s。"
                    "确是同一人的，请合并；不是的，请写明区别说明。"
                )
                % {
                    "place": same[0].jurisdiction or _("未写行政区域的人员中"),
                    "count": len(same),
                    "name": same[0].name,
                    "notes": _("、").join(row.note or _("无说明") for row in same),
                },
            )


def _grouped(rows: Iterable[Person]) -> Iterator[list[Person]]:
    groups: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for row in rows:
        groups[row.name, row.jurisdiction].append(row)
    yield from groups.values()
