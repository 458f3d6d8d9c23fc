"""Checks of organs that are no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from people.models import Appointment
from people.queries import read_tenures

from .found import WARNING, Found, about


def abolished(bulletin: int | None = None) -> Iterator[Found]:
    """Tenures that no act ends in an organ that was abolished (the rule: ``people.tenures``)."""
    acts = Appointment.objects.filter(
        post__organization__dissolved_on__isnull=False, person__isnull=False
    )
    ids = [tenure.id for tenure in read_tenures(acts) if tenure.end_act is None]
    rows = Appointment.objects.filter(pk__in=ids)
    if bulletin is not None:
        rows = rows.filter(bulletin=bulletin)
    for row in rows.select_related("bulletin", "post__organization").order_by("pk"):
        assert row.post is not None
        yield about(
            row,
            "organ_abolished",
            WARNING,
            _(
                "%(name)s任“%(post)s”，机构已于 %(day)s 撤销，没有免职或终止的记录（%(where)s）。"
                "请补录他何时卸任。"
            ),
            name=row.person_name,
            post=row.post,
            day=row.post.organization.dissolved_on,
        )
