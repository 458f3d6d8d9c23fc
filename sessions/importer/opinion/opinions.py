"""Review opinions printed in the bulletin.

In: a document of kind review_opinion with its sections. Out: the record's Opinion with its
aspects and points, where it was considered and adopted, whom it asks and by when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..marks import document_numbers
from ..meeting.meetings import adoption, find_meetings
from ..naming.names import Names
from ..outlining.section_tree import SectionTree
from ..record import Finding, Meeting, MeetingKind, Opinion, Point, Section, Source
from ..stages import DocumentText, join
from ..subjects import bare, containment, subject
from .due_dates import Due, due_date
from .opinion_facts import report_titles, stated_counts
from .opinion_points import opinion_points

_HANDED_TO = re.compile(
    r"交(?:由|付|给)?(?P<who>[^，。；、：]{2,30}?)(?=研究处理|研究办理|研究落实|办理|处理|研究)"
)
_OPENING = 5000  # characters in which an opinion says what it is on
_HEARS = re.compile(r"听取|审议|审查|评议|询问")


def opinion_of(
    document: DocumentText,
    sections: Sequence[Section],
    names: Names,
    *,
    term: int | None = None,
    report: str | None = None,
    minutes: Sequence[Section] = (),
) -> tuple[Opinion, list[Finding]]:
    """The opinion that ``document`` prints, and findings.

    ``report`` is the key of the report it is on, where relations.py found it; ``minutes``
    are the sections of the session's minutes, which may say to whom the opinion goes.
    """
    tree = SectionTree(sections)
    number = letter_number(document)
    key = number or document.key
    points, findings = opinion_points(document, sections, key)
    adopted = adoption(document, names, term=term)
    base = adopted.when.on if adopted.when and adopted.when.precision == "day" else None
    due = due_date(_closing(document), base)
    if due:
        points = _without(points, due.rule)
        findings += _due_findings(document, due, base)
    opening = tree.opening()[:_OPENING]
    counts = stated_counts(opening)
    told = report_titles(opening)
    addressee = _addressee(document) or handed_to(minutes, document.title)
    opinion = Opinion(
        key=key,
        title=document.title,
        document=document.key,
        letter_number=number,
        report=report,
        report_title="；".join(told),
        considered_at=considered_at(opening, names, term=term),
        adopted_by=adopted.meeting,
        adopted_on=adopted.when,
        addressee=addressee,
        addressee_organization=names.organization(addressee) if addressee else None,
        aspects_count=counts.aspects or _count(points, "aspect"),
        points_count=counts.points or _count(points, "point"),
        due_on=due.on if due else None,
        due_rule=due.rule if due else "",
        points=points,
        source=Source(
            document=document.key,
            page=document.lines[0].page if document.lines else None,
            line_start=document.line_start,
            line_end=document.line_end,
        ),
    )
    for stated, word, kind in ((counts.aspects, "方面", "aspect"), (counts.points, "条", "point")):
        counted = _count(points, kind)
        if stated and counted and stated != counted:
            findings.append(count_finding(document, stated, counted, word))
    return opinion, findings


def considered_at(text: str, names: Names, *, term: int | None = None) -> Meeting | None:
    """The session that heard or considered the report, as ``text`` tells it."""
    for mention in find_meetings(text, names, term=term):
        if mention.meeting.kind is MeetingKind.CHAIRPERSONS:
            continue
        if _HEARS.search(text[mention.end : mention.end + 20]):
            return mention.meeting
    return None


def letter_number(document: DocumentText) -> str:
    """The document number printed at the head of an opinion, "" where there is none."""
    title = {line.number for line in document.title_lines}
    body = {line.number for line in document.body}
    head = (*document.adoption_lines, *document.author_lines, *document.number_lines)
    head += tuple(line for line in document.lines[:8] if line.number not in body)
    # Above and below the title: joined over it, its last word would begin the number. Inside
    # it a number belongs to something that the opinion is on.
    rest = sorted({line for line in head if line.number not in title}, key=lambda line: line.number)
    first = min(title, default=0)
    for lines in (
        [line for line in rest if line.number < first],
        [line for line in rest if line.number >= first],
    ):
        if numbers := document_numbers(join(lines).text):
            return numbers[0].text
    return ""


def handed_to(minutes: Sequence[Section], title: str) -> str:
    """To whom the opinion goes by the minutes: …形成审议意见，经主任会议研究确定后交市政府研究处理.

    Only the item that tells of the opinion's own subject counts.
    """
    about = subject(title)
    best, found = 0.6, ""
    for section in minutes:
        text = section.heading + (section.text or "")
        handed = _HANDED_TO.search(text) if "审议意见" in text else None
        score = containment(about, bare(text)) if handed else 0.0
        if handed and score > best:
            best, found = score, handed["who"].strip()
    return found


def count_finding(document: DocumentText, stated: int, counted: int, word: str) -> Finding:
    """That the text states another number of aspects or points than there are."""
    return Finding(
        code="opinion_count",
        severity="warning",
        message=f"《{document.title}》称审议意见有{stated}{word}，读出的是{counted}{word}。"
        "请核对是否漏读，或原文有误。",
        document=document.key,
        line=document.line_start,
    )


def _addressee(document: DocumentText) -> str:
    return join(document.addressee_lines).text.strip().rstrip("：:").strip()


def _closing(document: DocumentText) -> str:
    """The text in which a due date may stand: the last lines (and all of a short opinion)."""
    return join(document.body[-60:]).text


def _without(points: tuple[Point, ...], rule: str) -> tuple[Point, ...]:
    """The points, the last one without the closing paragraph that sets the due date."""
    if not points or not points[-1].text:
        return points
    last = points[-1]
    paragraphs = (last.text or "").split("\n")
    kept = [part for part in paragraphs if bare(rule) not in bare(part)]
    if not kept or len(kept) == len(paragraphs):
        return points
    return (*points[:-1], last.model_copy(update={"text": "\n".join(kept)}))


def _count(points: Sequence[Point], kind: str) -> int | None:
    return sum(point.kind == kind for point in points) or None


def _due_findings(document: DocumentText, due: Due, base: date | None) -> list[Finding]:
    if due.on is not None:
        return []
    if due.from_receipt:
        why = "从收到之日起算，而收到的日期未知"
    elif base is None:
        why = "起算的日期未知"
    else:
        why = "期限无法换算成日期"
    return [
        Finding(
            code="due_date_open",
            severity="info",
            message=f"《{document.title}》规定“{due.rule[:60]}”，{why}，办理期限暂缺。请填写到期日。",
            document=document.key,
            line=document.line_end,
        )
    ]
