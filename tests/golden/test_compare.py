"""The comparisons themselves: each says what differs, and says nothing when all agrees."""

from __future__ import annotations

from typing import Any

import pytest

from sessions.importer import record as r
from tests.golden import compare

LIST = "临溪市人大常委会任免名单"
ORGAN = "临溪市人民代表大会常务委员会"


@pytest.fixture
def record() -> r.Record:
    office = r.Organization(
        key=f"{ORGAN}办公室", name=f"{ORGAN}办公室", aliases=("市人大常委会办公室",)
    )
    sections = (
        r.Section(
            key="1", order=1, level=1, marker="一、", heading="总体情况", line_start=2, line_end=3
        ),
        r.Section(
            key="2", order=2, level=2, marker="（一）", heading="成绩", line_start=3, line_end=3
        ),
    )
    report = r.Document(
        key="关于治水情况的报告",
        sequence=1,
        kind=r.DocumentKind.WORK_REPORT,
        title="关于治水情况的报告",
        line_start=0,
        line_end=3,
        page_start=1,
        page_end=1,
        sections=sections,
        citations=(r.Citation(key="c", title="水法", count=2),),
        relations=(r.Relation(kind="about", document=LIST),),
    )
    names = r.Document(
        key=LIST,
        sequence=2,
        kind=r.DocumentKind.APPOINTMENT_LIST,
        title=LIST,
        line_start=4,
        line_end=6,
    )
    act = r.Appointment(
        key="a",
        name="何思齐",
        organization=office.key,
        post="主任",
        act=r.Act.APPOINT,
        source=r.Source(document=LIST, line_start=6, line_end=6),
    )
    return r.Record(
        bulletin=r.Bulletin(issuer=ORGAN, place="临溪市", file=r.File(lines=8)),
        organizations=(office,),
        documents=(report, names),
        appointments=(act,),
        furniture=(r.Furniture(kind="page_number", line_start=7, line_end=7),),
        findings=(r.Finding(code="x", severity="warning", message="第 6 行读不出", line=6),),
    )


REPORT: dict[str, Any] = {
    "sequence": 1,
    "kind": "work_report",
    "title": "关于治水情况的报告",
    "line_start": 0,
    "line_end": 3,
    "relations": [],
    "headings": [["一、", "总体情况"], ["（一）", "成绩"]],
    "citations": [["水法", 2]],
}


def test_what_agrees_is_silent(record: r.Record) -> None:
    assert compare.check_document(record, REPORT) == []
    assert compare.check_every_line_placed(record) == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "survey_report"},
        {"line_end": 4},
        {"page_start": 2},
        {"headings": [["一、", "总体情况"]]},
        {"headings": [["一、", "总体情况"], ["（一）", "成绩"], ["（二）", "问题"]]},
        {"citations": [["水法", 1]]},
        {"relations": [["surveys", LIST]]},
        {"authors": [{"organization": "市水利局"}]},
        {"adopted_on": "2024-06-27"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_difference_is_told(record: r.Record, change: dict[str, Any]) -> None:
    assert compare.check_document(record, REPORT | change)


def test_missing_and_extra_documents_are_told(record: r.Record) -> None:
    assert compare.check_document_list(record, [REPORT])
    assert compare.check_document_list(record, [REPORT, {"title": LIST}]) == []
    assert compare.check_document(record, REPORT | {"title": "另一份报告", "line_start": 99})


@pytest.mark.parametrize("name", [f"{ORGAN}办公室", "市人大常委会办公室", "临溪市人大常委会办公室"])
def test_an_organisation_is_known_by_each_of_its_names(record: r.Record, name: str) -> None:
    facts = {
        "document": LIST,
        "name": "何思齐",
        "organization": name,
        "post": "主任",
        "act": "appoint",
    }
    assert compare.check_appointments(record, [facts], LIST) == []


@pytest.mark.parametrize(
    "change", [{"act": "remove"}, {"name": "何思"}, {"post": "副主任"}, {"organization": "市人大"}]
)
def test_a_different_act_is_missing_and_extra(record: r.Record, change: dict[str, str]) -> None:
    facts = {"document": LIST, "name": "何思齐", "organization": "市人大常委会办公室"}
    facts |= {"post": "主任", "act": "appoint"} | change
    assert len(compare.check_appointments(record, [facts], LIST)) == 2


def test_a_line_of_no_document_is_told(record: r.Record) -> None:
    bare = record.model_copy(update={"furniture": ()})
    assert compare.check_every_line_placed(bare) == ["第 7 行不属于任何文件，也不是版面文字"]
    assert compare.check_furniture(bare, [{"kind": "page_number", "line_start": 7, "line_end": 7}])


def test_findings(record: r.Record) -> None:
    assert compare.check_findings(record, {"findings": []})
    assert not compare.check_findings(
        record, {"findings": [{"lines": [5, 6], "words": ["读不出"]}]}
    )
    assert compare.check_findings(record, {"findings": [{"lines": [1, 2]}]})
    assert not compare.check_findings(record, {"findings": [], "may": [{"severity": ["warning"]}]})
