"""The list of policy documents, the page of one, and what the pages cost."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from npcrecords.core import recent
from sessions.choices import (
    LinkState,
    MeasureKind,
    PartyRole,
    Status,
)

from .. import factories as make
from .policy_rows import large_policy, page, rows

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 6, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def queries(client: Any, name: str, *args: Any, **query: Any) -> int:
    recent.forget()
    with CaptureQueriesContext(connection) as held:
        page(client, name, *args, **query)
    return len(held)


# The list


def test_the_list_tells_what_each_document_is(client) -> None:
    whole = make.PolicyFactory(title="甲方案的通知", number="青政发〔2020〕1号")
    make.PolicyFactory(
        title="乙决定", number="", enclosed_title="", begins_late=True, ends_early=True,
        issued_on=None, issued_on_text="",
    )  # fmt: skip
    make.PolicyFactory(title="草稿", status=Status.DRAFT)
    party = make.PolicyPartyFactory(policy=whole)
    make.MeasureFactory(policy=whole)
    make.MeasureFactory(policy=whole, kind=MeasureKind.CHAPTER)
    register = make.RegisterFactory(policy=whole)
    make.TaskFactory(register=register)
    make.TaskFactory(register=register, continues=True)
    text = page(client, "policies")
    assert "甲方案的通知" in text
    assert "青政发〔2020〕1号" in text
    assert f"/organizations/{party.organization_id}/" in text
    assert "开头和结尾都缺" in text
    assert "草稿" not in text
    numbers = re.findall(r'class="number">(\d+)</td>', text)
    assert numbers == ["1", "1", "0", "0"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "河道"}, ["甲"]),
        ({"q": "〔2019〕"}, ["乙"]),
        ({"year": "2019"}, ["乙"]),
        ({"year": "2019,2020"}, ["甲", "乙"]),
        ({"year": "none"}, ["丙"]),
        ({"issuer": "青岚市水务局"}, ["甲"]),
        ({"issuer": "市委"}, ["乙"]),
        ({"ordering": "title"}, ["丙", "乙", "甲"]),
        ({"ordering": "issued_on"}, ["乙", "甲", "丙"]),
        ({"q": "没有这样的"}, []),
    ],
)
def test_the_list_is_filtered_and_sorted(client, query, found) -> None:
    first = make.PolicyFactory(title="甲：河道", number="青政发〔2020〕1号")
    second = make.PolicyFactory(
        title="乙：林地", number="青政发〔2019〕1号", issued_on=dt.date(2019, 5, 6)
    )
    make.PolicyFactory(title="丙：山地", number="", issued_on=None, issued_on_text="")
    organ = make.OrganizationFactory(name="青岚市水务局")
    make.PolicyPartyFactory(policy=first, name="市水务局", organization=organ)
    make.PolicyPartyFactory(policy=second, name="市委", organization=None)
    text = page(client, "policies", **query)
    named = [title[0] for title in re.findall(r'<a href="/policies/\d+/">(.*?)</a>', text)]
    assert sorted(named) == sorted(found)
    if "ordering" in query and query["ordering"] == "issued_on":
        assert named == found


def test_what_cannot_be_meant_is_said(client) -> None:
    text = page(client, "policies", year="昨天", ordering="颜色")
    assert "“昨天”不是年份" in text
    assert "不能按“颜色”排序" in text
    row = make.TaskFactory()
    text = page(
        client, "policy_tasks", row.policy_id, month="去年", status="好", on="x", register="一"
    )
    for said in ("“去年”不是月份", "没有“好”这个值", "“x”不是某一天", "“一”不是清单的编号"):
        assert said in text, said
    assert rows(text) == [str(row.pk)]


def test_the_counts_of_the_list_lead_to_as_many(client) -> None:
    for year in (2019, 2020, 2020):
        policy = make.PolicyFactory(issued_on=dt.date(year, 5, 6))
        make.PolicyPartyFactory(policy=policy, name="市政府", organization=None)
    text = page(client, "policies")
    assert re.search(r'href="\?year=2020&amp;">2020年 <b>2</b>', text)
    assert re.search(r">市政府 <b>3</b>", text)


def test_empty_pages_say_so(client) -> None:
    assert "还没有政策文件" in page(client, "policies")
    policy = make.PolicyFactory()
    assert "这份文件还没有录入举措" in page(client, "policy", policy.pk)
    assert "这份文件没有任务清单" in page(client, "policy_tasks", policy.pk)


def test_front_page_and_navigation_lead_there(client) -> None:
    make.PolicyFactory()
    text = page(client, "home")
    assert text.count('href="/policies/"') == 3
    assert "<b>1</b> 政策文件" in text


# The page of one


def test_the_head_of_a_document(client) -> None:
    held = make.PolicyFactory(title="关于推进河道治理的决定", number="某政发〔2019〕8号")
    policy = make.PolicyFactory(
        disclosure="此件公开发布", adopted_by="市委第八次全体会议", abstract="摘要在此。",
        printed_on=dt.date(2020, 6, 2),
    )  # fmt: skip
    make.PolicyBasisFactory(policy=policy, title=held.title, number=held.number)
    make.PolicyBasisFactory(policy=policy, title="没有收录的条例", number="", order=1)
    for place in range(15):
        make.PolicyPartyFactory(
            policy=policy, role=PartyRole.ADDRESSEE, order=place, name=f"第{place}单位",
            organization=None, group=True,
        )  # fmt: skip
    text = page(client, "policy", policy.pk)
    for words in ("此件公开发布", "市委第八次全体会议", "摘要在此。", "2020年6月2日", "第14单位"):
        assert words in text, words
    assert f'<a href="/policies/{held.pk}/">《关于推进河道治理的决定》' in text
    assert "《没有收录的条例》" in text
    assert '<details class="passage"' in text
    assert "全部15个" in text
    assert "固定网址" in text
    assert policy.title in re.search(r'<p class="cite">(.*?)</p>', text)[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("late", "early", "said"),
    [
        (True, False, "收到的文本从中间开始：文件的开头没有收到"),
        (False, True, "收到的文本没有结尾"),
        (True, True, "收到的文本从中间开始，也没有结尾"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(client, late, early, said) -> None:
    policy = make.PolicyFactory(begins_late=late, ends_early=early)
    assert said in page(client, "policy", policy.pk)


def test_the_outline_with_units_and_folded_texts(client) -> None:
    policy = make.PolicyFactory()
    make.MeasureFactory(policy=policy, kind="chapter", level=1, marker="一、", heading="河道")
    measure = make.MeasureFactory(policy=policy, marker="1.", text="每月公布一次。" * 80)
    unit = make.MeasureUnitFactory(measure=measure, name="市水利局")
    make.MeasureFactory(policy=policy, marker="2.", units_text="各镇（街道）")
    text = page(client, "policy", policy.pk)
    assert f'id="m{measure.pk}"' in text
    assert "展开全文（560字）" in text
    assert f'<a href="/organizations/{unit.organization_id}/"' in text
    assert "责任单位：各镇（街道）" in text
    assert '<details class="passage">' in text
    assert '<details class="passage" open>' in page(client, "policy", policy.pk, unfolded="1")


def test_an_outline_without_texts_says_so(client) -> None:
    measure = make.MeasureFactory(text=None)
    assert "这里只有提纲" in page(client, "policy", measure.policy_id)


def test_citations_to_and_fro(client) -> None:
    policy = make.PolicyFactory(title="青岚市水环境规划", number="青政发〔2020〕77号")
    other = make.PolicyFactory(title="水环境细则")
    make.PolicyCitationFactory(policy=other, title=policy.title, count=3)
    document = make.DocumentFactory(title="水环境工作的报告")
    make.CitationFactory(document=document, title=policy.title)
    text = page(client, "policy", policy.pk)
    assert "引用这份文件的文件（2）" in text
    assert f'<a href="/policies/{other.pk}/">水环境细则</a>' in text
    assert f'<a href="/documents/{document.pk}/">水环境工作的报告</a>' in text
    text = page(client, "policy", other.pk)
    assert f'<a href="/policies/{policy.pk}/">《青岚市水环境规划》</a>' in text
    assert "3 次" in text
    assert f'<a href="/policies/{policy.pk}/">' in page(client, "document", document.pk)


def test_confirmed_links_are_no_citations(client) -> None:
    policy = make.PolicyFactory()
    for state in LinkState:
        make.PolicyLinkFactory(
            policy=policy, state=state, name=f"{state}实验室", to_policy__title=f"{state}的文件"
        )
    draft = make.PolicyFactory(title="草稿方案", status=Status.DRAFT)
    make.PolicyLinkFactory(policy=policy, to_policy=draft, state=LinkState.CONFIRMED)
    opinion = make.OpinionFactory(title="实验室的审议意见")
    make.PolicyLinkFactory(
        policy=policy, to_policy=None, opinion=opinion, state=LinkState.CONFIRMED
    )
    text = page(client, "policy", policy.pk)
    assert "不算引用" in text
    assert "confirmed的文件" in text
    assert f'<a href="/opinions/{opinion.pk}/">' in text
    for hidden in ("suggested的文件", "rejected的文件", "草稿方案"):
        assert hidden not in text
    back = policy.links.get(name="confirmed实验室").to_policy
    assert policy.title in page(client, "policy", back.pk)


def test_drafts_are_not_there(client) -> None:
    policy = make.PolicyFactory(status=Status.DRAFT)
    for name in ("policy", "policy_tasks", "policy_calendar"):
        assert client.get(reverse(f"web:{name}", args=[policy.pk])).status_code == 404


# Costs


@pytest.mark.parametrize(("name", "number"), [("policies", 7), ("policy", 21), ("policy_tasks", 9)])
def test_costs_the_same_with_one_row_and_with_many(client, name, number) -> None:
    policy = large_policy(domains=1)
    measure = make.MeasureFactory(policy=policy)
    make.MeasureUnitFactory(measure=measure)
    make.PolicyBasisFactory(policy=policy)
    make.PolicyCitationFactory(policy=policy)
    make.PolicyLinkFactory(policy=policy, state=LinkState.CONFIRMED)
    make.PolicyLinkFactory(
        policy=policy, state=LinkState.CONFIRMED, to_policy=None, opinion=make.OpinionFactory()
    )
    make.PolicyLinkFactory(
        policy=policy, state=LinkState.CONFIRMED, to_policy=None, document=make.DocumentFactory()
    )
    make.PolicyPartyFactory(policy=policy, name="市委", organization=None, order=2)
    make.TaskCorrectionFactory(task=policy.tasks.first())
    args = () if name == "policies" else (policy.pk,)
    assert queries(client, name, *args) == number
    for _n in range(3):
        other = large_policy_again(policy)
        make.MeasureFactory(policy=policy)
        make.PolicyBasisFactory(policy=policy)
        make.PolicyCitationFactory(policy=policy)
        make.PolicyLinkFactory(policy=policy, to_policy=other, state=LinkState.CONFIRMED)
    assert queries(client, name, *args) == number


def large_policy_again(policy: Any) -> Any:
    """Another document, and more rows for this one."""
    register = policy.registers.first()
    for _n in range(5):
        task = make.TaskFactory(register=register)
        make.TaskUnitFactory(task=task)
        make.TaskLeaderFactory(task=task)
        make.TaskCorrectionFactory(task=task)
        make.TaskStepFactory(task=task)
    other = make.PolicyFactory()
    make.PolicyPartyFactory(policy=other)
    return other
