"""Which held document a citation means, and what is cited how often.

**Derived on read, not stored.** A citation may mean a document of another bulletin, that comes
later, is taken back, gets another title, is deleted. A stored answer would have to be put right
after each of these, in every order, with every way in (publishing, the admin, the API, undoing);
an answer that is asked for is right without any of them, costs publishing nothing, leads to no
draft, and is the same in whatever order the bulletins came. What makes it quick are the keys of
titles and numbers, which have indexes: a citation is resolved by two look-ups.

**The rule.** What the record of the bulletin or the staff say stands: ``cited_document``, or
``not_held``. Else the document number leads to the document that bears it: the review opinion
that was sent by the letter of that number. Else the title leads to the document of that title
(``titles.same_title``). Where several documents are called so, it is the one in the same
bulletin, else the only one of the same place (``Bulletin.place``), else none: no guess. A
document does not cite itself. Titles that say too little (``titles.says_too_little``) lead to
nothing.

The reader's view decides what is held: the public documents, or, with ``drafts``, all.
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
    When,
)
from django.db.models.functions import Coalesce, NullIf

from .choices import Status
from .models import Citation, Document, Opinion


def with_meant(citations: QuerySet[Citation], *, drafts: bool = False) -> QuerySet[Any]:
    """Each citation with ``meant_id``: the document that it means; None where none is held."""
    said = _documents(drafts).filter(pk=OuterRef("cited_document_id")).values("pk")
    return citations.annotate(
        meant_id=Case(
            When(not_held=True, then=None),
            When(cited_document__isnull=False, then=Subquery(said)),
            default=NullIf(
                Coalesce(Subquery(_by_number(drafts)), Subquery(_by_title(drafts))),
                F("document_id"),
            ),
            output_field=IntegerField(),
        )
    )


def citing(documents: Collection[int], *, drafts: bool = False) -> QuerySet[Any]:
    """The citations that mean one of these documents, each with ``meant_id``.

    Those that may are found by their keys; which of them do is asked of them alone.
    """
    plain = Citation.objects.order_by()
    # Most citations have no number: what leaves these out lets a database see that few remain.
    numbered = plain.filter(number_key__gt="")
    cited = _documents(drafts).filter(pk__in=documents)
    titles = cited.exclude(title_key="").values("title_key")
    letters = Opinion.objects.order_by().filter(document__in=cited.values("pk"))
    numbers = letters.exclude(letter_key="").values("letter_key")
    may = plain.filter(cited_document__in=documents).values("pk")
    may = may.union(
        plain.filter(title_key__in=titles).values("pk"),
        numbered.filter(number_key__in=numbers).values("pk"),
    )
    found = with_meant(plain.filter(pk__in=may), drafts=drafts)
    return found.filter(meant_id__in=documents)


def _documents(drafts: bool) -> QuerySet[Document]:
    rows = Document.objects.order_by()
    return rows if drafts else rows.public()


def _by_title(drafts: bool) -> QuerySet[Any]:
    rows = _documents(drafts).filter(title_key=OuterRef("title_key")).exclude(title_key="")
    return _only(rows, "title_key", document="pk", bulletin="bulletin")


def _by_number(drafts: bool) -> QuerySet[Any]:
    sent = Opinion.objects.order_by().exclude(document=None)
    if not drafts:
        sent = sent.filter(document__bulletin__status=Status.PUBLISHED)
    rows = sent.filter(letter_key=OuterRef("number_key")).exclude(letter_key="")
    return _only(rows, "letter_key", document="document", bulletin="document__bulletin")


def _only(rows: QuerySet[Any], key: str, *, document: str, bulletin: str) -> QuerySet[Any]:
    """The one document that is meant among ``rows``, which share their key; null where
    several may be."""
    here = Q(**{bulletin: OuterRef("document__bulletin")})
    place = f"{bulletin}__place"
    near = Q(**{place: OuterRef("document__bulletin__place")}) & ~Q(**{place: ""})
    counted = rows.values(key).annotate(
        all=Count(document), here=Count(document, filter=here), near=Count(document, filter=near)
    )
    found = Case(
        When(here__gt=1, then=None),
        When(here=1, then=Min(document, filter=here)),
        When(all=1, then=Min(document)),
        When(near=1, then=Min(document, filter=near)),
        output_field=IntegerField(),
    )
    one: QuerySet[Any] = counted.annotate(found=found).values("found")
    return one
