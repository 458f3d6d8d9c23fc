"""The votes on an opinion, on its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import NumberedRows
from npcrecords.core.admin.forms import RecordFormSet

from ..models import Opinion, OpinionPoint, SatisfactionVote
from .opinion_rows import Optional, PointChoice, UnchangedRowForm, points_of


class VoteRowForm(UnchangedRowForm):
    point = PointChoice(nothing=_("（整件）"), label=_("测评哪一条"))


class VoteFormSet(Optional, RecordFormSet):
    points: tuple[OpinionPoint, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        super().__init__(self.or_nothing(data, prefix), files, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["point"].offer(self.points)


class VoteInline(NumberedRows):
    model = SatisfactionVote
    form = VoteRowForm
    formset = VoteFormSet
    fields = (
        "voted_on",
        "session",
        "point",
        "satisfied",
        "basically",
        "not_satisfied",
        "abstained",
        "absent",
    )
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.points = tuple(points_of(request, obj)) if isinstance(obj, Opinion) else ()
        return formset

    def links_needed(self) -> list[str]:
        return ["bulletin", "source_document", "session__body"]
