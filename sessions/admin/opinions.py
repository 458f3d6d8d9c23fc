"""Review opinions, and what became of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter, ResolvedFilter
from npcrecords.core.admin_site import Group

from ..choices import OpinionState
from ..models import FollowUp, Opinion, OpinionPoint, Response
from ..queries import with_state
from .answer_rows import AnswerInline
from .opinion_rows import PointInline
from .opinion_screen import beside_opinion, one_click, screen_of
from .rows import ResponseInline
from .starting import start_follow_up, start_opinion, start_point
from .vote_rows import VoteInline


class StateFilter(admin.SimpleListFilter):
    title = _("办理状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return OpinionState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


def page_at(answer: Response) -> str:
    """The page of the opinion, at an answer."""
    page = reverse("admin:congress_opinion_change", args=[answer.follow_up.opinion_id])
    return f"{page}#response-{answer.pk}"


@admin.register(Opinion)
class OpinionAdmin(ByHand):
    """An opinion with all that is known of it, on one page."""

    change_form_template = "admin/congress/opinion_form.html"
    group = Group.OPINIONS
    carried = (
        "considered_at",
        "adopted_by",
        "adopted_on",
        "adopted_on_precision",
        "adopted_on_text",
        "addressee",
        "addressee_organization",
        "due_on",
        "due_rule",
    )
    public_page = "web:opinion"
    lists = (
        "congress.OpinionPoint.opinion",
        "congress.FollowUp.opinion",
        "congress.SatisfactionVote.opinion",
    )
    counts = {
        "points_held": "congress.OpinionPoint.opinion",
        "follow_ups_count": "congress.FollowUp.opinion",
    }
    list_display = (
        "title",
        "letter_number",
        "addressee",
        "adopted_on",
        "due_on",
        "state",
        "points_held",
        "follow_ups_count",
    )
    list_filter = (StateFilter, ("considered_at", RecentFilter), ("document", ResolvedFilter))
    search_fields = ("title", "letter_number", "report_title", "addressee")
    search_help_text = _("标题、函号、报告或交办对象")
    date_hierarchy = "adopted_on"
    list_select_related = ("document__bulletin",)
    fieldsets = (
        (None, {"fields": ("title", "document", "letter_number")}),
        (_("所审议的报告"), {"fields": ("report_title", "report", "considered_at")}),
        (
            _("通过"),
            {
                "fields": ("adopted_by", ("adopted_on", "adopted_on_precision", "adopted_on_text")),
            },
        ),
        (
            _("交办"),
            {
                "fields": (
                    ("addressee", "addressee_organization"),
                    ("due_on", "due_rule"),
                    "closed_on",
                    ("withdrawn_on", "withdrawn_reason"),
                ),
            },
        ),
        (_("方面和条"), {"fields": (("aspects_count", "points_count"),)}),
    )
    inlines = (PointInline, VoteInline)

    class Media:
        css = {"all": ("congress/opinion.css",)}
        js = ("congress/opinion.js",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Opinion]:
        return with_state(super().get_queryset(request), timezone.localdate(), drafts=True)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The answers come first: those that are open are what there is to do."""
        inlines = super().get_inlines(request, obj)
        return inlines if obj is None or obj.pk is None else [AnswerInline, *inlines]

    def begins_with(self, request: HttpRequest, inline: Any) -> bool:
        return inline is PointInline

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        if request.method == "POST" and object_id:
            opinion = self.get_object(request, unquote(object_id))
            if opinion is not None:
                request.POST = one_click(request.POST, opinion)  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return beside_opinion(obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        context["screen"] = screen_of(formsets)
        return super().render_change_form(request, context, *args, **kwargs)

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_opinion(given)

    @admin.display(description=_("办理状态"))
    def state(self, row: Any) -> str:
        return str(OpinionState(row.state).label)

    @admin.display(description=_("条目"), ordering="points_held")
    def points_held(self, row: Any) -> int:
        return int(row.points_held)

    @admin.display(description=_("办理与督办"), ordering="follow_ups_count")
    def follow_ups_count(self, row: Any) -> int:
        return int(row.follow_ups_count)


@admin.register(OpinionPoint)
class OpinionPointAdmin(ByHand):
    group = Group.OPINIONS
    carried = ("opinion", "parent", "kind", "bulletin", "source_document")
    lists = (
        "congress.OpinionPoint.parent",
        "congress.Response.point",
        "congress.SatisfactionVote.point",
        "congress.OpinionPoint.repeat_of",
    )
    counts = {"responses_count": "congress.Response.point"}
    list_display = (
        "__str__",
        "kind",
        "opinion",
        "claim",
        "verified",
        "satisfaction",
        "responses",
        "place",
    )
    list_filter = ("kind", "claim", "verified", "satisfaction", ("bulletin", RecentFilter))
    search_fields = ("title", "opinion__title", "opinion__letter_number")
    search_help_text = _("标题、审议意见或函号")
    list_select_related = ("opinion", "bulletin", "source_document")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "opinion",
                    "parent",
                    ("kind", "number", "marker", "order"),
                    "title",
                    "text",
                ),
            },
        ),
        (
            _("办理单位自报"),
            {"fields": (("claim", "claim_on"), "claim_by", ("claim_document", "claim_page"))},
        ),
        (
            _("常委会核实"),
            {
                "fields": (
                    ("verified", "verified_on"),
                    "verified_by",
                    ("verified_document", "verified_page"),
                    "satisfaction",
                )
            },
        ),
        (_("重复提出"), {"fields": ("repeat_of",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[OpinionPoint]:
        return super().get_queryset(request).defer("text")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_point(given)

    @admin.display(description=_("答复"), ordering="responses_count")
    def responses(self, row: Any) -> int:
        return int(row.responses_count)

    def choice_label(self, row: OpinionPoint) -> str:
        return f"{row} · {row.opinion.title}"


@admin.register(FollowUp)
class FollowUpAdmin(ByHand):
    group = Group.OPINIONS
    carried = (
        "kind",
        "author_name",
        "author_organization",
        "replied_on",
        "replied_on_precision",
        "replied_on_text",
        "bulletin",
    )
    lists = ("congress.Response.follow_up",)
    counts = {"responses_count": "congress.Response.follow_up"}
    list_display = (
        "opinion",
        "kind",
        "author_name",
        "replied_on",
        "letter_number",
        "responses",
        "place",
    )
    list_filter = ("kind", ("bulletin", RecentFilter))
    search_fields = ("opinion__title", "letter_number", "author_name", "document__title")
    search_help_text = _("审议意见、函号、作者或报告标题")
    list_select_related = ("opinion", "bulletin", "source_document")
    fieldsets = (
        (None, {"fields": ("opinion", "kind", "document", "letter_number")}),
        (_("作者"), {"fields": (("author_name", "author_organization"),)}),
        (_("答复日期"), {"fields": (("replied_on", "replied_on_precision", "replied_on_text"),)}),
        (_("段落"), {"fields": ("evaluation", "recommendations")}),
    )
    inlines = (ResponseInline,)

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_follow_up(given)

    @admin.display(description=_("答复段落"), ordering="responses_count")
    def responses(self, row: Any) -> int:
        return int(row.responses_count)


@admin.register(Response)
class ResponseAdmin(ByHand):
    group = Group.OPINIONS
    carried = ("follow_up", "match", "bulletin", "source_document")
    list_display = ("heading", "point", "match", "follow_up", "place")
    list_filter = ("match", ("bulletin", RecentFilter), ("point", ResolvedFilter))
    search_fields = ("heading", "follow_up__opinion__title")
    search_help_text = _("段落标题或审议意见")
    list_select_related = ("point__opinion", "follow_up__opinion", "bulletin", "source_document")
    fieldsets = ((None, {"fields": ("follow_up", "heading", "section", "point", "match")}),)
    readonly_fields = ("on_opinion",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        sets = super().get_fieldsets(request, obj)
        return sets if obj is None else [(None, {"fields": ("on_opinion",)}), *sets]

    @admin.display(description=_("审议意见"))
    def on_opinion(self, row: Response) -> SafeString:
        """A link to the page of the opinion, at the point that it answers."""
        opinion = row.follow_up.opinion
        return format_html('<a href="{}">{}</a>', page_at(row), opinion.title)

    def get_urls(self) -> list[Any]:
        def view(function: Any) -> Any:
            return self.admin_site.admin_view(function)

        return [
            path("<int:pk>/settle/", view(self.settle_view), name="congress_response_settle"),
            path(
                "settle/<int:document>/<int:line>/",
                view(self.settle_at_view),
                name="congress_response_settle_at",
            ),
            *super().get_urls(),
        ]

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """On to the page of the opinion, where the answer is settled."""
        rows = Response.objects.select_related("follow_up")
        return HttpResponseRedirect(page_at(get_object_or_404(rows, pk=pk)))

    def settle_at_view(self, request: HttpRequest, document: int, line: int) -> HttpResponse:
        """The same, for the answer that begins on this line of the document; where there is
        none, on to the document."""
        rows = Response.objects.filter(source_document=document, source_line_start=line)
        row = rows.select_related("follow_up").order_by("pk").first()
        if row is not None:
            return HttpResponseRedirect(page_at(row))
        return HttpResponseRedirect(reverse("admin:congress_document_change", args=[document]))
