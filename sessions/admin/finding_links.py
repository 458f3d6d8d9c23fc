"""Where a finding leads: to the page of its record, and to its place in the bulletin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from npcrecords.core.models import Record
from npcrecords.core.wording import place_text

from ..checks import DOUBTFUL, Found, check_records
from ..choices import Status
from ..models import Bulletin, Document, Finding, Section

UNSETTLED = "response_without_point"  # settled on the page of the opinion


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the words that lead there."""

    url: str
    text: str


@cache
def tables() -> Mapping[str, type[Record]]:
    """The tables by the API's names of their lists."""
    return {
        model.resource: model
        for model in apps.get_models()
        if issubclass(model, Record) and model.resource and admin.site.is_registered(model)
    }


def findings_url(**wanted: object) -> str:
    """The address of the page of findings, narrowed to what is wanted."""
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    url = reverse("admin:congress_finding_changelist")
    return f"{url}?{query}" if query else url


def open_findings_link(bulletin: Bulletin) -> SafeString:
    """How many findings of the bulletin are open, with a link to them. A fixed number of
    queries."""
    number = sum(found.set_aside is None for found in check_records(bulletin=bulletin.pk))
    label = _("待核问题 %(count)d") % {"count": number}
    return format_html('<a href="{}">{}</a>', findings_url(bulletin=bulletin.pk), label)


def record_link(found: Found) -> Link | None:
    """The admin page of the record that a finding is about."""
    if found.code == DOUBTFUL and found.document is not None and found.line is not None:
        at = [found.document, found.line]
        return Link(reverse("admin:congress_response_settle_at", args=at), _("归入条目"))
    model = tables().get(found.resource)
    if model is None or model is Finding:
        return None
    opts = model._meta
    if found.code == UNSETTLED:
        return Link(reverse("admin:congress_response_settle", args=[found.record]), _("归入条目"))
    return Link(
        reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[found.record]),
        _("打开%(what)s") % {"what": opts.verbose_name},
    )


class Places:
    """The places of some findings: two queries, whatever their number."""

    def __init__(self, findings: Iterable[Found]) -> None:
        wanted = {found.document for found in findings if found.document is not None}
        self._documents: dict[int, Any] = Document.objects.select_related("bulletin").in_bulk(
            sorted(wanted)
        )
        self._sections: dict[int, list[tuple[int, int]]] = defaultdict(list)
        rows = Section.objects.filter(document__in=wanted, line_start__isnull=False)
        for document, line, pk in rows.order_by("line_start", "id").values_list(
            "document_id", "line_start", "pk"
        ):
            self._sections[document].append((line, pk))

    def link(self, found: Found) -> Link | None:
        """The place of a finding: in the text that everybody reads, of a draft on the page of
        its document."""
        document = self._documents.get(found.document or 0)
        if document is None:
            return None
        text = place_text(found.page, found.line, found.line)
        if document.bulletin.status != Status.PUBLISHED:
            url = reverse("admin:congress_document_change", args=[document.pk])
        else:
            url = reverse("web:document", args=[document.pk]) + self._anchor(found)
        return Link(url, f"《{document.title}》{text}")

    def _anchor(self, found: Found) -> str:
        """The section in which the line stands."""
        before = [
            pk for line, pk in self._sections[found.document or 0] if line <= (found.line or 0)
        ]
        return f"#s{before[-1]}" if before else ""
