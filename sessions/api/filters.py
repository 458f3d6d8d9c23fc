"""The filters of the congress app's lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_filters import FilterSet

from npcrecords.rest.filters import Codes, Contains, Days, Many, Numbers, Texts
from npcrecords.rest.visibility import sees_drafts
from people.api.filters import organization, person
from people.lookup import organizations_called, people_called

from .. import choices
from ..models import AgendaItemKind, Document, DocumentAuthor, Opinion, Outcome
from ..queries import overdue_on, with_state


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


class CitationFilters(FilterSet):
    document = Numbers("document_id")
    title = Texts("title")
    number = _LetterNumbers("number")
    cited_document = Numbers("cited_document_id")
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


class OpinionFilters(FilterSet):
    state = _State(codes=choices.OpinionState)
    letter_number = _LetterNumbers("letter_number")
    session = _OfSession("considered_at_id", "adopted_by_id")
    overdue_on = _OverdueOn()
    addressee = _Addressee()
    document = Numbers("document_id")
    adopted_on_after = Days("adopted_on", bound="after")
    adopted_on_before = Days("adopted_on", bound="before")
    q = Contains("title", "report_title")


class OpinionPointFilters(FilterSet):
    opinion = Numbers("opinion_id")
    kind = Codes("kind", codes=choices.PointKind)
    parent = Numbers("parent_id")
    claim = Codes("claim", codes=choices.Claim)
    verified = Codes("verified", codes=choices.Verified)
    satisfaction = Codes("satisfaction", codes=choices.Satisfaction)
    claim_by = organization("claim_by")
    verified_by = organization("verified_by")
    repeat_of = Numbers("repeat_of_id")


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
    match = Codes("match", codes=choices.Match)


def stated(opinions: QuerySet[Opinion], user: Any) -> QuerySet[Opinion]:
    """Each opinion with its ``state`` today, of what this user sees."""
    return with_state(opinions, timezone.localdate(), drafts=sees_drafts(user))
