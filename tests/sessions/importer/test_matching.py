"""Which section answers which aspect: by names, by texts, and when neither tells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.opinion.headings import naming, says_nothing
from sessions.importer.opinion.matching import Answer, Aspect, match_answers

# Aspects of an invented opinion, what is said under each, and a rewording of each name.
TOPICS = [
    (
        "补齐公园短板，方便市民休闲",
        "城东新建口袋公园十二座，盘活闲置边角地九处，居民出门五百米内见绿的比例升到八成四。",
        "聚焦补绿增绿，方便群众休闲",
    ),
    (
        "严格河道管护，守住一江清水",
        "清淤疏浚河道三十七公里，拆除沿岸违建码头六座，断面水质连续四个季度保持三类以上。",
        "压实河长责任，严格河道管护",
    ),
    (
        "健全应急体系，防范自然灾害",
        "更新山洪预警广播二百一十套，组织村级演练四十场，储备冲锋舟与照明车等物资一批。",
        "强化防灾减灾，健全应急体系",
    ),
    (
        "扶持乡土产业，带动农户增收",
        "培育茶叶合作社十八家，开通冷链物流专线两条，户均年增收四千六百元，贷款贴息到位。",
        "做强茶叶品牌，带动农户增收",
    ),
    (
        "改进公交服务，便利老人出行",
        "调整线路二十三条，低地板车辆占比过半，换乘优惠延长到九十分钟，候车亭加装座椅扶手。",
        "优化线路安排，便利老人出行",
    ),
]
ASPECTS = [Aspect(name, text) for name, text, _ in TOPICS]


def pairs(aspects: list[Aspect], answers: list[Answer]) -> list[tuple[int | None, int, str | None]]:
    return [(match.aspect, match.answer, match.kind) for match in match_answers(aspects, answers)]


def retold(index: int, heading: str | None = None) -> Answer:
    """A section that says at greater length what is known of the aspect."""
    _, text, other = TOPICS[index]
    return Answer(heading or other, f"各部门通力协作。{text}下一阶段还要巩固，防止反复。")


def test_quoted_names_are_exact():
    answers = [Answer(f"关于“{name}”方面落实情况") for name, _, _ in TOPICS]
    assert pairs(ASPECTS, answers) == [(index, index, "exact") for index in range(5)]


def test_the_same_name_without_quotations_is_exact():
    answers = [Answer("关于严格河道管护，守住一江清水方面的落实情况"), Answer(TOPICS[0][0])]
    assert pairs(ASPECTS, answers) == [(1, 0, "exact"), (0, 1, "exact")]


def test_reworded_names_without_any_text():
    aspects = [Aspect(name) for name, _, _ in TOPICS]
    answers = [Answer(other) for _, _, other in TOPICS]
    assert pairs(aspects, answers) == [(index, index, "reworded") for index in range(5)]


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(5)), quoted=st.lists(st.booleans(), min_size=5, max_size=5))
def test_order_does_not_matter(order: list[int], quoted: list[bool]):
    answers = [
        retold(topic, f"关于“{TOPICS[topic][0]}”方面" if quoted[topic] else None) for topic in order
    ]
    assert pairs(ASPECTS, answers) == [
        (topic, place, "exact" if quoted[topic] else "reworded")
        for place, topic in enumerate(order)
    ]


@settings(max_examples=60, deadline=None)
@given(kept=st.lists(st.sampled_from(range(5)), min_size=1, max_size=4, unique=True))
def test_aspects_without_a_section_stay_unanswered(kept: list[int]):
    answers = [retold(topic) for topic in kept]
    assert pairs(ASPECTS, answers) == [
        (topic, place, "reworded") for place, topic in enumerate(kept)
    ]


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(5)))
def test_a_section_that_does_the_work_of_two_is_shared(order: list[int]):
    first, second, *rest = order
    both = Answer(TOPICS[first][2], retold(first).text + retold(second).text)
    answers = [both, *(retold(topic) for topic in rest)]
    found = pairs(ASPECTS, answers)
    assert sorted(found[:2]) == sorted([(first, 0, "shared"), (second, 0, "shared")])
    assert found[2:] == [(topic, place + 1, "reworded") for place, topic in enumerate(rest)]


@pytest.mark.parametrize(
    "heading",
    [
        "关于“补齐公园短板，方便市民休闲”“严格河道管护，守住一江清水”方面",
        "补齐公园短板、严格河道管护，改善城乡环境",
    ],
    ids=["two quoted names", "a clause of each"],
)
def test_a_heading_that_names_two_aspects(heading: str):
    aspects = [Aspect(name) for name, _, _ in TOPICS]
    assert pairs(aspects, [Answer(heading)]) == [(0, 0, "shared"), (1, 0, "shared")]


def test_a_clause_in_common_counts_even_where_its_words_are_everybodys():
    aspects = [Aspect("建强队伍，安心从教"), Aspect("提升质量，科学保教"), Aspect("管好收费")]
    answers = [Answer("建强队伍、提升质量，办好家门口的学校"), Answer("关于“管好收费”")]
    assert pairs(aspects, answers) == [(0, 0, "shared"), (1, 0, "shared"), (2, 1, "exact")]


def test_an_aspect_treated_in_two_sections_alike_is_given_to_neither():
    half, other = TOPICS[0][1][:20], TOPICS[0][1][20:]
    answers = [
        Answer(f"关于“{TOPICS[1][0]}”", TOPICS[1][1] + half),
        Answer(f"关于“{TOPICS[2][0]}”", TOPICS[2][1] + other),
    ]
    assert pairs(ASPECTS[:3], answers) == [(1, 0, "exact"), (2, 1, "exact")]


def test_an_exchange_of_sections_needs_plain_evidence():
    """Each section says half of what either aspect asks, a little more of the later one."""
    one, other = TOPICS[0][1] + TOPICS[1][1], TOPICS[2][1] + TOPICS[3][1]
    cut = len(one) // 2
    aspects = [Aspect("甲事如何办好", one), Aspect("乙事如何办好", other)]
    answers = [
        Answer("抓住要害", one[:cut] + other[: cut + 4]),
        Answer("久久为功", one[cut - 4 :] + other[cut:]),
    ]
    assert pairs(aspects, answers) == [(None, 0, None), (None, 1, None)]
    plain = [Answer("抓住要害", other), Answer("久久为功", one)]
    assert pairs(aspects, plain) == [(1, 0, "reworded"), (0, 1, "reworded")]


def test_an_aspect_answered_twice():
    answers = [Answer(f"关于“{TOPICS[2][0]}”"), Answer(f"关于“{TOPICS[2][0]}”（续）")]
    assert [found[0] for found in pairs(ASPECTS, answers)] == [2, 2]


def test_two_aspects_of_one_name_are_not_guessed():
    aspects = [Aspect("加强统筹"), Aspect("加强统筹")]
    assert pairs(aspects, [Answer("关于“加强统筹”方面")]) == [(None, 0, None)]


def test_a_section_about_something_else_is_left_open():
    answers = [*(retold(index) for index in range(4)), Answer("推广数字门牌", "安装门牌九万块。")]
    assert pairs(ASPECTS, answers)[-1] == (None, 4, None)


def test_a_section_that_fits_two_alike_is_left_open_and_names_both():
    aspects = [Aspect("完善公园管护机制"), Aspect("完善河道管护机制")]
    (match,) = match_answers(aspects, [Answer("健全管护机制，落实管护经费")])
    assert (match.aspect, match.kind) == (None, None)
    assert set(match.rivals) == {0, 1}


def test_headings_of_any_report_are_no_answers():
    answers = [
        retold(0),
        Answer("下一步工作打算", "继续努力。"),
        Answer("存在的主要问题", "还有。"),
    ]
    assert pairs(ASPECTS, answers) == [(0, 0, "reworded")]


def test_the_last_one_left_needs_some_likeness():
    aspects = [*ASPECTS[:2], Aspect("甲乙丙丁戊己")]
    answers = [retold(0), retold(1), Answer("子丑寅卯辰巳", "另说一事。")]
    assert pairs(aspects, answers)[-1] == (None, 2, None)


def test_nothing_in_gives_nothing_out():
    assert match_answers([], []) == []
    assert match_answers(ASPECTS, []) == []
    assert pairs([], [Answer("推广数字门牌")]) == [(None, 0, None)]


def test_thousands_of_sections_are_read_by_name_only():
    answers = [Answer(f"某事之{number}") for number in range(8000)]
    answers.append(Answer(f"关于“{TOPICS[0][0]}”"))
    found = [match for match in match_answers(ASPECTS, answers) if match.aspect is not None]
    assert [(match.aspect, match.answer) for match in found] == [(0, 8000)]


@settings(max_examples=80, deadline=None)
@given(
    aspects=st.lists(st.text("公园河道管护应急产业，“”、的", max_size=14), max_size=5),
    answers=st.lists(st.text("公园河道管护应急产业，“”、的关于", max_size=16), max_size=5),
)
def test_any_names_give_matches_that_hold_together(aspects: list[str], answers: list[str]):
    found = match_answers([Aspect(name) for name in aspects], [Answer(name) for name in answers])
    assert len({(match.aspect, match.answer) for match in found}) == len(found)
    for match in found:
        assert (match.aspect is None) == (match.kind is None)
        shared = sum(other.answer == match.answer for other in found) > 1
        assert shared == (match.kind == "shared")


# --- headings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "names", "quoted"),
    [
        ("关于“管好公园”", ("管好公园",), True),
        ("审议意见中“管好公园”方面落实情况", ("管好公园",), True),
        ("关于「管好公园」的落实情况", ("管好公园",), True),
        ('关于"管好公园"问题', ("管好公园",), True),
        ("关于“缓解“出行难”问题”的审议意见落实情况", ("缓解“出行难”问题",), True),
        ("关于“管好公园”“守住清水”方面", ("管好公园", "守住清水"), True),
        ("关于管好公园方面的落实情况", ("管好公园",), False),
        ("针对审议意见提出的加强队伍建设的建议", ("加强队伍建设",), False),
        ("完善“专精特新”培育体系", ("完善“专精特新”培育体系",), False),
        ("抓好审计成果运用落实", ("抓好审计成果运用落实",), False),
        ("", (), False),
    ],
)
def test_what_a_heading_names(heading: str, names: tuple[str, ...], quoted: bool):
    found = naming(heading)
    assert (found.names, found.quoted) == (names, quoted)


@pytest.mark.parametrize(
    "heading",
    [
        "总体评价",
        "下一步工作打算",
        "存在问题及下一步工作安排",
        "关于审议意见研究处理情况综合评价和工作建议",
    ],
)
def test_headings_that_say_nothing(heading: str):
    assert says_nothing(heading)


@pytest.mark.parametrize(
    "heading",
    ["管好公园", "健全完善落实情况报告制度", "着力抓好审计问题整改到位", "关于“总体评价”方面"],
)
def test_headings_that_say_something(heading: str):
    assert not says_nothing(heading)
