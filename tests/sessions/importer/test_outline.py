"""The outline: paragraphs, markers, headings, the tree of sections; footnotes."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings

from sessions.importer.outlining.markers import MarkerType, read_marker
from sessions.importer.outlining.outline import Outline, outline
from sessions.importer.outlining.paragraphs import items, paragraphs
from sessions.importer.reading.read import read, read_text
from sessions.importer.splitting.split import split
from sessions.importer.stages import DocumentText, join
from tests.seeds import seed
from tests.sessions.importer.bulletins import (
    PAPERS,
    Layout,
    Paper,
    ambiguous,
    break_lines,
    printed,
    typeset,
)
from tests.sessions.importer.test_split import layouts

HEAD = "关于古道保护工作情况的报告\n市文旅局\n市人大常委会：\n"


def outline_of(body: str, head: str = HEAD) -> Outline:
    (document,) = split(read_text(head + body))
    return outline(document)


def tree(found: Outline) -> list[tuple[int, str, str, str]]:
    return [(s.level, s.marker, s.heading, s.text or "") for s in found.sections]


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace() and c not in "。；：;:.")


def said(found: Outline) -> Counter[str]:
    return letters("".join(f"{s.marker}{s.heading}{s.text}" for s in found.sections))


# --- every layout -------------------------------------------------------------------------


@given(layouts)
@settings(deadline=None, max_examples=60)
def test_the_same_sections_in_every_layout(layout: Layout) -> None:
    found = split(read_text(typeset(PAPERS, layout)))
    for document, paper in zip(found, PAPERS, strict=True):
        if ambiguous(paper, layout):
            continue
        got = [(*row[:3], row[3].replace("\n", "")) for row in tree(outline(document))]
        assert got == list(paper.items)


@given(layouts)
@settings(deadline=None, max_examples=40)
def test_no_text_is_lost_and_none_is_added(layout: Layout) -> None:
    for document in split(read_text(typeset(PAPERS, layout))):
        found = outline(document)
        assert said(found) == letters("".join(line.text for line in document.body))
        assert not any("\n\n" in (s.text or "") for s in found.sections)


def _check_tree(found: Outline, document: DocumentText) -> None:
    keys = [section.key for section in found.sections]
    assert len(set(keys)) == len(keys)
    assert [section.order for section in found.sections] == list(range(len(keys)))
    by_key = {section.key: section for section in found.sections}
    for section in found.sections:
        assert document.line_start <= section.line_start <= section.line_end
        assert section.line_end <= document.line_end
        if section.parent:
            parent = by_key[section.parent]
            assert section.key.startswith(f"{parent.key}/")
            assert parent.line_start <= section.line_start
            assert section.line_end <= parent.line_end
            assert section.level in (0, parent.level + 1)
        else:
            assert section.level in (0, 1)


@given(layouts)
@settings(deadline=None, max_examples=20)
def test_sections_are_a_tree_of_spans(layout: Layout) -> None:
    for document in split(read_text(typeset(PAPERS, layout))):
        _check_tree(outline(document), document)


# --- markers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marker", "kind", "number"),
    [
        ("一、总体情况", "一、", MarkerType.CHINESE, 1),
        ("二十三、附则", "二十三、", MarkerType.CHINESE, 23),
        ("（十一）关于期限", "（十一）", MarkerType.CHINESE_BRACKETS, 11),
        ("(二)关于期限", "(二)", MarkerType.CHINESE_BRACKETS, 2),
        ("1. 严格程序。", "1.", MarkerType.ARABIC, 1),
        ("１２．严格程序", "１２．", MarkerType.ARABIC, 12),
        ("3、严格程序", "3、", MarkerType.ARABIC, 3),
        ("（4）市本级", "（4）", MarkerType.ARABIC_BRACKETS, 4),
        ("③ 其他", "③", MarkerType.CIRCLED, 3),
        ("㈡关于期限", "㈡", MarkerType.CHINESE_BRACKETS, 2),
        ("⑴市本级", "⑴", MarkerType.ARABIC_BRACKETS, 1),
        ("⒊ 严格程序", "⒊", MarkerType.ARABIC, 3),
        ("第二章　总则", "第二章", MarkerType.CHAPTER, 2),
        ("第十条　本条例", "第十条", MarkerType.ARTICLE, 10),
    ],
)
def test_markers(text: str, marker: str, kind: MarkerType, number: int) -> None:
    found = read_marker(text)
    assert found is not None
    assert (found.text, found.type, found.number) == (marker, kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "72.86%，而行政强制类",
        "1.2 车位",
        "2023年底",
        "一是坚持高位统领。",
        "第三条的规定",
        "第二章和第三章",
        "一方面",
        "十年以来",
        "（试行）",
        "",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    assert read_marker(text) is None


# --- headings -----------------------------------------------------------------------------


def test_headings_and_run_in_headings() -> None:
    found = outline_of(
        "现报告如下：\n一、主要情况\n总的情况是好的。\n（一）加强统筹，全面推进。一是高位推动。成立专班。\n"
        "（二）完善机制\n建立了三项制度。\n又修订了两项。\n二、存在的问题\n（一）管护不够有力。\n"
        "多数古道没有人管。\n三、下一步打算\n要抓好落实。\n以上报告，请予审议。\n"
    )
    assert tree(found) == [
        (0, "", "", "现报告如下："),
        (1, "一、", "主要情况", "总的情况是好的。"),
        (2, "（一）", "加强统筹，全面推进", "一是高位推动。成立专班。"),
        (2, "（二）", "完善机制", "建立了三项制度。\n又修订了两项。"),
        (1, "二、", "存在的问题", ""),
        (2, "（一）", "管护不够有力", "多数古道没有人管。"),
        (1, "三、", "下一步打算", "要抓好落实。"),
        (0, "", "", "以上报告，请予审议。"),
    ]
    keys = [section.key.removeprefix("关于古道保护工作情况的报告") for section in found.sections]
    assert keys == [
        "/0",
        "/一、",
        "/一、/（一）",
        "/一、/（二）",
        "/二、",
        "/二、/（一）",
        "/三、",
        "/0#2",
    ]


def test_items_of_whole_sentences_have_no_headings() -> None:
    found = outline_of(
        "会议决定：\n一、切实增强保护意识\n"
        "1. 市人民政府及其文物、林业、交通运输、文化旅游等有关主管部门应当把古道保护"
        "列入议事日程。每年研究。\n"
        "2. 市、县两级人民政府及其财政部门应当把古道保护所需要的经费足额列入本级财政"
        "预算。逐年增加。\n"
        "3. 广泛宣传，人人参与。每年五月为宣传月。\n"
    )
    assert [row[2] for row in tree(found)] == ["", "切实增强保护意识", "", "", ""]
    assert tree(found)[4][3] == "广泛宣传，人人参与。每年五月为宣传月。"


def test_points_run_on_through_the_aspects_and_decimals_are_text() -> None:
    found = outline_of(
        "一、强化规划\n1. 摸清家底。全部登记。\n2. 编好规划。年底完成，完成率要达到\n3.5倍以上。\n"
        "二、强化保障\n3. 增加投入。逐年增长。\n9. 个别地方除外。\n"
    )
    assert [row[1] for row in tree(found)] == ["一、", "1.", "2.", "二、", "3."]


def test_a_missing_number_does_not_end_the_sequence() -> None:
    found = outline_of(
        "一、规划\n1. 登记。全部。\n2. 编制。年底。\n4. 公布。及时。\n5. 修订。每年。\n"
    )
    assert [row[1] for row in tree(found)] == ["一、", "1.", "2.", "4.", "5."]


def test_a_text_that_begins_in_the_middle() -> None:
    found = outline_of("5. 登记。全部。\n6. 编制。年底。\n三、保障\n7. 投入。增长。\n")
    assert [(row[0], row[1]) for row in tree(found)] == [
        (1, "5."), (1, "6."), (1, "三、"), (2, "7."),
    ]  # fmt: skip


def test_points_that_restart_in_each_aspect_get_keys_of_their_own() -> None:
    found = outline_of("一、规划\n1. 登记。全部。\n2. 编制。年底。\n二、保障\n1. 投入。增长。\n")
    assert [s.key.split("报告")[1] for s in found.sections] == [
        "/一、", "/一、/1.", "/一、/2.", "/二、", "/二、/1.",
    ]  # fmt: skip


def test_a_marker_printed_twice_is_kept_as_printed() -> None:
    found = outline_of("二、落实情况\n情况较好。\n二、工作建议\n继续努力。\n")

    assert [(s.marker, s.heading) for s in found.sections] == [
        ("二、", "落实情况"),
        ("二、", "工作建议"),
    ]
    assert found.sections[1].key.endswith("/二、#2")


def test_the_order_of_levels_is_the_documents_own() -> None:
    found = outline_of(
        "1. 基本情况\n（一）资源\n资源丰富。\n（二）队伍\n队伍稳定。\n2. 存在问题\n"
        "（一）资金\n资金不足。\n"
        "（二）人员\n人员偏老。\n"
    )
    assert [(row[0], row[1]) for row in tree(found)] == [
        (1, "1."), (2, "（一）"), (2, "（二）"), (1, "2."), (2, "（一）"), (2, "（二）"),
    ]  # fmt: skip


def test_two_runs_of_headings_in_one_aspect_and_the_text_between() -> None:
    found = outline_of(
        "一、关于物流\n已做的工作：\n（一）建中心。已建成。\n（二）开线路。已开通。\n"
        "但是仍有不足。下一步：\n（一）补站点。年内完成。\n（二）降成本。给予补贴。\n二、关于品牌\n已打响。\n"
    )
    assert [row[:3] for row in tree(found)] == [
        (1, "一、", "关于物流"),
        (2, "（一）", "建中心"),
        (2, "（二）", "开线路"),
        (0, "", ""),
        (2, "（一）", "补站点"),
        (2, "（二）", "降成本"),
        (1, "二、", "关于品牌"),
    ]
    between = found.sections[3]
    assert between.text == "但是仍有不足。下一步："
    assert between.parent == found.sections[0].key


def test_a_regulation_with_its_own_contents() -> None:
    head = "云岭市古道保护条例\n（2023年5月30日云岭市第五届人大常委会第十二次会议通过）\n"
    found = outline_of(
        "目　录\n第一章　总　则\n第二章　附　则\n第一章　总　则\n"
        "第一条　为了保护古道，制定本条例。\n第二条　下列道路适用本条例：\n（一）石板道；\n"
        "（二）土路。\n前款所称古道，应当有百年以上历史。\n"
        "第二章　附　则\n第三条　依照第一条的规定，自公布之日起施行。\n",
        head,
    )
    assert tree(found) == [
        (0, "", "", "目　录\n第一章　总　则\n第二章　附　则"),
        (1, "第一章", "总则", ""),
        (2, "第一条", "", "为了保护古道，制定本条例。"),
        (2, "第二条", "", "下列道路适用本条例："),
        (3, "（一）", "", "石板道；"),
        (3, "（二）", "", "土路。\n前款所称古道，应当有百年以上历史。"),
        (1, "第二章", "附则", ""),
        (2, "第三条", "", "依照第一条的规定，自公布之日起施行。"),
    ]


def test_an_agenda_set_as_a_timetable() -> None:
    head = "云岭市第五届人大常委会第十二次会议议程\n"
    found = outline_of(
        "时　间　　　　　内　容\n5月29日上午　　　一、听取市人民政府关于古道保护\n"
        "　　　　　　　　　　情况的报告\n"
        "5月30日下午　　　二、人事任免\n",
        head,
    )
    assert tree(found)[1:] == [
        (1, "一、", "听取市人民政府关于古道保护情况的报告", "5月29日上午"),
        (1, "二、", "人事任免", "5月30日下午"),
    ]


# --- paragraphs ---------------------------------------------------------------------------

PARAGRAPHS = (
    "近年来，古道保护取得了新的成绩，全市共修复古道46条、312.5公里，沿线的受益村庄超过1180个。",
    "去年以来，古道保护又有了新的进展，一、二级古道全部挂牌保护，三级古道也正在抓紧登记造册。",
    "一、把散落的古道保护起来",
    "保护古道是一件大事，关系到子孙后代，要一年接着一年干。",
)


@pytest.mark.parametrize("width", [14, 17, 18, 21])
@pytest.mark.parametrize("lost", [2, 0])
def test_paragraphs_of_a_column(width: int, lost: int) -> None:
    """Indents may be lost, or never have been; a line may begin with 一、 in mid-sentence."""
    lines = [line for text in PARAGRAPHS for line in break_lines(text, width, width - lost)]
    found = outline_of("\n".join(lines) + "\n")

    assert tree(found) == [
        (0, "", "", "\n".join(PARAGRAPHS[:2])),
        (1, "一、", "把散落的古道保护起来", PARAGRAPHS[3]),
    ]


def test_a_wide_document_between_narrow_ones() -> None:
    narrow, wide = Layout(18), Layout(40)
    order = ((5, narrow), (6, wide), (7, narrow))
    found = split(read_text("".join(typeset(PAPERS[k : k + 1], layout) for k, layout in order)))

    for document, (k, _) in zip(found, order, strict=True):
        got = [(*row[:3], row[3].replace("\n", "")) for row in tree(outline(document))]
        assert got == list(PAPERS[k].items)


def test_letter_spaced_lines_are_closed_up() -> None:
    found = outline_of("一、主要措施\n一 是 进 一 步 加 强 宣 传 工 作 。广泛发动。\n")
    assert found.sections[0].text == "一是进一步加强宣传工作。广泛发动。"


# --- footnotes ----------------------------------------------------------------------------


def test_footnotes_name_the_section_of_their_anchor() -> None:
    text = (
        f"{HEAD}一、基本情况\n全市古道1共有四十六条，都已登记。\n二、主要问题\n管护力量2不够。\n12\n"
        "1 古道：百年以上的道路。\n2 管护力量：专职和兼职的\n管护人员。\n— 1 —\n"
        "第二页的文字。\n— 2 —\n第三页的文字。\n— 3 —\n"
    )
    (document,) = split(read_text(text))
    found = outline(document)

    assert [(n.marker, n.text) for n in found.footnotes] == [
        ("1", "古道：百年以上的道路。"),
        ("2", "管护力量：专职和兼职的管护人员。"),
    ]
    assert [re.sub(".*报告", "", n.section or "") for n in found.footnotes] == ["/一、", "/二、"]
    assert found.sections[0].text == "全市古道共有四十六条，都已登记。"


# --- the seed -----------------------------------------------------------------------------

# Counted by reading: all headings and points, text before, between and after them.
SEED_SECTIONS = [
    9, 7, 1, 15, 10, 18, 13, 16, 17, 22, 22, 21, 19, 21, 1, 5, 37, 6, 11, 5, 1, 1, 1, 17, 17, 17,
    16, 7, 17, 10, 13, 54, 9, 19, 7, 17, 7, 10, 6, 14, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
]  # fmt: skip


@pytest.fixture(scope="module")
def seed_documents() -> tuple[DocumentText, ...]:
    return split(read(seed("001_")))


def test_seed_sections(seed_documents: tuple[DocumentText, ...]) -> None:
    found = [outline(document) for document in seed_documents]

    for document, one in zip(seed_documents, found, strict=True):
        _check_tree(one, document)
        assert said(one) == letters("".join(line.text for line in document.body))
    assert [len(one.sections) for one in found] == SEED_SECTIONS


def test_seed_markers(seed_documents: tuple[DocumentText, ...]) -> None:
    """Every line that begins with a marker begins a section, but for one in mid-sentence."""
    marked = re.compile(
        r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+\.(?![0-9])|（[0-9]）"
    )
    lines = {line.number for d in seed_documents for line in d.body if marked.match(line.text)}
    starts = {s.line_start for d in seed_documents for s in outline(d).sections if s.marker}

    assert lines - starts == {5837}
    assert starts - lines == set()


def test_seed_points(seed_documents: tuple[DocumentText, ...]) -> None:
    points = {}
    for sequence in (8, 11, 14, 17):
        found = outline(seed_documents[sequence - 1])
        points[sequence] = [s.marker for s in found.sections if s.level == 2]
    assert {n: len(found) for n, found in points.items()} == {8: 12, 11: 16, 14: 15, 17: 30}
    assert all(found == [f"{n}." for n in range(1, len(found) + 1)] for found in points.values())


def test_seed_headings(seed_documents: tuple[DocumentText, ...]) -> None:
    def headings(sequence: int, level: int) -> list[str]:
        found = outline(seed_documents[sequence - 1])
        return [s.heading for s in found.sections if s.level == level and s.marker]

    assert headings(8, 1)[0] == "持续优化执法理念，进一步提升执法质效"
    assert headings(8, 2)[2] == "深化“一件事”综合监管"
    assert headings(19, 4) == ["市本级", "市属相关开发园区"]
    assert headings(32, 1)[2] == "关于“推动民营经济高质量发展”"
    assert headings(14, 2) == [""] * 15
    assert headings(39, 1) == [
        "关于市政府审议意见研究处理情况的报告",
        "关于审议意见研究处理情况综合评价和工作建议",
    ]
    between = [s for s in outline(seed_documents[31]).sections if s.parent and not s.marker]
    assert [s.line_start for s in between] == [5743, 5871, 5979, 6093, 6219, 6343]


def test_seed_footnotes_stand_where_their_anchors_do(
    seed_documents: tuple[DocumentText, ...],
) -> None:
    notes = outline(seed_documents[9]).footnotes
    assert [re.sub(r".*?/", "", note.section or "", count=1) for note in notes] == [
        "二、/（二）", "二、/（二）", "三、/（二）", "三、/（二）",
        "三、/（三）", "三、/（五）", "三、/（五）",
    ]  # fmt: skip


# --- the seed in other layouts ------------------------------------------------------------


def _unspaced(text: str | None) -> str:
    return "".join((text or "").split())


def _as_paper(document: DocumentText) -> Paper:
    """A document of the seed as a paper that can be set in another layout. The few spaces
    inside its text are left out: a line may break at them."""
    read_as = items if document.kind == "agenda" else paragraphs
    head = [*document.author_lines, *document.adoption_lines, *document.addressee_lines]
    tail = (*document.signature_lines, *document.date_lines)
    return Paper(
        kind=document.kind,
        title=tuple(line.text for line in document.title_lines),
        body=tuple(_unspaced(join(block).text) for block in read_as(document.body)),
        items=tuple(
            (s.level, s.marker, _unspaced(s.heading), _unspaced(s.text))
            for s in outline(document).sections
        ),
        head=tuple(line.text for line in sorted(head, key=lambda line: line.number)),
        tail=tuple(line.text for line in tail),
    )


@pytest.mark.parametrize(
    "layout",
    [
        Layout(None, "kept", "feed", cover=True, contents=True),
        Layout(16, "lost", "space", 40, imprint=True),
        Layout(24, "none", "header", 45, contents=True),
        Layout(38, "kept", "total", 33, blank_lines=True),
        Layout(42, "lost", "bare", 50, cover=True),
    ],
)
def test_the_seed_in_other_layouts(
    layout: Layout, seed_documents: tuple[DocumentText, ...]
) -> None:
    papers = tuple(_as_paper(document) for document in seed_documents)
    source = read_text(typeset(papers, layout))
    found = split(source)
    lines = [line for line in printed(papers, layout) if line.text.strip()]

    assert [d.title for d in found] == [d.title for d in seed_documents]
    assert [d.kind for d in found] == [d.kind for d in seed_documents]
    assert [finding for d in found for finding in d.findings] == []
    for line in source.flow:
        assert lines[line.number].page == line.page
    told = [k for k, paper in enumerate(papers) if not ambiguous(paper, layout)]
    for k in told:
        got = [(*row[:2], *map(_unspaced, row[2:])) for row in tree(outline(found[k]))]
        assert got == list(papers[k].items)
    assert len(told) >= 10
