"""Search: exact substrings, the same on both engines."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sessions.choices import Status
from sessions.models import Document, Section
from sessions.search import QueryError, Restrictions, _pattern, search, snippet
from tests.factories import DocumentFactory, OrganizationFactory, SectionFactory, SessionFactory

pytestmark = pytest.mark.django_db


def write(title: str, *sections: tuple[str, str | None], **facts: Any) -> Document:
    document = DocumentFactory(title=title, **facts)
    for order, (heading, text) in enumerate(sections):
        SectionFactory(document=document, order=order, heading=heading, text=text, page=order + 10)
    return document


def found(query: str, **within: Any) -> list[tuple[str, str]]:
    """The title and heading of each place found, the best first."""
    hits = search(query, Restrictions(**within))[:50]
    return [(hit.title, hit.heading) for hit in hits]


def test_a_title_before_a_heading_before_a_text_and_more_before_fewer() -> None:
    write("甲", ("一", "河道整治"), ("二", "河道整治，河道巡查"), ("河道", "无"))
    write("河道", ("三", "无"))
    assert found("河道") == [("河道", ""), ("甲", "河道"), ("甲", "二"), ("甲", "一")]


def test_no_number_of_matches_lifts_a_text_over_a_heading_or_a_heading_over_a_title() -> None:
    write("甲", ("河" * 30, None), ("一", "河" * 300))
    write("河")
    assert found("河") == [("河", ""), ("甲", "河" * 30), ("甲", "一")]


def test_all_words_must_be_found_in_the_section_or_its_title() -> None:
    write("水污染防治情况", ("工作", "加强督查"), ("打算", "继续努力"))
    write("财政决算", ("工作", "加强督查"))
    assert found("水污染 督查") == [("水污染防治情况", "工作")]
    assert found("督查　加强") == [("财政决算", "工作"), ("水污染防治情况", "工作")]
    assert found("督查 绿化") == []


def test_latin_letters_match_in_either_case() -> None:
    write("PM2.5 治理", ("一", "pm2.5 下降"))
    assert found("Pm2.5") == [("PM2.5 治理", ""), ("PM2.5 治理", "一")]


@pytest.mark.parametrize("query", ["%", "_", "\\", "50%", "a_b", "'", '"'])
def test_signs_with_a_meaning_in_sql_are_letters_like_others(query: str) -> None:
    write("甲", ("对", f"前{query}后"), ("错", "前50x后aXb"))
    assert found(query) == [("甲", "对")]


def test_one_character_is_enough() -> None:
    write("甲", ("一", "绿"))
    assert found("绿") == [("甲", "一")]


@pytest.mark.parametrize(
    "query",
    ["", " ", "\u3000\n", "\0绿", "长" * 101, "一 二 三 四 五 六 七 八 九"],
)
def test_what_cannot_be_searched_is_said(query: str) -> None:
    with pytest.raises(QueryError, match="字"):
        search(query)


def test_filters() -> None:
    body = OrganizationFactory()
    session = SessionFactory(body=body, start_date=dt.date(2024, 5, 1))
    old = write("绿甲", bulletin__session=session, kind="bill")
    new = write("绿乙", adopted_on=dt.date(2024, 7, 31), kind="decision")
    assert found("绿", kinds=["bill"]) == [("绿甲", "")]
    assert found("绿", bulletins=[new.bulletin_id]) == [("绿乙", "")]
    assert found("绿", bodies=[body.pk]) == [("绿甲", "")]
    assert found("绿", bodies=[old.bulletin.issuer_id]) == [("绿乙", ""), ("绿甲", "")]
    assert found("绿", date_after=dt.date(2024, 7, 31)) == [("绿乙", "")]
    assert found("绿", date_before=dt.date(2024, 5, 1)) == [("绿甲", "")]


def test_only_what_is_published_is_found() -> None:
    write("绿", ("绿", "绿"), bulletin__status=Status.DRAFT)
    assert found("绿") == []
    assert len(search("绿", drafts=True)) == 2


def test_a_hit_says_where_it_is() -> None:
    document = write("甲", ("一", "前言\n植绿护绿"), page_start=2)
    (hit,) = search("绿")[:5]
    section = Section.objects.get()
    assert (hit.document, hit.section, hit.page) == (document.pk, section.pk, 10)
    assert hit.snippet == "前言 植<mark>绿</mark>护<mark>绿</mark>"


@pytest.mark.parametrize("rows", [1, 30])
def test_four_queries_for_any_number_of_hits(rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        write("绿", ("绿", "绿"))
    with django_assert_num_queries(4):
        results = search("绿")
        assert len(results[:100]) == len(results) == rows * 2


def test_pages_of_results_neither_overlap_nor_lack_any() -> None:
    for _ in range(7):
        write("绿", ("绿", "绿"))
    results = search("绿")
    pages = [results[at : at + 3] for at in range(0, 14, 3)]
    places = [(hit.document, hit.section) for page in pages for hit in page]
    assert len(set(places)) == len(places) == 14


def test_a_snippet_is_safe_html_round_the_first_match() -> None:
    text = "<b>" + "前" * 100 + "a<Mark>&" + "后" * 100
    shown = snippet(text, _pattern(["<mark>"]))
    assert shown == "…" + "前" * 39 + "a<mark>&lt;Mark&gt;</mark>&amp;" + "后" * 39 + "…"
    assert "<b>" not in snippet(text, _pattern(["b"]))


class Exactness(TestCase):
    """The places found are those that Python finds by ``in``."""

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors]
    )
    @given(
        title=st.text("河道%_aB", min_size=1, max_size=4).filter(str.strip),
        heading=st.text("河道%_aB", max_size=4),
        text=st.none() | st.text("河道%_aB\n", max_size=8),
        words=st.lists(st.text("河道%_aB", min_size=1, max_size=2), min_size=1, max_size=2),
    )
    def test_exact(self, title: str, heading: str, text: str | None, words: list[str]) -> None:
        document = write(title, (heading, text))
        low = [word.lower() for word in words]
        own = f"{heading}\n{text or ''}".lower()
        in_title = all(word in title.lower() for word in low)
        in_section = all(word in own or word in title.lower() for word in low) and any(
            word in own for word in low
        )
        query = " ".join(words)
        hits = search(query, Restrictions(bulletins=[document.bulletin_id]))[:10]
        assert [hit.section is None for hit in hits] == [True] * in_title + [False] * in_section
        for hit in hits:
            assert "<mark>" in hit.snippet
            assert strip_tags(hit.snippet) in {title, heading, (text or "").replace("\n", " ")}
