"""Timelines out of tenures: the words, the dates and the addresses of their acts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from npcrecords.core.dates import Precision
from npcrecords.core.wording import date_text
from people.models import Appointment, Person, Post
from people.queries import Gap, gaps, in_time
from people.tenures import Tenure, last_day

from .timeline import Bar, Blank, End, Known, Lane, Timeline

Acts = Mapping[int, Appointment]
Place = Callable[[Appointment], str]


def acts_of(tenures: Iterable[Tenure]) -> set[int]:
    """The ids of the acts that a picture of these tenures names."""
    return {pk for t in tenures for pk in (t.start_act, t.end_act) if pk is not None}


def act_place(act: Appointment) -> str:
    """Where an act is shown: in its document, else on the person's page; "" where nowhere.
    ``act.document`` is to be one that the reader may see, or none."""
    if act.document is not None:
        return f"{reverse('web:document', args=[act.document.pk])}#act{act.pk}"
    if act.person_id is not None:
        return f"{reverse('web:person', args=[act.person_id])}#act{act.pk}"
    return ""


def on_this_page(act: Appointment) -> str:
    """The row of the act on a page that lists it."""
    return f"#act{act.pk}"


def by_post(tenures: Iterable[Tenure]) -> dict[int, list[Tenure]]:
    """The tenures of each post, in order of time; those of no known post are left out."""
    found: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in sorted(tenures, key=in_time):
        post = getattr(tenure.post, "id", None)
        if post is not None:
            found[post].append(tenure)
    return found


def person_timeline(
    person: Person, tenures: Sequence[Tenure], acts: Acts, today: dt.date
) -> Timeline:
    """A person's posts: one lane a post, in order of the first time each was held."""
    lanes: dict[object, list[Tenure]] = defaultdict(list)
    for tenure in sorted(tenures, key=in_time):
        lanes[tenure.post].append(tenure)
    made = tuple(
        _person_lane([(_bar(one, acts, on_this_page, today), acts[one.id]) for one in held])
        for held in lanes.values()
    )
    said = _("%(name)s的任职：%(posts)s个职务，%(tenures)s段。截至%(day)s。")
    words = {"name": person, "posts": len(made), "tenures": len(tenures)}
    title = _("%(name)s的任职时间线") % {"name": person}
    summary = said % (words | {"day": date_format(today, "DATE_FORMAT")})
    return Timeline("person", title, summary, today, made, names_ends=True)


def _person_lane(held: Sequence[tuple[Bar, Appointment]]) -> Lane:
    first = held[0][1]
    post = first.post
    name = f"{post.organization} {post.title}" if post is not None else first.post_text
    href = reverse("web:post", args=[post.pk]) if post is not None else ""
    return Lane(name, href, tuple(bar for bar, _act in held))


def post_lane(
    post: Post, tenures: Sequence[Tenure], acts: Acts, today: dt.date, *, name: str, newest: int
) -> Lane:
    """A post with its holders, and the blanks between them; of many holders the ``newest``.
    ``tenures`` are all of the post, in order of time."""
    shown = {tenure.id for tenure in tenures[-newest:]}
    by_id = {tenure.id: tenure for tenure in tenures}
    before = {gap.before_tenure: gap for gap in gaps(tenures)}
    items: list[Bar | Blank] = []
    for tenure in tenures:
        if tenure.id in shown:
            if tenure.id in before and items:
                items.append(_blank(before[tenure.id], by_id, acts))
            items.append(_bar(tenure, acts, act_place, today))
    # Who was appointed on a day that nobody tells may hold the post still.
    if None in before and all(one.end_act is not None for one in tenures):
        items.append(_blank(before[None], by_id, acts))
    href = reverse("web:post", args=[post.pk])
    return Lane(name, href, tuple(items), left_out=len(tenures) - len(shown))


def posts_timeline(key: str, title: str, lanes: Sequence[Lane], today: dt.date) -> Timeline:
    """Posts with their holders over time."""
    timeline = Timeline(key, title, "", today, tuple(lanes))
    said = _("%(title)s：%(posts)s个职务，%(tenures)s段任职。截至%(day)s。")
    day = date_format(today, "DATE_FORMAT")
    counts = {"posts": len(lanes), "tenures": len(timeline.bars)}
    return Timeline(key, title, said % {"title": title, "day": day, **counts}, today, tuple(lanes))


def _bar(tenure: Tenure, acts: Acts, place: Place, today: dt.date) -> Bar:
    first = acts[tenure.id]
    person = first.person
    return Bar(
        str(person) if person is not None else first.person_name,
        reverse("web:person", args=[person.pk]) if person is not None else "",
        start_of(tenure, acts, place),
        end_of(tenure, acts, place),
        str(tenure.state(today).label),
        tenure.acting,
    )


def start_of(tenure: Tenure, acts: Acts, place: Place = act_place) -> End:
    """How the start of a tenure is known."""
    if tenure.start_act is None:
        return End(Known.NOT, _("起任时间不详"))
    act = acts[tenure.start_act]
    return _end(act, tenure.start_date, tenure.start_precision, place(act))


def end_of(tenure: Tenure, acts: Acts, place: Place = act_place) -> End:
    """How the end of a tenure is known."""
    if tenure.end_act is None:
        return End(Known.OPEN, _("未见卸任记录"))
    act = acts[tenure.end_act]
    return _end(act, tenure.end_date, tenure.end_precision, place(act))


def _end(act: Appointment, day: dt.date | None, precision: str, href: str) -> End:
    label = act.get_act_display()
    if day is None:
        printed = act.date_text or _("日期不详")
        return End(Known.NOT, f"{printed} {label}", href)
    text = f"{date_text(day, precision, act.date_text)} {label}"
    known = Known.DAY if precision == Precision.DAY else Known.PART
    return End(known, text, href, day, last_day(day, precision))


def _blank(gap: Gap, tenures: Mapping[int, Tenure], acts: Acts) -> Blank:
    before, after = tenures[gap.after_tenure], tenures.get(gap.before_tenure or 0)
    days = {
        "first": _day(gap.start_date, before.end_precision, acts.get(before.end_act or 0)),
        "last": _day(gap.end_date, after.start_precision, acts.get(after.start_act or 0))
        if after is not None
        else "",
    }
    if days["first"] and days["last"]:
        text = _("%(first)s至%(last)s：未见有人任此职") % days
    elif days["first"] and after is None:
        text = _("%(first)s起：未见有人任此职") % days
    elif days["first"]:
        text = _("%(first)s以后一段时间：未见有人任此职") % days
    else:
        text = _("有一段时间未见有人任此职")
    begin = last_day(gap.start_date, before.end_precision) if gap.start_date else None
    return Blank(text, begin, gap.end_date)


def _day(day: dt.date | None, precision: str, act: Appointment | None) -> str:
    return date_text(day, precision, act.date_text if act is not None else "") if day else ""
