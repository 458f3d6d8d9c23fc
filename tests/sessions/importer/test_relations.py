"""Which document goes with which, and with which agenda item."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.linking.agenda_links import agenda_item_for
from sessions.importer.linking.relations import relations_of
from sessions.importer.record import AgendaItem, DocumentKind
from sessions.importer.subjects import assign, best, containment, similarity, subject

from .papers import seed_bulletin

K = DocumentKind


@dataclass(frozen=True)
class Doc:
    sequence: int
    kind: DocumentKind
    title: str
    suffix: str = ""

    @property
    def key(self) -> str:
        return self.title + self.suffix


def documents(*kinds_and_titles: tuple[DocumentKind, str]) -> list[Doc]:
    return [Doc(number, kind, title) for number, (kind, title) in enumerate(kinds_and_titles, 1)]


def item(number: int, text: str, *kinds: str) -> AgendaItem:
    return AgendaItem.model_validate(
        {
            "key": f"议程{number}",
            "number": number,
            "number_text": "一二三四五六七"[number - 1],
            "text": text,
            "kinds": kinds,
        }
    )


REGULATION = [
    (K.BILL, "青禾市人民政府关于提请审议《青禾市花木条例（草案）》的议案"),
    (K.EXPLANATION, "关于《青禾市花木条例（草案）》的说明"),
    (K.DRAFT_REVIEW, "关于《青禾市花木条例（草案）》审议意见的报告"),
    (K.REGULATION, "青禾市花木条例"),
]
REPORT = [
    (K.WORK_REPORT, "青禾市人民政府关于全市公园建设工作情况的报告"),
    (K.SURVEY_REPORT, "关于我市公园建设情况的调研报告"),
    (K.REVIEW_OPINION, "关于我市公园建设情况报告的审议意见"),
]
BUDGET = [
    (K.BILL, "青禾市人民政府关于提请审议2023年市级预算调整方案（草案）的议案"),
    (K.EXPLANATION, "关于2023年市级预算调整方案（草案）的说明"),
    (K.EXAMINATION, "关于2023年市级预算调整方案（草案）的审查结果报告"),
    (K.RESOLUTION, "青禾市人大常委会关于批准2023年市级预算调整方案的决议"),
]
FOLLOW_UPS = [
    (K.HANDLING_REPORT, "关于我市公园建设情况报告的审议意见研究处理情况的报告"),
    (K.TRACKING_REPORT, "关于我市公园建设情况报告的审议意见跟踪督办情况的报告"),
]


def related(docs: list[Doc]) -> list[tuple[int, str, int]]:
    relations, findings = relations_of(docs)
    assert findings == []
    sequence = {doc.key: doc.sequence for doc in docs}
    return [
        (sequence[key], relation.kind, sequence[relation.document])
        for key, found in relations.items()
        for relation in found
    ]


def test_relations_by_kind_and_subject():
    docs = documents(*REGULATION, *REPORT, *BUDGET, *FOLLOW_UPS)
    assert sorted(related(docs)) == [
        (2, "explains", 1),
        (3, "reviews", 1),
        (4, "adopts", 1),
        (6, "surveys", 5),
        (7, "opinion_on", 5),
        (9, "explains", 8),
        (10, "examines", 8),
        (11, "adopts", 8),
        (12, "handles", 7),
        (13, "about", 12),
        (13, "tracks", 7),
    ]


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(REGULATION + REPORT + BUDGET + FOLLOW_UPS))
def test_the_order_printed_does_not_matter(order: list[tuple[DocumentKind, str]]):
    docs = documents(*order)
    titles = {doc.sequence: doc.title for doc in docs}
    found = {(titles[a], kind, titles[b]) for a, kind, b in related(docs)}
    plain = documents(*REGULATION, *REPORT, *BUDGET, *FOLLOW_UPS)
    names = {doc.sequence: doc.title for doc in plain}
    assert found == {(names[a], kind, names[b]) for a, kind, b in related(plain)}


def test_an_explanation_of_a_credentials_report():
    title = "青禾市第九届人民代表大会常务委员会代表资格审查委员会关于个别代表的代表资格的报告"
    docs = documents((K.CREDENTIALS_REPORT, title), (K.EXPLANATION, f"关于《{title}》的说明"))
    assert related(docs) == [(2, "explains", 1)]


def test_papers_of_another_subject_or_year_are_not_related():
    docs = documents(
        (K.WORK_REPORT, "关于2022年度企业国有资产管理情况的报告"),
        (K.SURVEY_REPORT, "关于2023年度企业国有资产管理情况的调研报告"),
        (K.REVIEW_OPINION, "关于全市公园建设情况报告的审议意见"),
        (K.DECISION, "青禾市人大常委会关于设立植树日的决定"),
        (K.APPOINTMENT_LIST, "青禾市人大常委会任免名单"),
    )
    assert related(docs) == []


def test_a_doubt_is_a_finding_that_names_both():
    docs = documents(
        (K.SURVEY_REPORT, "关于饮用水管理情况的调研报告"),
        (K.AGENDA, "议程"),
        (K.WORK_REPORT, "关于饮用水水源管理情况的报告"),
        (K.WORK_REPORT, "关于饮用水水厂管理情况的报告"),
    )
    relations, findings = relations_of(docs)
    assert relations == {}
    (finding,) = findings
    assert finding.code == "doubtful_relation"
    assert finding.document == docs[0].key
    assert all(doc.title in finding.message for doc in docs[2:])


def test_of_two_alike_the_one_printed_with_it_is_no_proof():
    docs = documents(
        (K.WORK_REPORT, "关于饮用水水源管理情况的报告"),
        (K.SURVEY_REPORT, "关于饮用水管理情况的调研报告"),
        (K.WORK_REPORT, "关于饮用水水厂管理情况的报告"),
    )
    relations, findings = relations_of(docs)
    assert relations == {}
    assert len(findings) == 1


# --- agenda --------------------------------------------------------------------------------

AGENDA = [
    item(1, "审议《青禾市花木条例（草案）》", "draft_regulation"),
    item(2, "听取和审议市政府关于公园建设情况的报告，并开展专题询问", "hear_report", "inquiry"),
    item(3, "审议市政府关于提请审议2023年市级预算调整方案（草案）的议案", "budget_adjustment"),
    item(4, "审议有关人事事项", "personnel"),
]


def items(docs: list[Doc], agenda: list[AgendaItem]) -> dict[int, str]:
    relations, _ = relations_of(docs)
    found, findings = agenda_item_for(docs, agenda, relations)
    assert findings == []
    return {doc.sequence: found[doc.key] for doc in docs if doc.key in found}


def test_agenda_items():
    docs = documents(
        *REGULATION,
        *REPORT,
        *BUDGET,
        *FOLLOW_UPS,
        (K.APPOINTMENT_LIST, "青禾市人大常委会任免名单"),
        (K.RESIGNATION_DECISION, "关于接受柳青请求辞去青禾市副市长职务的决定"),
        (K.MINUTES, "青禾市第九届人大常委会第十一次会议纪要"),
        (K.SPEECH, "在青禾市第九届人大常委会第十一次会议上的讲话"),
        (K.WRITTEN_REPORT, "关于全市林场改革情况的报告"),
        (K.SURVEY_REPORT, "关于全市林场改革情况的调研报告"),
    )
    wanted = dict.fromkeys((1, 2, 3, 4), "议程1")
    wanted |= dict.fromkeys((5, 6, 7), "议程2")
    wanted |= dict.fromkeys((8, 9, 10, 11), "议程3")
    wanted |= {14: "议程4", 15: "议程4"}
    assert items(docs, AGENDA) == wanted


def test_an_item_with_two_matters():
    agenda = [
        item(
            1,
            "听取和审议市政府关于公园建设情况的报告，审议主任会议关于提请审议《青禾市人大常委会"
            "关于爱护公园的决定（草案）》的议案",
            "hear_report",
            "decision",
        ),
        item(2, "听取和审议市政府关于河道治理情况的报告", "hear_report"),
    ]
    docs = documents(
        *REPORT,
        (K.BILL, "关于提请审议《青禾市人大常委会关于爱护公园的决定（草案）》的议案"),
        (K.DECISION, "青禾市人大常委会关于爱护公园的决定"),
        (K.WORK_REPORT, "关于全市河道治理情况的报告"),
    )
    assert items(docs, agenda) == {
        1: "议程1", 2: "议程1", 3: "议程1", 4: "议程1", 5: "议程1", 6: "议程2",
    }  # fmt: skip


def test_a_follow_up_is_under_the_item_that_names_it_word_for_word():
    agenda = [
        item(1, "听取和审议市人大城建委关于停车难问题审议意见落实情况的跟踪检查报告，并测评"),
        item(2, "审议市政府关于全市林场改革情况的报告（书面）"),
    ]
    docs = documents(
        (K.HANDLING_REPORT, "青禾市人民政府关于停车难问题审议意见研究处理情况的报告"),
        (K.TRACKING_REPORT, "青禾市人大城建委关于停车难问题审议意见落实情况的跟踪检查报告"),
        (K.WRITTEN_REPORT, "关于全市林场改革情况的报告"),
        (K.WRITTEN_REPORT, "关于全市苗圃情况的报告"),
    )
    assert items(docs, agenda) == {2: "议程1", 3: "议程2"}


def test_papers_on_the_session_itself_are_under_none():
    session = "青禾市第九届人民代表大会常务委员会第十次会议"
    agenda = [
        item(1, "审议关于接受柳青辞去青禾市第九届人民代表大会常务委员会委员职务请求的决定（草案）"),
    ]
    docs = documents((K.OTHER, f"{session}日程"), (K.OTHER, f"{session}出席列席名单"))
    assert items(docs, agenda) == {}


def test_a_decision_on_several_posts_is_under_the_general_item():
    agenda = [item(1, "审议《青禾市花木条例（草案）》"), item(2, "审议任免案", "personnel")]
    docs = documents(
        (K.DECISION, "青禾市人大常委会关于免去和任命市人民政府组成人员的决定"),
        (K.DECISION, "青禾市人大常委会关于爱护公园的决定"),
    )
    assert items(docs, agenda) == {1: "议程2"}


def test_several_items_on_persons():
    agenda = [
        item(1, "审议关于接受柳青辞去青禾市副市长职务请求的决定（草案）", "personnel"),
        item(2, "审议关于撤销杨树青禾市副市长职务的议案", "personnel"),
        item(3, "审议人事任免事项", "personnel"),
    ]
    docs = documents(
        (K.RESIGNATION_DECISION, "关于接受柳青请求辞去青禾市副市长职务的决定"),
        (K.APPOINTMENT_LIST, "青禾市人大常委会任免名单"),
    )
    assert items(docs, agenda) == {1: "议程1", 2: "议程3"}


def test_two_items_that_fit_alike_are_a_finding():
    agenda = [
        item(1, "审议市政府提请的人事任免案", "personnel"),
        item(2, "审议市中级人民法院提请的人事任免案", "personnel"),
    ]
    docs = documents((K.APPOINTMENT_LIST, "青禾市人大常委会任免名单"))
    found, findings = agenda_item_for(docs, agenda)
    assert found == {}
    assert [finding.code for finding in findings] == ["doubtful_agenda_item"]
    assert "第一、二项" in findings[0].message


def test_the_kind_of_item_decides_between_items_on_one_subject():
    agenda = [
        item(1, "审议《青禾市花木条例（修订草案）》", "draft_regulation"),
        item(2, "听取和审议市政府关于《青禾市花木条例》的报告", "hear_report"),
    ]
    docs = documents(
        (K.BILL, "关于提请审议《青禾市花木条例（修订草案）》的议案"),
        (K.WORK_REPORT, "关于《青禾市花木条例》的报告"),
    )
    assert items(docs, agenda) == {1: "议程1", 2: "议程2"}


def test_without_an_agenda_there_are_no_items():
    assert agenda_item_for(documents(*REGULATION), []) == ({}, [])


# --- subjects ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("关于我市公园建设工作情况的调研报告", "公园建设"),
        ("听取和审议市政府关于全市公园建设情况的报告", "公园建设"),
        ("青禾市人民政府关于提请审议《青禾市花木条例（修订草案）》的议案", "青禾市花木条例"),
        ("关于《青禾市人大常委会关于爱护公园的决定（草案）》的说明", "爱护公园"),
        ("关于批准 ２０２３年市级预算调整方案的决议", "2023年市级预算调整"),
        ("审议《青禾市花木条例（草案）》", "青禾市花木条例"),
        ("报告", "报告"),
    ],
)
def test_subjects(title: str, about: str):
    assert subject(title) == about


def test_years_tell_subjects_apart():
    assert (
        similarity("2022年度决算", "2023年度决算") < 0.5 < similarity("2022年度决算", "2022年决算")
    )


@settings(max_examples=100, deadline=None)
@given(st.text("公园河道林业", max_size=12), st.text("公园河道林业", max_size=12))
def test_similarity_is_a_measure(one: str, other: str):
    assert similarity(one, other) == similarity(other, one)
    assert 0.0 <= similarity(one, other) <= 1.0
    assert not one or similarity(one, one) == pytest.approx(1.0)
    assert 0.0 <= containment(one, other) <= 1.0


def test_best_needs_a_margin():
    assert best({"甲": 0.9, "乙": 0.5}, least=0.6) == ("甲", ())
    assert best({"甲": 0.9, "乙": 0.85}, least=0.6) == (None, ("甲", "乙"))
    assert best({"甲": 0.5}, least=0.6) == (None, ())
    assert best({}, least=0.6) == (None, ())


def test_assign_is_one_to_one():
    scores = [[0.9, 0.8], [0.85, 0.1], [0.2, 0.2]]
    assert assign(scores, least=0.3) == {0: 0}
    assert assign(scores, least=0.1) == {0: 0, 2: 1}


# --- the seed ------------------------------------------------------------------------------


def test_seed_relations_and_agenda_items():
    bulletin = seed_bulletin()
    sequence = {document.key: document.sequence for document in bulletin.documents}
    relations, findings = relations_of(bulletin.documents)
    assert findings == []
    found = {
        (sequence[key], relation.kind, sequence[relation.document])
        for key, several in relations.items()
        for relation in several
    }
    assert len(bulletin.documents) == 51
    assert found == {
        (4, "explains", 3), (5, "reviews", 3),
        (7, "surveys", 6), (8, "opinion_on", 6),
        (10, "surveys", 9), (11, "opinion_on", 9),
        (13, "surveys", 12), (14, "opinion_on", 12),
        (16, "explains", 15), (17, "adopts", 15),
        (19, "explains", 18), (20, "examines", 18), (21, "adopts", 18),
        (23, "explains", 22),
        (25, "surveys", 24), (27, "surveys", 26), (29, "surveys", 28), (31, "surveys", 30),
        (33, "about", 32), (35, "about", 34), (37, "about", 36), (39, "about", 38),
        (41, "about", 40),
    }  # fmt: skip
    agenda = [
        item(1, "审议《宁波市慈善事业促进条例（修订草案）》"),
        item(2, "听取和审议市政府关于我市行政执法规范化情况的报告"),
        item(3, "听取和审议市政府关于我市缓解“停车难”问题情况的报告，并开展专题询问"),
        item(
            4,
            "听取和审议市政府关于我市推进城市国际化工作情况的报告，审议市人大常委会主任会议关于"
            "提请审议《宁波市人大常委会关于加快推进宁波城市国际化的决定（草案）》的议案",
        ),
        item(
            5,
            "审议市政府关于提请审议2024年提前下达部分新增债务限额安排计划及市级预算调整方案"
            "（草案）的议案",
        ),
        item(6, "听取和审议市十六届人大常委会代表资格审查委员会关于个别代表的代表资格的报告"),
        item(7, "审议有关人事事项"),
    ]
    items, findings = agenda_item_for(bulletin.documents, agenda, relations)
    assert findings == []
    wanted = {1: range(3, 6), 2: range(6, 9), 3: range(9, 12), 4: range(12, 18)}
    wanted |= {5: range(18, 22), 6: range(22, 24), 7: range(42, 51)}
    assert {sequence[key]: value for key, value in items.items()} == {
        number: f"议程{agenda_number}"
        for agenda_number, numbers in wanted.items()
        for number in numbers
    }
