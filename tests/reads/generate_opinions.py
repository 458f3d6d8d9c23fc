"""Review opinions of the made-up country: one of each committee, with twenty aspects, and a
hundred answers to them in a government's and a committee's report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from .generate import BULLETINS, Size, body, committee, copy_rows, day_of_session, place_of

ASPECTS = 20
ANSWERS = 50  # of each of the two reports
PARTS = 3  # below the evaluation
PRINTED, REPLIED = 10, 20  # the numbers of the bulletins that print opinion and reports
OF_OPINION = 4  # documents: the report heard, the opinion, the reply, the tracking report
SECTIONS = 2 * ANSWERS + 1 + PARTS
SAID = "各地各部门把这件事列入年度计划，明确了牵头单位和完成的时间，按月通报进度，群众反映的问题逐件登记、逐件回复。"


def fill_opinions(size: Size) -> list[Any]:
    """Write the opinions, after the documents. Gives the models that were written."""
    from sessions.models import Document, FollowUp, Opinion, OpinionPoint, Response, Section

    committees = range(size.committees)
    copy_rows(Document, _documents(size))
    copy_rows(Opinion, (_opinion(size, n) for n in committees))
    copy_rows(OpinionPoint, (row for n in committees for row in _points(size, n)))
    copy_rows(Section, (row for n in committees for row in _sections(size, n)))
    copy_rows(FollowUp, (row for n in committees for row in _follow_ups(size, n)))
    copy_rows(Response, (row for n in committees for row in _responses(size, n)))
    return [Document, Opinion, OpinionPoint, Section, FollowUp, Response]


def opinion_of(n: int) -> int:
    """The id of the n-th committee's opinion."""
    return 1 + n


def _bulletin(n: int, k: int) -> int:
    return 1 + n * BULLETINS + k


def _document(size: Size, n: int, which: int) -> int:
    """A document of the n-th opinion; before them come those of the bulletins, two of each."""
    return 1 + 2 * size.committees * BULLETINS + n * OF_OPINION + which


def _documents(size: Size) -> Iterator[dict[str, Any]]:
    lists = size.committees * BULLETINS
    for number in range(lists):  # what else a bulletin holds
        n = number // BULLETINS
        yield {
            "id": 1 + lists + number,
            "bulletin_id": 1 + number,
            "sequence": 2,
            "kind": "work_report",
            "title": f"{place_of(n)}人民政府关于第{number}项工作情况的报告",
        }
    kinds = ("work_report", "review_opinion", "handling_report", "tracking_report")
    for n in range(size.committees):
        for which, kind in enumerate(kinds):
            yield {
                "id": _document(size, n, which),
                "bulletin_id": _bulletin(n, PRINTED if which < 2 else REPLIED),
                "sequence": 3 + which,
                "kind": kind,
                "title": f"{place_of(n)}关于防汛工作情况的{kind}",
                "page_start": 10 + which,
            }


def _opinion(size: Size, n: int) -> dict[str, Any]:
    return {
        "id": opinion_of(n),
        "title": f"{place_of(n)}关于防汛工作情况报告的审议意见",
        "document_id": _document(size, n, 1),
        "letter_number": f"{place_of(n)}人大函〔1994〕{n}号",
        "report_id": _document(size, n, 0),
        "considered_at_id": _bulletin(n, PRINTED),
        "adopted_by_id": _bulletin(n, PRINTED),
        "adopted_on": day_of_session(PRINTED),
        "addressee": "市政府",
        "addressee_organization_id": body(n, "人民政府"),
        "aspects_count": ASPECTS,
        "points_count": ASPECTS,
        "due_on": day_of_session(PRINTED) + dt.timedelta(days=90),
        "due_rule": "函中写明三个月",
    }


def _points(size: Size, n: int) -> Iterator[dict[str, Any]]:
    first = 1 + n * 2 * ASPECTS
    common = {
        "opinion_id": opinion_of(n),
        "bulletin_id": _bulletin(n, PRINTED),
        "source_document_id": _document(size, n, 1),
        "source_page": 11,
    }
    for k in range(ASPECTS):
        yield {
            **common,
            "id": first + 2 * k,
            "key": f"{k + 1}",
            "kind": "aspect",
            "number": k + 1,
            "marker": f"{k + 1}、",
            "title": f"第{k + 1}方面的工作",
            "text": SAID,
            "order": 2 * k,
        }
        yield {
            **common,
            "id": first + 2 * k + 1,
            "key": f"{k + 1}.1",
            "parent_id": first + 2 * k,
            "kind": "point",
            "number": 1,
            "marker": "1.",
            "text": SAID,
            "order": 2 * k + 1,
        }


def _section(n: int, which: int, k: int) -> int:
    """A section of a report (2 or 3); the tracking report's evaluation is its last, and parts."""
    return 1 + n * SECTIONS + (which - 2) * ANSWERS + k


def _sections(size: Size, n: int) -> Iterator[dict[str, Any]]:
    for which in (2, 3):
        for k in range(ANSWERS + (1 + PARTS if which == 3 else 0)):
            above = _section(n, 3, ANSWERS) if k > ANSWERS else None
            yield {
                "id": _section(n, which, k),
                "document_id": _document(size, n, which),
                "key": f"{k}",
                "parent_id": above,
                "order": k,
                "level": 2 if above else 1,
                "marker": f"{k + 1}、",
                "heading": f"关于“第{k % ASPECTS + 1}方面的工作”方面",
                "text": SAID,
                "page": 12 + which + k // 10,
                "line_start": k,
                "line_end": k,
            }


def _follow_ups(size: Size, n: int) -> Iterator[dict[str, Any]]:
    for which, kind in ((2, "handling"), (3, "tracking")):
        yield {
            "id": 1 + 2 * n + which - 2,
            "opinion_id": opinion_of(n),
            "bulletin_id": _bulletin(n, REPLIED),
            "source_document_id": _document(size, n, which),
            "key": kind,
            "kind": kind,
            "document_id": _document(size, n, which),
            "author_organization_id": body(n, "人民政府") if which == 2 else committee(n),
            "letter_number": f"{place_of(n)}人大函〔1994〕{n}号",
            "replied_on": day_of_session(PRINTED) + dt.timedelta(days=80),
            "evaluation_id": _section(n, 3, ANSWERS) if which == 3 else None,
        }


def _responses(size: Size, n: int) -> Iterator[dict[str, Any]]:
    for which in (2, 3):
        for k in range(ANSWERS):
            yield {
                "id": 1 + n * 2 * ANSWERS + (which - 2) * ANSWERS + k,
                "follow_up_id": 1 + 2 * n + which - 2,
                "bulletin_id": _bulletin(n, REPLIED),
                "source_document_id": _document(size, n, which),
                "key": f"{which}/{k}",
                "point_id": 1 + n * 2 * ASPECTS + 2 * (k % ASPECTS),
                "section_id": _section(n, which, k),
                "heading": f"关于“第{k % ASPECTS + 1}方面的工作”方面",
                "quoted": f"第{k % ASPECTS + 1}方面的工作",
                "match": "exact",
            }
