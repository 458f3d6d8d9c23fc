"""The table of all opinions, its filters and counts, its CSV; the page of one opinion."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npcrecords.web.opinions.asking import asked, narrowed
from npcrecords.web.opinions.counting import dimensions
from npcrecords.web.opinions.table import as_of, due_words, listed
from npcrecords.web.pictures.trace_map import trace_map
from sessions.choices import FollowUpKind, OpinionState, PointKind
from sessions.models import Opinion
from sessions.trace import trace

from .. import factories as make

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 12, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def page(client: Any, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"web:{name}", args=args), query)
    assert response.status_code == 200, response.content
    return response.content.decode()


def titles(text: str) -> list[str]:
    """The titles in the table, in order."""
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'<tr>\s*<td[^>]*><a href="/opinions/\d+/">(.*?)</a>', rows)


def rows_of(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def opinion(title: str, **values: Any) -> Opinion:
    return make.OpinionFactory(title=title, **values)


@pytest.fixture
def several() -> dict[str, Opinion]:
    """An opinion of each state, from two committees, to three addressees."""
    city = make.OrganizationFactory(name="青岚市人民政府")
    elsewhere = make.CommitteeFactory(name="临溪市人民代表大会常务委员会", jurisdiction="临溪市")
    there = make.BulletinFactory(issuer=elsewhere, place="临溪市", session=None)
    due = {"due_on": dt.date(2024, 11, 16), "due_rule": "三个月内"}
    found = {
        "awaiting": opinion("甲的审议意见", addressee="市政府", addressee_organization=city),
        "overdue": opinion("乙的审议意见", addressee="市政府", addressee_organization=city, **due),
        "handled": opinion("丙的审议意见", addressee="市中级法院", **due),
        "tracked": opinion(
            "丁的审议意见", addressee="市政府", document__bulletin=there,
            adopted_on=dt.date(2023, 5, 6),
        ),
        "closed": opinion("戊的审议意见", adopted_on=None, closed_on=dt.date(2024, 9, 9)),
    }  # fmt: skip
    make.FollowUpFactory(opinion=found["handled"], replied_on=dt.date(2024, 11, 20))
    make.FollowUpFactory(opinion=found["tracked"], kind=FollowUpKind.TRACKING)
    return found


def test_each_stands_in_the_table_with_its_state(client, several) -> None:
    text = page(client, "opinions")
    assert titles(text) == [
        several[state].title for state in ("handled", "overdue", "awaiting", "tracked", "closed")
    ]
    for words in ("已逾期15天", "逾期4天答复", "2024年11月20日", "青岚市人民政府", "市中级法院"):
        assert words in text, words
    for state in OpinionState:
        assert f'class="state {state}"' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "overdue"}, ["overdue"]),
        ({"state": "overdue,handled"}, ["handled", "overdue"]),
        ({"state": ["overdue", "closed"]}, ["overdue", "closed"]),
        ({"year": "2023"}, ["tracked"]),
        ({"year": "none"}, ["closed"]),
        ({"year": "2023,none"}, ["tracked", "closed"]),
        ({"addressee": "青岚市人民政府"}, ["overdue", "awaiting"]),
        ({"addressee": "市政府"}, ["overdue", "awaiting", "tracked"]),
        ({"addressee_printed": "市政府"}, ["tracked"]),
        ({"body": "临溪市人民代表大会常务委员会"}, ["tracked"]),
        ({"q": "丙的"}, ["handled"]),
        ({"q": "审议意见 法院"}, ["handled"]),
        ({"q": "没有这样的"}, []),
        ({"state": "overdue", "year": "2023"}, []),
        ({"ordering": "due_on"}, ["handled", "overdue", "closed", "tracked", "awaiting"]),
        ({"ordering": "adopted_on"}, ["tracked", "handled", "overdue", "awaiting", "closed"]),
    ],
)
def test_filters_combine(client, several, query, found) -> None:
    expected = [several[name].title for name in found]
    assert titles(page(client, "opinions", **query)) == expected
    # The file has exactly what is filtered, in the same order.
    response = client.get(reverse("web:opinions_csv"), query)
    assert [row["标题"] for row in rows_of(response)] == expected


def test_a_state_is_as_of_a_day(client, several) -> None:
    text = page(client, "opinions", on="2024-11-18")
    assert "截至2024年11月18日" in text
    assert titles(page(client, "opinions", on="2024-11-18", state="overdue")) == [
        several["handled"].title,
        several["overdue"].title,
    ]
    # What was adopted later was not there yet; of what has no day that is not said.
    assert titles(page(client, "opinions", on="2024-01-01")) == ["丁的审议意见", "戊的审议意见"]
    assert "按今天所知推算到2030年1月1日" in page(client, "opinions", on="2030-01-01")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"state": "late"}, "没有“late”这种状态：可用的有 awaiting、overdue"),
        ({"year": "二〇二四"}, "“二〇二四”不是年份"),
        ({"on": "2024-13-01"}, "“2024-13-01”不是某一天"),
        ({"on": "2024-07"}, "“2024-07”不是某一天"),
        ({"ordering": "title"}, "不能按“title”排序"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(client, several, query, said) -> None:
    text = page(client, "opinions", **query)
    assert said in text
    assert len(titles(text)) == 5
    for name in ("opinions_csv", "opinions_feed", "opinions_calendar"):
        answer = client.get(reverse(f"web:{name}"), query)
        assert answer.status_code == 400
        assert said in answer.content.decode()


@pytest.mark.parametrize("text", ["\x00", "%", "_", "'", "²", "9" * 40, "，", "🙂" * 200])
def test_nothing_that_is_typed_breaks_the_table(client, several, text) -> None:
    for name in ("q", "addressee", "addressee_printed", "body", "state", "year", "on", "page"):
        page(client, "opinions", **{name: text})


def test_each_count_is_what_its_link_leads_to(client, several) -> None:
    for query in ("", "state=overdue"):
        found = dimensions(as_of(TODAY), asked(QueryDict(query), TODAY))
        for count in [count for dimension in found for count in dimension.counts]:
            rows = narrowed(as_of(TODAY), asked(QueryDict(count.query), TODAY))
            assert rows.count() == count.number, (query, count)
    count = found[0].counts[0]
    text = client.get(f"{reverse('web:opinions')}?{count.query}").content.decode()
    assert f"共{count.number}件" in text


def test_counts_respect_the_other_filters_and_not_their_own(several) -> None:
    found = dimensions(as_of(TODAY), asked(QueryDict("state=overdue"), TODAY))
    states, years, addressees, bodies = (
        {one.words: one.number for one in dimension.counts} for dimension in found
    )
    assert set(states.values()) == {1}
    assert len(states) == 5
    assert years == {"2024年": 1}
    assert addressees == {"青岚市人民政府": 1}
    assert bodies == {"青岚市人民代表大会常务委员会": 1}


def test_a_filter_that_finds_nothing_stays_in_sight(client, several) -> None:
    text = page(client, "opinions", state="overdue", year="1999")
    assert "没有符合这些条件的审议意见" in text
    assert re.search(r'aria-current="true">1999年 <b>0</b>', text)
    assert "取消筛选" in text


def test_links_keep_what_is_asked_for(client, several) -> None:
    text = html.unescape(page(client, "opinions", state="overdue", q="乙", on="2024-11-20"))
    links = {urlsplit(link) for link in re.findall(r'href="([^"]+)"', text)}
    by_path = {link.path: parse_qs(link.query) for link in links}
    kept = {"state": ["overdue"], "q": ["乙"], "on": ["2024-11-20"]}
    assert by_path[reverse("web:opinions_csv")] == kept
    assert by_path[reverse("web:opinions_calendar")] == kept
    assert by_path[reverse("web:opinions_feed")] == {"q": ["乙"]}
    ordering = next(link for link in links if "ordering=-due_on" in link.query)
    assert parse_qs(ordering.query) == kept | {"ordering": ["-due_on"]}
    assert '<input type="hidden" name="state" value="overdue">' in text


def test_many_come_in_pages(client) -> None:
    document = make.DocumentFactory()
    make.OpinionFactory.create_batch(51, document=None, report=document)
    text = page(client, "opinions", year="2024")
    assert len(titles(text)) == 50
    assert 'href="?year=2024&amp;page=2"' in text
    assert len(titles(page(client, "opinions", year="2024", page=2))) == 1
    assert len(rows_of(client.get(reverse("web:opinions_csv")))) == 51


def test_a_cell_of_the_file_is_no_formula(client) -> None:
    opinion("=HYPERLINK(1)")
    (row,) = rows_of(client.get(reverse("web:opinions_csv")))
    assert row["标题"] == "'=HYPERLINK(1)"


def test_the_file_is_read_by_spreadsheets(client) -> None:
    found = opinion("甲的审议意见", addressee="市政府")
    response = client.get(reverse("web:opinions_csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="opinions-2024-12-01.csv"'
    (row,) = rows_of(response)
    assert row["网址"] == f"http://testserver/opinions/{found.pk}/"
    assert (row["状态"], row["状态截至"], row["交办对象"]) == ("待答复", "2024-12-01", "市政府")
    body = b"".join(client.get(reverse("web:opinions_csv")))
    assert body.startswith(b"\xef\xbb\xbf")
    client.get(reverse("web:language", args=["en"]))
    english = b"".join(client.get(reverse("web:opinions_csv"))).decode("utf-8-sig")
    assert "甲的审议意见" in english.splitlines()[1]


def test_a_draft_tells_nothing(client) -> None:
    draft = make.BulletinFactory(status="draft", label="草稿第99号")
    hidden = opinion("草稿里的审议意见", document__bulletin=draft)
    shown = opinion("公开的审议意见", considered_at=draft.session)
    aspect = make.OpinionPointFactory(opinion=shown)
    secret = make.FollowUpFactory(
        opinion=shown, bulletin=draft, replied_on=dt.date(2024, 9, 1),
        document__title="草稿里的报告",
    )  # fmt: skip
    section = make.SectionFactory(document=secret.document, text="草稿里的话")
    make.ResponseFactory(follow_up=secret, point=aspect, section=section, heading="草稿里的节")
    for name in ("opinions", "opinions_csv", "opinions_feed", "opinions_calendar"):
        response = client.get(reverse(f"web:{name}"))
        text = b"".join(response).decode()
        assert "公开的审议意见" in text or name == "opinions_calendar"
        for words in ("草稿", "已答复", draft.session.name, "2024年9月1日"):
            assert words not in text, (name, words)
    text = page(client, "opinion", shown.pk)
    for words in ("草稿", "2024年9月1日", draft.session.name):
        assert words not in text, words
    for name in ("opinion", "opinion_csv", "opinion_calendar"):
        assert client.get(reverse(f"web:{name}", args=[hidden.pk])).status_code == 404, name


SHAPES = st.lists(
    st.tuples(
        st.sampled_from(["none", "handling", "tracking", "late", "draft"]),
        st.lists(st.sampled_from(["none", "handling", "tracking", "draft"]), max_size=3),
    ),
    max_size=4,
)


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(SHAPES)
def test_the_table_counts_what_the_trace_counts(shapes) -> None:
    found = make.OpinionFactory()
    draft = make.BulletinFactory(status="draft")
    reports = {
        "handling": make.FollowUpFactory(opinion=found),
        "tracking": make.FollowUpFactory(opinion=found, kind=FollowUpKind.TRACKING),
        "late": make.FollowUpFactory(opinion=found, replied_on=dt.date(2024, 11, 30)),
        "draft": make.FollowUpFactory(opinion=found, bulletin=draft),
    }

    def answer(point: Any, by: str) -> None:
        if by != "none":
            make.ResponseFactory(follow_up=reports[by], point=point)

    for own, below in shapes:
        aspect = make.OpinionPointFactory(opinion=found)
        answer(aspect, own)
        for one in below:
            point = make.OpinionPointFactory(opinion=found, parent=aspect, kind=PointKind.POINT)
            answer(point, one)
    row: Any = listed(as_of(TODAY), TODAY).get(pk=found.pk)
    assert row.unanswered == len(trace(found.pk, TODAY).unanswered)
    assert row.aspects == (len(shapes) or None)
    before: Any = listed(as_of(TODAY), dt.date(2024, 11, 29)).get(pk=found.pk)
    late = sum(own == "late" and "handling" not in below for own, below in shapes)
    assert before.unanswered == row.unanswered + late


@pytest.mark.parametrize(
    ("due", "replied", "precision", "words"),
    [
        ("2024-12-01", None, "day", "今天到期"),
        ("2024-12-03", None, "day", "还有2天"),
        ("2024-11-30", None, "day", "已逾期1天"),
        ("2024-11-30", "2024-11-30", "day", "按期答复"),
        ("2024-11-20", "2024-11-23", "day", "逾期3天答复"),
        ("2024-11-20", "2024-11-01", "month", ""),
        (None, None, "day", ""),
    ],
)
def test_days_until_and_past_the_due_date(client, due, replied, precision, words) -> None:
    values = {"due_on": due, "due_rule": "三个月内" if due else ""}
    found = opinion("甲的审议意见", **values)
    if replied:
        make.FollowUpFactory(opinion=found, replied_on=replied, replied_on_precision=precision)
    assert due_words(listed(as_of(TODAY), TODAY).get(), TODAY) == words
    text = page(client, "opinion", found.pk)
    assert words in text
    assert ("依据：三个月内" in text) is bool(due)
    assert ("没有规定期限" in text) is not bool(due)


def test_the_words_of_both_parties_stand_beside_the_point(client) -> None:
    found = opinion("甲的审议意见")
    aspect = make.OpinionPointFactory(opinion=found, title="压实责任", source_page=12)
    other = make.OpinionPointFactory(opinion=found, title="加大投入", marker="二、")
    handling = make.FollowUpFactory(opinion=found)
    section = make.SectionFactory(document=handling.document, page=34, text="责任已压实。")
    below = make.SectionFactory(
        document=handling.document, parent=section, level=2, marker="（一）", heading="建机制",
        text="长" * 500,
    )  # fmt: skip
    make.SectionFactory(document=handling.document, heading="别的事", text="与此无关的话。")
    make.SectionFactory(
        document=handling.document,
        parent=below,
        level=3,
        marker="1.",
        heading="下一层",
        text="细节。",
    )
    for point in (aspect, other):
        make.ResponseFactory(follow_up=handling, point=point, section=section)
    tracking = make.FollowUpFactory(opinion=found, kind=FollowUpKind.TRACKING)
    tracking.evaluation = make.SectionFactory(document=tracking.document, text="总体评价的话。")
    tracking.save()
    text = page(client, "opinion", found.pk)
    for words in (
        "第12页",
        "第34页",
        "责任已压实。",
        "（一）建机制",
        "1.下一层",
        "细节。",
        "总体评价的话。",
    ):
        assert words in text, words
    assert text.count("责任已压实。") == 1 + 1  # the words, and how they begin where folded
    assert "与此无关的话。" not in text
    assert '<details class="passage"><summary>' in text
    assert '<details class="passage" open>' in page(client, "opinion", found.pk, unfolded="1")
    assert "同一节也答复：二" in text
    assert "正文见前" in text
    assert "<svg" in text
    rows = rows_of(client.get(reverse("web:opinion_csv", args=[found.pk])))
    assert [row["标题"] for row in rows] == ["压实责任", "加大投入"]
    assert "细节。" in rows[0]["研究处理正文"]
    assert rows[1]["研究处理正文"] == "（见前）"


def test_an_opinion_without_aspects_has_a_sentence_for_its_picture(client) -> None:
    text = page(client, "opinion", opinion("甲的审议意见").pk)
    assert "<svg" not in text
    assert "所以没有图" in text


def test_the_page_leads_to_its_other_forms(client) -> None:
    found = opinion("甲的审议意见", due_on=TODAY, due_rule="三个月内")
    text = page(client, "opinion", found.pk)
    for name in ("opinion_csv", "opinion_calendar"):
        assert f'href="{reverse(f"web:{name}", args=[found.pk])}"' in text
    assert f'href="/api/v1/opinions/{found.pk}/trace/"' in text
    assert "?unfolded=1" in text
    assert text.count('rel="alternate"') == 4
    assert re.search(r'<p class="cite">《甲的审议意见》|<p class="cite">《青岚市', text)


def _queries(client: Any, name: str, pk: int) -> int:
    """How many the page takes, read to its end."""
    address = reverse(f"web:{name}", args=[] if name.startswith("opinions") else [pk])
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response)
    return len(queries)


QUERIES = {
    "opinions": 9, "opinions_csv": 3, "opinions_feed": 3, "opinions_calendar": 1,
    "opinion": 11, "opinion_csv": 9, "opinion_calendar": 1,
}  # fmt: skip


def test_each_page_takes_one_number_of_queries(client) -> None:
    session = make.BulletinFactory().session
    found = opinion("甲的审议意见", due_on=TODAY, due_rule="三个月内", considered_at=session)
    chairs = make.BulletinFactory(session__kind="chairpersons").session

    def fill() -> None:
        make.OpinionFactory(
            considered_at=session, adopted_by=chairs, due_on=TODAY, due_rule="三个月内",
            addressee_organization=make.OrganizationFactory(),
        )  # fmt: skip
        for kind in FollowUpKind.values:
            report = make.FollowUpFactory(opinion=found, kind=kind)
            report.evaluation = make.SectionFactory(document=report.document)
            report.save()
            make.SectionFactory(document=report.document, parent=report.evaluation)
            for _number in range(2):
                aspect = make.OpinionPointFactory(opinion=found)
                below = make.OpinionPointFactory(opinion=found, parent=aspect, kind=PointKind.POINT)
                make.ResponseFactory(follow_up=report, point=below)
                make.ResponseFactory(follow_up=report, point=aspect)

    def count() -> dict[str, int]:
        return {name: _queries(client, name, found.pk) for name in QUERIES}

    fill()
    once = count()
    fill()
    fill()
    assert count() == once
    assert once == QUERIES


def test_who_says_so_when_and_where_stands_with_each_voice(client) -> None:
    row = opinion(
        "关于防汛的审议意见", withdrawn_on=dt.date(2024, 11, 2), withdrawn_reason="另行审议"
    )
    earlier = make.OpinionPointFactory(opinion=opinion("上一件审议意见"))
    said, found = make.OrganizationFactory(), make.OrganizationFactory()
    point = make.OpinionPointFactory(
        opinion=row,
        claim="A",
        claim_by=said,
        claim_on=dt.date(2024, 10, 8),
        claim_document=row.document,
        claim_page=61,
        verified="partly",
        verified_by=found,
        repeat_of=earlier,
    )
    make.SatisfactionVoteFactory(opinion=row, point=point, satisfied=41, not_satisfied=7)
    text = page(client, "opinion", row.pk)
    table = text.partition('class="cards trace')[2]
    claimed, verified = table.partition("已解决或基本解决")[2].split("部分解决", 1)
    assert said.name in claimed
    assert "2024年10月8日" in claimed
    assert re.search(rf'href="/documents/{row.document_id}/">第61页', claimed)
    assert found.name in verified
    assert f"/opinions/{earlier.opinion_id}/#p{earlier.pk}" in text
    assert re.search(r">41</td>.*>7</td>", text, re.S)
    assert "2024年11月2日" in text
    assert "另行审议" in text
    assert "已办结" in text


def test_the_day_that_a_tracking_report_retells_is_told_as_the_government_s(client) -> None:
    row = opinion("关于防汛的审议意见")
    for kind in FollowUpKind.values:
        make.FollowUpFactory(opinion=row, kind=kind, replied_on=dt.date(2024, 10, 8))
    picture = repr(trace_map(trace(row.pk, TODAY)))
    assert picture.count("2024年10月8日") == 2
    assert picture.count("政府于2024年10月8日答复") == 1
    reports = page(client, "opinion", row.pk).partition('id="reports"')[2]
    handling, _, tracking = reports.partition("跟踪督办情况的报告")
    assert "答复日期 2024年10月8日" in handling
    assert "政府于" not in handling
    assert "政府于2024年10月8日答复" in tracking
