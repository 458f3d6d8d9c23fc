"""The chart of a day out of tenures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Organization, Post
from people.tenures import Held, Tenure, last_day
from people.titles import has_one_holder

from ..organ_days import dissolved, founded
from .board import Board, Holder, How, Office, Seat, Taken
from .tenures import Acts, end_of, start_of


def tenures_on(tenures: Sequence[Tenure], on: dt.date) -> list[Tenure]:
    """The tenures of a post that its seat tells of on that day: those that were, or may have
    been, held; where there is none, the last that had ended."""
    held = [tenure for tenure in tenures if tenure.held_on(on) is not Held.NO]
    if held:
        return held
    ended = [one for one in tenures if one.end_date is not None and one.end_date <= on]
    return sorted(ended, key=lambda one: (one.end_date, one.id))[-1:]


def seat(post: Post, tenures: Sequence[Tenure], acts: Acts, on: dt.date) -> Seat:
    """How a post stood on that day. ``acts`` holds those of ``tenures_on`` and of the first
    tenure; ``tenures`` are all of the post, in order of time."""
    href = reverse("web:post", args=[post.pk])
    told = tenures_on(tenures, on)
    held = [one for one in told if one.held_on(on) is not Held.NO]
    organ = post.organization
    if not any(one.held_on(on) is Held.YES for one in held):  # an act says more than a day does
        if organ.dissolved_on and last_day(organ.dissolved_on, organ.dissolved_on_precision) <= on:
            return Seat(post.title, href, Taken.GONE, told=_gone(organ, held))
        if organ.founded_on and on < organ.founded_on:
            return Seat(post.title, href, Taken.BEFORE, told=founded(organ))
    if held:
        holders = tuple(_holder(one, acts, on) for one in held)
        sure = any(one.how is not How.MAYBE for one in holders)
        return Seat(post.title, href, Taken.HELD if sure else Taken.MAYBE, holders)
    if told and has_one_holder(post.title):
        end = end_of(told[0], acts, on)
        words = {"name": _name(told[0], acts), "end": end.text}
        said = _("%(name)s：%(end)s；其后未见有人任此职") % words
        return Seat(post.title, href, Taken.VACANT, told=said, told_href=end.href)
    if told:  # others may hold it too, of whom no act here tells
        return Seat(post.title, href, Taken.UNKNOWN, told=_("没有当天在任的记录"))
    later = [day for one in tenures if (day := one.start_date or one.end_date) is not None]
    said = _("没有任免记录")
    if later:
        said = _("最早的记录在%(day)s") % {"day": date_format(min(later), "DATE_FORMAT")}
    return Seat(post.title, href, Taken.UNKNOWN, told=said)


def _gone(organ: Organization, held: Sequence[Tenure]) -> str:
    """When the organ was abolished, and how many are not known to have left office before."""
    left = sum(one.end_act is None for one in held)
    if not left:
        return dissolved(organ)
    said = _("%(dissolved)s；%(number)s人未见卸任记录")
    return said % {"dissolved": dissolved(organ), "number": left}


def _holder(tenure: Tenure, acts: Acts, on: dt.date) -> Holder:
    person = acts[tenure.id].person
    href = reverse("web:person", args=[person.pk]) if person is not None else ""
    start, end = start_of(tenure, acts), end_of(tenure, acts, on)
    told, how = start, How.ACTING if tenure.acting else How.HELD
    if tenure.held_on(on) is Held.MAYBE:
        how = How.MAYBE
        begun = tenure.start_date is not None and tenure.start_date <= on
        if begun and tenure.end_act is not None:
            told = end
    text = told.text
    if tenure.start_act is None:  # the act that ends it is all that is known
        told = end
        text = _("%(start)s；%(end)s") % {"start": start.text, "end": end.text}
    return Holder(_name(tenure, acts), href, how, text, told.href)


def _name(tenure: Tenure, acts: Acts) -> str:
    act = acts[tenure.id]
    return str(act.person) if act.person is not None else act.person_name


def board(
    organization: Organization,
    offices: Iterable[tuple[Organization, int, Sequence[Seat]]],
    on: dt.date,
    known_from: dt.date | None,
) -> Board:
    """The chart of an organisation: offices with their depth and seats, in their order."""
    made = tuple(
        Office(one.name, reverse("web:organization", args=[one.pk]), depth, tuple(seats))
        for one, depth, seats in offices
    )
    title = _("%(name)s：%(day)s的任职") % {
        "name": organization,
        "day": date_format(on, "DATE_FORMAT"),
    }
    bare = Board("day", title, "", on, made)
    said = _("共%(posts)s个职务：%(held)s个有人在任，%(maybe)s个可能有人在任，%(vacant)s个空缺，")
    counts = _counts(bare.seats)
    summary = said % counts + _("%(unknown)s个不详。") % counts
    if counts["gone"] or counts["before"]:
        absent = {"number": counts["gone"] + counts["before"]}
        summary += _("其中%(number)s个所在机构当天还没有设立或已经撤销。") % absent
    return Board("day", title, summary, on, made, known_from)


def _counts(seats: Sequence[Seat]) -> Mapping[str, int]:
    counts = {str(taken): sum(one.taken is taken for one in seats) for taken in Taken}
    return counts | {"posts": len(seats)}
