"""Which held policy a citation means, and what cites a policy: derived on read, as in
``citations``, where is said why.

**The rule.** A document number leads to the policy that bears it; else a title to the policy of
that title, or to the one that issues the plan of that title (``enclosed_title``). Where several
are called so, it is the only one of the place of the paper that cites, else none: no guess. A
policy does not cite itself. What staff found to be none (``not_held``) leads to none. Titles
that say too little lead to nothing. The reader's view decides what is held: the published
policies, or, with ``drafts``, all. ``policy_keys`` follows the same rule for words that stand in
no table.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from .choices import Status
from .models import Citation, Document, Opinion, Policy, PolicyCitation

OF_DOCUMENTS = "document__bulletin__place"
OF_POLICIES = "policy__place"


def with_policy(citations: QuerySet[Citation], *, drafts: bool = False) -> QuerySet[Any]:
    """Each citation of a document with ``meant_policy_id``: the policy that it means; None where
    none is held."""
    return citations.annotate(
        meant_policy_id=Case(
            When(not_held=True, then=None),
            default=_meant(OF_DOCUMENTS, drafts=drafts),
            output_field=IntegerField(),
        )
    )


def with_meant(citations: QuerySet[PolicyCitation], *, drafts: bool = False) -> QuerySet[Any]:
    """Each citation of a policy with ``meant_policy_id``, and with ``meant_document_id``: the
    document of a bulletin that it means."""
    return citations.annotate(
        meant_policy_id=NullIf(
            _meant(OF_POLICIES, drafts=drafts), F("policy_id"), output_field=IntegerField()
        ),
        meant_document_id=Coalesce(
            Subquery(_by_letter(drafts)),
            Subquery(_by_document_title(drafts)),
            output_field=IntegerField(),
        ),
    )


def citing_documents(policies: Collection[int], *, drafts: bool = False) -> QuerySet[Any]:
    """The citations of documents that mean one of these policies, each with
    ``meant_policy_id``: found by their keys, then asked."""
    may = _may_mean(Citation.objects.order_by(), policies, drafts=drafts)
    return with_policy(may, drafts=drafts).filter(meant_policy_id__in=policies)


def citing_policies(policies: Collection[int], *, drafts: bool = False) -> QuerySet[Any]:
    """The citations of policies that mean one of these policies, each with
    ``meant_policy_id``."""
    may = _may_mean(PolicyCitation.objects.order_by(), policies, drafts=drafts)
    return with_meant(may, drafts=drafts).filter(meant_policy_id__in=policies)


def _may_mean(rows: QuerySet[Any], policies: Collection[int], *, drafts: bool) -> QuerySet[Any]:
    """The citations that share a key with one of the policies."""
    cited = _policies(drafts).filter(pk__in=policies)
    titles = cited.exclude(title_key="").values("title_key")
    enclosed = cited.exclude(enclosed_key="").values("enclosed_key")
    numbers = cited.exclude(number_key="").values("number_key")
    may = rows.filter(title_key__in=titles).values("pk")
    may = may.union(
        rows.filter(title_key__in=enclosed).values("pk"),
        rows.filter(number_key__gt="", number_key__in=numbers).values("pk"),
    )
    return rows.filter(pk__in=may)


def _policies(drafts: bool) -> QuerySet[Policy]:
    rows = Policy.objects.order_by()
    return rows if drafts else rows.public()


def _meant(place: str, *, drafts: bool) -> Any:
    rows = _policies(drafts)
    by_number = rows.filter(number_key=OuterRef("number_key")).exclude(number_key="")
    key = OuterRef("title_key")
    titled = (Q(title_key=key) & ~Q(title_key="")) | (Q(enclosed_key=key) & ~Q(enclosed_key=""))
    return Coalesce(
        Subquery(_only(by_number, place)),
        Subquery(_only(rows.filter(titled), place)),
        output_field=IntegerField(),
    )


def _by_letter(drafts: bool) -> QuerySet[Any]:
    sent = Opinion.objects.order_by().exclude(document=None)
    if not drafts:
        sent = sent.filter(document__bulletin__status=Status.PUBLISHED)
    rows = sent.filter(letter_key=OuterRef("number_key")).exclude(letter_key="")
    return _only(rows, OF_POLICIES, one="document", held="document__bulletin__place")


def _by_document_title(drafts: bool) -> QuerySet[Any]:
    documents = Document.objects.order_by()
    if not drafts:
        documents = documents.public()
    rows = documents.filter(title_key=OuterRef("title_key")).exclude(title_key="")
    return _only(rows, OF_POLICIES, held="bulletin__place")


def _only(
    rows: QuerySet[Any], place: str, *, one: str = "pk", held: str = "place"
) -> QuerySet[Any]:
    """The one record that is meant among ``rows``; null where several may be. ``place`` leads
    from the citation to the place of its paper, ``held`` from a row to its own."""
    near = Q(**{held: OuterRef(place)}) & ~Q(**{held: ""})
    counted = (
        rows.annotate(all_in_one=Value(1))
        .values("all_in_one")
        .annotate(all=Count(one), near=Count(one, filter=near))
    )
    found = Case(
        When(all=1, then=Min(one)),
        When(near=1, then=Min(one, filter=near)),
        output_field=IntegerField(),
    )
    meant: QuerySet[Any] = counted.annotate(found=found).values("found")
    return meant
