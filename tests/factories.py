"""A factory for every model: a made-up city, 青岚市, whose bulletins are published."""

from __future__ import annotations

import datetime as dt

import factory
from django.contrib.auth import get_user_model
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from npcrecords.core.models import Action, Change, Generation, Tombstone
from people import choices as people_choices
from people import models as people
from sessions import choices, models

PLACE = "青岚市"
SURNAMES = "方林沈陆程郑顾钱邵卢"
GIVEN = "勤言朗宁舒澄远屏岳禾笙棠序安青河石木川雨"


def name_of(number: int) -> str:
    """A name for the number-th person: 4,000 of them before one comes again."""
    rest, surname = divmod(number, len(SURNAMES))
    second, first = divmod(rest, len(GIVEN))
    return SURNAMES[surname] + GIVEN[first] + (GIVEN[second % len(GIVEN)] if second else "")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = Sequence(lambda n: f"clerk{n}")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    kind = "change"


class ChangeFactory(DjangoModelFactory):
    class Meta:
        model = Change

    action = SubFactory(ActionFactory)
    table = "people.person"
    record_id = Sequence(lambda n: 900_000 + n)
    effect = "updated"
    owner_id = 1
    bulletin_id = 1
    values = factory.LazyFunction(lambda: {"name": ["方琴", "方勤"]})


class GenerationFactory(DjangoModelFactory):
    class Meta:
        model = Generation
        django_get_or_create = ("id",)

    id = 1
    number = 1


class TombstoneFactory(DjangoModelFactory):
    class Meta:
        model = Tombstone

    resource = "appointments"
    record_id = Sequence(lambda n: 900_000 + n)


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = people.Organization

    name = Sequence(lambda n: f"{PLACE}第{n + 1}局")
    classification = people_choices.Classification.DEPARTMENT
    jurisdiction = PLACE


class CommitteeFactory(OrganizationFactory):
    """The standing committee of the city: one of it."""

    class Meta:
        django_get_or_create = ("name",)

    name = f"{PLACE}人民代表大会常务委员会"
    classification = people_choices.Classification.STANDING_COMMITTEE


class CongressFactory(OrganizationFactory):
    """The congress of the city: one of it."""

    class Meta:
        django_get_or_create = ("name",)

    name = f"{PLACE}人民代表大会"
    classification = people_choices.Classification.CONGRESS


class OrganizationAliasFactory(DjangoModelFactory):
    class Meta:
        model = people.OrganizationAlias

    organization = SubFactory(OrganizationFactory)
    name = Sequence(lambda n: f"市{n + 1}局")
    jurisdiction = PLACE


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = people.Person

    name = Sequence(name_of)
    jurisdiction = PLACE


class PostFactory(DjangoModelFactory):
    class Meta:
        model = people.Post

    organization = SubFactory(OrganizationFactory)
    title = "局长"


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = models.Session

    body = SubFactory(CommitteeFactory)
    kind = choices.SessionKind.COMMITTEE
    term = 18
    number = Sequence(lambda n: n + 1)
    name = LazyAttribute(lambda o: f"{PLACE}第{o.term}届人大常委会第{o.number}次会议")
    start_date = dt.date(2024, 7, 30)
    end_date = dt.date(2024, 7, 31)


class SessionChairFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionChair

    session = SubFactory(SessionFactory)
    order = Sequence(int)
    person = SubFactory(PersonFactory)
    name = LazyAttribute(lambda o: o.person.name if o.person else "方勤")


class BulletinFactory(DjangoModelFactory):
    class Meta:
        model = models.Bulletin

    issuer = SubFactory(CommitteeFactory)
    place = PLACE
    term = 18
    number = Sequence(lambda n: n + 1)
    label = LazyAttribute(lambda o: f"十八届第{o.number}号")
    pages = 60
    session = SubFactory(SessionFactory)
    status = choices.Status.PUBLISHED
    published_at = dt.datetime(2024, 9, 1, 8, tzinfo=dt.UTC)


class ImportJobFactory(DjangoModelFactory):
    class Meta:
        model = models.ImportJob

    file_name = Sequence(lambda n: f"qinglan-{n}.txt")
    sha256 = Sequence(lambda n: f"{n:064x}")
    parsed = factory.LazyFunction(
        lambda: {
            "bulletin": {"issuer": "青岚市人大常委会"},
            "organizations": [{"key": "青岚市人大常委会", "name": "青岚市人大常委会"}],
        }
    )


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    bulletin = SubFactory(BulletinFactory)
    code = "homonym"
    severity = choices.Severity.WARNING
    message = "“方勤”在本地有 2 位同名人员，无法认定是哪一位。"


class SetAsideFactory(DjangoModelFactory):
    class Meta:
        model = models.SetAside

    code = "seats"
    resource = "credentials-reports"
    record_id = Sequence(lambda n: n + 1)
    fingerprint = Sequence(lambda n: f"{n:064x}")
    reason = "原件如此，已向代表工委核实。"
    by = SubFactory(UserFactory)
    by_name = "方勤"


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    bulletin = SubFactory(BulletinFactory)
    session = LazyAttribute(lambda o: o.bulletin.session)
    number = LazyAttribute(lambda o: o.session.agenda_items.count() + 1)
    number_text = "一"
    text = "审议市人民政府关于水污染防治情况的报告"


class AgendaItemKindFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaItemKind

    item = SubFactory(AgendaItemFactory)
    kind = choices.AgendaKind.HEAR_REPORT


class ReporterFactory(DjangoModelFactory):
    class Meta:
        model = models.Reporter

    item = SubFactory(AgendaItemFactory)
    person = SubFactory(PersonFactory)
    name = LazyAttribute(lambda o: o.person.name if o.person else "方勤")
    role = "副市长"
    on_behalf_of = "市政府"


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.Document

    bulletin = SubFactory(BulletinFactory)
    sequence = LazyAttribute(lambda o: o.bulletin.documents.count() + 1)
    kind = choices.DocumentKind.WORK_REPORT
    title = Sequence(lambda n: f"关于水污染防治情况的报告（{n + 1}）")
    page_start = 3
    page_end = 5
    line_start = 30
    line_end = 120


class OutcomeFactory(DjangoModelFactory):
    class Meta:
        model = models.Outcome

    item = SubFactory(AgendaItemFactory)
    kind = choices.OutcomeKind.OPINION_TO_FOLLOW


class DocumentAuthorFactory(DjangoModelFactory):
    class Meta:
        model = models.DocumentAuthor

    document = SubFactory(DocumentFactory)
    organization = SubFactory(OrganizationFactory)
    person = SubFactory(PersonFactory)
    name = LazyAttribute(lambda o: o.person.name if o.person else "方勤")
    role = "局长"


class DocumentRelationFactory(DjangoModelFactory):
    class Meta:
        model = models.DocumentRelation

    document = SubFactory(DocumentFactory)
    kind = choices.RelationKind.SURVEYS
    target = SubFactory(DocumentFactory)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Section

    document = SubFactory(DocumentFactory)
    order = Sequence(int)
    level = 1
    marker = "一、"
    heading = "工作情况"
    text = "全市水质总体稳定。"


class FootnoteFactory(DjangoModelFactory):
    class Meta:
        model = models.Footnote

    document = SubFactory(DocumentFactory)
    marker = "1"
    text = "指地表水断面。"


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Citation

    bulletin = LazyAttribute(lambda o: o.document.bulletin)
    document = SubFactory(DocumentFactory)
    title = "中华人民共和国水污染防治法"


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = people.Appointment

    bulletin = SubFactory(BulletinFactory)
    person = SubFactory(PersonFactory)
    person_name = LazyAttribute(lambda o: o.person.name if o.person else "方勤")
    post = SubFactory(PostFactory)
    post_text = LazyAttribute(lambda o: str(o.post) if o.post else "市第一局局长")
    act = people_choices.Act.APPOINT
    date = dt.date(2024, 7, 31)
    document = factory.Maybe(
        "bulletin",
        SubFactory(
            DocumentFactory,
            bulletin=factory.SelfAttribute("..bulletin"),
            kind=choices.DocumentKind.APPOINTMENT_LIST,
        ),
    )
    source_document = LazyAttribute(lambda o: o.document)
    session = LazyAttribute(lambda o: o.bulletin.session if o.bulletin else None)


class DeputyChangeFactory(DjangoModelFactory):
    class Meta:
        model = people.DeputyChange

    bulletin = SubFactory(BulletinFactory)
    congress = SubFactory(CongressFactory)
    term = 18
    person = SubFactory(PersonFactory)
    person_name = LazyAttribute(lambda o: o.person.name if o.person else "方勤")
    electoral_unit = "溪口区"
    change = people_choices.DeputyChangeKind.VACATED
    cause = people_choices.Cause.MOVED_AWAY
    date = dt.date(2024, 7, 31)


class AppointmentTellingFactory(DjangoModelFactory):
    class Meta:
        model = people.AppointmentTelling

    appointment = SubFactory(AppointmentFactory)
    document = SubFactory(
        DocumentFactory,
        bulletin=factory.SelfAttribute("..appointment.bulletin"),
        kind=choices.DocumentKind.MINUTES,
    )
    page = 3
    line_start = 40
    line_end = 41
    text = "任命方勤为市第一局局长"
    name = LazyAttribute(lambda o: o.appointment.person_name)
    post_text = LazyAttribute(lambda o: o.appointment.post_text)
    act = people_choices.Act.APPOINT


class DeputyChangeTellingFactory(DjangoModelFactory):
    class Meta:
        model = people.DeputyChangeTelling

    deputy_change = SubFactory(DeputyChangeFactory)
    document = SubFactory(
        DocumentFactory, bulletin=factory.SelfAttribute("..deputy_change.bulletin")
    )
    page = 3
    line_start = 40
    line_end = 41
    text = "溪口区选举的方勤调离本行政区域"
    name = LazyAttribute(lambda o: o.deputy_change.person_name)
    change = people_choices.DeputyChangeKind.VACATED


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    bulletin = SubFactory(BulletinFactory)
    session = LazyAttribute(lambda o: o.bulletin.session if o.bulletin else SessionFactory())
    person = SubFactory(PersonFactory)
    name = LazyAttribute(lambda o: o.person.name if o.person else "各区人大常委会负责人")
    status = choices.AttendanceStatus.MEMBER


class OpinionFactory(DjangoModelFactory):
    class Meta:
        model = models.Opinion

    title = Sequence(lambda n: f"关于水污染防治情况报告的审议意见（{n + 1}）")
    document = SubFactory(DocumentFactory, kind=choices.DocumentKind.REVIEW_OPINION)
    adopted_on = dt.date(2024, 8, 16)


class OpinionPointFactory(DjangoModelFactory):
    class Meta:
        model = models.OpinionPoint

    opinion = SubFactory(OpinionFactory)
    bulletin = LazyAttribute(lambda o: o.opinion.document.bulletin if o.opinion.document else None)
    kind = choices.PointKind.ASPECT
    number = Sequence(lambda n: n + 1)
    order = Sequence(int)
    marker = "一、"
    title = "进一步压实责任"


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = models.FollowUp

    bulletin = SubFactory(BulletinFactory)
    opinion = SubFactory(OpinionFactory)
    kind = choices.FollowUpKind.HANDLING
    document = factory.Maybe(
        "bulletin",
        SubFactory(
            DocumentFactory,
            bulletin=factory.SelfAttribute("..bulletin"),
            kind=choices.DocumentKind.HANDLING_REPORT,
        ),
    )


class ResponseFactory(DjangoModelFactory):
    class Meta:
        model = models.Response

    bulletin = LazyAttribute(lambda o: o.follow_up.bulletin)
    follow_up = SubFactory(FollowUpFactory)
    point = SubFactory(OpinionPointFactory, opinion=factory.SelfAttribute("..follow_up.opinion"))
    section = factory.Maybe(
        factory.LazyAttribute(lambda o: o.follow_up.document),
        SubFactory(SectionFactory, document=factory.SelfAttribute("..follow_up.document")),
    )
    heading = "关于压实责任"
    match = choices.Match.EXACT


class OpinionTellingFactory(DjangoModelFactory):
    class Meta:
        model = models.OpinionTelling

    opinion = SubFactory(OpinionFactory)
    bulletin = SubFactory(BulletinFactory)
    facts = LazyAttribute(lambda o: {"title": o.opinion.title})


class SatisfactionVoteFactory(DjangoModelFactory):
    class Meta:
        model = models.SatisfactionVote

    opinion = SubFactory(OpinionFactory)
    point = SubFactory(OpinionPointFactory, opinion=factory.SelfAttribute("..opinion"))
    session = SubFactory(SessionFactory)
    bulletin = LazyAttribute(lambda o: o.opinion.document.bulletin if o.opinion.document else None)
    voted_on = dt.date(2025, 3, 28)
    satisfied = 31
    basically = 12
    not_satisfied = 2


class DueRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.DueRule

    place = Sequence(lambda n: f"青岚市第{n + 1}区")
    months = 3
    basis = "青岚市的规定"


class CredentialsReportFactory(DjangoModelFactory):
    class Meta:
        model = models.CredentialsReport

    bulletin = SubFactory(BulletinFactory)
    congress = SubFactory(CongressFactory)
    document = factory.Maybe(
        "bulletin",
        SubFactory(
            DocumentFactory,
            bulletin=factory.SelfAttribute("..bulletin"),
            kind=choices.DocumentKind.CREDENTIALS_REPORT,
        ),
    )
    term = 18
    seats = 495
    before = 484
    vacated = 8
    by_elected = 3
    after = 479


class PolicyFactory(DjangoModelFactory):
    class Meta:
        model = models.Policy

    title = Sequence(lambda n: f"{PLACE}人民政府关于印发第{n + 1}个行动方案的通知")
    enclosed_title = Sequence(lambda n: f"{PLACE}第{n + 1}个行动方案")
    number = Sequence(lambda n: f"青政发〔2020〕{n + 1}号")
    place = PLACE
    issued_on = dt.date(2020, 6, 1)
    issued_on_text = "2020年6月1日"
    period_start = 2020
    period_end = 2022
    status = choices.Status.PUBLISHED
    published_at = dt.datetime(2020, 6, 2, tzinfo=dt.UTC)


class PolicyPartyFactory(DjangoModelFactory):
    class Meta:
        model = models.PolicyParty

    policy = SubFactory(PolicyFactory)
    role = choices.PartyRole.ISSUER
    name = f"{PLACE}人民政府"
    organization = SubFactory(OrganizationFactory)


class PolicyBasisFactory(DjangoModelFactory):
    class Meta:
        model = models.PolicyBasis

    policy = SubFactory(PolicyFactory)
    title = "关于推进河道治理的决定"
    number = "某政发〔2019〕8号"


class PolicyCitationFactory(DjangoModelFactory):
    class Meta:
        model = models.PolicyCitation

    policy = SubFactory(PolicyFactory)
    key = Sequence(lambda n: f"引用{n}")
    title = Sequence(lambda n: f"青岚市河道管理条例第{n + 1}版")


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = models.Measure

    policy = SubFactory(PolicyFactory)
    key = Sequence(lambda n: f"举措{n}")
    order = Sequence(lambda n: n)
    level = 2
    marker = Sequence(lambda n: f"{n + 1}.")
    heading = "压实河道治理责任"
    text = "建立巡河台账，每月公布一次。"


class MeasureUnitFactory(DjangoModelFactory):
    class Meta:
        model = models.MeasureUnit

    measure = SubFactory(MeasureFactory)
    name = "市水利局"
    organization = SubFactory(OrganizationFactory)


class RegisterFactory(DjangoModelFactory):
    class Meta:
        model = models.Register

    policy = SubFactory(PolicyFactory)
    key = Sequence(lambda n: f"清单{n}")
    title = "重点任务清单"
    columns = factory.LazyFunction(
        lambda: [{"head": "序号", "field": "serial"}, {"head": "重点任务", "field": "task"}]
    )


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = models.Task

    register = SubFactory(RegisterFactory)
    policy = LazyAttribute(lambda o: o.register.policy)
    key = Sequence(lambda n: f"任务{n}")
    row = Sequence(lambda n: n + 1)
    serial = LazyAttribute(lambda o: f"({o.row})")
    number = LazyAttribute(lambda o: o.row)
    domain = "1. 河道治理"
    task = Sequence(lambda n: f"治理第{n + 1}条河道")
    measure = "清理河道，公布水质。"
    deadline_kind = choices.DeadlineKind.DATE
    deadline_on = dt.date(2020, 12, 31)
    deadline_precision = "month"
    deadline_text = "2020年12月"


class TaskLeaderFactory(DjangoModelFactory):
    class Meta:
        model = models.TaskLeader

    task = SubFactory(TaskFactory)
    name = LazyAttribute(lambda o: o.person.name)
    person = SubFactory(PersonFactory)


class TaskUnitFactory(DjangoModelFactory):
    class Meta:
        model = models.TaskUnit

    task = SubFactory(TaskFactory)
    role = choices.UnitRole.LEAD
    name = "市水利局"
    organization = SubFactory(OrganizationFactory)


class TaskCorrectionFactory(DjangoModelFactory):
    class Meta:
        model = models.TaskCorrection

    task = SubFactory(TaskFactory)
    field = choices.TaskField.DEADLINE
    printed = "2012年12月"
    value = "2020年12月"
    reason = "文件是2020年印发的，其他任务的时限都在2020年。"


class TaskStepFactory(DjangoModelFactory):
    class Meta:
        model = models.TaskStep

    task = SubFactory(TaskFactory)
    status = choices.TaskStatus.REPORTED
    on = dt.date(2020, 11, 30)
    actor = SubFactory(OrganizationFactory)
    evidence = "市水利局完成情况报告"


class PolicyLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.PolicyLink

    policy = SubFactory(PolicyFactory)
    to_policy = SubFactory(PolicyFactory)
    name = Sequence(lambda n: f"青岚第{n + 1}实验室")
