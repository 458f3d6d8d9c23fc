"""The masthead: who issues the bulletin, of which term, and its number.

In: the source text with its furniture (cover, running headers, imprint) and the documents.
Out: a ``Masthead``. What cover and headers leave out is taken from the titles and adoption
lines of the documents; what these leave out too stays unknown, with a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..naming.names import Names
from ..naming.places import place_of
from ..record import Bulletin, DocumentKind, File, Finding
from ..stages import DocumentText, SourceText, join, number_of
from .issue_labels import HAN, ISSUER, WHOLE_LABEL, YEAR, Label, N, merge, read_label

_BODY = re.compile(
    rf"(?:(?P<place>{HAN}{{2,36}}?)第?(?P<term>{N})届|第?(?P<first>{N})届全国)"
    r"(?:人民代表大会|人大)(?:常务委员会|常委会)"
)
# A title that begins with its issuer, without a term: 石梁区人大常委会关于…
_ISSUER_OF_TITLE = re.compile(
    rf"(?P<issuer>{HAN}{{2,36}}?(?:人民代表大会|人大))(?:常务委员会|常委会)"
)
_OWN_TERM = re.compile(rf"第?(?P<n>{N})届(?:人民代表大会|人大)")
# Words of a sentence that a place cannot begin with.
_LEADING_WORDS = re.compile(r"^.*(?:根据|按照|[由经在于日，。、的和])")
_FIRST_LINES = 40
_LONGEST = 80
_LONGEST_READ = 20_000  # of a single line


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the masthead says. ``issuer`` is the full name printed ("" when unknown)."""

    issuer: str = ""
    place: str = ""
    term: int | None = None
    number: int | None = None
    running_number: int | None = None
    label: str = ""
    findings: tuple[Finding, ...] = ()


def read_masthead(source: SourceText, documents: Sequence[DocumentText] = ()) -> Masthead:
    """The masthead of the bulletin."""
    headers = _lines(source, "page_header")
    cover = _lines(source, "cover")
    imprint = _lines(source, "imprint")
    top = [
        (line.number, text)
        for line in source.flow[:_FIRST_LINES]
        if len(text := _squeeze(line.text)) <= _LONGEST
        and ("公报" in text or WHOLE_LABEL.fullmatch(text))
    ]
    groups = [group for group in (headers, cover, top, imprint) if group]
    findings: list[Finding] = []
    label = _common(headers, findings)
    for group in groups:
        if label.number is None or not label.text:
            label = merge(label, read_label("".join(text for _, text in group)))
    if cover and headers:
        _compare(label, read_label("".join(text for _, text in cover)), cover[0][0], findings)
    issuer = next((found for group in groups if (found := _issuer(group))), "")
    place = place_of(issuer)
    place_said, term_said = _said(documents, source)
    if not place:
        place = place_said
        issuer = place + "人民代表大会常务委员会" if place else ""
    # A single list or decision is no whole bulletin and has no masthead.
    whole = any(d.kind in (DocumentKind.MINUTES, DocumentKind.AGENDA) for d in documents)
    if label.number is None and label.running is None:
        findings.append(
            Finding(
                code="no_issue_number",
                severity="warning" if whole else "info",
                message="封面和页眉上没有找到公报的期号。请对照原件补填届次、期号和总期号。",
                line=0,
            )
        )
    if not place:
        findings.append(
            Finding(
                code="no_issuer",
                severity="error",
                message="没有找到公报的编印机关，机构简称无法对应到具体地区。请填写编印机关和所在地区。",
                line=0,
            )
        )
    term = label.term if label.term is not None else term_said
    return Masthead(issuer, place, term, label.number, label.running, label.text, tuple(findings))


def bulletin(masthead: Masthead, names: Names, source: SourceText) -> Bulletin:
    """The record's bulletin. ``names`` must be those of the masthead's place."""
    issuer = names.organization(masthead.issuer) if masthead.issuer else None
    return Bulletin(
        issuer=issuer or names.standing_committee,
        place=masthead.place,
        term=masthead.term,
        number=masthead.number,
        running_number=masthead.running_number,
        label=masthead.label,
        pages=source.pages,
        file=File(
            name=source.name,
            sha256=source.sha256,
            encoding=source.encoding,
            lines=len(source.lines),
        ),
    )


def _lines(source: SourceText, kind: str) -> list[tuple[int, str]]:
    found = []
    for piece in source.furniture:
        if piece.kind != kind:
            continue
        for number in range(piece.line_start, piece.line_end + 1):
            text = _squeeze(source.lines[number].text)
            if re.fullmatch(YEAR, text):  # a year alone on the cover
                text += "年"
            if len(text) <= _LONGEST:
                found.append((number, text))
    return found


def _common(lines: Iterable[tuple[int, str]], findings: list[Finding]) -> Label:
    """What most running headers say; a finding for the one that says otherwise."""
    labels = [(number, read_label(text)) for number, text in lines]
    labels = [(number, label) for number, label in labels if label.number is not None]
    if not labels:
        return Label(None, None, None, "")
    (most, _), *_ = Counter(label for _, label in labels).most_common()
    for number, label in labels:
        if (label.term, label.number, label.running) != (most.term, most.number, most.running):
            findings.append(
                Finding(
                    code="masthead_differs",
                    severity="warning",
                    message=f"第{number}行页眉的期号“{label.text}”与其他页眉“{most.text}”不一致，"
                    "已按多数采用。请核对原件。",
                    line=number,
                )
            )
    return most


def _compare(header: Label, cover: Label, line: int, findings: list[Finding]) -> None:
    pairs = ((header.number, cover.number), (header.running, cover.running))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        findings.append(
            Finding(
                code="masthead_differs",
                severity="warning",
                message=f"第{line}行封面的期号“{cover.text}”与页眉“{header.text}”不一致，"
                "已采用页眉的期号。请核对原件。",
                line=line,
            )
        )


def _issuer(lines: Sequence[tuple[int, str]]) -> str:
    """The issuer named on one line, else over the lines of a cover."""
    for text in (*(text for _, text in lines), "".join(text for _, text in lines)):
        match = ISSUER.search(text)
        if match and place_of(match["issuer"]):
            return re.sub(rf"第?{N}届", "", match["issuer"])
    return ""


def _said(documents: Sequence[DocumentText], source: SourceText) -> tuple[str, int | None]:
    """Place and term as titles and adoption lines say them, else the text."""
    heads = [
        _squeeze(text[:1000])
        for document in documents
        for text in (document.title, join(document.adoption_lines).text)
    ]
    flow = (_squeeze(line.text[:_LONGEST_READ]) for line in source.flow[:2000])
    for texts, read in ((heads, _bodies), (heads, _issuers), (flow, _bodies)):
        found = Counter(each for text in texts for each in read(text))
        if found:
            place, term = found.most_common(1)[0][0]
            return place, _term_in(heads) if term is None else term
    return "", None


def _bodies(text: str) -> Iterator[tuple[str, int | None]]:
    """The congresses named with their terms: place and term."""
    for match in _BODY.finditer(text):
        printed = _LEADING_WORDS.sub("", match["place"] or "全国")
        if place := place_of(printed + "人民代表大会"):
            yield place, number_of(match["term"] or match["first"])


def _issuers(text: str) -> Iterator[tuple[str, int | None]]:
    """The place whose standing committee a title begins with."""
    match = _ISSUER_OF_TITLE.match(text)
    if match and (place := place_of(match["issuer"])):
        yield place, None


def _term_in(heads: Sequence[str]) -> int | None:
    """The term that adoption lines print without the place: 区七届人大常委会."""
    found = Counter(match["n"] for text in heads for match in _OWN_TERM.finditer(text))
    return number_of(found.most_common(1)[0][0]) if found else None


def _squeeze(text: str) -> str:
    return "".join(text.split()).translate(_FULL_WIDTH)


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
