"""Checks of appointment acts, of the posts that they fill, and of deputies."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import F, Q
from django.utils.translation import gettext as _

from people.models import Appointment, DeputyChange, Post
from people.queries import read_tenures
from people.tenures import ONE_DAY, Held, Tenure, last_day
from people.titles import HEADS, has_one_holder

from .found import INFO, WARNING, Found, about, is_outside, session_facts
from .scope import of_bulletin

_UNEXPLAINED = Q(explained_by=None) & ~Q(explained_by_name="")


def acts(bulletin: int | None = None) -> Iterator[Found]:
    """Acts of which the person, the post or the day is not known, or the day cannot be."""
    outside = Q(date__lt=F("session__start_date")) | Q(date__gt=F("session__end_date"))
    wanted = Q(person=None) | Q(post=None) | Q(date=None) | outside | _UNEXPLAINED
    rows = of_bulletin(Appointment.objects.filter(wanted), bulletin)
    for row in rows.select_related("bulletin", "session", "document"):
        yield from _unresolved(row)
        if row.date is None:
            yield about(
                row,
                "undated_act",
                WARNING,
                _("%(name)s的任免没有日期，任期无从推算（%(where)s）。请补上日期。"),
                name=row.person_name,
            )
        elif (
            row.session
            and is_outside(row.date, row.date_precision, row.session)
            and not _is_told_of_its_document(row)
        ):
            yield about(
                row,
                "date_outside_session",
                WARNING,
                _(
                    "%(name)s的任免日期 %(day)s 不在%(session)s的会期内（%(where)s）。"
                    "请核对日期和会议。"
                ),
                facts={"name": row.person_name, **session_facts(row.date, row.session)},
                name=row.person_name,
                day=row.date,
                session=row.session.name,
            )


def _unresolved(row: Appointment) -> Iterator[Found]:
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
    if row.explained_by_id is None and row.explained_by_name:
        yield about(
            row,
            "unresolved_person",
            INFO,
            _(
                "%(name)s的任免由“%(who)s”作说明，尚未认定是谁（%(where)s）。"
                "请在这条任免上选定说明人。"
            ),
            name=row.person_name,
            who=row.explained_by_name,
        )


def _is_told_of_its_document(row: Appointment) -> bool:
    """Whether the instrument's own day is the same, and told already (``documents``)."""
    document = row.document
    return document is not None and (document.adopted_on, document.adopted_by_id) == (
        row.date,
        row.session_id,
    )


def holders(bulletin: int | None = None) -> Iterator[Found]:
    """Posts for one person that two are known to have held at once, and removals of one
    while another is known to have held it."""
    heads = Q()
    for head in HEADS:
        heads |= Q(post__title__endswith=head)
    # No deputy head is the only one; the other titles are told apart one by one below.
    acts = Appointment.objects.filter(heads, person__isnull=False).exclude(
        post__title__contains="副"
    )
    if bulletin is not None:
        posts_in = Appointment.objects.order_by().filter(bulletin=bulletin, post__isnull=False)
        acts = acts.filter(post__in=posts_in.values("post"))
    of_post: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in read_tenures(acts):
        of_post[tenure.post.id].append(tenure)  # type: ignore[attr-defined]
    clashes = [
        (code, one, other)
        for tenures in of_post.values()
        for code, one, other in _clashes([t for t in tenures if not t.acting])
    ]
    posts = Post.objects.select_related("organization").in_bulk(
        {one.post.id for _code, one, _other in clashes}  # type: ignore[attr-defined]
    )
    pairs = {tenure.id for _code, one, other in clashes for tenure in (one, other)}
    rows = Appointment.objects.select_related("bulletin", "person").in_bulk(pairs)
    for code, one, other in clashes:
        post = posts[one.post.id]  # type: ignore[attr-defined]
        row = rows[one.id]
        if has_one_holder(post.title) and bulletin in {None, row.bulletin_id}:
            yield _clash(code, post, row, rows[other.id], one)


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
    removal = code == "removal_of_other"
    day = tenure.end_date if removal else tenure.start_date
    facts = {
        "post": post.pk,
        "named": str(post),
        "name": row.person_name,
        "other": other.pk,
        "other_name": other.person_name,
        "day": day,
    }
    if removal:
        message = _(
            "%(day)s %(name)s被免去“%(post)s”，而据记录当时任此职的是%(other)s（%(where)s）。"
            "请核对是否同名、错字，或漏录任免。"
        )
    else:
        message = _(
            "“%(post)s”只应有一人，而 %(day)s 起%(name)s任职时，%(other)s尚未免职（%(where)s）。"
            "请核对是否漏录免职。"
        )
    return about(
        row,
        code,
        WARNING,
        message,
        facts=facts,
        name=row.person_name,
        other=other.person_name,
        post=post,
        day=day,
    )


def deputies(bulletin: int | None = None) -> Iterator[Found]:
    """Deputy changes of which it is not known whose they are."""
    rows = of_bulletin(DeputyChange.objects.filter(person=None), bulletin)
    for row in rows.select_related("bulletin"):
        yield about(
            row,
            "unresolved_person",
            WARNING,
            _("代表变动中的“%(name)s”尚未认定是谁（%(where)s）。请在这条代表变动上选定人员。"),
            name=row.person_name,
        )
