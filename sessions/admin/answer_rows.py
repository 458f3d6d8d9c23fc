"""The sections of the reports on an opinion, on its page: which point each of them answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.forms import BaseModelFormSet, modelformset_factory
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import NumberedRows
from npcrecords.core.admin.forms import RecordForm

from ..choices import Match
from ..models import OpinionPoint, Response
from .opinion_rows import Optional, PointChoice, points_of

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelFormSet = BaseModelFormSet[Response, Any]
else:
    _ModelFormSet = BaseModelFormSet

SHOWN = 160  # letters of a section that stand beside the point it answers


class AnswerForm(RecordForm):
    """Which point a section answers. Who chooses one settles it by hand."""

    point = PointChoice(nothing=_("（未认定）"), label=_("答复哪一条"))

    def full_clean(self) -> None:
        """What nobody touched is not checked: there may be a hundred."""
        if self.is_bound and not self.has_changed():
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()

    def clean(self) -> Any:
        cleaned = super().clean()
        if "point" in self.changed_data:
            self.instance.match = Match.BY_HAND if cleaned.get("point") else ""
        return cleaned


class AnswerFormSet(Optional, _ModelFormSet):
    """The sections that answer an opinion, of all reports on it. They hang on the opinion by
    their report."""

    fk = SimpleNamespace(name="follow_up__opinion")
    points: tuple[OpinionPoint, ...] = ()

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Any = None,
        save_as_new: bool = False,
        prefix: str | None = None,
        queryset: Any = None,
        **kwargs: Any,
    ) -> None:
        self.instance = instance
        prefix = prefix or self.get_default_prefix()
        rows = Response.objects.all() if queryset is None else queryset
        rows = rows.filter(follow_up__opinion=instance.pk if instance is not None else None)
        data = self.or_nothing(data, prefix)
        super().__init__(data, files, prefix=prefix, queryset=rows, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "answers"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["point"].offer(self.points)


class AnswerInline(NumberedRows):
    """The sections of all reports on the opinion: those whose point is known stand beside it,
    the others wait to be settled. None is added or deleted here."""

    model = Response
    template = "admin/congress/opinion_answers.html"
    fields = ("point",)
    verbose_name_plural = _("答复段落")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = modelformset_factory(
            Response,
            form=AnswerForm,
            formset=AnswerFormSet,
            fields=("point",),
            extra=0,
            can_delete=False,
        )
        formset.points = tuple(points_of(request, obj))
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each with what it begins with (``said``), and where that stands."""
        rows = Response.objects.select_related(
            "follow_up__author_organization",
            "bulletin",
            "source_document",
            "section__document__bulletin",
        )
        found: Any = rows.annotate(said=Substr("section__text", 1, SHOWN + 1))
        order = ("follow_up__kind", "follow_up_id", "section__order", "pk")
        ordered: QuerySet[Any] = found.defer("section__text").order_by(*order)
        return ordered

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
