"""Codes of the congress app, as in the REST contract, with their Chinese labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")


class ImportKind(models.TextChoices):
    """What a file on its way in is."""

    BULLETIN = "bulletin", _("公报")
    POLICY = "policy", _("政策文件")


class ImportState(models.TextChoices):
    """How far a file has come on its way in."""

    WAITING = "waiting", _("等待读取")
    READING = "reading", _("正在读取")
    FAILED = "failed", _("读不出")
    REVIEW = "review", _("待审核")
    PUBLISHED = "published", _("已发布")
    DISCARDED = "discarded", _("已放弃")


class SessionKind(models.TextChoices):
    COMMITTEE = "committee", _("常委会会议")
    CHAIRPERSONS = "chairpersons", _("主任会议")
    CONGRESS = "congress", _("代表大会会议")


class Half(models.TextChoices):
    AM = "am", _("上午")
    PM = "pm", _("下午")


class AttendanceStatus(models.TextChoices):
    CHAIR = "chair", _("主持")
    MEMBER = "member", _("出席")
    NON_VOTING = "non_voting", _("列席")
    DEPUTY = "deputy", _("列席代表")
    CITIZEN = "citizen", _("旁听公民")


class AgendaKind(models.TextChoices):
    DRAFT_REGULATION = "draft_regulation", _("审议法规案")
    HEAR_REPORT = "hear_report", _("听取和审议报告")
    INQUIRY = "inquiry", _("专题询问")
    DECISION = "decision", _("作出决定")
    BUDGET_ADJUSTMENT = "budget_adjustment", _("预算调整")
    CREDENTIALS = "credentials", _("代表资格")
    PERSONNEL = "personnel", _("人事事项")
    OTHER = "other", _("其他")


class OutcomeKind(models.TextChoices):
    DECISION_ADOPTED = "decision_adopted", _("通过决定")
    RESOLUTION_ADOPTED = "resolution_adopted", _("通过决议")
    REPORT_ADOPTED = "report_adopted", _("通过报告")
    OPINION_TO_FOLLOW = "opinion_to_follow", _("形成审议意见")
    INQUIRY_HELD = "inquiry_held", _("开展专题询问")
    REVISE_AND_RESUBMIT = "revise_and_resubmit", _("修改后再次提请审议")
    PERSONNEL_ADOPTED = "personnel_adopted", _("通过人事事项")
    NOT_ADOPTED = "not_adopted", _("未获通过")
    OTHER = "other", _("其他")


class DocumentKind(models.TextChoices):
    MINUTES = "minutes", _("会议纪要")
    AGENDA = "agenda", _("会议议程")
    BILL = "bill", _("议案")
    EXPLANATION = "explanation", _("说明")
    DRAFT_REVIEW = "draft_review", _("对草案的审议意见报告")
    EXAMINATION = "examination", _("审查结果报告")
    WORK_REPORT = "work_report", _("工作报告")
    WRITTEN_REPORT = "written_report", _("书面报告")
    SURVEY_REPORT = "survey_report", _("调研报告")
    REVIEW_OPINION = "review_opinion", _("审议意见")
    HANDLING_REPORT = "handling_report", _("研究处理情况的报告")
    TRACKING_REPORT = "tracking_report", _("跟踪督办情况的报告")
    DECISION = "decision", _("决定")
    RESOLUTION = "resolution", _("决议")
    REGULATION = "regulation", _("法规全文")
    CREDENTIALS_REPORT = "credentials_report", _("代表资格的报告")
    RESIGNATION_DECISION = "resignation_decision", _("接受辞职的决定")
    APPOINTMENT_LIST = "appointment_list", _("任免名单")
    ANNOUNCEMENT = "announcement", _("公告")
    INQUIRY_RECORD = "inquiry_record", _("询问实录")
    SPEECH = "speech", _("讲话")
    OTHER = "other", _("其他")


class RelationKind(models.TextChoices):
    EXPLAINS = "explains", _("说明")
    REVIEWS = "reviews", _("对草案提出审议意见")
    EXAMINES = "examines", _("审查")
    SURVEYS = "surveys", _("调研")
    OPINION_ON = "opinion_on", _("对报告的审议意见")
    ADOPTS = "adopts", _("通过")
    HANDLES = "handles", _("研究处理")
    TRACKS = "tracks", _("跟踪督办")
    ABOUT = "about", _("有关")


class PointKind(models.TextChoices):
    ASPECT = "aspect", _("方面")
    POINT = "point", _("条")


class Claim(models.TextChoices):
    """What the government says of a point, in the staff's own words."""

    A = "A", _("已解决或基本解决")
    B = "B", _("正在解决")
    C = "C", _("列入规划逐步解决")
    D = "D", _("留作参考")


class Verified(models.TextChoices):
    """What the committee found of a point."""

    SOLVED = "solved", _("已解决")
    PARTLY = "partly", _("部分解决")
    NOT_SOLVED = "not_solved", _("未解决")


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", _("满意")
    BASICALLY = "basically", _("基本满意")
    NOT_SATISFIED = "not_satisfied", _("不满意")


class ReportKind(models.TextChoices):
    """The kinds of reports that rules on due dates tell apart."""

    ANY = "any", _("任何报告")
    AUDIT_RECTIFICATION = "audit_rectification", _("审计整改报告")
    ENFORCEMENT_CHECK = "enforcement_check", _("执法检查报告")


class FollowUpKind(models.TextChoices):
    HANDLING = "handling", _("研究处理情况的报告")
    TRACKING = "tracking", _("跟踪督办情况的报告")


class Match(models.TextChoices):
    EXACT = "exact", _("原文引用")
    REWORDED = "reworded", _("改写")
    SHARED = "shared", _("一节答复多个方面")
    BY_HAND = "by_hand", _("人工认定")


class OpinionState(models.TextChoices):
    """Derived from the facts and a date, never stored."""

    AWAITING = "awaiting", _("待答复")
    OVERDUE = "overdue", _("逾期未答复")
    HANDLED = "handled", _("已答复")
    TRACKED = "tracked", _("已跟踪督办")
    CLOSED = "closed", _("已办结")


class ReplyBasis(models.TextChoices):
    """What tells on which day the government replied to an opinion. Derived, never stored."""

    REPORT = "report", _("答复报告写明")
    DOCUMENT = "document", _("答复报告的落款日期")
    RETOLD = "retold", _("督办报告转述")
    BULLETIN = "bulletin", _("至迟到登载答复的公报所载会议")


class Severity(models.TextChoices):
    ERROR = "error", _("错误")
    WARNING = "warning", _("警告")
    INFO = "info", _("提示")


class PartyRole(models.TextChoices):
    """What somebody named at the head or the end of a policy document is to it."""

    ISSUER = "issuer", _("发文机关")
    ADDRESSEE = "addressee", _("主送")
    COPY = "copy", _("抄送")


class Completeness(models.TextChoices):
    """Whether the text that is held begins and ends where the document does."""

    WHOLE = "whole", _("完整")
    BEGINS_LATE = "begins_late", _("缺开头")
    ENDS_EARLY = "ends_early", _("缺结尾")
    BOTH = "both", _("开头和结尾都缺")


class MeasureKind(models.TextChoices):
    CHAPTER = "chapter", _("章节")
    MEASURE = "measure", _("举措")
    ACTION = "action", _("具体事项")


class TaskField(models.TextChoices):
    """What a column of a task register holds."""

    DOMAIN = "domain", _("所属领域")
    SERIAL = "serial", _("序号")
    TASK = "task", _("任务")
    MEASURE = "measure", _("措施")
    LEADER = "leader", _("牵头领导")
    LEAD_UNIT = "lead_unit", _("牵头单位")
    UNIT = "unit", _("责任单位")
    DEADLINE = "deadline", _("完成时限")
    OTHER = "other", _("其他")


class UnitRole(models.TextChoices):
    LEAD = "lead", _("牵头单位")
    SHARED = "shared", _("责任单位")


class DeadlineKind(models.TextChoices):
    """How a task is bounded in time: only a date and a range fall due."""

    DATE = "date", _("定期完成")
    RANGE = "range", _("一段时间")
    YEARLY = "yearly", _("每年")
    ROLLING = "rolling", _("持续推进")
    AS_DEPLOYED = "as_deployed", _("按部署")
    NONE = "none", _("未写明")


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不采用")


class TaskStatus(models.TextChoices):
    """How far a task has come: what its last step says."""

    OPEN = "open", _("未报完成")
    REPORTED = "reported", _("已报完成")
    INSPECTED = "inspected", _("已核查")
    ACCEPTED = "accepted", _("已认可")
    RETURNED = "returned", _("已退回")
    WRITTEN_OFF = "written_off", _("已销号")


class CountedBy(models.TextChoices):
    """By what the tasks of a policy document are counted."""

    DOMAIN = "domain", _("所属领域")
    UNIT = "unit", _("单位")
    LEADER = "leader", _("牵头领导")
    MONTH = "month", _("到期月份")
    DEADLINE_KIND = "deadline_kind", _("时限种类")
    STATUS = "status", _("进展")


class LinkState(models.TextChoices):
    SUGGESTED = "suggested", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不相关")
