"""The days on which opinions were answered and tracked, in the database's terms.

``sessions.states`` says what counts and why; each query here says the same for the opinion of
an outer query (``OuterRef("pk")``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, JSONObject

from npcrecords.core.dates import Precision

from .choices import FollowUpKind, ReplyBasis
from .models import FollowUp

PRINTED_FOR = Coalesce("bulletin__session__start_date", "document__bulletin__session__start_date")
RETOLD = Q(kind=FollowUpKind.TRACKING, replied_on__isnull=False)


def reports(*, drafts: bool) -> Any:
    """The reports on the opinion. Those in bulletins that are not published count only with
    ``drafts``, or what is derived would tell of what the public cannot see."""
    rows: Any = FollowUp.objects.order_by()
    return (rows if drafts else rows.public()).filter(opinion=OuterRef("pk"))


def replies_by(on: dt.date, *, drafts: bool) -> Any:
    """The government's replies by the end of ``on``, each with its ``day`` (else null) and
    ``basis`` (else ""); the first one first, and one of unknown day before it."""
    rows: Any = FollowUp.objects.order_by()
    retold = (rows if drafts else rows.public()).filter(RETOLD, opinion=OuterRef("opinion"))
    undated = Q(kind=FollowUpKind.HANDLING, replied_on=None, document__dated_on=None)
    basis = Case(
        When(RETOLD, then=Value(ReplyBasis.RETOLD.value)),
        When(replied_on__isnull=False, then=Value(ReplyBasis.REPORT.value)),
        When(document__dated_on__isnull=False, then=Value(ReplyBasis.DOCUMENT.value)),
        When(day__isnull=False, then=Value(ReplyBasis.BULLETIN.value)),
        default=Value(""),
        output_field=CharField(),
    )
    return (
        reports(drafts=drafts)
        .filter(Q(kind=FollowUpKind.HANDLING) | RETOLD)
        .exclude(undated & Exists(retold))
        .annotate(
            day=Coalesce("replied_on", "document__dated_on", PRINTED_FOR, output_field=DateField())
        )
        .filter(Q(day=None) | Q(day__lte=on))
        .annotate(basis=basis)
        .order_by(F("day").asc(nulls_first=True), "id")
    )


def trackings_by(on: dt.date, *, drafts: bool) -> Any:
    """The tracking reports by the end of ``on``."""
    return (
        reports(drafts=drafts)
        .filter(kind=FollowUpKind.TRACKING)
        .annotate(day=Coalesce("document__dated_on", PRINTED_FOR, output_field=DateField()))
        .filter(Q(day=None) | Q(day__lte=on))
    )


PRECISION = Case(
    When(basis__in=[ReplyBasis.RETOLD, ReplyBasis.REPORT], then=F("replied_on_precision")),
    When(basis=ReplyBasis.DOCUMENT, then=F("document__dated_on_precision")),
    default=Value(Precision.DAY.value),
    output_field=CharField(),
)
AS_DATED = JSONObject(
    basis="basis",
    precision=PRECISION,
    text=Case(
        When(basis__in=[ReplyBasis.RETOLD, ReplyBasis.REPORT], then=F("replied_on_text")),
        When(basis=ReplyBasis.DOCUMENT, then=F("document__dated_on_text")),
        default=Value(""),
        output_field=CharField(),
    ),
)
