"""The pages of organisations and posts: who held what, over time and on a chosen day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from npcrecords.core.written_dates import written_date
from people.models import Organization, Post
from sessions.concerns import OpenPoints

from . import holding
from .citing import cite
from .organ_days import dissolved, dissolved_day, founded_day, with_end
from .pictures import board_svg, timeline_svg
from .pictures.board import Board
from .pictures.seats import board, seat, tenures_on
from .pictures.tenures import Acts, acts_of, post_lane, posts_timeline
from .pictures.timeline import Timeline

PER_PAGE = 100
POINTS_A_PAGE = 20


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """Organisations by name, other name or place."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    page = Paginator(holding.organizations(wanted), PER_PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': wanted})}&" if wanted else ""
    context = {"page": page, "wanted": wanted, "query": query}
    return render(request, "web/organizations.html", context)


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation: its facts, its posts on a day with their holders over time, and the points
    of opinions that it has to act on that day."""
    row = get_object_or_404(holding.organization_rows(), pk=pk)
    if row.merged_into_id is not None:
        return redirect("web:organization", pk=row.merged_into_id, permanent=True)
    on, refused = chosen_day(request.GET.get("on", ""), timezone.localdate())
    with_children = request.GET.get("include_children") == "1"
    depths = holding.below(row) if with_children else {row.pk: 0}
    posts = holding.posts_of(list(depths))
    page = Paginator(posts, holding.POSTS_A_PAGE).get_page(request.GET.get("page"))
    asked = {"on": on.isoformat()} if request.GET.get("on") and not refused else {}
    asked |= {"include_children": "1"} if with_children else {}
    chart, timeline = _pictures(row, list(page), depths, on)
    points = Paginator(OpenPoints(list(depths), on), POINTS_A_PAGE)
    context = {
        "organization": row,
        "founded": founded_day(row),
        "dissolved": dissolved_day(row),
        "on": on,
        "typed": request.GET.get("on", "") if refused else on.isoformat(),
        "refused": refused,
        "with_children": with_children,
        "page": page,
        "query": f"{urlencode(asked)}&" if asked else "",
        "chart": chart,
        "points": points.get_page(request.GET.get("points")),
        "chart_drawn": board_svg.draw(chart),
        "timeline": timeline,
        "drawn": timeline_svg.draw(timeline),
        "cite": cite(request, subject=row.name, query=urlencode(asked)),
    }
    return render(request, "web/organization.html", context)


def _pictures(
    row: Organization, posts: Sequence[Post], depths: Mapping[int, int], on: dt.date
) -> tuple[Board, Timeline]:
    """The chart of the day and the timeline of these posts."""
    tenures = holding.held(posts)
    wanted: set[int] = set()
    for post in posts:
        of_post = tenures.of_post(post)
        wanted |= acts_of([*of_post[-holding.NEWEST :], *tenures_on(of_post, on)])
    acts = holding.acts(wanted)
    offices = [
        (one, depths[one.pk], [seat(post, tenures.of_post(post), acts, on) for post in group])
        for one, group in groupby(posts, key=lambda post: post.organization)
    ]
    today = timezone.localdate()
    lanes = [
        post_lane(
            post,
            tenures.of_post(post),
            acts,
            today,
            name=_lane_name(post, row),
            newest=holding.NEWEST,
        )
        for post in posts
    ]
    title = _("%(name)s的职务和历任") % {"name": row}
    timeline = posts_timeline("posts", title, [lane for lane in lanes if lane.items], today, row)
    return board(row, offices, on, tenures.known_from), timeline


def _lane_name(post: Post, row: Organization) -> str:
    if post.organization_id == row.pk:
        return post.title
    return with_end(f"{post.organization} {post.title}", post.organization)


def chosen_day(typed: str, today: dt.date) -> tuple[dt.date, str]:
    """The day that somebody typed, and no words; or today, and why what was typed is none."""
    typed = typed.strip()
    if not typed:
        return today, ""
    written = written_date(typed[:40])
    if written is None:
        said = _("“%(typed)s”不是日期：请写成 2024-07-31 这样。下面是今天的情况。")
        return today, said % {"typed": typed[:40]}
    if written.precision != "day":
        said = _("“%(typed)s”没有写到日：请写成 2024-07-31 这样。下面是今天的情况。")
        return today, said % {"typed": typed[:40]}
    if written.on > today:
        said = _("%(day)s还没有到。下面是今天的情况。")
        return today, said % {"day": date_format(written.on, "DATE_FORMAT")}
    return written.on, ""


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post: the line of its holders in order of time, with the gaps between them."""
    row = get_object_or_404(Post.objects.public().select_related("organization"), pk=pk)
    tenures = holding.held([row]).of_post(row)
    pages = Paginator(_newest_last(tenures), 1)
    page = pages.get_page(request.GET.get("page") or pages.num_pages)
    shown: Sequence[Any] = page.object_list[0] if page.object_list else []
    acts: Acts = holding.acts(acts_of(shown))
    today = timezone.localdate()
    lane = post_lane(row, shown, acts, today, name=str(row), newest=PER_PAGE)
    timeline = posts_timeline(
        "holders", str(row), [lane] if lane.items else [], today, row.organization
    )
    context = {
        "post": row,
        "dissolved": dissolved(row.organization),
        "lane": lane,
        "page": page,
        "timeline": timeline,
        "drawn": timeline_svg.draw(timeline),
        "cite": cite(request, subject=str(row)),
    }
    return render(request, "web/post.html", context)


def _newest_last(tenures: Sequence[Any]) -> list[Sequence[Any]]:
    """The holders a page at a time, in order of time."""
    return [tenures[start : start + PER_PAGE] for start in range(0, len(tenures), PER_PAGE)]
