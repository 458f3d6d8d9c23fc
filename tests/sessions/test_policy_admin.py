"""Policy documents in the admin: typed by hand, published, corrected."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from npcrecords.core.models import Action
from sessions.models import (
    Measure,
    Policy,
    PolicyLink,
    PolicyParty,
    Register,
    Task,
    TaskCorrection,
)

from .. import factories as f
from ..admin_pages import url
from ..filled_forms import fields_of, typed

pytestmark = pytest.mark.django_db


def draft(**values) -> Policy:
    return f.PolicyFactory(status="draft", published_at=None, **values)


@pytest.fixture
def clerk(groups) -> Client:
    user = f.UserFactory(is_staff=True, last_name="陆", first_name="经办")
    user.groups.add(Group.objects.get(name="经办员"))
    client = Client()
    client.force_login(user)
    return client


# By hand, step by step


def test_a_document_is_typed_step_by_step(clerk) -> None:
    office = f.OrganizationFactory(name="青岚市人民政府办公室")
    answer = typed(
        clerk,
        url(Policy, "add"),
        title="关于印发青岚市清水行动方案的通知",
        enclosed_title="青岚市清水行动方案",
        number="青政办发〔2020〕7号",
        place="青岚市",
        issued_on="2020年6月1日",
        **{"parties-0-name": "市府办", "parties-0-organization": office.pk},
    )
    policy = Policy.objects.get()
    assert answer.url == url(Policy, "change", policy.pk), "gone on with on its own page"
    assert policy.status == "draft"
    party = PolicyParty.objects.get()
    assert (party.role, party.name, party.organization) == ("issuer", "市府办", office)

    page = clerk.get(answer.url)
    steps = {step.name: step for step in page.context["steps"]}
    assert list(steps) == ["文号和发文机关", "举措", "任务清单", "核对", "任务进展", "发布"]
    assert steps["文号和发文机关"].missing == []
    assert steps["举措"].missing == ["还没有举措。"]
    assert "还没有任务清单" in steps["任务清单"].missing[0]

    first = typed(clerk, steps["举措"].adds[0].url, "_addanother", heading="总体要求")
    data = fields_of(clerk.get(first.url))
    assert (data["order"], data["level"], data["marker"]) == ("1", "1", "二、")
    typed(clerk, first.url, heading="重点任务", units_text="市水利局")
    assert [str(row) for row in Measure.objects.all()] == ["一、总体要求", "二、重点任务"]

    answer = typed(
        clerk,
        steps["任务清单"].adds[1].url,
        title="重点任务清单",
        columns="序号：序号\n重点任务：任务\n完成时间：完成时限",
    )
    assert answer.url == url(Policy, "change", policy.pk), "back to where one came from"
    assert Register.objects.get().columns[2] == {"head": "完成时间", "field": "deadline"}

    adds = clerk.get(answer.url).context["steps"][2].adds
    typed(
        clerk,
        adds[2].url,
        task="疏浚东河",
        deadline_kind="date",
        deadline_on="2020-12-31",
        deadline_precision="month",
        **{"unit_set-0-name": "市水利局", "unit_set-0-role": "lead"},
    )
    task = Task.objects.get()
    assert (task.policy, task.row, task.serial, task.number) == (policy, 1, "1", 1)
    assert task.unit_set.get().role == "lead"
    missing = [str(getattr(one, "text", one)) for one in _steps(clerk, policy)[3].missing]
    assert missing == ["有 1 个单位名称尚未认定机构"]


def _steps(client, policy):
    return client.get(url(Policy, "change", policy.pk)).context["steps"]


def test_the_next_row_goes_on_with_the_last_ones_serial(admin_client) -> None:
    last = f.TaskFactory(row=7, serial="（9）", number=9, domain="二、交通")
    data = fields_of(admin_client.get(f"{url(Task, 'add')}?policy={last.policy_id}"))
    assert (data["row"], data["serial"], data["number"]) == ("8", "（10）", "10")
    assert (data["domain"], data["register"]) == ("二、交通", str(last.register_id))


def test_measures_stand_under_the_last_one_of_a_higher_level(admin_client) -> None:
    policy = draft()
    chapter = f.MeasureFactory(policy=policy, order=0, level=1, kind="chapter", marker="一、")
    f.MeasureFactory(policy=policy, order=1, level=2, parent=chapter)
    page = url(Policy, "change", policy.pk)
    data = fields_of(admin_client.get(page))
    assert "measures-1-heading" in data
    typed(admin_client, page, **{"measures-1-heading": "改过的标题"})
    row = Measure.objects.get(order=1)
    assert (row.heading, row.parent) == ("改过的标题", chapter)


def test_columns_say_what_they_hold(admin_client) -> None:
    row = f.RegisterFactory()
    page = url(Register, "change", row.pk)
    data = fields_of(admin_client.get(page))
    assert data["columns"] == "序号：序号\n重点任务：任务"
    answer = admin_client.post(page, {**data, "columns": "完成时间：什么时候"})
    assert "“完成时间：什么时候”没有写明这一栏载的是什么" in answer.content.decode()


# Deadlines


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"deadline_kind": "date"}, "deadline_on", "“定期完成”的任务要写到期日"),
        (
            {"deadline_kind": "rolling", "deadline_on": "2020-12-31"},
            "deadline_on",
            "“持续推进”的任务没有到期的一天：请把这一栏留空",
        ),
        (
            {"deadline_kind": "date", "deadline_on": "2020年12月"},
            "deadline_on",
            "“2020年12月”只写到月：到期日是其最后一天，请写 2020-12-31，并把时限精度选为“月”。",
        ),
        (
            {
                "deadline_kind": "date",
                "deadline_on": "2020-12-01",
                "deadline_precision": "month",
            },
            "deadline_on",
            "时限只写到月的，到期日取其最后一天：请写 2020-12-31。",
        ),
        (
            {
                "deadline_kind": "range",
                "deadline_on": "2020-12-31",
                "deadline_start": "2021-01-01",
            },
            "deadline_start",
            "起始日晚于到期日 2020-12-31：请核对这两个日期。",
        ),
    ],
)
def test_a_deadline_is_checked_with_a_sentence(admin_client, said, field, sentence) -> None:
    task = f.TaskFactory(deadline_kind="none", deadline_on=None, deadline_precision="day")
    page = url(Task, "change", task.pk)
    answer = admin_client.post(page, fields_of(admin_client.get(page)) | said)
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert sentence in "".join(form.errors[field])
    assert not form.non_field_errors(), "said once"


# Publishing


def test_the_button_on_the_form_publishes(admin_client) -> None:
    policy = draft()
    page = url(Policy, "change", policy.pk)
    assert "保存并发布" in admin_client.get(page).content.decode()
    typed(admin_client, page, "_publish", title="改过的标题")
    policy.refresh_from_db()
    assert (policy.status, policy.title) == ("published", "改过的标题")
    assert Action.objects.latest("id").kind == "publish"
    typed(admin_client, page, "_withdraw")
    policy.refresh_from_db()
    assert policy.status == "draft"


def test_actions_of_the_list_publish_and_take_back(admin_client) -> None:
    rows = [draft(), draft()]
    data = {"action": "publish", "_selected_action": [row.pk for row in rows]}
    page = admin_client.post(url(Policy, "changelist"), data, follow=True).content.decode()
    assert "已发布 2 份政策文件。" in page
    assert not Policy.objects.filter(status="draft").exists()


def test_a_clerk_does_not_publish(clerk) -> None:
    policy = draft()
    page = clerk.get(url(Policy, "change", policy.pk)).content.decode()
    assert 'name="_publish"' not in page
    assert "请能发布的人（如“编辑”组）来发布" in page
    clerk.post(url(Policy, "changelist"), {"action": "publish", "_selected_action": [policy.pk]})
    policy.refresh_from_db()
    assert policy.status == "draft"


def test_what_is_published_is_shown_to_a_clerk_without_a_form(clerk) -> None:
    task = f.TaskFactory()
    page = clerk.get(url(Task, "change", task.pk)).content.decode()
    assert "已经公开" in page
    assert 'name="_save"' not in page


# Filters


def test_tasks_are_found_by_who_and_when(admin_client) -> None:
    policy = draft()
    register = f.RegisterFactory(policy=policy)
    bureau = f.OrganizationFactory(name="青岚市水利局")
    mayor = f.PersonFactory(name="方勤")
    late = f.TaskFactory(register=register, domain="1. 河道")
    rolling = f.TaskFactory(
        register=register, domain="2. 交通", deadline_kind="rolling", deadline_on=None
    )
    f.TaskUnitFactory(task=late, name="市水利局", organization=bureau)
    f.TaskUnitFactory(task=late, name="水利局", organization=bureau, role="shared")
    f.TaskUnitFactory(task=rolling, name="市公路中心", organization=None)
    f.TaskLeaderFactory(task=rolling, person=mayor)
    f.TaskStepFactory(task=rolling, status="accepted")
    other = f.TaskFactory(task="别处的任务")

    def found(**query) -> set[int]:
        answer = admin_client.get(url(Task, "changelist"), query)
        assert answer.status_code == 200
        return {row.pk for row in answer.context["cl"].queryset}

    assert found(unit=bureau.pk) == {late.pk}
    assert found(unit="=市公路中心") == {rolling.pk}
    assert found(leader=mayor.pk) == {rolling.pk}
    assert found(domain="1. 河道") == {late.pk}
    assert found(status="accepted") == {rolling.pk}
    assert found(due="overdue") == {late.pk, other.pk}
    assert found(named="units") == {rolling.pk}
    assert found(policy__id__exact=policy.pk) == {late.pk, rolling.pk}
    assert found(q="水利局") == {late.pk}
    page = admin_client.get(url(Task, "changelist"), {"policy__id__exact": other.policy_id})
    offered = [spec.title for spec in page.context["cl"].filter_specs]
    assert "牵头领导" not in offered, "nothing of other documents is offered"


# Corrections


def corrections_page(policy: Policy) -> str:
    return f"{reverse('admin:congress_task_corrections')}?policy={policy.pk}"


def test_corrections_are_confirmed_and_rejected(admin_client) -> None:
    policy = draft()
    register = f.RegisterFactory(policy=policy)
    cells = [{"field": "task", "head": "任务", "printed": "疏竣东河"}]
    task = f.TaskFactory(register=register, task="疏浚东河", cells=cells)
    one = f.TaskCorrectionFactory(
        task=task, field="task", printed="疏竣东河", value="疏浚东河", reason="错字。"
    )
    two = f.TaskCorrectionFactory(task=f.TaskFactory(register=register))
    elsewhere = f.TaskCorrectionFactory()
    page = admin_client.get(corrections_page(policy))
    assert [row.pk for row in page.context["page"]] == [one.pk, two.pk]
    for words in ("疏竣东河", "疏浚东河", "错字。", "待确认"):
        assert words in page.content.decode()

    answer = admin_client.post(corrections_page(policy), {"_reject": one.pk}, follow=True)
    assert "已不采用 1 处订正" in answer.content.decode()
    task.refresh_from_db()
    assert task.task == "疏竣东河", "the cell reads as it is printed"
    assert Action.objects.latest("id").changes.count() == 2, "the task and its correction"

    admin_client.post(corrections_page(policy), {"_confirm": one.pk})
    task.refresh_from_db()
    assert task.task == "疏浚东河"

    admin_client.post(corrections_page(policy), {"_confirm": "ticked", "_all": "1"})
    states = dict(TaskCorrection.objects.values_list("pk", "state"))
    assert states == {one.pk: "confirmed", two.pk: "confirmed", elsewhere.pk: "proposed"}


def test_ticked_corrections_are_decided_and_nothing_without_a_tick(admin_client) -> None:
    rows = [f.TaskCorrectionFactory() for _number in range(3)]
    page = reverse("admin:congress_task_corrections")
    answer = admin_client.post(page, {"_confirm": "ticked"}, follow=True)
    assert "没有选订正" in answer.content.decode()
    admin_client.post(page, {"_confirm": "ticked", "correction": [rows[0].pk, rows[2].pk]})
    confirmed = TaskCorrection.objects.filter(state="confirmed").values_list("pk", flat=True)
    assert set(confirmed) == {rows[0].pk, rows[2].pk}


def test_a_clerk_decides_on_drafts_alone(clerk) -> None:
    public, own = (
        f.TaskCorrectionFactory(),
        f.TaskCorrectionFactory(task=f.TaskFactory(register=f.RegisterFactory(policy=draft()))),
    )
    page = reverse("admin:congress_task_corrections")
    answer = clerk.post(page, {"_confirm": public.pk}, follow=True).content.decode()
    assert "已经公开" in answer
    clerk.post(page, {"_confirm": own.pk})
    assert TaskCorrection.objects.get(state="confirmed") == own


def test_the_page_of_corrections_takes_the_same_queries_for_one_and_for_three(
    admin_client, django_assert_num_queries
) -> None:
    page = reverse("admin:congress_task_corrections")
    counts = []
    for number in (1, 3):
        while TaskCorrection.objects.count() < number:
            f.TaskCorrectionFactory()
        with django_assert_num_queries(10, exact=False) as queries:
            assert admin_client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Links


def test_suggested_links_are_settled_from_the_list(admin_client) -> None:
    rows = [f.PolicyLinkFactory() for _number in range(3)]
    data = {"action": "confirm", "_selected_action": [rows[0].pk, rows[1].pk]}
    page = admin_client.post(url(PolicyLink, "changelist"), data, follow=True).content.decode()
    assert "已确认 2 个关联。" in page
    data = {"action": "reject", "_selected_action": [rows[2].pk]}
    admin_client.post(url(PolicyLink, "changelist"), data)
    assert [row.state for row in PolicyLink.objects.order_by("pk")] == [
        "confirmed",
        "confirmed",
        "rejected",
    ]
    assert Action.objects.latest("id").changes.count() == 1


# What every record's page has


def test_a_change_of_a_task_stands_in_its_history_and_is_undone(admin_client) -> None:
    task = f.TaskFactory(task="疏浚东河")
    typed(admin_client, url(Task, "change", task.pk), task="疏浚西河")
    page = admin_client.get(url(Task, "history", task.pk)).content.decode()
    assert "疏浚西河" in page
    action = Action.objects.latest("id")
    admin_client.post(reverse("admin:core_action_undo", args=[action.pk]), {"_reason": "写错"})
    task.refresh_from_db()
    assert task.task == "疏浚东河"


def test_two_people_who_change_one_task_are_joined(admin_client) -> None:
    task = f.TaskFactory()
    page = url(Task, "change", task.pk)
    mine = fields_of(admin_client.get(page))
    typed(admin_client, page, domain="3. 大气")
    answer = admin_client.post(page, mine | {"task": "我改的", "_save": "1"})
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.task, task.domain) == ("我改的", "3. 大气")


def test_a_deleted_document_takes_all_of_it_along(admin_client) -> None:
    step = f.TaskStepFactory()
    policy = step.task.policy
    f.MeasureFactory(policy=policy)
    assert "任务：1 条" in admin_client.get(url(Policy, "delete", policy.pk)).content.decode()
    admin_client.post(url(Policy, "delete", policy.pk), {"post": "yes"})
    assert not Task.objects.exists()
    assert not Measure.objects.exists()
