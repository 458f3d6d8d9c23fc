"""The stages of reading put together: a file in, a record file out. Knows no database.

read → split → outline → facts of the session, the documents, the persons, the opinions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from .appointments import read_personnel
from .field_problems import field_problem
from .linking.agenda_links import agenda_item_for
from .linking.citations import citations_of
from .linking.relations import relations_of
from .linking.same_acts import one_act_each, with_tellings
from .linking.told_differently import told_differently
from .meeting.agenda import agenda_items
from .meeting.credentials import credentials, is_about_credentials
from .meeting.masthead import Masthead, bulletin, read_masthead
from .meeting.meetings import adoption, adoption_findings, dated_on
from .meeting.minutes import read_minutes, with_minutes
from .meeting.other_sessions import (
    agenda_of,
    is_of_another,
    minutes_of_others,
    other_session_findings,
)
from .meeting.outcome_links import link_outcomes
from .meeting.session import minutes_of, session_facts
from .meeting.stated_proposals import with_proposers
from .naming.names import Names
from .naming.speakers import authors
from .opinion.follow_ups import follow_ups_of
from .opinion.opinions import opinion_of
from .outlining.outline import Outline, outline
from .reading.read import read
from .record import (
    AgendaItem,
    Appointment,
    Attendance,
    Credentials,
    Document,
    DocumentKind,
    Finding,
    Opinion,
    Record,
    Session,
    When,
)
from .settling import settled
from .splitting.split import split
from .stages import NO_HINTS, DocumentText, Hints, Progress, ReadingError, SourceText, join
from .told_once import told_once

# A bulletin has some fifty documents; all those of a year are fewer than this.
MOST_DOCUMENTS = 2_000


def read_bulletin(path: str | Path, *, progress: Progress | None = None) -> Record:
    """The record of the bulletin in a file.

    Raises ReadingError, one sentence, when the file cannot be read; what is read but does
    not add up is among the record's findings.
    """
    return build_record(read(path, progress=progress), progress=progress)


def build_record(
    source: SourceText, *, progress: Progress | None = None, hints: Hints = NO_HINTS
) -> Record:
    """The record of a bulletin's text. ``hints`` are what a person says of where documents
    begin. Raises ReadingError for a text that makes no record."""
    try:
        return settled(_built(source, progress or _untold, hints))
    except ValidationError as error:
        place, problem = field_problem(error)
        raise ReadingError(
            f"{source.name} 读出的内容不成记录（{error.title}.{place}：{problem}）："
            "这份文本的版式可能不是公报，请检查后再试。"
        ) from error


def _untold(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


def _built(source: SourceText, progress: Progress, hints: Hints) -> Record:
    progress("分出文件", 0, 1)
    documents = split(source, hints)
    progress("分出文件", 1, 1)
    if len(documents) > MOST_DOCUMENTS:
        raise ReadingError(
            f"{source.name} 里读出 {len(documents)} 个文件，超过 {MOST_DOCUMENTS} 个，"
            "不像是一期公报。"
            "请检查是否选错了文件，或一期一期分开导入。"
        )
    masthead = read_masthead(source, documents)
    names = Names(masthead.place)
    for document in documents:
        names.learn(join(document.lines).text)
    return _Builder(source, documents, masthead, names, progress).build()


@dataclass
class _Builder:
    """One bulletin on its way from texts to facts. ``findings`` collects those of all stages."""

    source: SourceText
    texts: Sequence[DocumentText]
    masthead: Masthead
    names: Names
    progress: Progress

    def build(self) -> Record:
        outlines = {}
        for done, text in enumerate(self.texts, start=1):
            outlines[text.key] = outline(text)
            self.progress("整理段落", done, len(self.texts))
        self.progress("提取事实", 0, 1)
        self.findings: list[Finding] = [*self.source.findings, *self.masthead.findings]
        for text in self.texts:
            self.findings += (*text.findings, *adoption_findings(text))
        head = bulletin(self.masthead, self.names, self.source)
        session, attendance, agenda = self._session()
        documents = self._documents(outlines, agenda, session)
        opinions = self._opinions(documents, outlines)
        followed = follow_ups_of(
            self.texts,
            {key: one.sections for key, one in outlines.items()},
            opinions,
            self.names,
            term=self.masthead.term,
        )
        personnel = read_personnel(
            zip(self.texts, documents, strict=True),
            self.names,
            place=self.masthead.place,
            term=self.masthead.term,
            date=_last_day(session),
        )
        self.findings += (*followed.findings, *personnel.findings)
        acts = self._as_told(documents, personnel.appointments, session)
        seats = self._credentials()
        self.progress("提取事实", 1, 1)
        return Record(
            bulletin=head,
            session=session,
            attendance=attendance,
            agenda=link_outcomes(agenda, documents),
            documents=tuple(documents),
            opinions=followed.opinions,
            follow_ups=followed.follow_ups,
            appointments=with_proposers(acts, agenda, self.texts, self.names),
            deputy_changes=tuple(personnel.deputy_changes),
            credentials_reports=seats,
            people=self.names.people(),
            organizations=self.names.organizations(),
            furniture=self.source.furniture,
            findings=tuple(told_once(self.findings)),
        )

    def _as_told(
        self, documents: Sequence[Document], acts: Sequence[Appointment], session: Session | None
    ) -> list[Appointment]:
        """The acts, each once, with all that tells of them."""
        once, others = one_act_each(self.texts, documents, acts, session, self.names)
        minutes = told_differently(self.texts, documents, once, session, self.names)
        self.findings += (*others.findings, *minutes.findings)
        return with_tellings(once, (*others.tellings, *minutes.tellings))

    def _session(self) -> tuple[Session | None, tuple[Attendance, ...], list[AgendaItem]]:
        """The session, who was there, and its agenda with what the minutes say of it."""
        paper = minutes_of(self.texts)
        minutes = read_minutes(paper) if paper else None
        facts = session_facts(
            self.texts,
            self.names,
            term=self.masthead.term,
            introduction=(minutes.passage, minutes.introduction_end) if minutes else None,
        )
        listed, numbering = agenda_items(
            agenda_of(self.texts, facts.session, self.names, term=self.masthead.term)
        )
        items, unmatched = with_minutes(listed, minutes, self.names)
        self.findings += (*facts.findings, *numbering, *unmatched)
        return facts.session, facts.attendance, items

    def _credentials(self) -> tuple[Credentials, ...]:
        """The seat arithmetic: of the report, or else of what explains or announces it."""
        papers = sorted(
            filter(is_about_credentials, self.texts),
            key=lambda text: text.kind is not DocumentKind.CREDENTIALS_REPORT,
        )
        for text in papers:
            found, findings = credentials(text, self.names, term=self.masthead.term)
            if found is not None:
                self.findings += findings
                return (found,)
        return ()

    def _documents(
        self,
        outlines: Mapping[str, Outline],
        agenda: Sequence[AgendaItem],
        session: Session | None,
    ) -> list[Document]:
        """The documents with their authors, adoption, outline, citations and relations."""
        titles = [(text.key, text.title) for text in self.texts]
        relations, doubtful = relations_of(self.texts)
        items, unplaced = agenda_item_for(self.texts, agenda, relations)
        others = minutes_of_others(self.texts, session, self.names, term=self.masthead.term)
        elsewhere = other_session_findings(self.texts, others, session)
        self.findings += (*doubtful, *unplaced, *elsewhere)
        documents = []
        for text in self.texts:
            adopted = adoption(text, self.names, term=self.masthead.term)
            citations, lonely = citations_of(text, titles)
            self.findings += lonely
            away = is_of_another(adopted.meeting, session)
            pages = [line.page for line in text.lines if line.page is not None]
            documents.append(
                Document(
                    key=text.key,
                    sequence=text.sequence,
                    kind=text.kind,
                    title=text.title,
                    authors=authors(text, self.names),
                    addressee=join(text.addressee_lines).text.rstrip("：:"),
                    dated_on=dated_on(text) or others.get(text.key),
                    adopted_by=adopted.meeting,
                    adopted_on=adopted.when,
                    agenda_item=None if away else items.get(text.key),
                    page_start=min(pages, default=None),
                    page_end=max(pages, default=None),
                    line_start=text.line_start,
                    line_end=text.line_end,
                    relations=relations.get(text.key, ()),
                    sections=outlines[text.key].sections,
                    footnotes=outlines[text.key].footnotes,
                    citations=tuple(
                        item.model_copy(update={"key": f"{text.key}/{item.key}"})
                        for item in citations
                    ),
                )
            )
        return documents

    def _opinions(
        self, documents: Sequence[Document], outlines: Mapping[str, Outline]
    ) -> list[Opinion]:
        """The review opinions that the bulletin prints."""
        minutes = minutes_of(self.texts)
        opinions = []
        for text, document in zip(self.texts, documents, strict=True):
            if text.kind is not DocumentKind.REVIEW_OPINION:
                continue
            report = next((r.document for r in document.relations if r.kind == "opinion_on"), None)
            opinion, findings = opinion_of(
                text,
                outlines[text.key].sections,
                self.names,
                term=self.masthead.term,
                report=report,
                minutes=outlines[minutes.key].sections if minutes else (),
            )
            opinions.append(opinion)
            self.findings += findings
        return opinions


def _last_day(session: Session | None) -> When | None:
    """The day on which a session's acts are passed that bear no date of their own."""
    day = session and (session.end_date or session.start_date)
    return When(on=day) if day else None
