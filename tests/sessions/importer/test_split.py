"""Splitting: which documents a bulletin holds, and the parts of each."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.reading.read import read, read_text
from sessions.importer.splitting.split import split, unclaimed_lines
from sessions.importer.stages import DocumentText, SourceText
from tests.seeds import seed
from tests.sessions.importer.bulletins import PAPERS, Layout, PageStyle, typeset


def documents(text: str) -> tuple[DocumentText, ...]:
    source = read_text(text)
    found = split(source)
    assert unclaimed_lines(source, found) == []
    return found


def texts(lines: object) -> list[str]:
    return [line.text for line in lines]  # type: ignore[attr-defined]


layouts = st.builds(
    Layout,
    width=st.sampled_from([None, *range(15, 46)]),
    indent=st.sampled_from(["kept", "lost", "none"]),
    pages=st.sampled_from(get_args(PageStyle)),
    page_lines=st.integers(26, 60),
    blank_lines=st.booleans(),
    cover=st.booleans(),
    contents=st.booleans(),
    imprint=st.booleans(),
)


@given(layouts)
@settings(deadline=None, max_examples=60)
def test_the_same_documents_in_every_layout(layout: Layout) -> None:
    found = documents(typeset(PAPERS, layout))

    assert [document.title for document in found] == [paper.full_title for paper in PAPERS]
    assert [document.kind for document in found] == [paper.kind for paper in PAPERS]
    assert [finding for document in found for finding in document.findings] == []
    for document, paper in zip(found, PAPERS, strict=True):
        address = [line for line in paper.head if line.endswith("：")]
        assert texts(document.addressee_lines) == address
        assert texts([*document.signature_lines, *document.date_lines]) == list(paper.tail)
        adoption = [line for line in paper.head if "（" in line or "）" in line]
        assert texts(document.adoption_lines) == adoption


@given(st.permutations(range(2, len(PAPERS))), st.integers(1, len(PAPERS) - 2))
@settings(deadline=None, max_examples=30)
def test_documents_in_any_order_and_number(order: list[int], count: int) -> None:
    papers = tuple(PAPERS[k] for k in order[:count])
    found = documents(typeset(papers, Layout(18, pages="number")))

    assert [document.title for document in found] == [paper.full_title for paper in papers]


def test_documents_of_one_title_have_keys_of_their_own() -> None:
    found = documents(typeset(PAPERS, Layout(20)))
    lists = [document for document in found if document.title == "云岭市人大常委会任免名单"]

    assert [d.key for d in lists] == ["云岭市人大常委会任免名单", "云岭市人大常委会任免名单#2"]
    assert [document.sequence for document in found] == list(range(1, len(PAPERS) + 1))


def test_documents_follow_each_other_without_overlap() -> None:
    found = documents(typeset(PAPERS, Layout(20, pages="header")))

    assert all(a.line_end < b.line_start for a, b in pairwise(found))


# --- kinds --------------------------------------------------------------------------------

PASSED = "（2023年5月30日云岭市第五届人大常委会第十二次会议通过）\n"


@pytest.mark.parametrize(
    ("title", "rest", "kind"),
    [
        ("关于古道保护情况的审议意见", PASSED + "提出如下意见：\n", "review_opinion"),
        (
            "关于古道保护情况的审议意见书",
            "云人常〔2023〕4号\n" + PASSED + "意见。\n",
            "review_opinion",
        ),
        (
            "关于《云岭市古道条例（草案）》审议意见的报告",
            "市人大常委会：\n报告。\n",
            "draft_review",
        ),
        (
            "关于《云岭市古道条例（草案）》审议结果的报告",
            "市人大常委会：\n报告。\n",
            "draft_review",
        ),
        (
            "关于《云岭市古道条例（草案）》修改情况的报告",
            "市人大常委会：\n报告。\n",
            "draft_review",
        ),
        (
            "关于《云岭市古道条例（草案）》的审议意见",
            "市人大环资委员会\n市人大常委会：\n经审议，建议修改。\n",
            "draft_review",
        ),
        ("关于古道保护审议意见研究处理情况的报告", "市人大常委会：\n报告。\n", "handling_report"),
        ("关于落实《古道保护审议意见》情况的报告", "市人大常委会：\n报告。\n", "handling_report"),
        ("关于古道保护审议意见跟踪督办情况的报告", "市人大常委会：\n报告。\n", "tracking_report"),
        (
            "关于古道保护审议意见落实情况的跟踪检查报告",
            "市人大常委会：\n报告。\n",
            "tracking_report",
        ),
        ("关于古道保护情况的调研报告", "市人大常委会：\n报告。\n", "survey_report"),
        ("关于2022年决算草案的审查结果报告", "市人大常委会：\n报告。\n", "examination"),
        ("关于个别代表的代表资格的报告", "市人大常委会：\n报告。\n", "credentials_report"),
        ("关于个别代表的代表资格的报告的说明", "各位委员：\n说明。\n", "explanation"),
        (
            "关于接受岑一帆辞去副市长职务的决定",
            PASSED + "会议决定：接受。\n",
            "resignation_decision",
        ),
        ("关于任命岑一帆为副市长的决定", PASSED + "会议决定：任命。\n", "decision"),
        ("云岭市人大常委会决定任免名单", PASSED + "决定任命：\n岑一帆。\n", "appointment_list"),
        ("关于批准市级决算的决议", PASSED + "会议决定批准。\n", "resolution"),
        ("云岭市古道保护条例", PASSED + "第一条　本条例。\n", "regulation"),
        ("云岭市人大常委会议事规则", PASSED + "第一条　本规则。\n", "regulation"),
        ("云岭市任命书颁发办法", PASSED + "一、任命书由主任颁发。\n", "other"),
        ("云岭市人民代表大会常务委员会公告", "〔五届〕第七号\n现予公告。\n", "announcement"),
        ("关于古道保护工作的专题询问实录", "主持人：现在开始询问。\n", "inquiry_record"),
        ("在常委会第十二次会议上的讲话", "韦清源\n（2023年5月30日）\n同志们：\n讲话。\n", "speech"),
        ("云岭市人民政府关于提请审议古道条例的议案", "市人大常委会：\n请审议。\n", "bill"),
        ("关于古道保护情况的报告", "副市长 莫怀远\n主任、各位委员：\n报告。\n", "work_report"),
        ("关于古道保护情况的报告", "市文旅局\n市人大常委会：\n报告。\n", "written_report"),
        ("关于古道保护情况的报告（书面）", "市人大常委会：\n报告。\n", "written_report"),
        ("云岭市第五届人大常委会第十二次会议日程", "5月29日上午 开幕\n", "other"),
    ],
)
def test_kinds_by_the_form_of_the_title(title: str, rest: str, kind: str) -> None:
    (document,) = documents(f"{title}\n{rest}")

    assert document.kind == kind
    assert document.title.startswith(title)


def test_a_report_that_the_agenda_hears_is_no_written_one() -> None:
    agenda = "云岭市第五届人大常委会第十二次会议议程\n一、听取和审议市政府关于古道保护情况的报告\n"
    report = "关于全市古道保护情况的报告\n市文旅局\n市人大常委会：\n现将情况报告如下。\n"
    other = "关于全市河道采砂情况的报告\n市水利局\n市人大常委会：\n现将情况报告如下。\n"

    assert [d.kind for d in documents(agenda + report + other)] == [
        "agenda",
        "work_report",
        "written_report",
    ]


# --- heads, tails, traps ------------------------------------------------------------------


def test_issuing_body_on_a_line_of_its_own_belongs_to_the_title() -> None:
    found = documents(
        "以上报告，请予审议。\n云岭市人民代表大会常务委员会\n关于批准市级决算的决议\n"
        + PASSED
        + "批准。\n"
    )
    assert found[-1].title == "云岭市人民代表大会常务委员会关于批准市级决算的决议"


def test_numbers_of_announcements_and_letters() -> None:
    found = documents(
        "云岭市人民代表大会常务委员会公　告\n第十八号\n条例已通过，现予公布。\n云岭市人大常委会\n"
        "二〇二三年六月一日\n云人常〔2023〕15号\n关于古道保护情况的审议意见\n" + PASSED + "意见。\n"
    )
    assert [document.title for document in found] == [
        "云岭市人民代表大会常务委员会公告（第十八号）",
        "关于古道保护情况的审议意见",
    ]
    assert texts(found[1].number_lines) == ["云人常〔2023〕15号"]
    assert texts(found[0].signature_lines) == ["云岭市人大常委会"]
    assert texts(found[0].date_lines) == ["二〇二三年六月一日"]


@pytest.mark.parametrize(
    "adoption",
    [
        "（2023年5月30日云岭市第五届人大常委会第十二次会议通过）",
        "(2023年5月30日云岭市第五届人大常委会\n第十二次会议通过)",
        "〔２０２３年５月３０日云岭市第五届\n人大常委会第十二次\n会议通过〕",
        "（二〇二三年五月三十日云岭市第五届人大常委会第十二次会议通过）",
        "——2023年5月30日在云岭市第五届人大常委会\n第十二次会议上",
    ],
)
def test_adoption_lines(adoption: str) -> None:
    (document,) = documents(f"关于古道保护的决定\n{adoption}\n会议决定保护古道。\n")

    assert texts(document.adoption_lines) == adoption.split("\n")
    assert texts(document.body) == ["会议决定保护古道。"]


@pytest.mark.parametrize(
    "author",
    [
        "市林业局局长 蒙青松",
        "市林业局局长　蒙　青",
        "市林业局",
        "副局长 古丽·买买提（女，维吾尔族）",
    ],
)
def test_authors_before_the_addressee_and_without_one(author: str) -> None:
    body = "受市政府委托，现将全市古树名木的保护情况向市人大常委会作一个简要的报告，请予审议。\n"
    for address in ("市人大常委会：\n", ""):
        (document,) = documents(f"关于古树名木保护情况的报告\n{author}\n{address}{body}")
        assert texts(document.author_lines) == [author]
        assert texts(document.body) == [body.strip()]


def test_headings_citations_and_lists_are_no_titles() -> None:
    text = (
        "关于审议意见跟踪督办情况的报告\n市人大常委会：\n根据安排，现将有关情况报告如下。\n"
        "一、关于市政府审议意见研究处理情况的报告\n关于古道保护的部署，市政府印发了《云岭市古道\n"
        "关于加强保护的意见》和有关\n办法，各县区认真执行。\n（一）关于法律责任的规定\n"
        "1. 关于资金的说明\n附件：\n云岭市古道名录清单\n"
    )
    (document,) = documents(text)
    assert document.findings == ()


def test_a_doubtful_start_is_a_finding_with_its_line() -> None:
    layout = Layout(None, pages="number", page_lines=6)
    text = typeset(PAPERS[5:6], layout).split("\n")
    at = text.index("— 1 —") + 1
    text.insert(at, "关于古道资金安排的情况说明")
    found = documents("\n".join(text))

    assert len(found) == 1
    (finding,) = found[0].findings
    assert (finding.code, finding.line) == ("possible_document_start", at)
    assert "关于古道资金安排的情况说明" in finding.message


def test_text_without_a_title_is_kept_and_reported() -> None:
    found = documents(
        "接上页的半句话，没有标题。\n后面还有一段。\n" + typeset(PAPERS[2:4], Layout(20))
    )

    assert found[0].kind == "other"
    assert [finding.code for finding in found[0].findings] == ["text_without_title"]
    assert texts(found[0].body) == ["接上页的半句话，没有标题。", "后面还有一段。"]
    assert len(found) == 3


def test_a_text_that_breaks_off_is_reported() -> None:
    text = typeset(PAPERS[5:6], Layout(20)).rstrip()
    found = documents(text[: text.index("就地取材") + 2])

    assert [finding.code for finding in found[-1].findings] == ["text_cut_short"]


# --- the seed -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bulletin() -> SourceText:
    return read(seed("001_"))


SEED_STARTS = (
    0, 162, 183, 194, 411, 586, 889, 1112, 1246, 1567, 1933, 2083, 2444, 2787, 2919, 2929, 3078,
    3326, 3361, 3492, 3553, 3570, 3610, 3670, 3962, 4141, 4577, 4771, 5042, 5292, 5480, 5675,
    6410, 6604, 6849, 7005, 7303, 7441, 7636, 7775, 8015, 8152, 8166, 8183, 8200, 8214, 8226,
    8234, 8241, 8249, 8256,
)  # fmt: skip
SEED_KINDS = (
    "minutes agenda bill explanation draft_review work_report survey_report review_opinion "
    "work_report survey_report review_opinion work_report survey_report review_opinion bill "
    "explanation decision bill explanation examination resolution credentials_report explanation "
    "written_report survey_report written_report survey_report written_report survey_report "
    "written_report survey_report handling_report tracking_report handling_report "
    "tracking_report handling_report tracking_report handling_report tracking_report "
    "handling_report tracking_report resignation_decision resignation_decision "
    "resignation_decision resignation_decision appointment_list appointment_list "
    "appointment_list appointment_list appointment_list speech"
).split()


def test_seed_documents(bulletin: SourceText) -> None:
    found = split(bulletin)

    assert [document.line_start for document in found] == list(SEED_STARTS)
    assert [document.kind for document in found] == SEED_KINDS
    assert unclaimed_lines(bulletin, found) == []
    assert [finding for document in found for finding in document.findings] == []
    # A header stands between two documents: it belongs to neither.
    assert (found[32].line_end, found[33].line_start) == (6601, 6604)
    assert found[50].line_end == 8407


def test_seed_titles(bulletin: SourceText) -> None:
    titles = {document.sequence: document.title for document in split(bulletin)}

    assert titles[1] == "宁波市第十六届人民代表大会常务委员会第十九次会议纪要"
    assert titles[5] == "关于《宁波市慈善事业促进条例（修订草案）》审议意见的报告"
    assert titles[20] == (
        "关于宁波市2024年提前下达部分新增债务限额安排计划及市级预算调整方案（草案）的议案的审查结果报告"
    )
    assert titles[21] == (
        "宁波市人民代表大会常务委员会关于批准2024年提前下达部分新增债务限额安排计划及市级预算调整方案的决议"
    )
    assert titles[22] == (
        "宁波市第十六届人民代表大会常务委员会代表资格审查委员会关于个别代表的代表资格的报告"
    )
    assert titles[35] == (
        "关于《浙江省民营企业发展促进条例》《浙江省促进中小微企业发展条例》"
        "《宁波市人大常委会关于促进民营经济高质量发展的决定》实施情况报告的审议意见跟踪督办情况的报告"
    )
    assert titles[46] == titles[48] == titles[49] == "宁波市人大常委会任免名单"
    assert titles[51] == "在市十六届人大常委会第十九次会议结束时的讲话摘要"


def test_seed_heads_and_tails(bulletin: SourceText) -> None:
    found = {document.sequence: document for document in split(bulletin)}

    assert [d.key for d in found.values()][47:49] == [
        "宁波市人大常委会任免名单#2",
        "宁波市人大常委会任免名单#3",
    ]
    assert texts(found[3].signature_lines) == ["市长 汤飞帆"]
    assert texts(found[15].signature_lines) == ["宁波市人民代表大会常务委员会主任会议"]
    assert len(found[22].signature_lines) == 2
    assert texts(found[22].date_lines) == ["2024年 7月 31日"]
    assert texts(found[23].author_lines) == ["市人大常委会代表资格审查委员会副主任委员 屠爱康"]
    assert texts(found[51].author_lines) == ["市人大常委会主任 张 平"]
    assert len(found[8].adoption_lines) == 2
    signed = {n for n, document in found.items() if document.signature_lines}
    assert signed == {3, 15, 18, 22}
    addressed = {n for n, document in found.items() if document.addressee_lines}
    assert addressed == {3, 4, 5, 6, 7, 9, 10, 12, 13, 15, 16, 18, 19, 20, *range(22, 42)}
