"""Which follow-ups belong to one opinion.

They name it by the letter that sent it and by its title: in the letter's title, or in their
own. The same letter number or the same title is the same opinion; one that the bulletin
prints is that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..outlining.section_tree import SectionTree
from ..record import DocumentKind, Finding, Opinion, Severity
from ..stages import DocumentText, join
from ..subjects import bare, similarity, subject
from .opinion_facts import Letter, cited_letter, opinion_title

_OPENING = 3000  # characters in which a follow-up says what it follows up
_SAME_TITLE = 0.85


@dataclass
class Paper:
    """A follow-up while it is read."""

    document: DocumentText
    tree: SectionTree
    opening: str
    letter: Letter
    title: str  # of the opinion

    @property
    def tracks(self) -> bool:
        return self.document.kind is DocumentKind.TRACKING_REPORT


@dataclass
class Case:
    """An opinion with the papers that follow it up."""

    printed: Opinion | None = None
    papers: list[Paper] = field(default_factory=list)

    @property
    def number(self) -> str:
        known = self.printed.letter_number if self.printed else ""
        return known or next((p.letter.number for p in self.papers if p.letter.number), "")

    @property
    def title(self) -> str:
        return self.printed.title if self.printed else self.papers[0].title

    @property
    def key(self) -> str:
        return self.printed.key if self.printed else self.number or self.title


def paper_of(document: DocumentText, tree: SectionTree) -> Paper:
    opening = tree.opening()[:_OPENING] or join(document.body[:80]).text[:_OPENING]
    letter = cited_letter(opening)
    # The opening only, or the first heading's text too: that is where the reply is dated.
    for section in tree.headed()[:1]:
        opening = f"{opening}\n{section.text or ''}"[:_OPENING]
    title = letter.opinion or opinion_title(document.title)
    return Paper(document, tree, opening, letter, title)


def case_of(paper: Paper, cases: list[Case], findings: list[Finding]) -> Case:
    """The case that the paper belongs to; a new one where there is none."""
    for case in cases:
        if paper.letter.number and case.number == paper.letter.number:
            return case
    alike = [case for case in cases if paper.title and _same_opinion(paper.title, case.title)]
    equal = [case for case in alike if _bare(case.title) == _bare(paper.title)]
    fitting = [
        case for case in equal or alike if not (case.number and paper.letter.number) or equal
    ]
    if len(fitting) == 1:
        if fitting[0].number and paper.letter.number:
            findings.append(_other_number(paper, fitting[0].number))
        return fitting[0]
    if len(fitting) > 1:
        findings.append(_doubtful_opinion(paper, fitting))
    if not paper.title:
        paper.title = f"{paper.document.title}所答复的审议意见"
        findings.append(_unknown_opinion(paper))
    cases.append(Case())
    return cases[-1]


def _same_opinion(one: str, other: str) -> bool:
    return _bare(one) == _bare(other) or similarity(subject(one), subject(other)) >= _SAME_TITLE


def _bare(title: str) -> str:
    return bare(title).replace("的", "")


def finding_on(paper: Paper, code: str, severity: Severity, message: str) -> Finding:
    document = paper.document
    return Finding(
        code=code,
        severity=severity,
        message=message,
        document=document.key,
        line=document.line_start,
    )


def _other_number(paper: Paper, number: str) -> Finding:
    words = f"所引的函号是{paper.letter.number}，另一份报告对同一审议意见引的是{number}。请核对。"
    return finding_on(paper, "letter_number", "warning", f"《{paper.document.title}》{words}")


def _doubtful_opinion(paper: Paper, cases: Sequence[Case]) -> Finding:
    titles = "、".join(f"《{case.title}》" for case in cases[:3])
    words = f"可能答复{titles}，不能确定是哪一件，暂作另一件审议意见。请指定。"
    return finding_on(paper, "doubtful_opinion", "warning", f"《{paper.document.title}》{words}")


def _unknown_opinion(paper: Paper) -> Finding:
    words = "没有写明答复的是哪一件审议意见。请指定。"
    return finding_on(paper, "unknown_opinion", "warning", f"《{paper.document.title}》{words}")
