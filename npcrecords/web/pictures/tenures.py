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
from people.models import Appointment, Organization, Person, Post
from people.queries import Gap, gaps, in_time
from people.tenures import Tenure, last_day
from people.titles import has_one_holder

from ..organ_days import dissolved, founded, with_end
from .timeline import Bar, Blank, End, Known, Lane, Mark, Timeline

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
    name = first.post_text
    if post is not None:
        name = with_end(f"{post.organization} {post.title}", post.organization)
    href = reverse("web:post", args=[post.pk]) if post is not None else ""
    return Lane(name, href, tuple(bar for bar, _act in held))


def post_lane(
    post: Post, tenures: Sequence[Tenure], acts: Acts, today: dt.date, *, name: str, newest: int
) -> Lane:
    """A post with its holders, and the blanks between them; of many holders the ``newest``.
    ``tenures`` are all of the post, in order of time.

    Before a holder of unknown start there is no blank: nobody tells whether one was; nor in a
    post that several hold: of the others no act here may tell."""
    shown = {tenure.id for tenure in tenures[-newest:]}
    by_id = {tenure.id: tenure for tenure in tenures}
    one_holder = has_one_holder(post.title)
    before = {gap.before_tenure: gap for gap in gaps(tenures)} if one_holder else {}
    items: list[Bar | Blank] = []
    for tenure in tenures:
        if tenure.id in shown:
            if tenure.id in before and items and tenure.start_date is not None:
                items.append(_blank(before[tenure.id], by_id, acts))
            items.append(_bar(tenure, acts, act_place, today))
    # Who was appointed on a day that nobody tells may hold the post still.
    if None in before and all(one.end_act is not None for one in tenures):
        items.extend(_last_blank(before[None], post.organization, by_id, acts, today))
    href = reverse("web:post", args=[post.pk])
    return Lane(name, href, tuple(items), left_out=len(tenures) - len(shown))


def posts_timeline(
    key: str, title: str, lanes: Sequence[Lane], today: dt.date, organ: Organization
) -> Timeline:
    """Posts with their holders over time, and when their organ was founded and abolished."""
    timeline = Timeline(key, title, "", today, tuple(lanes))
    marks = tuple(
        Mark(words, day)
        for words, day in (
            (founded(organ), organ.founded_on),
            (dissolved(organ), organ.dissolved_on),
        )
        if day is not None
    )
    said = _("%(title)s：%(posts)s个职务，%(tenures)s段任职。截至%(day)s。")
    day = date_format(today, "DATE_FORMAT")
    counts = {"posts": len(lanes), "tenures": len(timeline.bars)}
    summary = said % {"title": title, "day": day, **counts}
    return Timeline(key, title, summary, today, tuple(lanes), marks=marks)


def _bar(tenure: Tenure, acts: Acts, place: Place, today: dt.date) -> Bar:
    first = acts[tenure.id]
    person = first.person
    return Bar(
        str(person) if person is not None else first.person_name,
        reverse("web:person", args=[person.pk]) if person is not None else "",
        start_of(tenure, acts, place),
        end_of(tenure, acts, today, place),
        str(tenure.state(today).label),
        tenure.acting,
    )


def start_of(tenure: Tenure, acts: Acts, place: Place = act_place) -> End:
    """How the start of a tenure is known."""
    if tenure.start_act is None:
        return End(Known.NOT, _("起任时间不详"))
    act = acts[tenure.start_act]
    return _end(act, tenure.start_date, tenure.start_precision, place(act))


def end_of(tenure: Tenure, acts: Acts, today: dt.date, place: Place = act_place) -> End:
    """How the end of a tenure is known. An organ abolished by ``today`` ends it, nobody tells
    how."""
    if tenure.end_act is None:
        gone = tenure.dissolved_on
        if gone is None or gone > today:
            return End(Known.OPEN, _("未见卸任记录"))
        text = _("机构撤销，未见卸任记录")
        if tenure.start_date is not None and tenure.start_date > gone:
            return End(Known.LAPSED, text)
        return End(Known.LAPSED, text, "", gone, gone)
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


def _last_blank(
    gap: Gap, organ: Organization, tenures: Mapping[int, Tenure], acts: Acts, today: dt.date
) -> list[Blank]:
    """The blank after the last holder: until today, or until the organ was abolished."""
    blank, gone = _blank(gap, tenures, acts), organ.dissolved_on
    if gone is None or gone > today:
        return [blank]
    if blank.first is None or blank.first >= gone:
        return []
    said = _("%(blank)s，至机构撤销（%(dissolved)s）")
    text = said % {"blank": blank.text, "dissolved": dissolved(organ)}
    return [Blank(text, blank.first, gone)]


def _blank(gap: Gap, tenures: Mapping[int, Tenure], acts: Acts) -> Blank:
    """The days between two holders; the later one's start is known, or there is none."""
    before, after = tenures[gap.after_tenure], tenures.get(gap.before_tenure or 0)
    first = _day(gap.start_date, before.end_precision, acts.get(before.end_act or 0))
    begin = last_day(gap.start_date, before.end_precision) if gap.start_date else None
    if after is None:
        said = _("%(first)s起：未见有人任此职") if first else _("卸任以后：未见有人任此职")
        return Blank(said % {"first": first}, begin, None)
    last = _day(gap.end_date, after.start_precision, acts.get(after.start_act or 0))
    said = (
        _("%(first)s至%(last)s：未见有人任此职")
        if first
        else _("前任卸任的日期不详：到%(last)s为止可能有空缺")
    )
    return Blank(said % {"first": first, "last": last}, begin, gap.end_date)


def _day(day: dt.date | None, precision: str, act: Appointment | None) -> str:
    return date_text(day, precision, act.date_text if act is not None else "") if day else ""
