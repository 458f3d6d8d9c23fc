"""Acts that two bulletins tell: a decision published again, or corrected.

The fold of the tenures takes both as one (``people.tenures``); a clerk should know that there
are two records, and may keep the other one as a further source of the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from npcrecords.core.wording import place_text
from people.choices import Act
from people.models import Appointment

from .found import INFO, Found, about


def told_twice(bulletin: int | None = None) -> Iterator[Found]:
    """Acts on the same person, post, effect and day as an act of an earlier bulletin."""
    acts = Appointment.objects.filter(
        person__isnull=False, post__isnull=False, date__isnull=False, bulletin__isnull=False
    ).order_by()
    several = (
        acts.values("person", "post", "date")
        .annotate(bulletins=Count("bulletin", distinct=True))
        .filter(bulletins__gt=1)
    )
    keys = {(one["person"], one["post"], one["date"]) for one in several}
    rows = acts.filter(
        person__in={key[0] for key in keys},
        post__in={key[1] for key in keys},
        date__in={key[2] for key in keys},
    ).select_related("bulletin", "source_document")
    same: dict[Any, list[Appointment]] = defaultdict(list)
    for row in rows.order_by("bulletin_id", "id"):
        if (row.person_id, row.post_id, row.date) in keys:
            same[row.person_id, row.post_id, row.date, Act(row.act).effect].append(row)
    for first, *others in same.values():
        for row in others:
            if row.bulletin_id == first.bulletin_id or bulletin not in {None, row.bulletin_id}:
                continue
            yield about(
                row,
                "told_twice",
                INFO,
                _(
                    "%(name)s的这项任免，%(other)s已经登过（%(place)s），这里又登了一次（%(where)s）。"
                    "请核对是不是同一件事：是，就在先登的那条里把这里列为其他出处，再删去这条。"
                ),
                facts={"name": row.person_name, "other": first.pk},
                name=row.person_name,
                other=first.bulletin,
                place=place_text(first.source_page, first.source_line_start, first.source_line_end),
            )
