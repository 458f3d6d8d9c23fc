"""The progress of tasks: one short form, for one task and for several."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from npcrecords.core.models import Action
from sessions.models import Task, TaskStep

from .. import factories as f
from ..admin_pages import url
from ..filled_forms import fields_of, typed

pytestmark = pytest.mark.django_db


def page_for(*tasks: Task, **values: str) -> str:
    query = "&".join([f"task={task.pk}" for task in tasks])
    more = "".join(f"&{name}={value}" for name, value in values.items())
    return f"{reverse('admin:congress_task_step')}?{query}{more}"


def data_of(*tasks: Task, **values) -> dict:
    said = {"status": "reported", "on": "2020-11-30", "evidence": "水利局函〔2020〕3号"}
    return {"task": [task.pk for task in tasks], **said, **values}


def test_one_step_is_entered_from_the_page_of_a_task(admin_client) -> None:
    task = f.TaskFactory()
    bureau = f.OrganizationFactory()
    page = admin_client.get(url(Task, "change", task.pk))
    assert "还没有录入进展" in page.content.decode()
    address, label = page.context["next_steps"][0]
    assert str(label) == "已报完成"
    data = fields_of(admin_client.get(address), "step-form")
    assert (data["status"], data["task"]) == ("reported", str(task.pk))
    answer = admin_client.post(address, data_of(task, actor=bureau.pk))
    assert answer.url == url(Task, "change", task.pk)
    step = TaskStep.objects.get()
    assert (step.task, step.status, step.on) == (task, "reported", dt.date(2020, 11, 30))
    assert (step.actor, step.year) == (bureau, None)
    page = admin_client.get(answer.url).content.decode()
    assert "水利局函〔2020〕3号" in page


def test_the_unit_that_leads_is_who_reports(admin_client) -> None:
    bureau = f.OrganizationFactory(name="青岚市水利局")
    tasks = [f.TaskFactory(), f.TaskFactory()]
    for task in tasks:
        f.TaskUnitFactory(task=task, role="lead", organization=bureau)
    data = fields_of(admin_client.get(page_for(*tasks)), "step-form")
    assert data["actor"] == str(bureau.pk)
    data = fields_of(admin_client.get(page_for(*tasks, status="accepted")), "step-form")
    assert data["actor"] == ""
    f.TaskUnitFactory(task=tasks[0], role="lead", organization=f.OrganizationFactory())
    assert fields_of(admin_client.get(page_for(*tasks)), "step-form")["actor"] == ""


def test_one_form_serves_several_tasks_as_one_action(admin_client) -> None:
    register = f.RegisterFactory()
    tasks = [f.TaskFactory(register=register) for _number in range(3)]
    data = {"action": "enter_step", "_selected_action": [task.pk for task in tasks]}
    to_form = admin_client.post(url(Task, "changelist"), data)
    assert to_form.status_code == 302
    page = admin_client.get(to_form.url)
    assert "3 项任务" in page.content.decode()
    answer = admin_client.post(to_form.url, data_of(*tasks), follow=True)
    assert "已录入 3 项任务的进展。" in answer.content.decode()
    assert TaskStep.objects.count() == 3
    action = Action.objects.latest("id")
    assert action.changes.count() == 3
    assert "已报完成" in action.summary
    statuses = {row.status for row in answer.context["cl"].queryset}
    assert statuses == {"reported"}


def test_nothing_is_written_when_one_is_wrong(admin_client) -> None:
    tasks = [f.TaskFactory(task="疏浚东河"), f.TaskFactory(task="疏浚西河")]
    f.TaskStepFactory(task=tasks[1], status="reported", on=dt.date(2020, 11, 30))
    answer = admin_client.post(page_for(*tasks), data_of(*tasks))
    text = answer.content.decode()
    assert "“疏浚西河”：这一天已经录过同样的进展" in text or "疏浚西河" in text
    assert "什么也没有写入" in text
    assert TaskStep.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"evidence": ""}, "evidence", "请写明凭据，或选凭据文件。"),
        ({"on": ""}, "on", ""),
        ({"on": "2020年11月"}, "on", "只写到月"),
        ({"on": "2999-01-01"}, "on", "2999-01-01 还没有到"),
        ({"status": "open"}, "status", ""),
    ],
)
def test_bad_input_is_told_at_its_field(admin_client, said, field, sentence) -> None:
    task = f.TaskFactory()
    answer = admin_client.post(page_for(task), data_of(task, **said))
    assert answer.status_code == 200
    assert sentence in "".join(answer.context["form"].errors[field])
    assert not TaskStep.objects.exists()


def test_a_yearly_task_is_asked_for_the_year(admin_client) -> None:
    yearly = f.TaskFactory(deadline_kind="yearly", deadline_on=None)
    once = f.TaskFactory()
    assert "year" not in admin_client.get(page_for(once)).context["form"].fields
    answer = admin_client.post(page_for(yearly, once), data_of(yearly, once))
    assert "year" in answer.context["form"].errors
    admin_client.post(page_for(yearly, once), data_of(yearly, once, year="2020"))
    assert dict(TaskStep.objects.values_list("task", "year")) == {yearly.pk: 2020, once.pk: None}


def test_a_document_is_evidence_enough(admin_client) -> None:
    task, document = f.TaskFactory(), f.DocumentFactory()
    admin_client.post(page_for(task), data_of(task, evidence="", document=document.pk))
    assert TaskStep.objects.get().document == document


def test_a_task_that_is_left_out_gets_no_step(admin_client) -> None:
    tasks = [f.TaskFactory(), f.TaskFactory()]
    admin_client.post(page_for(*tasks), data_of(tasks[0]))
    assert TaskStep.objects.get().task == tasks[0]
    answer = admin_client.post(page_for(*tasks), data_of(), follow=True)
    assert "没有选任务" in answer.content.decode()


def test_a_clerk_enters_steps_of_drafts_alone(groups) -> None:
    user = f.UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="经办员"))
    clerk = Client()
    clerk.force_login(user)
    public = f.TaskFactory()
    answer = clerk.post(page_for(public), data_of(public))
    assert answer.status_code == 200
    assert answer.context["problems"]
    draft = f.TaskFactory(register=f.RegisterFactory(policy=f.PolicyFactory(status="draft")))
    clerk.post(page_for(draft), data_of(draft))
    assert TaskStep.objects.get().task == draft


def test_who_may_only_look_enters_none(groups) -> None:
    user = f.UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="查看员"))
    viewer = Client()
    viewer.force_login(user)
    task = f.TaskFactory()
    assert viewer.get(page_for(task)).status_code == 403
    page = viewer.get(url(Task, "changelist")).content.decode()
    assert "录入进展" not in page


def test_a_step_is_mended_on_a_page_of_its_own(admin_client) -> None:
    step = f.TaskStepFactory()
    typed(admin_client, url(TaskStep, "change", step.pk), evidence="改过的凭据")
    step.refresh_from_db()
    assert step.evidence == "改过的凭据"


def test_the_form_takes_the_same_queries_for_one_task_and_for_three(
    admin_client, django_assert_num_queries
) -> None:
    tasks = [f.TaskFactory() for _number in range(3)]
    counts = []
    for chosen in (tasks[:1], tasks):
        with django_assert_num_queries(10, exact=False) as queries:
            assert admin_client.get(page_for(*chosen)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_begins_today(admin_client) -> None:
    data = fields_of(admin_client.get(page_for(f.TaskFactory())), "step-form")
    assert data["on"] == timezone.localdate().isoformat().replace("-", "/")
