"""The sections of a follow-up that answer the aspects of an opinion.

A handling report answers at its top level (一、二、三), or below one heading that says that
the answers follow; a tracking report does the latter. Which sections are the answers is told
by the aspects themselves, where they are known, else by what the headings quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..outlining.section_tree import SectionTree, place_of
from ..record import Finding, Point, Response, Section
from ..stages import DocumentText
from .headings import naming, says_nothing
from .matching import Answer, Aspect, Match, match_answers

_MOST_GROUPS = 40
_HOLDS_ANSWERS = re.compile(r"落实|办理|研究处理|整改|处理|反馈")
_EVALUATION = re.compile(r"评价|评估|评议")
_OUTCOME = re.compile(r"总体|成效")
_RECOMMENDATION = re.compile(r"建议|下一步|下步|下阶段|几点意见|工作要求")


def known_aspects(tree: SectionTree, document: DocumentText, opinion: str) -> tuple[Point, ...]:
    """The aspects of ``opinion`` (its key) that a follow-up's headings name.

    Quoted names are the opinion's words. Without quotations the headings stand for them,
    where they are not such as any report has.
    """
    groups = _groups(tree)
    quoted = [[one for one in group if naming(one.heading).quoted] for group in groups]
    best = max(quoted, key=len, default=[])
    if best:
        named = [(one, name) for one in best for name in naming(one.heading).names]
    else:
        named = [(one, naming(one.heading).names[0]) for one in _telling(tree)]
    seen: dict[str, None] = {}
    points: list[Point] = []
    for section, name in named:
        if name in seen:
            continue
        seen[name] = None
        points.append(
            Point(
                key=f"{opinion}/{len(points) + 1}",
                kind="aspect",
                number=len(points) + 1,
                marker=section.marker,
                title=name,
                source=place_of(section, document.key),
            )
        )
    return tuple(points)


def names_are_quoted(tree: SectionTree) -> bool:
    """Whether the headings quote what they answer."""
    return any(naming(one.heading).quoted for group in _groups(tree) for one in group)


@dataclass(frozen=True)
class Answered:
    """The responses of one follow-up, and the sections that were taken for answers."""

    responses: tuple[Response, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...] = ()


def answer(
    document: DocumentText,
    tree: SectionTree,
    points: Sequence[Point],
    said: dict[str, str],
) -> Answered:
    """Which sections of ``document`` answer which of the opinion's ``points``.

    ``said`` is what is known to be said under a point, by its key. Points below an aspect
    are matched with the sections below its answer where these plainly name them.
    """
    top = [point for point in points if point.parent is None]
    inner: dict[str, list[Point]] = {}
    for point in points:
        if point.parent and point.title:
            inner.setdefault(point.parent, []).append(point)
    aspects = [Aspect(point.title, said.get(point.key, "")) for point in top]
    sections, matches = _best_group(tree, aspects)
    responses: list[Response] = []
    findings: list[Finding] = []
    for match in matches:
        section = sections[match.answer]
        asked = top[match.aspect] if match.aspect is not None else None
        responses.append(_response(section, asked, match))
        if asked is None:
            findings.append(_doubt(document, section, [top[rival] for rival in match.rivals]))
        else:
            responses += _below(tree, section, inner.get(asked.key, []), said)
    return Answered(tuple(responses), tuple(sections), tuple(findings))


def evaluation_and_recommendations(
    tree: SectionTree, answers: Sequence[Section]
) -> tuple[str | None, str | None]:
    """The keys of the sections of a tracking report that evaluate and that recommend: two,
    or one that does both."""
    taken = {section.key for section in answers}
    taken |= {section.parent for section in answers if section.parent}
    free = [one for one in tree.headed() if one.key not in taken]
    plain = [(one, one.heading.replace("审议意见", "")) for one in free]
    evaluation = next((one.key for one, words in plain if _EVALUATION.search(words)), None)
    if evaluation is None:
        evaluation = next((one.key for one, words in plain if _OUTCOME.search(words)), None)
    recommends = [one.key for one, words in plain if _RECOMMENDATION.search(words)]
    return evaluation, recommends[-1] if recommends else None


def _groups(tree: SectionTree) -> list[list[Section]]:
    """The runs of sections that may be the answers: the top level, and below each of it."""
    tops = tree.headed()
    inner = (tree.headed(top) for top in tops[:_MOST_GROUPS])
    return [tops, *(group for group in inner if group)]


def _telling(tree: SectionTree) -> list[Section]:
    tops = tree.headed()
    for top in tops:
        inner = [one for one in tree.headed(top) if not says_nothing(one.heading)]
        if says_nothing(top.heading) and _HOLDS_ANSWERS.search(top.heading) and len(inner) > 1:
            return inner
    return [top for top in tops if top.heading and not says_nothing(top.heading)]


def _best_group(tree: SectionTree, aspects: Sequence[Aspect]) -> tuple[list[Section], list[Match]]:
    """The run of sections that answers most aspects; of equal ones the higher level."""
    best: tuple[list[Section], list[Match]] = ([], [])
    most = 0.0
    if not aspects:
        return best
    for group in _groups(tree):
        matches = match_answers(aspects, [Answer(one.heading, tree.said(one)) for one in group])
        count = len({match.aspect for match in matches if match.aspect is not None})
        exact = sum(match.kind == "exact" for match in matches)
        if count + 0.1 * exact > most:
            most, best = count + 0.1 * exact, (group, matches)
    return best


def _below(
    tree: SectionTree,
    section: Section,
    inner: Sequence[Point],
    said: dict[str, str],
) -> list[Response]:
    """Which sections under ``section`` answer which points of its aspect (``inner``)."""
    sections = tree.headed(section)
    if not inner or not sections:
        return []
    matches = match_answers(
        [Aspect(point.title, said.get(point.key, "")) for point in inner],
        [Answer(one.heading, tree.said(one)) for one in sections],
    )
    return [
        _response(sections[match.answer], inner[match.aspect], match)
        for match in matches
        if match.aspect is not None
    ]


def _response(section: Section, point: Point | None, match: Match) -> Response:
    return Response(
        key=f"{section.key}→{point.key if point else '?'}",
        point=point.key if point else None,
        section=section.key,
        heading=section.heading,
        match=match.kind,
    )


def _doubt(document: DocumentText, section: Section, rivals: Sequence[Point]) -> Finding:
    near = "、".join(f"“{point.title}”" for point in rivals)
    guess = f"（可能是{near}）" if near else ""
    return Finding(
        code="doubtful_response",
        severity="warning",
        message=f"《{document.title}》第{section.line_start}行“{section.marker}{section.heading[:40]}”"
        f"答复的是审议意见的哪一方面不能确定{guess}。请指定，或确认它不答复任何一方面。",
        document=document.key,
        page=section.page,
        line=section.line_start,
    )
