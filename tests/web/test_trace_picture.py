"""The picture of a trace: what it tells of each voice and each gap, that nothing meets."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from npcrecords.web.pictures import trace_svg
from npcrecords.web.pictures.lettering import few_lines, width
from npcrecords.web.pictures.rows import PANEL
from npcrecords.web.pictures.scale import WIDTH
from npcrecords.web.pictures.trace_map import Head, Row, Said, TraceMap, Voice, trace_map
from sessions.traced import (
    Answers,
    Ref,
    Trace,
    TracedDocument,
    TracedFollowUp,
    TracedPoint,
    TracedResponse,
    TracedSection,
)

SVG = "{http://www.w3.org/2000/svg}"
DOCUMENT = TracedDocument(7, "关于压实责任的报告", "handling_report", 3, 90)


def response(section: int | None, kind: str = "handling", pk: int = 1) -> TracedResponse:
    return TracedResponse(pk, 5, kind, DOCUMENT, section, "一、", "压实责任", 91, "exact")


def point(pk: int, *responses: TracedResponse, **values: Any) -> TracedPoint:
    base = TracedPoint(
        id=pk, kind="aspect", number=pk, marker=f"（{pk}）", title="压实责任", text=None, page=3,
        claim="", verified="", satisfaction="",
        responses=Answers(
            tuple(one for one in responses if one.kind == "handling"),
            tuple(one for one in responses if one.kind == "tracking"),
        ),
    )  # fmt: skip
    return replace(base, **values)


def report(kind: str = "handling", **values: Any) -> TracedFollowUp:
    base = TracedFollowUp(
        id=5, kind=kind, document=DOCUMENT, author=Ref(2, "青岚市人民政府"), letter_number="",
        replied_on=None, replied_on_precision="day", replied_on_text="", evaluation=None,
        recommendations=None,
    )  # fmt: skip
    return replace(base, **values)


def traced(*aspects: TracedPoint, reports: tuple[TracedFollowUp, ...] = (), **values: Any) -> Trace:
    row: Any = SimpleNamespace(
        title="关于水污染防治情况报告的审议意见", state="awaiting", considered_at=None,
        adopted_on=None, adopted_on_precision="day", adopted_on_text="", letter_number="",
        addressee="", due_on=None,
    )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    return Trace(row, None, None, aspects, (), reports)


def drawn(shown: TraceMap) -> list[ET.Element]:
    return [ET.fromstring(one) for one in trace_svg.draw(shown)]


def letters(roots: list[ET.Element]) -> list[str]:
    return ["".join(one.itertext()) for root in roots for one in root.iter(f"{SVG}text")]


def frames(root: ET.Element) -> list[dict[str, float]]:
    return [
        {name: float(one.get(name, "0")) for name in ("x", "y", "width", "height")}
        for one in root.iter(f"{SVG}rect")
    ]


def dashed(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter(f"{SVG}rect") if one.get("stroke-dasharray")]


def test_each_party_speaks_in_its_own_column() -> None:
    one = point(1, response(11), response(12, "tracking", 2), claim="A", verified="partly")
    shown = trace_map(traced(one, reports=(report(), report("tracking"))))
    (row,) = shown.rows
    assert (row.handling.verdict, row.tracking.verdict) == ("已解决或基本解决", "部分解决")
    assert row.href == "#p1"
    assert [said.href for said in row.handling.said] == ["/documents/7/#s11"]
    assert [said.place for said in row.tracking.said] == ["第91页"]
    (root,) = drawn(shown)
    links = {a.get("href") for a in root.iter(f"{SVG}a")}
    assert {"#p1", "/documents/7/#s11", "/documents/7/#s12", "/documents/7/"} <= links
    assert not dashed(root)


def test_what_nobody_answers_is_a_gap_by_its_shape_and_its_word() -> None:
    shown = trace_map(traced(point(1, response(11)), point(2), reports=(report(),)))
    assert [row.handling.gap for row in shown.rows] == ["", "未见答复"]
    assert [row.tracking.gap for row in shown.rows] == ["未见督办报告"] * 2
    (root,) = drawn(shown)
    # The answer of the second, the committee's report, and what it would say of both.
    assert len(dashed(root)) == 4
    assert "未见答复" in letters([root])
    assert "未见答复：（2）压实责任。" in shown.summary


def test_a_gap_tells_whether_the_day_is_past() -> None:
    assert trace_map(traced(point(1))).rows[0].handling.gap == "待答复"
    assert trace_map(traced(point(1), state="overdue")).rows[0].handling.gap == "逾期未答复"


def test_an_aspect_is_answered_through_its_points() -> None:
    below = (
        point(2, response(11), kind="point"),
        point(3, response(11, pk=2), kind="point"),
        point(4, kind="point"),
    )
    (row,) = trace_map(traced(point(1, points=below), reports=(report(),))).rows
    assert len(row.handling.said) == 1  # one section, told once
    assert row.handling.gap == ""
    assert row.told == "3条，1条未见答复"


def test_a_section_of_two_aspects_is_shown_as_shared() -> None:
    both = (point(1, response(11)), point(2, response(11, pk=2)), point(3, response(12, pk=3)))
    shown = trace_map(traced(*both, reports=(report(),)))
    assert [row.handling.said[0].shared for row in shown.rows] == [
        "同一节也答复：（2）",
        "同一节也答复：（1）",
        "",
    ]
    (root,) = drawn(shown)
    boxes = frames(root)
    doubled = [
        one
        for one in boxes
        for other in boxes
        if (other["x"], other["y"]) == (one["x"] + 3, one["y"] + 3)
    ]
    assert len(doubled) == 2


def test_evaluation_and_recommendations_in_one_section_are_drawn_once() -> None:
    section = TracedSection(20, "二、", "综合评价和建议", None, 95)
    shown = trace_map(
        traced(point(1), reports=(report("tracking", evaluation=section, recommendations=section),))
    )
    assert [one.words for one in shown.endings[1]] == ["综合评价和工作建议：二、综合评价和建议"]
    apart = replace(section, id=21)
    two = report("tracking", evaluation=section, recommendations=apart)
    assert len(trace_map(traced(point(1), reports=(two,))).endings[1]) == 2


def test_an_answer_to_nothing_settled_is_not_lost() -> None:
    shown = trace_map(traced(reports=(report(unassigned=(response(11),)),)))
    assert not shown.is_empty
    assert any("未认定答复哪个方面" in words for words in letters(drawn(shown)))
    assert any("压实责任" in words for words in letters(drawn(shown)))


def test_nothing_to_draw_is_no_picture() -> None:
    shown = trace_map(traced(reports=(report(),)))
    assert shown.is_empty
    assert trace_svg.draw(shown) == []


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    roots = drawn(trace_map(traced(*(point(pk) for pk in range(1, 21)))))
    assert len(roots) > 1
    for place, root in enumerate(roots, 1):
        assert root.get("role") == "img"
        named = [root.find(f"{SVG}{name}") for name in ("title", "desc")]
        assert root.get("aria-labelledby") == " ".join(one.get("id") for one in named)
        assert f"图{place}，共{len(roots)}图" in named[0].text
        assert "共20个方面，政府答复了0个" in named[1].text
    assert sum("压实责任" in words for words in letters(roots)) == 20


@settings(deadline=None)
@given(st.text(alphabet="压实责任《》，a 1", max_size=400), st.integers(1, 4))
def test_few_lines_are_few_and_none_is_too_wide(words: str, count: int) -> None:
    found = few_lines(words, 12, 200, count)
    assert 1 <= len(found) <= count
    assert all(width(line, 12) <= 200 + 12 for line in found)
    whole = re.sub(r"\s", "", words)
    kept = re.sub(r"\s", "", "".join(found)).removesuffix("…")
    assert whole.startswith(kept)
    assert kept == whole or found[-1].endswith("…")


TITLE = st.text(alphabet="压实责任《》，a1", min_size=1, max_size=120)
SAID = st.builds(
    Said, TITLE, st.just("第9页"), st.just("/documents/1/#s1"),
    st.sampled_from(["", "同一节也答复：二"]), st.integers(1, 3),
)  # fmt: skip
VOICE = st.one_of(
    st.builds(Voice, st.just(""), st.just(()), st.just("未见答复")),
    st.builds(
        Voice, st.sampled_from(["", "正在解决"]), st.lists(SAID, min_size=1, max_size=9).map(tuple)
    ),
)
HEADS = st.lists(st.builds(Head, TITLE, TITLE, TITLE), max_size=5).map(tuple)
MAP = st.builds(
    TraceMap, st.just("t"), TITLE, TITLE,
    st.none() | st.builds(Head, TITLE, TITLE, TITLE), st.builds(Head, TITLE, TITLE, TITLE),
    st.lists(st.builds(Row, TITLE, TITLE, st.just("#p1"), VOICE, VOICE), max_size=20).map(tuple),
    HEADS, HEADS,
)  # fmt: skip


@settings(deadline=None)
@given(MAP)
def test_no_two_boxes_meet_and_all_words_are_in_theirs(shown: TraceMap) -> None:
    roots = drawn(shown)
    assert bool(roots) is bool(shown.rows)
    for root in roots:
        _x, _y, wide, high = map(float, root.get("viewBox").split())
        assert wide == WIDTH
        assert high <= PANEL + 40
        boxes = frames(root)
        outer = [
            one
            for one in boxes
            if (one["x"] - 3, one["y"] - 3) not in {(two["x"], two["y"]) for two in boxes}
        ]
        for place, one in enumerate(outer):
            assert one["x"] >= 0
            assert one["x"] + one["width"] <= WIDTH
            assert one["y"] + one["height"] <= high
            for other in outer[place + 1 :]:
                assert (
                    one["x"] + one["width"] <= other["x"]
                    or other["x"] + other["width"] <= one["x"]
                    or one["y"] + one["height"] <= other["y"]
                    or other["y"] + other["height"] <= one["y"]
                )
        for words in root.iter(f"{SVG}text"):
            x, y = float(words.get("x")), float(words.get("y"))
            if words.get("font-size") is None:  # the names of the columns
                continue
            reach = x + width("".join(words.itertext()), float(words.get("font-size")))
            assert any(
                one["x"] < x and reach <= one["x"] + one["width"] + 0.5
                and one["y"] < y < one["y"] + one["height"]
                for one in outer
            ), "".join(words.itertext())  # fmt: skip
    told = letters(roots)
    for row in shown.rows:
        assert any(row.words.startswith(words.removesuffix("…")) for words in told)
