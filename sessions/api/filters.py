"""The filters of the congress app's lists."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from npcrecords.rest.filters import Codes, Contains, Days, Flags, Many, Numbers, Texts
from npcrecords.rest.visibility import sees_drafts
from people.api.filters import meant, organization, person
from people.lookup import organization_ids, organizations_called, people_called

from .. import choices
from ..citations import citing
from ..cited_policies import citing_documents
from ..cited_works import of_bulletins
from ..concerns import concerning
from ..models import AgendaItemKind, Document, DocumentAuthor, Opinion, Outcome
from ..queries import late, overdue_on, with_state
from ..titles import same_number, same_title
from .days import AsOf
from .policy_filters import MeantPolicy


class BulletinFilters(FilterSet):
    issuer = organization("issuer")
    term = Numbers("term")
    number = Numbers("number")
    running_number = Numbers("running_number")
    session = Numbers("session_id")
    status = Codes("status", codes=choices.Status)


class SessionFilters(FilterSet):
    body = organization("body")
    kind = Codes("kind", codes=choices.SessionKind)
    term = Numbers("term")
    number = Numbers("number")
    name = Texts("name")
    start_date_after = Days("start_date", bound="after")
    start_date_before = Days("start_date", bound="before")


class AttendanceFilters(FilterSet):
    session = Numbers("session_id")
    person = person(printed="name")
    status = Codes("status", codes=choices.AttendanceStatus)
    bulletin = Numbers("bulletin_id")


class _PartCodes(Codes):
    """A code of one of an agenda item's parts."""

    def __init__(self, *, part: Any, codes: Any) -> None:
        super().__init__("kind", codes=codes)
        self.part = part

    def condition(self, values: Sequence[str]) -> Q:
        return Q(Exists(self.part.objects.filter(item=OuterRef("pk"), kind__in=values)))


class AgendaItemFilters(FilterSet):
    session = Numbers("session_id")
    kind = _PartCodes(part=AgendaItemKind, codes=choices.AgendaKind)
    outcome = _PartCodes(part=Outcome, codes=choices.OutcomeKind)
    bulletin = Numbers("bulletin_id")


class _OfSession(Numbers):
    """A session that one of several columns names."""

    def __init__(self, *columns: str) -> None:
        super().__init__()
        self.columns = columns

    def condition(self, values: Sequence[int]) -> Q:
        found = Q()
        for column in self.columns:
            found |= Q(**{f"{column}__in": values})
        return found


class _Author(Many):
    """An organisation by id, name or alias, or a person by name, that a document is by."""

    def condition(self, values: Sequence[str]) -> Q:
        ids = [int(word) for word in values if word.isascii() and word.isdigit()]
        names = [word for word in values if not (word.isascii() and word.isdigit())]
        by = Q(organization__in=organizations_called(ids, names)) | Q(name__in=names)
        if names:
            by |= Q(person__in=people_called([], names))
        return Q(pk__in=DocumentAuthor.objects.order_by().filter(by).values("document"))


class _AuthorOf(Many):
    """A person or an organisation, by what finds it, that a document is by."""

    def __init__(self, link: str, *, find: Any) -> None:
        super().__init__()
        self.link = link
        self.find = find

    def condition(self, values: Sequence[str]) -> Q:
        ids = [int(word) for word in values if word.isascii() and word.isdigit()]
        names = [word for word in values if not (word.isascii() and word.isdigit())]
        authors = DocumentAuthor.objects.order_by().filter(
            **{f"{self.link}__in": self.find(ids, names)}
        )
        return Q(pk__in=authors.values("document"))


class DocumentFilters(FilterSet):
    bulletin = Numbers("bulletin_id")
    session = _OfSession("bulletin__session_id", "adopted_by_id")
    kind = Codes("kind", codes=choices.DocumentKind)
    author = _Author()
    organization = _AuthorOf("organization", find=organizations_called)
    person = _AuthorOf("person", find=people_called)
    adopted_on_after = Days("adopted_on", bound="after")
    adopted_on_before = Days("adopted_on", bound="before")
    agenda_item = Numbers("agenda_item_id")
    q = Contains("title", "abstract")

    class Meta:
        model = Document
        fields: list[str] = []


class SectionFilters(FilterSet):
    document = Numbers("document_id")
    parent = Numbers("parent_id")
    level = Numbers("level")


class FootnoteFilters(FilterSet):
    document = Numbers("document_id")
    section = Numbers("section_id")


class _LetterNumbers(Texts):
    """A document number, whatever brackets stand round its year and whatever spaces in it."""

    def condition(self, values: Sequence[str]) -> Q:
        wanted = [form for value in values for form in forms_of_number(value)]
        return super().condition(wanted)


def forms_of_number(number: str) -> list[str]:
    """A document number (甬人大常办〔2024〕1号) in every way that its brackets are printed."""
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    plain = re.sub(r"[〔﹝\[【(]", "[", plain)
    plain = re.sub(r"[〕﹞\]】)]", "]", plain)
    pairs = ("〔〕", "[]", "［］", "（）", "()", "【】", "﹝﹞")
    forms = [plain.replace("[", left).replace("]", right) for left, right in map(tuple, pairs)]
    return [*dict.fromkeys([number, *forms])]


class _CitedTitles(Texts):
    """A cited title, whatever its spaces and marks."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(title_key__in=[same_title(value) for value in values])


class _CitedNumbers(Texts):
    """A cited document number, whatever its spaces and brackets."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(number_key__in=[same_number(value) for value in values])


class _Meant(Numbers):
    """The document that a citation means, as this reader sees it."""

    def filter(self, qs: QuerySet[Any], value: Sequence[int]) -> QuerySet[Any]:
        if not value:
            return qs
        drafts = sees_drafts(self.parent.request.user)
        return qs.filter(pk__in=citing(value, drafts=drafts).values("pk"))


class _CitingPlaces(Texts):
    """The place of the bulletin that cites."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return of_bulletins(qs, value or None, None)


class _CitingYears(Numbers):
    """The year of the bulletin that cites."""

    def filter(self, qs: QuerySet[Any], value: Sequence[int]) -> QuerySet[Any]:
        return of_bulletins(qs, None, value or None)


class CitationFilters(FilterSet):
    document = Numbers("document_id")
    title = _CitedTitles()
    number = _CitedNumbers()
    cited_document = _Meant()
    cited_policy = MeantPolicy(citing_documents)
    place = _CitingPlaces()
    year = _CitingYears()
    bulletin = Numbers("bulletin_id")


class CredentialsReportFilters(FilterSet):
    congress = organization("congress")
    term = Numbers("term")
    document = Numbers("document_id")
    bulletin = Numbers("bulletin_id")


class _State(Codes):
    """The state of an opinion today."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(state__in=value) if value else qs


class _OverdueOn(Days):
    """Opinions that were overdue on one of the days."""

    def filter(self, qs: QuerySet[Any], value: Sequence[Any]) -> QuerySet[Any]:
        if not value:
            return qs
        drafts = sees_drafts(self.parent.request.user)
        found = Q()
        for day in value:
            overdue = overdue_on(Opinion.objects.order_by(), day, drafts=drafts)
            found |= Q(pk__in=overdue.values("pk"))
        return qs.filter(found)


class _Addressee(Many):
    """The organisation that an opinion was sent to, by id, name, alias or as printed."""

    def condition(self, values: Sequence[str]) -> Q:
        ids = [int(word) for word in values if word.isascii() and word.isdigit()]
        names = [word for word in values if not (word.isascii() and word.isdigit())]
        called = organizations_called(ids, names)
        return Q(addressee_organization__in=called) | Q(addressee__in=names)


class _Late(Flags):
    """Whether the reply came late, or is late as of the day."""

    def filter(self, qs: QuerySet[Any], value: Sequence[bool]) -> QuerySet[Any]:
        return late(qs, yes=value[0]) if len(set(value)) == 1 else qs


class OpinionFilters(FilterSet):
    state = _State(codes=choices.OpinionState)
    on = AsOf(
        help_text=gettext_lazy(
            "按这一天结束时的情况计算 state、replied_on、days_late；不写为今天。"
        )
    )
    late = _Late(help_text=gettext_lazy("1：答复晚于办理期限的，和逾期还没有答复的；0：其余的。"))
    letter_number = _LetterNumbers("letter_number")
    session = _OfSession("considered_at_id", "adopted_by_id")
    overdue_on = _OverdueOn()
    addressee = _Addressee()
    document = Numbers("document_id")
    report = Numbers("report_id")
    adopted_on_after = Days("adopted_on", bound="after")
    adopted_on_before = Days("adopted_on", bound="before")
    due_after = Days("due_on", bound="after")
    due_before = Days("due_on", bound="before")
    q = Contains("title", "report_title")


CONCERNED: dict[str, Any] = {
    "include_children": gettext_lazy("1：与 organization 合用，连同下属机构。"),
    "include_predecessors": gettext_lazy("1：与 organization 合用，连同更名、合并前的机构。"),
}


class OpinionPointFilters(FilterSet):
    claim_by = organization("claim_by")
    verified_by = organization("verified_by")
    organization = Many(
        method="passed",
        help_text=gettext_lazy(
            "条目或答复点到的机构：编号、名称或简称。结果带 named：在哪里点到。"
        ),
    )
    include_children = Flags(help_text=CONCERNED["include_children"], method="passed")
    include_predecessors = Flags(help_text=CONCERNED["include_predecessors"], method="passed")
    opinion = Numbers("opinion_id")
    kind = Codes("kind", codes=choices.PointKind)
    parent = Numbers("parent_id")
    claim = Codes("claim", codes=choices.Claim)
    verified = Codes("verified", codes=choices.Verified)
    satisfaction = Codes("satisfaction", codes=choices.Satisfaction)
    repeat_of = Numbers("repeat_of_id")

    def passed(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """Which organisation is read when all else is filtered: it asks for texts."""
        return rows

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The points; those that concern an organisation with where they name it, in
        ``named_points`` of the request."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        values = self.form.cleaned_data
        if not values["organization"]:
            return rows
        found = concerning(
            organization_ids(meant(values)), rows, drafts=sees_drafts(self.request.user)
        )
        self.request.named_points = found
        return rows.filter(pk__in=found)


class SatisfactionVoteFilters(FilterSet):
    opinion = Numbers("opinion_id")
    point = Numbers("point_id")
    session = Numbers("session_id")
    voted_on_after = Days("voted_on", bound="after")
    voted_on_before = Days("voted_on", bound="before")


class DueRuleFilters(FilterSet):
    place = Texts("place")
    report_kind = Codes("report_kind", codes=choices.ReportKind)


class FollowUpFilters(FilterSet):
    opinion = Numbers("opinion_id")
    kind = Codes("kind", codes=choices.FollowUpKind)
    document = Numbers("document_id")
    author = organization("author_organization")
    letter_number = _LetterNumbers("letter_number")


class ResponseFilters(FilterSet):
    follow_up = Numbers("follow_up_id")
    point = Numbers("point_id")
    opinion = Numbers("follow_up__opinion_id")
    section = Numbers("section_id")
    document = Numbers("follow_up__document_id")
    match = Codes("match", codes=choices.Match)


def as_of(request: Any) -> dt.date:
    """The day that ``on`` names, else today. What is no day is left to the filter, which says
    so."""
    for word in request.query_params.get("on", "").split(","):
        with suppress(ValidationError):
            day: dt.date = Days().convert(word.strip())
            return day
    return timezone.localdate()


def stated(opinions: QuerySet[Opinion], request: Any) -> QuerySet[Opinion]:
    """Each opinion as it stands on that day, of what this reader sees."""
    return with_state(opinions, as_of(request), drafts=sees_drafts(request.user))
