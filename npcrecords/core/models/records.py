"""What the tables of both apps stand on: records, parts of records, places in a bulletin."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dates import check_dates


class Record(models.Model):
    """Base of every table that the API shows: knows when it was last changed.

    ``resource`` is the API's name of the list (``appointments``); "" where it has none.
    ``public_by`` names the links that decide whether everybody may see a row; with
    ``known_by_mention`` it is the records that name a row which decide. ``derived`` are the
    columns that follow from others: the history does not tell of them. ``by_verb`` are those
    that a verb of its own sets (publish, merge): to bring back an earlier version of the
    record leaves them.
    """

    resource: ClassVar[str] = ""
    public_by: ClassVar[tuple[str, ...]] = ()
    known_by_mention: ClassVar[bool] = False
    derived: ClassVar[tuple[str, ...]] = ("modified",)
    by_verb: ClassVar[tuple[str, ...]] = ()

    modified = models.DateTimeField(
        _("修改时间"),
        default=timezone.now,
        editable=False,
        db_index=True,
        help_text=_("最近一次修改的时刻，供增量同步使用。"),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "modified"}
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill in what follows from the other columns, before the row is written."""
        self.modified = timezone.now()

    def clean(self) -> None:
        """What no constraint of one row can say, for the admin and the API alike."""
        super().clean()
        check_dates(self)


def leads_back(row: models.Model, link: str) -> bool:
    """Whether ``link``, followed from row to row, comes back to ``row``."""
    if row.pk is None:
        return False
    seen: set[Any] = set()
    above = getattr(row, link)
    while above is not None and above.pk not in seen:
        if above.pk == row.pk:
            return True
        seen.add(above.pk)
        above = getattr(above, link)
    return False


class Part(models.Model):
    """Base of the tables whose rows are shown as part of another record.

    ``part_of`` names the foreign key to that record: when a part changes, it changed.
    """

    part_of: ClassVar[str] = ""

    class Meta:
        abstract = True


class SourcedQuerySet(models.QuerySet["Any"]):
    """Rows that come out of bulletins."""

    def public(self) -> Self:
        """Those that everybody may see: of a published bulletin; typed by hand, those of
        which all that ``public_by`` names is public."""
        by_hand: Any = Q(bulletin=None)
        for name in self.model.public_by:
            if name == "bulletin":
                continue
            field: Any = self.model._meta.get_field(name)
            # Row by row: a set of all public rows looks so dear to a planner that it no longer
            # tells a good way to the others from a bad one.
            named = field.related_model._default_manager.order_by().public()
            by_hand &= Q(**{name: None}) | Exists(named.filter(pk=OuterRef(f"{name}_id")))
        return self.filter(Q(bulletin__status="published") | by_hand)


class Sourced(Record):
    """A row taken from a bulletin, with its place there; or typed by hand, without one.

    ``key`` is the natural key that the record file gives it: with it, publishing a bulletin
    again finds the row again, and its id stays.

    A row that is typed by hand and names a document belongs to the document's bulletin.
    """

    public_by: ClassVar[tuple[str, ...]] = ("bulletin",)

    bulletin = models.ForeignKey(
        "congress.Bulletin",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("公报"),
        help_text=_("这条记录出自哪一期公报；手工录入的可以为空。"),
    )
    key = models.CharField(
        _("记录键"),
        max_length=500,
        blank=True,
        editable=False,
        help_text=_("在公报记录文件中的自然键。"),
    )
    source_document = models.ForeignKey(
        "congress.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("出处文件"),
        help_text=_("记载这一事实的文件。"),
    )
    source_page = models.PositiveIntegerField(
        _("出处页码"), null=True, blank=True, help_text=_("公报上印的页码。")
    )
    source_line_start = models.PositiveIntegerField(
        _("起始行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起。")
    )
    source_line_end = models.PositiveIntegerField(
        _("终止行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起，含本行。")
    )

    objects = SourcedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "key"],
                condition=~Q(key=""),
                name="%(app_label)s_%(class)s_key_once",
                violation_error_message=_("同一期公报里已有这条记录。"),
            ),
            models.CheckConstraint(
                condition=Q(source_line_end__gte=F("source_line_start")),
                name="%(app_label)s_%(class)s_lines",
                violation_error_message=_("终止行不能早于起始行。"),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.take_bulletin() and (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "bulletin"}
        super().save(*args, **kwargs)

    def take_bulletin(self) -> bool:
        """Put it in the bulletin of the document that it names, where it is in none."""
        if self.bulletin_id is not None:
            return False
        document = getattr(self, "document", None) or self.source_document
        if document is None:
            return False
        self.bulletin_id = document.bulletin_id
        return True

    def clean(self) -> None:
        """Raises ValidationError where the bulletin is not that of the document."""
        super().clean()
        self.take_bulletin()
        document = getattr(self, "document", None)
        if document is not None and document.bulletin_id != self.bulletin_id:
            raise ValidationError(
                {
                    "bulletin": ValidationError(
                        _("公报不是文件所在的公报：请改正其中一个，或者不写公报。"),
                        code="other_bulletin",
                    )
                }
            )
        if any(number != self.bulletin_id for number in self._source_bulletins()):
            raise ValidationError(
                _("出处文件不在出处的公报里：请写同一期公报的文件。"),
                code="other_bulletin",
                params={"about": "source_document"},
            )

    def _source_bulletins(self) -> list[int]:
        """The bulletin of the source document; none where there is no such document."""
        field: Any = self._meta.get_field("source_document")
        if self.source_document_id is None:
            return []
        if field.is_cached(self):
            return [self.source_document.bulletin_id]  # type: ignore[union-attr]
        known = field.related_model._default_manager.filter(pk=self.source_document_id)
        return list(known.values_list("bulletin", flat=True))
