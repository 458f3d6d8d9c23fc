"""However a policy's lines are wrapped, its measures are the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions.importer.layout import width
from sessions.importer.record import PolicyRecord
from tests.sessions.importer.policies import papers
from tests.sessions.importer.policies.papers import record

_MAY_NOT_BEGIN = "，。、；：！？）》”’】〕％,.;:)]%"
_TOKEN = re.compile(r"[0-9A-Za-z.%+]+|.")
HEADS = {"JOINT": 17, "OFFICE": 6, "DECISION": 3, "RULES": 3}


def wrapped(paragraph: str, column: int, *, indent: bool) -> list[str]:
    """The paragraph in a column, its first line two characters in."""
    lines, line, used = [], "　　" if indent else "", 2.0
    for token in _TOKEN.findall(paragraph.strip()):
        wide = width(token)
        if used + wide > column and token[0] not in _MAY_NOT_BEGIN and line.strip():
            lines.append(line)
            line, used = "", 0.0
        line += token
        used += wide
    return [*lines, line]


def laid_out(text: str, head: int, column: int, *, indent: bool) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    done = lines[:head]
    for at, line in enumerate(lines[head:], start=head):
        ends = line.startswith(("附件", "抄送", "2．")) or at >= len(lines) - 4 and "印发" in line
        aside = ends or line.startswith("市中级") or at < head
        done += [line] if aside else wrapped(line, column, indent=indent)
    return "\n".join(done)


def told(found: PolicyRecord) -> list[tuple[int, str, str, str, str, list[str]]]:
    return [
        (
            one.level,
            one.kind,
            one.marker,
            one.heading,
            (one.text or "").replace("\n", ""),
            [unit.name for unit in one.units],
        )
        for one in found.measures
    ]


@given(
    name=st.sampled_from(sorted(HEADS)),
    column=st.integers(min_value=20, max_value=44),
)
@example(name="JOINT", column=28)
@settings(deadline=None, max_examples=60)
def test_wrapping_changes_no_measure(name: str, column: int):
    text = getattr(papers, name)
    found = record(laid_out(text, HEADS[name], column, indent=True))
    assert told(found) == told(record(text))


@pytest.mark.parametrize("blank", ["\n\n", "\n \n", "\r\n"])
def test_blank_lines_change_nothing(blank: str):
    text = papers.JOINT
    assert told(record(text.replace("\n", blank))) == told(record(text))


@given(
    st.text(
        alphabet="一二三、（）1.2．建设机制。责任单位：市局《》〔2020〕号【】\n\t ", max_size=300
    )
)
@settings(deadline=None, max_examples=100)
def test_any_text_makes_a_record_or_a_sentence(text: str):
    from sessions.importer.record import broken_reference
    from sessions.importer.stages import ReadingError

    try:
        found = record("关于建设的通知\n" + text)
    except ReadingError as error:
        assert str(error).endswith("。")
        return
    assert broken_reference(found) == ""
