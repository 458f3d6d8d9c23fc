"""The page of a bulletin as the place where it is typed: the steps in the order of work, how
far each has come, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from npcrecords.core.admin.by_hand import BACK_TO, add_url
from people.models import Appointment, DeputyChange

from ..choices import AttendanceStatus, DocumentKind
from ..models import (
    AgendaItem,
    Attendance,
    Bulletin,
    CredentialsReport,
    Document,
    FollowUp,
    Opinion,
    OpinionPoint,
    Response,
    Section,
    Session,
)

NAMED = 3  # documents named in a sentence on what is missing
REPORTS = (DocumentKind.HANDLING_REPORT, DocumentKind.TRACKING_REPORT)
TELLING = (DocumentKind.APPOINTMENT_LIST, DocumentKind.RESIGNATION_DECISION)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the words that lead there."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work: what it is, its list with the count, what to add, what is missing."""

    name: str
    lists: list[Link] = field(default_factory=list)
    adds: list[Link] = field(default_factory=list)
    missing: list[Link | str] = field(default_factory=list)


def steps(bulletin: Bulletin) -> list[Step]:
    """The steps of a bulletin. A fixed number of queries, however much it holds."""
    return list(_Steps(bulletin).all())


class _Steps:
    def __init__(self, bulletin: Bulletin) -> None:
        self.bulletin = bulletin
        self.session: Session | None = bulletin.session
        self.documents = list(_documents(bulletin))

    def all(self) -> Iterator[Step]:
        yield self.meeting()
        yield self.agenda()
        yield self.papers()
        yield self.opinions()
        yield self.personnel()
        yield self.follow_ups()

    def meeting(self) -> Step:
        session, back = self.session, {BACK_TO: self.bulletin.pk}
        if session is None:
            add = add_url(Session, **back, bulletin=self.bulletin.pk)
            return Step(
                _("会议和出席"),
                adds=[Link(add, _("＋ 录入会议"))],
                missing=[_("还没有会议：录入会议，或在下面“会议”一栏选定已录入的会议。")],
            )
        number = Attendance.objects.filter(session=session).aggregate(
            all=Count("pk"),
            unknown=Count("pk", filter=Q(person=None, count=None) & ~_GROUPS),
        )
        missing: list[Link | str] = []
        if session.start_date is None:
            missing.append(_("会议还没有日期。"))
        if not number["all"]:
            missing.append(_("还没有出席人员：可在会议页上整段粘贴。"))
        elif number["unknown"]:
            missing.append(
                Link(
                    list_url(Attendance, session__id__exact=session.pk, person__isempty=1),
                    _("有 %(count)d 位与会人员尚未认定是谁") % {"count": number["unknown"]},
                )
            )
        change = reverse("admin:congress_session_change", args=[session.pk])
        add = add_url(Attendance, session=session, bulletin=self.bulletin, **back)
        return Step(
            _("会议和出席"),
            lists=[
                Link(change, session.name),
                Link(
                    list_url(Attendance, session__id__exact=session.pk),
                    _("出席列席 %(count)d") % {"count": number["all"]},
                ),
            ],
            adds=[
                Link(f"{change}?{urlencode(back)}#attendance", _("＋ 粘贴出席名单")),
                Link(add, _("＋ 一位出席者")),
            ],
            missing=missing,
        )

    def agenda(self) -> Step:
        if self.session is None:
            return Step(_("议程"), missing=[_("先录入会议。")])
        held = Document.objects.filter(agenda_item=OuterRef("pk"))
        items = AgendaItem.objects.filter(session=self.session)
        number = items.aggregate(all=Count("pk"), bare=Count("pk", filter=~Exists(held)))
        missing: list[Link | str] = []
        if not number["all"]:
            missing.append(_("还没有议程。"))
        elif number["bare"]:
            missing.append(_("有 %(count)d 项议程没有文件。") % {"count": number["bare"]})
        add = add_url(AgendaItem, session=self.session, bulletin=self.bulletin, **self._back())
        return Step(
            _("议程"),
            lists=[self._listed(AgendaItem, number["all"], session__id__exact=self.session.pk)],
            adds=[Link(add, _("＋ 议程"))],
            missing=missing,
        )

    def papers(self) -> Step:
        bare = [paper for paper in self.documents if not paper.sections_held]
        kinds = {paper.kind for paper in self.documents}
        missing: list[Link | str] = []
        if not self.documents:
            missing.append(_("还没有文件。"))
        else:
            missing += [
                _("没有%(kind)s。") % {"kind": kind.label}
                for kind in (DocumentKind.MINUTES, DocumentKind.AGENDA)
                if kind not in kinds
            ]
        missing += _each(bare, _("没有正文段落"))
        pages = self.bulletin.pages
        last = max((paper.page_end or 0 for paper in self.documents), default=0)
        if pages and last and last < pages:
            missing.append(
                _("公报有 %(pages)d 页，文件只录到第 %(last)d 页。")
                % {"pages": pages, "last": last}
            )
        add = add_url(Document, bulletin=self.bulletin, **self._back())
        of_kind = [
            (DocumentKind.WORK_REPORT, _("＋ 报告")),
            (DocumentKind.REVIEW_OPINION, _("＋ 审议意见文件")),
            (DocumentKind.APPOINTMENT_LIST, _("＋ 任免名单")),
            (DocumentKind.DECISION, _("＋ 决定")),
        ]
        kinds_adds = [
            Link(add_url(Document, bulletin=self.bulletin, kind=kind, **self._back()), text)
            for kind, text in of_kind
        ]
        return Step(
            _("文件和正文"),
            lists=[
                self._listed(Document, len(self.documents), bulletin__id__exact=self.bulletin.pk)
            ],
            adds=[Link(add, _("＋ 文件")), *kinds_adds],
            missing=missing,
        )

    def opinions(self) -> Step:
        printed = [paper for paper in self.documents if paper.kind == DocumentKind.REVIEW_OPINION]
        bare = [paper for paper in printed if not paper.opinions_held]
        opinions = Opinion.objects.filter(document__bulletin=self.bulletin)
        aspects = OpinionPoint.objects.filter(opinion=OuterRef("pk"))
        number = opinions.aggregate(all=Count("pk"), bare=Count("pk", filter=~Exists(aspects)))
        missing = [
            Link(
                add_url(Opinion, document=paper, **self._back()),
                _("《%(title)s》还没有录成审议意见") % {"title": paper.title},
            )
            for paper in bare[:NAMED]
        ] + _rest(bare)
        if number["bare"]:
            missing.append(_("有 %(count)d 件审议意见没有条目。") % {"count": number["bare"]})
        return Step(
            _("审议意见和条目"),
            lists=[
                Link(
                    list_url(Opinion, document__bulletin__id__exact=self.bulletin.pk),
                    _("审议意见 %(count)d") % {"count": number["all"]},
                )
            ],
            adds=[Link(add_url(Opinion, **self._back()), _("＋ 审议意见"))],
            missing=missing,
        )

    def personnel(self) -> Step:
        acts = Appointment.objects.filter(bulletin=self.bulletin).aggregate(
            all=Count("pk"), open=Count("pk", filter=Q(person=None) | Q(post=None))
        )
        changes = DeputyChange.objects.filter(bulletin=self.bulletin).count()
        bare = [p for p in self.documents if p.kind in TELLING and not p.acts_held]
        reports = [p for p in self.documents if p.kind == DocumentKind.CREDENTIALS_REPORT]
        missing = [
            Link(
                paste_url(document=paper.pk, **{BACK_TO: self.bulletin.pk}),
                _("《%(title)s》还没有录入任免") % {"title": paper.title},
            )
            for paper in bare[:NAMED]
        ] + _rest(bare)
        missing += [
            Link(
                add_url(
                    CredentialsReport,
                    document=paper,
                    bulletin=self.bulletin,
                    term=self.bulletin.term,
                    **self._back(),
                ),
                _("《%(title)s》还没有录入代表人数增减") % {"title": paper.title},
            )
            for paper in reports
            if not paper.credentials_held
        ]
        if acts["open"]:
            missing.append(
                Link(
                    list_url(Appointment, bulletin__id__exact=self.bulletin.pk, person__isempty=1),
                    _("有 %(count)d 条任免尚未认定人员或职务") % {"count": acts["open"]},
                )
            )
        here = {"bulletin": self.bulletin, **self._back()}
        return Step(
            _("任免和代表变动"),
            lists=[
                self._listed(Appointment, acts["all"], bulletin__id__exact=self.bulletin.pk),
                self._listed(DeputyChange, changes, bulletin__id__exact=self.bulletin.pk),
            ],
            adds=[
                Link(paste_url(bulletin=self.bulletin.pk, **self._back()), _("＋ 粘贴名单")),
                Link(add_url(Appointment, **here), _("＋ 任免")),
                Link(add_url(DeputyChange, **here), _("＋ 代表变动")),
                Link(add_url(CredentialsReport, **here), _("＋ 代表人数增减")),
            ],
            missing=missing,
        )

    def follow_ups(self) -> Step:
        answers = Response.objects.filter(follow_up=OuterRef("pk"))
        number = FollowUp.objects.filter(bulletin=self.bulletin).aggregate(
            all=Count("pk"), bare=Count("pk", filter=~Exists(answers))
        )
        bare = [p for p in self.documents if p.kind in REPORTS and not p.follow_ups_held]
        missing = [
            Link(
                add_url(FollowUp, document=paper, **self._back()),
                _("《%(title)s》还没有对应到审议意见") % {"title": paper.title},
            )
            for paper in bare[:NAMED]
        ] + _rest(bare)
        if number["bare"]:
            missing.append(
                _("有 %(count)d 份办理与督办报告没有答复段落。") % {"count": number["bare"]}
            )
        here = {"bulletin": self.bulletin, **self._back()}
        return Step(
            _("办理与督办"),
            lists=[self._listed(FollowUp, number["all"], bulletin__id__exact=self.bulletin.pk)],
            adds=[Link(add_url(FollowUp, **here), _("＋ 办理或督办报告"))],
            missing=missing,
        )

    def _back(self) -> dict[str, int]:
        return {BACK_TO: self.bulletin.pk}

    @staticmethod
    def _listed(model: Any, number: int, **narrowed: Any) -> Link:
        return Link(list_url(model, **narrowed), f"{model._meta.verbose_name_plural} {number}")


_GROUPS = Q(status__in=(AttendanceStatus.CITIZEN, AttendanceStatus.DEPUTY)) | Q(
    name__regex=r"(负责人|人员|领导|同志|代表|公民)$"
)


def _documents(bulletin: Bulletin) -> Any:
    """The bulletin's documents with what is made of each, in one query."""
    this = {"document": OuterRef("pk")}
    return (
        Document.objects.filter(bulletin=bulletin)
        .annotate(
            sections_held=Exists(Section.objects.filter(**this)),
            opinions_held=Exists(Opinion.objects.filter(**this)),
            acts_held=Exists(Appointment.objects.filter(**this)),
            credentials_held=Exists(CredentialsReport.objects.filter(**this)),
            follow_ups_held=Exists(FollowUp.objects.filter(**this)),
        )
        .defer("abstract")
        .order_by("sequence", "pk")
    )


def _each(papers: list[Document], said: str) -> list[Link | str]:
    """A sentence for the first few documents, and how many more there are."""
    named: list[Link | str] = [
        Link(
            reverse("admin:congress_document_change", args=[paper.pk]),
            _("《%(title)s》%(what)s") % {"title": paper.title, "what": said},
        )
        for paper in papers[:NAMED]
    ]
    return [*named, *_rest(papers)]


def _rest(papers: list[Document]) -> list[Any]:
    more = len(papers) - NAMED
    return [_("……另有 %(count)d 个文件也是这样。") % {"count": more}] if more > 0 else []


def list_url(model: Any, **narrowed: Any) -> str:
    """The address of the list of a table, narrowed."""
    opts = model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?{urlencode(narrowed)}"


def paste_url(**values: Any) -> str:
    """The address of the page on which a list is pasted, beginning with these values."""
    return f"{reverse('admin:people_appointment_paste')}?{urlencode(values)}"


def further(document: Document) -> list[Link]:
    """What may be entered next from the page of a document, by its kind."""
    links: list[Link] = []
    if document.kind == DocumentKind.REVIEW_OPINION:
        links.append(Link(add_url(Opinion, document=document), _("＋ 录成审议意见")))
    if document.kind in REPORTS:
        links.append(Link(add_url(FollowUp, document=document), _("＋ 对应到审议意见")))
    if document.kind == DocumentKind.CREDENTIALS_REPORT:
        links.append(Link(add_url(CredentialsReport, document=document), _("＋ 代表人数增减")))
    links += [
        Link(paste_url(document=document.pk), _("＋ 粘贴任免名单")),
        Link(add_url(Section, document=document), _("＋ 段落")),
        Link(
            add_url(Document, bulletin=document.bulletin_id, **{BACK_TO: document.bulletin_id}),
            _("＋ 本期下一个文件"),
        ),
        Link(reverse("admin:congress_bulletin_change", args=[document.bulletin_id]), _("回到公报")),
    ]
    return links
