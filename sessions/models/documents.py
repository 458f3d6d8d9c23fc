"""Documents of a bulletin: their authors, relations, outline, footnotes and citations."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from npcrecords.core import history
from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Part, Record, Sourced, leads_back

from ..choices import DocumentKind, RelationKind
from ..titles import same_number, same_title, says_too_little
from .agenda import AgendaItem
from .bulletins import Bulletin
from .meetings import Session


class DocumentQuerySet(models.QuerySet["Document"]):
    def public(self) -> Self:
        """Documents of published bulletins."""
        return self.filter(bulletin__status="published")


class OfDocumentQuerySet(models.QuerySet[Any]):
    """Rows of a document."""

    def public(self) -> Self:
        """Those of documents of published bulletins."""
        return self.filter(document__bulletin__status="published")


class Document(Record):
    """One document printed in a bulletin.

    ``title_key`` is by what a citation finds it (``titles.same_title``); empty where the title
    says too little to lead to it.
    """

    resource = "documents"
    public_by = ("bulletin",)
    derived = ("modified", "title_key")

    bulletin = models.ForeignKey(
        Bulletin,
        models.CASCADE,
        related_name="documents",
        verbose_name=_("公报"),
        help_text=_("登在哪一期公报。"),
    )
    key = models.CharField(
        _("记录键"),
        max_length=500,
        blank=True,
        editable=False,
        help_text=_("在公报记录文件中的自然键。"),
    )
    sequence = models.PositiveIntegerField(_("次序"), help_text=_("在公报中是第几个文件。"))
    kind = models.CharField(
        _("种类"), max_length=30, choices=DocumentKind, db_index=True, help_text=_("文件的种类。")
    )
    title = models.CharField(_("标题"), max_length=500, help_text=_("文件的完整标题。"))
    title_key = models.CharField(
        _("标题键"),
        max_length=500,
        blank=True,
        editable=False,
        help_text=_("不带空格和标点的标题，供引用查找。"),
    )
    addressee = models.CharField(
        _("主送"), max_length=200, blank=True, help_text=_("文件写给谁，原文。")
    )
    dated_on = models.DateField(
        _("落款日期"), null=True, blank=True, help_text=_("文件落款的日期。")
    )
    dated_on_precision = precision_field()
    dated_on_text = text_field()
    adopted_by = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adopted_documents",
        verbose_name=_("通过的会议"),
        help_text=_("哪次会议通过的。"),
    )
    adopted_on = models.DateField(
        _("通过日期"), null=True, blank=True, db_index=True, help_text=_("通过的日期。")
    )
    adopted_on_precision = precision_field()
    adopted_on_text = text_field()
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("议程"),
        help_text=_("属于哪一项议程。"),
    )
    page_start = models.PositiveIntegerField(
        _("起始页"), null=True, blank=True, help_text=_("印的页码。")
    )
    page_end = models.PositiveIntegerField(
        _("终止页"), null=True, blank=True, help_text=_("印的页码。")
    )
    line_start = models.PositiveIntegerField(
        _("起始行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起。")
    )
    line_end = models.PositiveIntegerField(
        _("终止行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起，含本行。")
    )
    abstract = models.TextField(_("摘要"), blank=True, help_text=_("编者写的内容提要，不是原文。"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("文件")
        ordering = ["bulletin_id", "sequence", "id"]
        indexes = [
            models.Index(fields=["bulletin", "sequence"], name="congress_document_order"),
            models.Index(fields=["title_key"], name="congress_document_title_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "key"],
                condition=~Q(key=""),
                name="congress_document_key_once",
                violation_error_message=_("同一期公报里已有这个文件。"),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="congress_document_titled",
                violation_error_message=_("文件要有标题。"),
            ),
            models.CheckConstraint(
                condition=Q(page_end__gte=F("page_start")),
                name="congress_document_pages",
                violation_error_message=_("终止页不能早于起始页。"),
            ),
            models.CheckConstraint(
                condition=Q(line_end__gte=F("line_start")),
                name="congress_document_lines",
                violation_error_message=_("终止行不能早于起始行。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        super().derive()
        self.title_key = "" if says_too_little(self.title) else same_title(self.title)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """A document that comes to stand in another bulletin takes along what it tells."""
        before = None
        if self.pk is not None:
            held = Document.objects.filter(pk=self.pk)
            before = held.values_list("bulletin_id", flat=True).first()
        super().save(*args, **kwargs)
        if before not in (None, self.bulletin_id):
            self._take_along(before)

    def _take_along(self, before: int | None) -> None:
        """The rows of the bulletin that it stood in which name it. Their keys are those of
        that bulletin's record file: they go."""
        now = timezone.now()
        for model in apps.get_models():
            if not issubclass(model, Sourced):
                continue
            told = Q(source_document=self)
            if any(field.name == "document" for field in model._meta.fields):
                told |= Q(document=self)
            rows = model._default_manager.filter(told, bulletin=before)
            with history.changing(model, list(rows.values_list("pk", flat=True))):
                rows.update(bulletin=self.bulletin_id, key="", modified=now)


class DocumentAuthor(Part):
    """An organisation and/or a person who made a document, with the role as printed."""

    part_of = "document"

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="author_set", verbose_name=_("文件")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    organization = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("机构"),
        help_text=_("尚未认定时为空。"),
    )
    person = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="authorships",
        verbose_name=_("人员"),
        help_text=_("尚未认定时为空。"),
    )
    name = models.CharField(_("姓名（原文）"), max_length=100, blank=True)
    role = models.CharField(_("职务（原文）"), max_length=200, blank=True)
    text = models.CharField(_("署名（原文）"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("作者")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class DocumentRelation(Part):
    """How one document stands to another."""

    part_of = "document"

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="relation_set", verbose_name=_("文件")
    )
    kind = models.CharField(_("关系"), max_length=20, choices=RelationKind)
    target = models.ForeignKey(
        Document, models.CASCADE, related_name="related_set", verbose_name=_("对象文件")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("文件关系")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "target"],
                name="congress_relation_once",
                violation_error_message=_("这个关系已经录入。"),
            ),
            models.CheckConstraint(
                condition=~Q(document=F("target")),
                name="congress_relation_other",
                violation_error_message=_("文件不能与自己有关系。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{RelationKind(self.kind).label} {self.target}"


def other_document(what: Any) -> ValidationError:
    """The error of a section that is in another document than it should be."""
    return ValidationError(
        _("%(what)s不在这个文件里：请选这个文件的段落。"),
        code="other_document",
        params={"what": what},
    )


class Section(Record):
    """A node of a document's outline, with its own text."""

    resource = "sections"
    public_by = ("document",)

    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="sections",
        verbose_name=_("文件"),
        help_text=_("属于哪个文件。"),
    )
    key = models.CharField(_("记录键"), max_length=500, blank=True, editable=False)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级段落"),
        help_text=_("属于哪一段之下。"),
    )
    order = models.PositiveIntegerField(_("次序"), help_text=_("在文件中的阅读次序，从 0 起。"))
    level = models.PositiveIntegerField(
        _("层次"), default=0, help_text=_("0 为无标题的段落，1 为“一、”，2 为“（一）”，依此类推。")
    )
    marker = models.CharField(_("序号"), max_length=20, blank=True, help_text=_("原文的序号。"))
    heading = models.CharField(
        _("小标题"), max_length=500, blank=True, help_text=_("原文的小标题。")
    )
    text = models.TextField(
        _("正文"), null=True, blank=True, help_text=_("段落用换行分开；未录入原文的为空。")
    )
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True, help_text=_("印的页码。"))
    line_start = models.PositiveIntegerField(
        _("起始行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起。")
    )
    line_end = models.PositiveIntegerField(
        _("终止行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起，含本行。")
    )

    objects = OfDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("段落")
        ordering = ["document_id", "order", "id"]
        indexes = [models.Index(fields=["document", "order"], name="congress_section_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "key"],
                condition=~Q(key=""),
                name="congress_section_key_once",
                violation_error_message=_("这个文件已有这一段。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marker}{self.heading}" or str(self.order)

    def clean(self) -> None:
        """A section stands under one of the same document, and not under itself."""
        super().clean()
        if self.parent is not None and self.parent.document_id != self.document_id:
            raise ValidationError({"parent": other_document(_("上级段落"))})
        if leads_back(self, "parent"):
            message = _("这一段是本段，或在本段之下：不能作本段的上级。")
            raise ValidationError({"parent": ValidationError(message, code="loop")})


class Footnote(Record):
    """A footnote, taken out of the flow of the text."""

    resource = "footnotes"
    public_by = ("document",)

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="footnotes", verbose_name=_("文件")
    )
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="footnotes",
        verbose_name=_("所注段落"),
    )
    key = models.CharField(_("记录键"), max_length=500, blank=True, editable=False)
    marker = models.CharField(_("注号"), max_length=20)
    text = models.TextField(_("注文"), null=True, blank=True)
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True)
    line_start = models.PositiveIntegerField(_("起始行"), null=True, blank=True)
    line_end = models.PositiveIntegerField(_("终止行"), null=True, blank=True)

    objects = OfDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("脚注")
        ordering = ["document_id", "line_start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "key"],
                condition=~Q(key=""),
                name="congress_footnote_key_once",
                violation_error_message=_("这个文件已有这条脚注。"),
            ),
        ]

    def __str__(self) -> str:
        return self.marker

    def clean(self) -> None:
        """A footnote belongs to a section of its document."""
        super().clean()
        if self.section is not None and self.section.document_id != self.document_id:
            raise ValidationError({"section": other_document(_("段落"))})


class Citation(Sourced):
    """A 《title》 or a document number that a document cites.

    Which held document is meant follows from the words (``sessions.citations``), unless it is
    said: ``cited_document`` holds what the record of the bulletin or the staff say, ``not_held``
    that the staff found it to be none. ``title_key`` and ``number_key`` are the words without
    what does not tell two of them apart (``titles``).
    """

    resource = "citations"
    public_by = ("document",)
    derived = ("modified", "title_key", "number_key")

    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="citations",
        verbose_name=_("文件"),
        help_text=_("引用者。"),
    )
    title = models.CharField(
        _("所引标题"), max_length=500, blank=True, db_index=True, help_text=_("书名号里的标题。")
    )
    number = models.CharField(
        _("文号"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("如“甬人大常办函〔2023〕30号”。"),
    )
    count = models.PositiveIntegerField(_("次数"), default=1, help_text=_("在文件中引用的次数。"))
    cited_document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name=_("所引文件"),
        help_text=_("已收录的文件；为空时按标题和文号自动认定。"),
    )
    not_held = models.BooleanField(
        _("确认未收录"),
        default=False,
        help_text=_("人工确认所引的不是任何已收录的文件，不再自动认定。"),
    )
    title_key = models.CharField(
        _("标题键"),
        max_length=500,
        blank=True,
        editable=False,
        help_text=_("不带空格和标点的标题，供查找。"),
    )
    number_key = models.CharField(
        _("文号键"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("统一了括号、不带空格的文号，供查找。"),
    )

    objects = OfDocumentQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("引用")
        ordering = ["document_id", "id"]
        indexes = [
            models.Index(fields=["title_key"], name="congress_citation_title_key"),
            models.Index(fields=["number_key"], name="congress_citation_number_key"),
        ]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title="", number=""),
                name="congress_citation_what",
                violation_error_message=_("引用要有标题或文号。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number

    def derive(self) -> None:
        super().derive()
        self.title_key = same_title(self.title)
        self.number_key = same_number(self.number)[:200]

    def clean(self) -> None:
        """What is held is a document; what is none is not held."""
        super().clean()
        if self.not_held and self.cited_document_id is not None:
            message = _("既选了所引文件，又确认未收录：请清空所引文件，或取消“确认未收录”。")
            raise ValidationError({"not_held": ValidationError(message, code="held")})
