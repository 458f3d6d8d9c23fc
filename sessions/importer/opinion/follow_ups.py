"""What became of review opinions: handling reports and tracking reports.

In: the follow-ups of a bulletin with their sections, and the opinions printed in it. Out:
the follow-ups, each with the opinion it answers and the sections that answer its aspects.
Opinions of earlier sessions are known only through the follow-ups; all that name the same
letter or the same title share one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..meeting.meetings import dated_on
from ..naming.names import Names
from ..naming.speakers import authors
from ..outlining.section_tree import SectionTree
from ..record import DocumentKind, Finding, FollowUp, Opinion, Point, Section, Source
from ..stages import DocumentText
from .answers import (
    Answered,
    answer,
    evaluation_and_recommendations,
    known_aspects,
    names_are_quoted,
)
from .opinion_cases import Case, Paper, case_of, finding_on, paper_of
from .opinion_facts import replied_on, report_titles, stated_counts
from .opinions import considered_at, count_finding


@dataclass(frozen=True)
class FollowedUp:
    """All opinions, those printed first; the follow-ups; what needs a look."""

    opinions: tuple[Opinion, ...]
    follow_ups: tuple[FollowUp, ...]
    findings: tuple[Finding, ...]


def follow_ups_of(
    documents: Sequence[DocumentText],
    sections: Mapping[str, Sequence[Section]],
    printed: Sequence[Opinion],
    names: Names,
    *,
    term: int | None = None,
) -> FollowedUp:
    """The follow-ups among ``documents``; ``sections`` are by document key, ``printed`` the
    opinions that the bulletin itself prints."""
    findings: list[Finding] = []
    cases = [Case(opinion) for opinion in printed]
    for document in documents:
        if document.kind in (DocumentKind.HANDLING_REPORT, DocumentKind.TRACKING_REPORT):
            paper = paper_of(document, SectionTree(sections.get(document.key, ())))
            case_of(paper, cases, findings).papers.append(paper)
    opinions: list[Opinion] = []
    follow_ups: list[FollowUp] = []
    order = {document.key: document.sequence for document in documents}
    keys: Counter[str] = Counter()
    for case in cases:
        keys[case.key] += 1
        key = case.key if keys[case.key] == 1 else f"{case.key}#{keys[case.key]}"
        opinion, answered, more = _opinion(case, key, names, term)
        opinions.append(opinion)
        findings += more
        follow_ups += [
            _follow_up(paper, opinion, answered[paper.document.key], names) for paper in case.papers
        ]
    follow_ups.sort(key=lambda one: order[one.document])
    return FollowedUp(tuple(opinions), tuple(follow_ups), tuple(findings))


def _opinion(
    case: Case, key: str, names: Names, term: int | None
) -> tuple[Opinion, dict[str, Answered], list[Finding]]:
    """The case's opinion with its aspects, and the answers in each of its papers."""
    findings: list[Finding] = []
    tracking_first = sorted(case.papers, key=lambda paper: not paper.tracks)
    if case.printed:
        opinion = case.printed
        if case.number and not opinion.letter_number:
            opinion = opinion.model_copy(update={"letter_number": case.number})
    else:
        opinion = _earlier_opinion(case, key, tracking_first, names, term)
        if case.papers and not any(names_are_quoted(paper.tree) for paper in case.papers):
            findings += _named_by_headings(case.papers[0], opinion)
    said = _said(opinion.points)
    answered: dict[str, Answered] = {}
    for paper in tracking_first:
        found = answer(paper.document, paper.tree, opinion.points, said)
        answered[paper.document.key] = found
        findings += found.findings
        for response in found.responses:
            # What one report retells is evidence for the next.
            if response.point and response.match == "exact":
                said[response.point] += paper.tree.said(paper.tree.at(response.section))
    for paper in case.papers:
        stated = stated_counts(paper.opening).aspects
        counted = sum(point.kind == "aspect" for point in opinion.points)
        if stated and counted and stated != counted:
            findings.append(count_finding(paper.document, stated, counted, "方面"))
    return opinion, answered, findings


def _said(points: Sequence[Point]) -> dict[str, str]:
    """What the opinion says under each point, by its key; of an aspect its points too."""
    said = {point.key: [point.text or ""] for point in points}
    for point in points:
        if point.parent in said:
            said[point.parent].append(f"{point.title}。{point.text or ''}")
    return {key: "\n".join(parts) for key, parts in said.items()}


def _earlier_opinion(
    case: Case, key: str, papers: Sequence[Paper], names: Names, term: int | None
) -> Opinion:
    """An opinion known only through its follow-ups. ``papers`` are those of most worth for
    it first: a committee's report quotes the opinion, a government's may reword it."""
    points: tuple[Point, ...] = ()
    for paper in sorted(papers, key=lambda paper: not names_are_quoted(paper.tree)):
        points = points or known_aspects(paper.tree, paper.document, key)
    counts = [stated_counts(paper.opening) for paper in papers]
    considered = [considered_at(paper.opening, names, term=term) for paper in papers]
    told = [report_titles(paper.opening) for paper in papers if paper.tracks]
    handlers = [
        author
        for paper in papers
        if not paper.tracks
        for author in authors(paper.document, names)[:1]
    ]
    first = min((paper.document for paper in papers), key=lambda document: document.sequence)
    return Opinion(
        key=key,
        title=case.title,
        letter_number=case.number,
        report_title="；".join(next((titles for titles in told if titles), [])),
        considered_at=next((one for one in considered if one), None),
        addressee=handlers[0].text if handlers else "",
        addressee_organization=handlers[0].organization if handlers else None,
        aspects_count=next((one.aspects for one in counts if one.aspects), len(points) or None),
        points_count=next((one.points for one in counts if one.points), None),
        points=points,
        source=_place(first),
    )


def _follow_up(paper: Paper, opinion: Opinion, found: Answered, names: Names) -> FollowUp:
    document = paper.document
    evaluation = recommendations = None
    if paper.tracks:
        evaluation, recommendations = evaluation_and_recommendations(paper.tree, found.sections)
        replied = replied_on(paper.opening)
    else:
        replied = dated_on(document)
    made_by = authors(document, names)
    return FollowUp(
        key=document.key,
        opinion=opinion.key,
        kind="tracking" if paper.tracks else "handling",
        document=document.key,
        author=made_by[0] if made_by else None,
        letter_number=paper.letter.number,
        replied_on=replied,
        evaluation=evaluation,
        recommendations=recommendations,
        responses=found.responses,
        source=_place(document),
    )


def _place(document: DocumentText) -> Source:
    return Source(
        document=document.key,
        page=document.lines[0].page if document.lines else None,
        line_start=document.line_start,
        line_end=document.line_end,
    )


def _named_by_headings(paper: Paper, opinion: Opinion) -> list[Finding]:
    words = (
        "各方面的名称取自答复报告自己的标题，未必是审议意见的原文"
        if opinion.points
        else "各方面没有读出"
    )
    return [
        finding_on(
            paper,
            "aspects_by_headings",
            "info",
            f"《{opinion.title}》不在本期公报内，其{words}。请对照审议意见补正。",
        )
    ]
