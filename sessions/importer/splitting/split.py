"""Second stage: the flow of a bulletin is cut into its documents.

Reads a SourceText; gives DocumentText, each with its parts (title, author, adoption,
addressee, text, signature, date). Every line of the flow and every footnote goes to exactly
one document. A start that is doubtful is not taken; a finding names its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..forms import ends_clause, is_date, squeeze
from ..record import DocumentKind, Finding
from ..stages import NO_HINTS, DocumentText, Hints, Line, SourceText, join
from .heads import Head, read_tail
from .kinds import Hearings, kind_of
from .starts import find_starts
from .titles import Candidate

_PROCEEDINGS = re.compile(r"(?:纪要|议程|简况)\Z")


def split(source: SourceText, hints: Hints = NO_HINTS) -> tuple[DocumentText, ...]:
    """The documents of the bulletin in the order printed. ``hints`` are what a person says of
    where documents begin; they are believed."""
    flow = source.flow
    if not flow:
        return ()
    starts, doubtful = find_starts(source, hints)
    if not starts or starts[0].start > 0:
        starts.insert(0, _untitled(flow))
        doubtful.append(_no_title(flow, starts))
    documents = []
    keys: Counter[str] = Counter()
    for k, start in enumerate(starts):
        end = starts[k + 1].start if k + 1 < len(starts) else len(flow)
        keys[start.title] += 1
        count = keys[start.title]
        key = start.title if count == 1 else f"{start.title}#{count}"
        documents.append(_document(source, start, end, key, k + 1))
    kinds = _kinds(documents)
    if not documents[-1].signature_lines and (cut := _cut_short(flow, kinds[-1])):
        doubtful.append(cut)
    return tuple(
        replace(document, kind=kind, findings=_within(doubtful, document))
        for document, kind in zip(documents, kinds, strict=True)
    )


def unclaimed_lines(source: SourceText, documents: Sequence[DocumentText]) -> list[int]:
    """The non-blank lines that are in no document, no footnote and no furniture."""
    claimed = {line.number for document in documents for line in document.lines}
    for document in documents:
        claimed.update(line.number for _, note in document.notes for line in note)
    for piece in source.furniture:
        claimed.update(range(piece.line_start, piece.line_end + 1))
    return [line.number for line in source.lines if line.number not in claimed]


def _untitled(flow: Sequence[Line]) -> Candidate:
    """Text above the first title: a document of its own, named by its first line."""
    return Candidate(0, 1, flow[0].text[:80], Head(end=0), 0.0)


def _no_title(flow: Sequence[Line], starts: Sequence[Candidate]) -> Finding:
    first, last = flow[0], flow[starts[1].start - 1 if len(starts) > 1 else -1]
    return Finding(
        code="text_without_title",
        severity="warning",
        message=f"第{first.number}行至第{last.number}行没有认出文件标题，暂以首行为题单列一份。"
        "请核对：可能是上一份文件的后半部分，或标题不规范。",
        page=first.page,
        line=first.number,
    )


def _cut_short(flow: Sequence[Line], kind: DocumentKind) -> Finding | None:
    """A finding when the text ends in mid-sentence."""
    last = flow[-1]
    if kind in (DocumentKind.AGENDA, DocumentKind.APPOINTMENT_LIST) or ends_clause(last.text):
        return None
    above = flow[-2].text if len(flow) > 1 else ""
    text = above + last.text if not ends_clause(above) else last.text
    if not re.search(r"[，。；]", text) or is_date(last.text) or text.endswith(("）", "》")):
        return None
    return Finding(
        code="text_cut_short",
        severity="warning",
        message=f"全文在第{last.number}行“…{last.text[-12:]}”处中断，句子没有写完。"
        "请核对文件是否完整。",
        page=last.page,
        line=last.number,
    )


def _document(
    source: SourceText, start: Candidate, end: int, key: str, sequence: int
) -> DocumentText:
    flow = source.flow
    lines = flow[start.start : end]
    body_start = max(start.end, start.head.end) if start.weight else start.start
    rest = flow[body_start:end]
    sign, date = read_tail(rest)
    first, last = lines[0].number, lines[-1].number
    until = flow[end].number if end < len(flow) else len(source.lines)
    notes = tuple(note for note in source.notes if first <= note[1][0].number < until)
    if notes:
        last = max(last, notes[-1][1][-1].number)
    title_lines = tuple(
        flow[at] for at in range(start.start, start.end) if start.weight and at != start.number
    )
    return DocumentText(
        key=key,
        sequence=sequence,
        kind=DocumentKind.OTHER,
        title=start.title,
        lines=lines,
        title_lines=title_lines,
        number_lines=(flow[start.number],) if start.number is not None else (),
        author_lines=tuple(start.head.authors),
        adoption_lines=tuple(start.head.adoption),
        addressee_lines=tuple(start.head.addressee),
        body=rest[:sign],
        signature_lines=rest[sign:date],
        date_lines=rest[date:],
        notes=notes,
        anchors=tuple(pair for pair in source.anchors if first <= pair[0] < until),
        line_start=first,
        line_end=last,
    )


def _kinds(documents: Sequence[DocumentText]) -> list[DocumentKind]:
    hearings = Hearings(
        join(document.body).text
        for document in documents
        if _PROCEEDINGS.search(squeeze(document.title))
    )
    return [
        kind_of(
            document.title,
            adopted=bool(document.adoption_lines),
            authors=join(document.author_lines).text,
            body=document.body[0].text if document.body else "",
            spoken="各位" in join(document.addressee_lines).text or hearings.hold(document.title),
        )
        for document in documents
    ]


def _within(findings: Sequence[Finding], document: DocumentText) -> tuple[Finding, ...]:
    return tuple(
        finding.model_copy(update={"document": document.key})
        for finding in findings
        if finding.line is not None and document.line_start <= finding.line <= document.line_end
    )
