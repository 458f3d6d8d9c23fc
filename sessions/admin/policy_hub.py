"""The page of a policy document as the place where it is typed: the steps in the order of work
(head, measures, register, looking over, publishing), how far each has come, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from npcrecords.core.admin.by_hand import BACK_TO_POLICY, add_url

from ..checks import check_records
from ..choices import CorrectionState, DeadlineKind, LinkState, MeasureKind, PartyRole, Status
from ..models import (
    Measure,
    MeasureUnit,
    Policy,
    PolicyLink,
    PolicyParty,
    Register,
    Task,
    TaskCorrection,
    TaskLeader,
    TaskStep,
    TaskUnit,
)
from .finding_links import findings_url
from .hub import Link, Step, list_url

Missing = list[Link | str]


def policy_steps(policy: Policy, *, may_publish: bool) -> list[Step]:
    """The steps of a policy document. A fixed number of queries, however much it holds."""
    return list(_Steps(policy, may_publish).all())


class _Steps:
    def __init__(self, policy: Policy, may_publish: bool) -> None:
        self.policy = policy
        self.may_publish = may_publish
        self.back = {BACK_TO_POLICY: policy.pk}

    def all(self) -> Iterator[Step]:
        yield self.head()
        yield self.measures()
        yield self.register()
        yield self.look_over()
        yield self.progress()
        yield self.publishing()

    def head(self) -> Step:
        """Number, date, issuers."""
        policy = self.policy
        parties = PolicyParty.objects.filter(policy=policy).aggregate(
            all=Count("pk"),
            issuers=Count("pk", filter=Q(role=PartyRole.ISSUER)),
            open=Count("pk", filter=Q(organization=None, group=False)),
        )
        missing: Missing = []
        if not policy.number:
            missing.append(_("没有文号。"))
        if policy.issued_on is None:
            missing.append(_("没有成文日期。"))
        if not policy.place:
            missing.append(_("没有行政区域：简称和同名的人要在一个行政区域内认定。"))
        if not parties["issuers"]:
            missing.append(_("没有发文机关：写在下面“发文、主送、抄送”里。"))
        if parties["open"]:
            missing.append(
                _("发文、主送、抄送里有 %(count)d 个机构尚未认定。") % {"count": parties["open"]}
            )
        return Step(
            _("文号和发文机关"),
            lists=[
                Link("#parties-group", _("发文、主送、抄送 %(count)d") % {"count": parties["all"]})
            ],
            missing=missing,
        )

    def measures(self) -> Step:
        rows = Measure.objects.filter(policy=self.policy)
        units = MeasureUnit.objects.filter(measure=OuterRef("pk"))
        number = rows.aggregate(
            all=Count("pk"),
            unread=Count("pk", filter=~Q(units_text="") & Q(~Exists(units))),
            bare=Count("pk", filter=Q(text=None) & ~Q(kind=MeasureKind.CHAPTER)),
        )
        missing: Missing = []
        if not number["all"]:
            missing.append(_("还没有举措。"))
        if number["unread"]:
            missing.append(
                _("有 %(count)d 条举措写了责任单位，还没有分开录入。") % {"count": number["unread"]}
            )
        if number["bare"]:
            missing.append(_("有 %(count)d 条举措没有正文。") % {"count": number["bare"]})
        return Step(
            _("举措"),
            lists=[self._listed(Measure, number["all"])],
            adds=[Link(add_url(Measure, policy=self.policy, **self.back), _("＋ 举措"))],
            missing=missing,
        )

    def register(self) -> Step:
        registers = Register.objects.filter(policy=self.policy).count()
        tasks = Task.objects.filter(policy=self.policy)
        units = TaskUnit.objects.filter(task=OuterRef("pk"))
        number = tasks.aggregate(
            all=Count("pk"),
            unnamed=Count("pk", filter=Q(task="")),
            no_units=Count("pk", filter=~Exists(units)),
            unread=Count("pk", filter=~Q(deadline_text="") & Q(deadline_kind=DeadlineKind.NONE)),
        )
        missing: Missing = []
        if not registers:
            missing.append(_("还没有任务清单：有清单的，可以整张粘贴，或上传表格。"))
        elif not number["all"]:
            missing.append(_("清单里还没有任务。"))
        for name, sentence in (
            ("unnamed", _("有 %(count)d 项任务没有名称。")),
            ("no_units", _("有 %(count)d 项任务没有单位。")),
            ("unread", _("有 %(count)d 项任务写了时限，还没有认定是哪一种。")),
        ):
            if number[name]:
                missing.append(sentence % {"count": number[name]})
        here = {"policy": self.policy, **self.back}
        return Step(
            _("任务清单"),
            lists=[self._listed(Register, registers), self._listed(Task, number["all"])],
            adds=[
                Link(
                    reverse("admin:congress_policy_register", args=[self.policy.pk]),
                    _("＋ 粘贴清单或上传表格"),
                ),
                Link(add_url(Register, **here), _("＋ 清单")),
                Link(add_url(Task, **here), _("＋ 一项任务")),
            ],
            missing=missing,
        )

    def look_over(self) -> Step:
        """Who and what is not known yet; corrections and links that wait for a word."""
        policy = self.policy
        waiting = Q(state=CorrectionState.PROPOSED)
        corrections = TaskCorrection.objects.filter(task__policy=policy).aggregate(
            all=Count("pk"), open=Count("pk", filter=waiting)
        )
        links = PolicyLink.objects.filter(policy=policy).aggregate(
            all=Count("pk"), open=Count("pk", filter=Q(state=LinkState.SUGGESTED))
        )
        leaders = TaskLeader.objects.filter(task__policy=policy, person=None).count()
        unknown = Q(organization=None, group=False)
        units = (
            TaskUnit.objects.filter(unknown, task__policy=policy).values("name").distinct().count()
        )
        found = sum(one.set_aside is None for one in check_records(policy=policy.pk))
        missing: Missing = []
        if corrections["open"]:
            said = _("有 %(count)d 处订正待确认") % {"count": corrections["open"]}
            missing.append(Link(corrections_url(policy), said))
        if links["open"]:
            url = list_url(
                PolicyLink, policy__id__exact=policy.pk, state__exact=LinkState.SUGGESTED
            )
            missing.append(
                Link(url, _("有 %(count)d 个提示的关联待确认") % {"count": links["open"]})
            )
        if leaders:
            url = list_url(Task, policy__id__exact=policy.pk, named="leaders")
            missing.append(Link(url, _("有 %(count)d 位牵头领导尚未认定是谁") % {"count": leaders}))
        if units:
            url = list_url(Task, policy__id__exact=policy.pk, named="units")
            missing.append(Link(url, _("有 %(count)d 个单位名称尚未认定机构") % {"count": units}))
        lists = [
            Link(corrections_url(policy), _("订正 %(count)d") % {"count": corrections["all"]}),
            self._listed(PolicyLink, links["all"]),
            Link(findings_url(policy=policy.pk), _("待核问题 %(count)d") % {"count": found}),
        ]
        return Step(_("核对"), lists=lists, missing=missing)

    def progress(self) -> Step:
        steps = TaskStep.objects.filter(task__policy=self.policy)
        number = steps.aggregate(all=Count("pk"), tasks=Count("task", distinct=True))
        return Step(
            _("任务进展"),
            lists=[
                Link(
                    list_url(TaskStep, task__policy__id__exact=self.policy.pk),
                    _("%(tasks)d 项任务，%(count)d 步")
                    % {"tasks": number["tasks"], "count": number["all"]},
                )
            ],
            adds=[Link(list_url(Task, policy__id__exact=self.policy.pk), _("选任务录入进展"))],
        )

    def publishing(self) -> Step:
        if self.policy.status == Status.PUBLISHED:
            return Step(_("发布"), lists=[Link("#publish-buttons", _("已发布"))])
        if not self.may_publish:
            said = _("还是草稿，只有工作人员能看到：核对后请能发布的人（如“编辑”组）来发布。")
            return Step(_("发布"), missing=[said])
        said = _("还是草稿，只有工作人员能看到：核对后用页尾的“保存并发布”。")
        return Step(_("发布"), missing=[Link("#publish-buttons", said)])

    def _listed(self, model: Any, number: int) -> Link:
        label = f"{model._meta.verbose_name_plural} {number}"
        return Link(list_url(model, policy__id__exact=self.policy.pk), label)


def corrections_url(policy: Policy | None = None) -> str:
    """The address of the page of corrections, of one document or of all."""
    address = reverse("admin:congress_task_corrections")
    return address if policy is None else f"{address}?policy={policy.pk}"
