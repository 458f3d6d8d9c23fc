"""Appointment acts and deputy changes of a bulletin, from the documents that make them.

A list, a decision or an announcement is the instrument of an act; the minutes tell the same
acts again in other words. So the instruments are read first, and the minutes only for
persons that no instrument names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .acts.model import ActsReading, ReadAct, ReadDeputyChange
from .acts.reader import read_acts_lines
from .linking.told import source_in, stated_day
from .linking.told_words import ToldWords
from .naming.names import Names
from .record import (
    Act,
    Appointment,
    DeputyChange,
    DeputyTelling,
    Document,
    DocumentKind,
    Finding,
    Source,
    When,
)
from .stages import DocumentText, Line

_LINE = re.compile(r"第 ?(\d+) ?行")
INSTRUMENTS = frozenset(
    {
        DocumentKind.APPOINTMENT_LIST,
        DocumentKind.RESIGNATION_DECISION,
        DocumentKind.DECISION,
        DocumentKind.RESOLUTION,
        DocumentKind.ANNOUNCEMENT,
        DocumentKind.OTHER,
    }
)
# Where deputy changes are told, the first that is printed counts …
_TELLING = (
    DocumentKind.CREDENTIALS_REPORT,
    DocumentKind.EXPLANATION,
    DocumentKind.ANNOUNCEMENT,
    DocumentKind.MINUTES,
)
# … and a decision that recalls a deputy or accepts a resignation counts beside it.
_DECIDING = frozenset(
    {
        DocumentKind.DECISION,
        DocumentKind.RESOLUTION,
        DocumentKind.RESIGNATION_DECISION,
        DocumentKind.APPOINTMENT_LIST,
        DocumentKind.OTHER,
    }
)
# Papers that explain what others do: what is doubtful in them is doubtful there.
_QUIET = frozenset({DocumentKind.EXPLANATION})


_CAUSES = {
    "moved_away": "调离或迁出",
    "resigned": "辞职",
    "died": "去世",
    "recalled": "罢免",
}
_SECOND_NAME = re.compile(r"（[^（）]*）$")  # 办公室（外事办公室）


@dataclass
class PersonnelReading:
    """What the documents of one bulletin say of persons and posts."""

    appointments: list[Appointment] = field(default_factory=list)
    deputy_changes: list[DeputyChange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class _Reader:
    """Reads documents one by one; remembers which keys are taken."""

    names: Names
    place: str
    term: int | None
    date: When | None
    keys: Counter[str] = field(default_factory=Counter)
    readings: dict[str, ActsReading] = field(default_factory=dict)
    done: PersonnelReading = field(default_factory=PersonnelReading)

    def read(self, text: DocumentText, document: Document) -> ActsReading:
        """What a document tells; it is read once, and its findings are told once."""
        if document.key in self.readings:
            return self.readings[document.key]
        when = self._date_of(document)
        reading = read_acts_lines(
            [line.text for line in text.lines],
            date=when.on if when and when.precision == "day" else None,
            place=self.place,
        )
        self.readings[document.key] = reading
        if document.kind not in _QUIET:
            self._tell(reading, text, document)
        return reading

    def _tell(self, reading: ActsReading, text: DocumentText, document: Document) -> None:
        def number(match: re.Match[str]) -> str:
            """The line's number in the bulletin, for its number in the document."""
            told = int(match[1])
            return f"第{text.lines[told].number}行" if told < len(text.lines) else match[0]

        for found in reading.findings:
            line = text.lines[found.line]
            self.done.findings.append(
                Finding(
                    code=found.code,
                    severity=found.severity,
                    message=f"《{document.title}》：{_LINE.sub(number, found.message)}",
                    document=document.key,
                    page=line.page,
                    line=line.number,
                )
            )

    def _date_of(self, document: Document) -> When | None:
        return document.adopted_on or document.dated_on or self.date

    def add_act(self, act: ReadAct, text: DocumentText, document: Document) -> None:
        first_name = _SECOND_NAME.sub("", act.organization)
        organization = self.names.organization(first_name) if first_name else None
        self.done.appointments.append(
            Appointment(
                key=self._key(act.person, organization or act.organization, act.post, act.act),
                name=act.person,
                person=self.names.person(act.person),
                organization=organization,
                organization_text=act.organization,
                post=act.post,
                act=Act(act.act),
                date=When(on=act.date) if act.date else self._date_of(document),
                reason=act.reason,
                to_be_filed=act.to_be_filed,
                filed_with=act.filed_with,
                agenda_item=document.agenda_item,
                source=_source(text.lines, act.line, act.line_end, document),
            )
        )

    def add_deputy(self, change: ReadDeputyChange, text: DocumentText, document: Document) -> None:
        congress, term = self._seat(change)
        self.done.deputy_changes.append(
            DeputyChange.model_validate(
                {
                    "key": self._key(change.person, change.electoral_unit, change.change),
                    "congress": congress,
                    "term": term,
                    "name": change.person,
                    "person": self.names.person(change.person),
                    "electoral_unit": change.electoral_unit,
                    "change": change.change,
                    "cause": change.cause or None,
                    "date": self._date_of(document),
                    "source": _source(text.lines, change.line, change.line_end, document),
                }
            )
        )

    def add_deputy_telling(
        self, number: int, change: ReadDeputyChange, text: DocumentText, document: Document
    ) -> None:
        """Add to the change of that number what another document tells of it, and a finding
        for each thing that it tells otherwise."""
        held = self.done.deputy_changes[number]
        source = source_in(text, change, document)
        if held.source is None or held.source.document == document.key:
            return
        if self._seat(change)[0] != held.congress:
            return  # a seat in another congress
        telling = DeputyTelling.model_validate(
            {
                "source": source,
                "text": ToldWords(text).words(change),
                "name": change.person,
                "electoral_unit": change.electoral_unit,
                "change": change.change,
                "cause": change.cause if change.cause not in {"", "other"} else None,
                "date": stated_day(document),
            }
        )
        told = tuple(sorted((*held.told, telling), key=lambda one: one.source.line_start))
        self.done.deputy_changes[number] = held.model_copy(update={"told": told})
        for what, ours, theirs in seat_differences(held, telling):
            place = f"第{held.source.page}页" if held.source.page else ""
            self.done.findings.append(
                Finding(
                    code="told_differently",
                    severity="warning",
                    message=f"《{document.title}》第{source.line_start}行写{change.person}的{what}"
                    f"是“{theirs}”，而《{held.source.document}》（{place}"
                    f"第{held.source.line_start}行）写的是“{ours}”。请对照原件核对。",
                    document=document.key,
                    page=source.page,
                    line=source.line_start,
                )
            )

    def _seat(self, change: ReadDeputyChange) -> tuple[str, int | None]:
        """The congress that the seat belongs to, and its term: another one's where it is named."""
        own = self.names.congress
        found = self.names.canonical(change.congress) if change.congress else None
        if found is None or found.classification != "congress" or found.name == own:
            return own, change.term or self.term
        return self.names.organization(found.name) or own, change.term

    def _key(self, *parts: str) -> str:
        key = "/".join(parts)
        self.keys[key] += 1
        return key if self.keys[key] == 1 else f"{key}#{self.keys[key]}"


def seat_differences(held: DeputyChange, telling: DeputyTelling) -> list[tuple[str, str, str]]:
    """What a telling of a seat says otherwise: what it is, the change's words, the telling's.
    A unit that is only named in short is the same one."""
    ours, theirs = held.electoral_unit, telling.electoral_unit
    found = []
    if ours and theirs and ours not in theirs and theirs not in ours:
        found.append(("选举单位", ours, theirs))
    if held.cause not in {None, "other", telling.cause} and telling.cause:
        found.append(("出缺原因", _CAUSES[held.cause or ""], _CAUSES[telling.cause]))
    return found


def _source(lines: Sequence[Line], start: int, end: int, document: Document) -> Source:
    """The place of the lines ``start`` to ``end``, counted within the document."""
    return Source(
        document=document.key,
        page=lines[start].page,
        line_start=lines[start].number,
        line_end=lines[end].number,
    )


def read_personnel(
    pairs: Iterable[tuple[DocumentText, Document]],
    names: Names,
    *,
    place: str,
    term: int | None,
    date: When | None,
) -> PersonnelReading:
    """The acts and deputy changes that the documents make.

    ``date`` is the session's last day: the date of what bears none itself.
    """
    reader = _Reader(names, place, term, date)
    papers = list(pairs)
    for text, document in papers:
        if document.kind in INSTRUMENTS:
            for act in reader.read(text, document).acts:
                reader.add_act(act, text, document)
    named = {appointment.name for appointment in reader.done.appointments}
    for text, document in papers:
        if document.kind is DocumentKind.MINUTES:
            for act in reader.read(text, document).acts:
                if act.person not in named:
                    reader.add_act(act, text, document)
    _read_deputies(reader, papers)
    return reader.done


def _read_deputies(reader: _Reader, papers: Sequence[tuple[DocumentText, Document]]) -> None:
    told: dict[tuple[str, str], int] = {}  # the place in the record of a change
    making = True
    for kinds in (*({kind} for kind in _TELLING), _DECIDING):
        making = not told or kinds is _DECIDING
        for text, document in papers:
            if document.kind not in kinds:
                continue
            for change in reader.read(text, document).deputies:
                known = told.get((change.person, change.change))
                if known is not None:
                    reader.add_deputy_telling(known, change, text, document)
                elif making:
                    told[change.person, change.change] = len(reader.done.deputy_changes)
                    reader.add_deputy(change, text, document)
