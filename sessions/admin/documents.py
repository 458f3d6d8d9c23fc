"""Documents, and what they are made of."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordInline
from npcrecords.core.admin.by_hand import ByHand, NumberedRows, Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin.forms import NumberedFormSet, RecordForm
from npcrecords.core.admin.links import change_link, list_link
from npcrecords.core.admin_site import Group
from npcrecords.core.wording import place_text
from people.admin.starting import desk_bulletin

from ..citations import with_meant
from ..models import (
    Bulletin,
    Citation,
    Document,
    DocumentAuthor,
    DocumentRelation,
    Footnote,
    Section,
)
from .hub import further
from .rows import INSTRUMENTS, ActInline, SectionInline
from .starting import ADOPTED_KINDS, adoption, start_document, start_section


class AuthorFormSet(NumberedFormSet):
    numbered = {"order": 0}


class AuthorInline(NumberedRows):
    model = DocumentAuthor
    formset = AuthorFormSet
    extra = 1


class RelationInline(RecordInline):
    model = DocumentRelation
    fk_name = "document"


class DocumentForm(RecordForm):
    """Tells the page which kinds of documents a session adopts, and which session did: a date
    that is empty is filled in when such a kind is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bulletin = self.initial.get("bulletin")
        if self.instance.pk is not None or not isinstance(bulletin, Bulletin):
            return
        known = adoption(bulletin)
        if known.get("adopted_on"):
            self.fields["kind"].widget.attrs |= {
                "data-adopted-kinds": " ".join(sorted(ADOPTED_KINDS)),
                "data-adopted-on": known["adopted_on"].isoformat(),
                "data-adopted-by": str(known["adopted_by"].pk),
                "data-adopted-by-name": str(known["adopted_by"]),
            }


@admin.register(Document)
class DocumentAdmin(ByHand):
    form = DocumentForm
    change_form_template = "admin/congress/document_form.html"
    group = Group.DOCUMENTS
    carried = ("bulletin", "kind", "addressee", "agenda_item")
    public_page = "web:document"
    fixed_once_made = ("bulletin",)
    lists = (
        "congress.Section.document",
        "congress.Footnote.document",
        "congress.Citation.document",
        "people.Appointment.document",
        "people.DeputyChange.document",
        "congress.CredentialsReport.document",
        "congress.FollowUp.document",
        "congress.Opinion.document",
        "congress.Opinion.report",
        "congress.DocumentRelation.target",
        "congress.Finding.document",
    )
    counts = {"sections_count": "congress.Section.document"}
    list_display = (
        "sequence",
        "title",
        "kind",
        "authors",
        "adopted_on",
        "pages",
        "sections",
        "issue",
    )
    list_display_links = ("title",)
    list_filter = ("kind", "bulletin__status", ("bulletin", RecentFilter))
    search_fields = ("title", "author_set__name", "author_set__text")
    search_help_text = _("标题或作者")
    date_hierarchy = "adopted_on"
    list_select_related = ("bulletin__issuer",)
    fieldsets = (
        (None, {"fields": ("title", "kind", ("bulletin", "sequence"), "addressee")}),
        (
            _("日期"),
            {
                "fields": (
                    ("dated_on", "dated_on_precision", "dated_on_text"),
                    "adopted_by",
                    ("adopted_on", "adopted_on_precision", "adopted_on_text"),
                ),
            },
        ),
        (_("议程"), {"fields": ("agenda_item",)}),
        (_("公报中的位置"), {"fields": (("page_start", "page_end"), ("line_start", "line_end"))}),
        (_("摘要"), {"fields": ("abstract",)}),
    )
    inlines = (AuthorInline, RelationInline, ActInline, SectionInline)

    def starting(self, request: HttpRequest, given: Values) -> Values:
        if "bulletin" not in given:
            given = {**given, "bulletin": desk_bulletin()}
        return start_document(given)

    def begins_with(self, request: HttpRequest, inline: Any) -> bool:
        """A new document has rows for acts where it is of a kind that makes them."""
        return inline is not ActInline or request.GET.get("kind") in INSTRUMENTS

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {"further": further(obj)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return super().get_queryset(request).prefetch_related("author_set")

    @admin.display(description=_("公报"), ordering="bulletin")
    def issue(self, row: Document) -> str:
        return row.bulletin.label or str(row.bulletin)

    @admin.display(description=_("作者"))
    def authors(self, row: Document) -> str:
        return "；".join(str(author) or author.name for author in row.author_set.all())

    @admin.display(description=_("页码"), ordering="page_start")
    def pages(self, row: Document) -> str:
        if row.page_end in (None, row.page_start):
            return str(row.page_start or "")
        return f"{row.page_start}–{row.page_end}"

    @admin.display(description=_("段落"), ordering="sections_count")
    def sections(self, row: Any) -> SafeString:
        return list_link("congress.Section.document", row, str(row.sections_count))

    def choice_label(self, row: Document) -> str:
        page = f" 第{row.page_start}页" if row.page_start else ""
        return f"{row.title}（{row.bulletin.label}{page}）"


class InDocument(ByHand):
    """Rows that stand in a document at a page and lines of their own."""

    fixed_once_made = ("document",)

    @admin.display(description=_("出处"), ordering="line_start")
    def place(self, row: Any) -> SafeString | str:
        text = place_text(row.page, row.line_start, row.line_end)
        return change_link(row.document, text or row.document.title)


@admin.register(Section)
class SectionAdmin(InDocument):
    group = Group.DOCUMENTS
    carried = ("document",)
    lists = ("congress.Section.parent", "congress.Footnote.section", "congress.Response.section")
    list_display = ("order", "name", "level", "document", "place")
    list_display_links = ("name",)
    list_filter = ("level", "document__kind", ("document__bulletin", RecentFilter))
    search_fields = ("heading", "document__title")
    search_help_text = _("小标题或文件标题")
    list_select_related = ("document__bulletin",)
    readonly_fields = ("place",)
    fieldsets = (
        (
            None,
            {"fields": ("document", "parent", ("level", "order"), ("marker", "heading"), "text")},
        ),
        (_("公报中的位置"), {"fields": ("place", "page", ("line_start", "line_end"))}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).defer("text")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_section(given)

    @admin.display(description=_("小标题"), ordering="heading")
    def name(self, row: Section) -> str:
        return f"{row.marker}{row.heading}" or gettext("（无标题）")

    def choice_label(self, row: Section) -> str:
        return f"{self.name(row)} · {row.document.title}"


@admin.register(Footnote)
class FootnoteAdmin(InDocument):
    group = Group.DOCUMENTS
    carried = ("document", "section", "page")
    list_display = ("marker", "beginning", "document", "place")
    list_display_links = ("marker", "beginning")
    list_filter = (("document__bulletin", RecentFilter),)
    search_fields = ("text", "document__title")
    search_help_text = _("注文或文件标题")
    list_select_related = ("document__bulletin",)
    readonly_fields = ("place",)
    fieldsets = (
        (None, {"fields": ("document", "section", "marker", "text")}),
        (_("公报中的位置"), {"fields": ("place", "page", ("line_start", "line_end"))}),
    )

    @admin.display(description=_("注文"))
    def beginning(self, row: Footnote) -> str:
        return (row.text or "")[:60]


class HeldFilter(admin.SimpleListFilter):
    """Whether a held document is meant, by what was said or by the words."""

    title = _("所引文件")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("1", _("已收录")), ("0", _("未收录"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"0", "1"}:
            return queryset
        return queryset.filter(meant_id__isnull=self.value() == "0")


@admin.register(Citation)
class CitationAdmin(ByHand):
    group = Group.DOCUMENTS
    carried = ("document", "bulletin", "source_document")
    fixed_once_made = ("document",)
    list_display = ("__str__", "number", "count", "document", "held", "place")
    list_filter = (("bulletin", RecentFilter), HeldFilter)
    search_fields = ("title", "number", "document__title")
    search_help_text = _("所引标题、文号或文件标题")
    list_select_related = ("document__bulletin", "bulletin", "source_document")
    readonly_fields = ("meant",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "document",
                    ("title", "number"),
                    "count",
                    "meant",
                    "cited_document",
                    "not_held",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_meant(super().get_queryset(request), drafts=True)

    @admin.display(description=_("所引文件已收录"), boolean=True)
    def held(self, row: Any) -> bool:
        return row.meant_id is not None

    @admin.display(description=_("现在指向"))
    def meant(self, row: Any) -> SafeString | str:
        """The document that the citation leads to now."""
        if (pk := getattr(row, "meant_id", None)) is None:
            return "—"
        return change_link(Document.objects.get(pk=pk))
