"""A task register pasted from a spreadsheet, or taken from a file: read, looked over, entered."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from npcrecords.core.models import Action
from sessions.models import Policy, Register, Task
from sessions.register_pasting import PasteError, read_rows

from .. import factories as f
from ..admin_pages import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]

HEAD = "所属领域\t序号\t重点任务\t具体措施\t牵头领导\t牵头单位\t责任单位\t完成时限"
ROWS = (
    "一、河道\t1\t疏浚东河\t清淤三公里。\t方勤\t市水利局\t市财政局、各镇（街道）\t2020年12月\n"
    "\t\t\t修复河岸。\t方勤\t市水利局\t市住建局\t持续推进\n"
    "二、水质\t2\t公布水质\t每月公布一次。\t林朗\t市生态环境局\t\t每年推进\n"
)


@pytest.fixture
def policy() -> Policy:
    return f.PolicyFactory(
        status="draft", published_at=None, place="青岚市", number="青政发〔2020〕7号"
    )


def page_of(policy: Policy) -> str:
    return reverse("admin:congress_policy_register", args=[policy.pk])


def data_of(text: str, **values) -> dict:
    return {"text": text, "register": "new", "title": "", "columns": "", **values}


def look_over(client, policy, text=f"{HEAD}\n{ROWS}", **values):
    answer = client.post(page_of(policy), data_of(text, _read="1", **values))
    assert answer.status_code == 200
    return answer


def enter(client, policy, text=f"{HEAD}\n{ROWS}", **values):
    shown = look_over(client, policy, text, **values)
    taken = {f"take-{row.index}": "on" for row in shown.context["rows"] if row.take}
    data = data_of(text, _save="1", seen=shown.context["seen"], **values) | taken
    return client.post(page_of(policy), data, follow=True)


def test_a_register_is_read_looked_over_and_entered(admin_client, policy) -> None:
    water = f.OrganizationFactory(name="青岚市水利局", jurisdiction="青岚市")
    f.OrganizationAliasFactory(organization=water, name="市水利局", jurisdiction="青岚市")
    mayor = f.PersonFactory(name="方勤", jurisdiction="青岚市")
    shown = look_over(admin_client, policy)
    rows = shown.context["rows"]
    assert [(row.task.serial, row.task.continues) for row in rows] == [
        ("1", False),
        ("", True),
        ("2", False),
    ]
    assert rows[0].deadline == "定期完成 2020-12-31"
    assert rows[1].deadline == "持续推进"
    assert [(name, meaning) for _role, name, meaning in rows[0].units] == [
        ("市水利局", "青岚市水利局"),
        ("市财政局", "尚未认定"),
        ("各镇（街道）", "一类单位"),
    ]
    assert rows[0].leaders == [("方勤", f"已有人员：{mayor}")]
    assert not Task.objects.exists(), "nothing is written before the last step"

    answer = enter(admin_client, policy)
    assert answer.redirect_chain == [(url(Policy, "change", policy.pk), 302)]
    assert "已录入 3 行任务" in answer.content.decode()
    register = Register.objects.get()
    assert [one["field"] for one in register.columns][:3] == ["domain", "serial", "task"]
    first, second, third = Task.objects.order_by("row")
    assert (first.number, second.number, third.number) == (1, 1, 2)
    assert (second.continues, second.task, second.domain) == (True, "疏浚东河", "一、河道")
    assert first.deadline_on == dt.date(2020, 12, 31)
    assert first.deadline_precision == "month"
    assert first.leader_set.get().person == mayor
    assert first.unit_set.get(role="lead").organization == water
    assert first.unit_set.get(name="各镇（街道）").group
    assert {"field": "deadline", "head": "完成时限", "printed": "2020年12月"} in first.cells
    action = Action.objects.latest("id")
    assert action.kind == "paste"
    assert "3 行任务" in action.summary


def test_what_was_pasted_is_undone_as_one(admin_client, policy) -> None:
    enter(admin_client, policy)
    action = Action.objects.latest("id")
    admin_client.post(reverse("admin:core_action_undo", args=[action.pk]), {"_reason": "错了"})
    assert not Task.objects.exists()
    assert not Register.objects.exists()


def test_pasted_twice_no_row_is_doubled(admin_client, policy) -> None:
    enter(admin_client, policy)
    register = str(Register.objects.get().pk)
    more = f"{HEAD}\n{ROWS}\t3\t清理北河\t打捞垃圾。\t林朗\t市水利局\t\t2021年6月\n"
    shown = look_over(admin_client, policy, more, register=register)
    assert [row.take for row in shown.context["rows"]] == [False, False, False, True]
    assert "清单里已有这个序号的任务" in shown.content.decode()
    enter(admin_client, policy, more, register=register)
    assert list(Task.objects.order_by("row").values_list("row", "number")) == [
        (1, 1),
        (2, 1),
        (3, 2),
        (4, 3),
    ]
    answer = enter(admin_client, policy, more, register=register)
    assert "没有勾选要录入的行" in answer.content.decode()
    assert Task.objects.count() == 4


def test_without_a_header_the_columns_are_asked_for(admin_client, policy) -> None:
    rows = "1\t疏浚东河\t市水利局\t2020年12月\n2\t公布水质\t市生态环境局\t持续推进\n"
    answer = admin_client.post(page_of(policy), data_of(rows, _read="1"))
    assert "没有读到表头" in "".join(answer.context["form"].errors["text"])
    columns = "编号：序号\n事项：任务\n谁来办：责任单位\n什么时候：完成时限"
    shown = look_over(admin_client, policy, rows, columns=columns)
    assert [row.task.task for row in shown.context["rows"]] == ["疏浚东河", "公布水质"]
    enter(admin_client, policy, rows, columns=columns)
    assert Register.objects.get().columns[1] == {"head": "事项", "field": "task"}
    assert Task.objects.get(number=2).deadline_kind == "rolling"
    short = admin_client.post(page_of(policy), data_of(rows, _read="1", columns="编号：序号"))
    assert "“各栏”里只写了 1 栏" in "".join(short.context["form"].errors["text"])


def test_what_is_not_understood_is_marked(admin_client, policy) -> None:
    text = f"{HEAD}\n一、河道\t1\t疏浚东河\t清淤。\t方勤\t市水利局\t\t看情况\n"
    (row,) = look_over(admin_client, policy, text).context["rows"]
    assert row.task.deadline.kind == "none"
    assert any("看情况" in sentence for sentence in row.doubts)
    enter(admin_client, policy, text)
    task = Task.objects.get()
    assert (task.deadline_kind, task.deadline_text) == ("none", "看情况")


def test_a_workbook_is_taken_like_a_paste(admin_client, policy) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["重点任务清单"])
    sheet.append(HEAD.split("\t"))
    for line in ROWS.splitlines():
        sheet.append([cell or None for cell in line.split("\t")])
    sheet["B3"] = 1
    sheet["H5"] = dt.date(2021, 6, 30)
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("清单.xlsx", out.getvalue())
    shown = admin_client.post(page_of(policy), data_of("", _read="1", file=file))
    rows = shown.context["rows"]
    assert [row.task.number for row in rows] == [1, 1, 2]
    assert rows[2].deadline == "定期完成 2021-06-30"
    assert "疏浚东河" in shown.context["text"], "kept in the page for the next step"
    data = data_of(shown.context["text"], _save="1", seen=shown.context["seen"])
    admin_client.post(page_of(policy), data | {f"take-{n}": "on" for n in range(3)})
    assert Task.objects.count() == 3
    assert Register.objects.get().title == "重点任务清单"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请把清单粘贴到这里"),
        ("疏浚东河，市水利局", "没有读到分开的格子"),
        (HEAD, "没有读到任务"),
    ],
)
def test_a_text_that_is_no_register_is_refused_with_a_sentence(
    admin_client, policy, text, sentence
) -> None:
    answer = admin_client.post(page_of(policy), data_of(text, _read="1"))
    assert sentence in "".join(answer.context["form"].errors["text"])


def test_a_file_that_is_no_table_is_refused_with_a_sentence(admin_client, policy) -> None:
    file = SimpleUploadedFile("清单.pdf", b"%PDF-1.4")
    answer = admin_client.post(page_of(policy), data_of("", _read="1", file=file))
    assert "不是表格文件" in "".join(answer.context["form"].errors["file"])


def test_a_changed_text_is_shown_again_before_it_is_entered(admin_client, policy) -> None:
    shown = look_over(admin_client, policy)
    changed = f"{HEAD}\n{ROWS}".replace("疏浚东河", "疏浚西河")
    data = data_of(changed, _save="1", seen=shown.context["seen"], **{"take-0": "on"})
    answer = admin_client.post(page_of(policy), data)
    assert "清单改过了" in answer.content.decode()
    assert not Task.objects.exists()


def test_nothing_is_written_when_a_row_is_wrong(admin_client, policy) -> None:
    long = "疏" * 600
    text = f"{HEAD}\n{ROWS}三、其他\t3\t{long}\t\t\t市水利局\t\t2020年\n"
    answer = enter(admin_client, policy, text)
    assert "尚未写入任何记录" in answer.content.decode()
    assert [bool(row.errors) for row in answer.context["rows"]] == [False, False, False, True]
    assert not Task.objects.exists()
    assert not Register.objects.exists()


def test_a_clerk_pastes_into_drafts_alone(groups, policy) -> None:
    user = f.UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="经办员"))
    clerk = Client()
    clerk.force_login(user)
    public = f.PolicyFactory()
    enter(clerk, public)
    assert not Task.objects.exists()
    enter(clerk, policy)
    assert Task.objects.count() == 3


def test_who_may_only_look_pastes_nothing(groups, policy) -> None:
    user = f.UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="查看员"))
    viewer = Client()
    viewer.force_login(user)
    assert viewer.get(page_of(policy)).status_code == 403


def test_looking_over_takes_the_same_queries_for_one_row_and_for_three(
    admin_client, policy, django_assert_num_queries
) -> None:
    counts = []
    for text in (f"{HEAD}\n{ROWS.splitlines()[0]}\n", f"{HEAD}\n{ROWS}"):
        with django_assert_num_queries(15, exact=False) as queries:
            look_over(admin_client, policy, text)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    text = '序号\t重点任务\t责任单位\t完成时限\n1\t"疏浚\n东河"\t"市水利局\n市财政局"\t2020年12月\n'
    (task,) = read_rows(text, year=2020).tasks
    assert task.task == "疏浚东河"
    assert [unit.name for unit in task.units] == ["市水利局", "市财政局"]
    with pytest.raises(PasteError):
        read_rows("序号\t任务", year=2020)
