"""What the pages on citations read: what is cited, and who cites it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from sessions.citations import citing, with_meant
from sessions.models import Bulletin, Citation, Document, Policy, PolicyCitation
from sessions.titles import same_number, same_title

SHOWN = 20  # citing documents on the page of a document


def citing_title(title: str) -> QuerySet[Any]:
    """The public citations of a title."""
    return _listed(Citation.objects.filter(title_key=same_title(title)))


def citing_number(number: str) -> QuerySet[Any]:
    """The public citations of a document number."""
    return _listed(Citation.objects.filter(number_key=same_number(number)))


def citing_document(pk: int) -> QuerySet[Any]:
    """The public citations that mean this document."""
    return _listed(citing([pk]))


def _listed(citations: QuerySet[Any]) -> QuerySet[Any]:
    """With what a list shows of the citing documents, the newest sessions first."""
    rows: QuerySet[Any] = with_meant(citations).public()  # type: ignore[attr-defined]
    return rows.select_related(
        "document__bulletin__issuer", "document__bulletin__session"
    ).order_by(
        F("document__bulletin__session__start_date").desc(nulls_last=True), "document_id", "id"
    )


def documents(ids: Iterable[int]) -> list[Document]:
    """Those of these documents that are published."""
    rows = Document.objects.public().filter(pk__in=set(ids)).select_related("bulletin__issuer")
    return list(rows.order_by("bulletin_id", "sequence", "id"))


def policies(*, title: str = "", number: str = "") -> list[Policy]:
    """The published policy documents that are called so."""
    key, rows = same_title(title), Policy.objects.public()
    called = Q(number_key=same_number(number)) if number else Q(title_key=key) | Q(enclosed_key=key)
    return list(rows.filter(called).order_by("-issued_on", "id"))


def policies_citing(*, title: str = "", number: str = "") -> list[PolicyCitation]:
    """The citations of a title or a number in the published policy documents."""
    key = {"number_key": same_number(number)} if number else {"title_key": same_title(title)}
    rows = PolicyCitation.objects.public().filter(**key).select_related("policy")
    return list(rows.order_by("-policy__issued_on", "policy_id", "id"))


def places() -> list[str]:
    """The places of the published bulletins."""
    rows = Bulletin.objects.public().exclude(place="").order_by("place")
    return list(rows.values_list("place", flat=True).distinct())
