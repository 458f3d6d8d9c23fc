"""Splitting with hints: what a person says of where documents begin is believed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.build import build_record
from sessions.importer.reading.read import read_text
from sessions.importer.splitting.split import split, unclaimed_lines
from sessions.importer.stages import Hints
from tests.sessions.importer.bulletins import PAPERS, Layout, typeset

TEXT = typeset(PAPERS, Layout(width=24, indent="kept", pages="header"))
SOURCE = read_text(TEXT)
FOUND = split(SOURCE)


def titles(hints: Hints) -> list[str]:
    return [document.title for document in split(SOURCE, hints)]


def line_of(words: str) -> int:
    return next(line.number for line in SOURCE.lines if words in line.text)


def test_without_hints_nothing_changes() -> None:
    assert split(SOURCE, Hints()) == FOUND


def test_a_line_that_a_person_calls_a_start_begins_a_document_named_by_it() -> None:
    line = line_of("近年来，全市修复古道")
    found = split(SOURCE, Hints(starts=frozenset({line})))

    assert len(found) == len(FOUND) + 1
    new = next(document for document in found if document.line_start == line)
    assert new.title == SOURCE.lines[line].text
    assert [line.number for line in new.title_lines] == [line]
    assert unclaimed_lines(SOURCE, found) == []


def test_a_start_takes_the_title_and_the_head_that_stand_there() -> None:
    text = (
        "关于我市古道保护情况的报告\n市文物局\n市人大常委会：\n今年以来，各项工作有序推进，主要有：\n"
        "河道管护工作\n有关情况\n市水利局局长 王安平\n管护已有成效，群众反映良好，下一步继续努力。\n"
    )
    source = read_text(text)
    assert len(split(source)) == 1

    first, second = split(source, Hints(starts=frozenset({4})))

    assert first.body[-1].text == "今年以来，各项工作有序推进，主要有："
    assert second.title == "河道管护工作有关情况"
    assert [line.text for line in second.author_lines] == ["市水利局局长 王安平"]
    assert len(second.body) == 1


def test_a_start_inside_a_title_cuts_that_title_off() -> None:
    start = next(document for document in FOUND if len(document.title_lines) == 2)
    line = start.title_lines[1].number

    found = split(SOURCE, Hints(starts=frozenset({line})))

    assert line in {document.line_start for document in found}
    assert all(document.line_start <= document.line_end for document in found)
    assert unclaimed_lines(SOURCE, found) == []


def test_a_title_that_a_person_calls_none_is_text_of_the_document_above() -> None:
    for above, document in zip(FOUND, FOUND[1:], strict=False):
        found = split(SOURCE, Hints(not_starts=frozenset({document.line_start})))

        rest = [one.title for one in FOUND if one is not document]
        assert [one.title for one in found] == rest
        joined = next(one for one in found if one.line_start == above.line_start)
        assert joined.line_end == document.line_end
        assert unclaimed_lines(SOURCE, found) == []


def test_the_first_line_begins_a_document_whatever_is_said_of_it() -> None:
    assert titles(Hints(not_starts=frozenset({FOUND[0].line_start}))) == titles(Hints())


def test_a_doubtful_title_that_a_person_has_judged_is_no_finding_any_more() -> None:
    layout = Layout(None, pages="number", page_lines=6)
    lines = typeset(PAPERS[5:6], layout).split("\n")
    at = lines.index("— 1 —") + 1
    lines.insert(at, "关于古道资金安排的情况说明")
    source = read_text("\n".join(lines))
    (asked,) = split(source)
    assert [(finding.code, finding.line) for finding in asked.findings] == [
        ("possible_document_start", at)
    ]

    (one,) = split(source, Hints(not_starts=frozenset({at})))
    two = split(source, Hints(starts=frozenset({at})))

    assert one.findings == ()
    assert [document.findings for document in two] == [(), ()]
    assert two[1].title == "关于古道资金安排的情况说明"


def test_a_start_on_a_running_header_is_the_first_line_below_it() -> None:
    header = next(
        piece.line_start
        for piece in SOURCE.furniture
        if piece.kind == "page_header" and piece.line_start > 50
    )
    below = next(line.number for line in SOURCE.flow if line.number > header)

    found = split(SOURCE, Hints(starts=frozenset({header})))

    assert below in {document.line_start for document in found}


def test_hints_reach_the_record() -> None:
    line = line_of("近年来，全市修复古道")
    record = build_record(SOURCE, hints=Hints(starts=frozenset({line})))
    assert [document.line_start for document in record.documents].count(line) == 1


numbers = st.frozensets(st.integers(-2, len(SOURCE.lines) + 5), max_size=8)


@given(numbers, numbers)
@settings(deadline=None, max_examples=60)
def test_any_hints_leave_every_line_in_one_document(
    starts: frozenset[int], not_starts: frozenset[int]
) -> None:
    found = split(SOURCE, Hints(starts, not_starts))

    held = [line.number for document in found for line in document.lines]
    assert held == [line.number for line in SOURCE.flow]
    begun = {document.line_start for document in found}
    assert starts & {line.number for line in SOURCE.flow} <= begun
    assert len({document.key for document in found}) == len(found)
