"""The documents: heads, outline, relations, citations, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sessions.importer import record as r

from .names import (
    Facts,
    Problems,
    meeting,
    plain,
    same,
    same_organization,
    when,
)


def check_document_list(record: r.Record, facts: Sequence[Facts]) -> Problems:
    got = [plain(d.title) for d in record.documents]
    wanted = [_title_read(d, got) for d in facts]
    problems = [f"没有读出文件《{t}》" for t in wanted if wanted.count(t) > got.count(t)]
    problems += [f"多出文件《{t}》" for t in got if got.count(t) > wanted.count(t)]
    if not problems and wanted != got:
        problems.append(f"文件次序不对：{got}")
    return problems


def _title_read(facts: Facts, got: Sequence[str]) -> str:
    """The one of a document's right titles (``title_or``) that was read, else the first."""
    titles = [plain(t) for t in (facts["title"], *facts.get("title_or", ()))]
    return next((t for t in titles if t in got), titles[0])


def find_document(record: r.Record, facts: Facts) -> r.Document | None:
    """The record's document that stands where the facts say, else the one so titled."""
    for document in record.documents:
        if document.line_start == facts.get("line_start", -1):
            return document
    alike = [d for d in record.documents if plain(d.title) == plain(facts["title"])]
    return alike[0] if len(alike) == 1 else None


def check_document(record: r.Record, facts: Facts) -> Problems:
    document = find_document(record, facts)
    if document is None:
        return [f"没有读出第 {facts['sequence']} 件《{facts['title']}》"]
    problems: Problems = []
    titles = [plain(t) for t in (facts["title"], *facts.get("title_or", ()))]
    if plain(document.title) not in titles:
        same(problems, "title", titles[0], plain(document.title))
    if re.search(r"\s[0-9]|[0-9]\s", document.title):
        problems.append(f"标题留有排版空格：{document.title!r}")
    if document.kind not in (facts["kind"], *facts.get("kind_or", ())):
        same(problems, "kind", facts["kind"], str(document.kind))
    for name in ("sequence", "line_start", "line_end"):
        if name in facts:
            same(problems, name, facts[name], getattr(document, name))
    for name in ("page_start", "page_end"):
        got = getattr(document, name)
        if name in facts and not (got is None and facts.get("pages_may_be_unknown")):
            same(problems, name, facts[name], got)
    if "addressee" in facts:
        same(problems, "addressee", facts["addressee"], document.addressee)
    for name in ("dated_on", "adopted_on"):
        if name in facts:
            same(problems, name, facts[name], when(getattr(document, name)))
    if "adopted_by" in facts:
        meeting(problems, "adopted_by", facts["adopted_by"], document.adopted_by)
    if "agenda_item" in facts:
        item = next((a.number for a in record.agenda if a.key == document.agenda_item), None)
        same(problems, "agenda_item", facts["agenda_item"], item)
    if "authors" in facts:
        problems += _authors(record, facts["authors"], document.authors)
    if "relations" in facts:
        problems += _relations(facts["relations"], facts.get("relations_also", ()), document)
    if "headings" in facts:
        problems += _headings(facts["headings"], document)
    if "chapters" in facts:
        problems += _chapters(facts, document)
    if "citations" in facts:
        problems += _citations(facts["citations"], document)
    return problems


def _authors(record: r.Record, wanted: Sequence[Facts], got: Sequence[r.Author]) -> Problems:
    problems: Problems = []
    if len(wanted) != len(got):
        problems.append(f"作者：应为 {wanted}，读成 {[a.text or a.name for a in got]}")
    for one, author in zip(wanted, got, strict=False):
        if "name" in one:
            same(problems, "作者姓名", one["name"], author.name)
        if "role" in one and not (author.role and author.role.endswith(one["role"])):
            same(problems, "作者职务", one["role"], author.role)
        organization = one.get("organization")
        if organization and not same_organization(record, author.organization, organization):
            same(problems, "作者单位", organization, author.organization)
    return problems


def _relations(
    wanted: Iterable[Sequence[str]], also: Iterable[Sequence[str]], document: r.Document
) -> Problems:
    """``about`` beyond the facts is allowed: it says less than any other kind."""
    expected = {(kind, target) for kind, target in wanted}
    allowed = {(kind, target) for kind, target in also}
    got = {(str(rel.kind), rel.document) for rel in document.relations}
    problems = [f"没有关联 {kind} →《{target}》" for kind, target in sorted(expected - got)]
    extra = {pair for pair in got - expected - allowed if pair[0] != "about"}
    return problems + [f"多出关联 {kind} →《{target}》" for kind, target in sorted(extra)]


def _headings(wanted: Sequence[Sequence[str]], document: r.Document) -> Problems:
    expected = [(plain(m), plain(h)) for m, h in wanted]
    got = [
        (plain(s.marker), plain(s.heading))
        for s in document.sections
        if s.level in (1, 2) and not s.marker[:1].isdigit()
    ]
    if expected == got:
        return []
    missing = [f"没有读出标题 {m}{h}" for m, h in expected if (m, h) not in got]
    extra = [f"多出标题 {m}{h}" for m, h in got if (m, h) not in expected]
    return missing + extra or [f"标题次序不对：{got}"]


def _chapters(facts: Facts, document: r.Document) -> Problems:
    """A regulation's chapters in order, and how many articles it has."""
    problems: Problems = []
    got = [(plain(s.marker), plain(s.heading)) for s in document.sections]
    for marker, heading in facts["chapters"]:
        if (marker, heading) not in got:
            problems.append(f"没有读出 {marker} {heading}")
    articles = {m for m, _ in got if m.startswith("第") and m.endswith("条")}
    same(problems, "条数", facts["articles"], len(articles))
    return problems


def _citations(wanted: Iterable[Sequence[Any]], document: r.Document) -> Problems:
    """Each is [title or number, count] or [title, count, {"short": {…}, "notes": n}].

    Counts are those of the text below the title. The title's own and the footnotes' may be
    counted too; short forms under their own name or under the full one, and the place that
    defines a short form (以下简称) may be left out.
    """
    problems: Problems = []
    for name, count, *more in wanted:
        extra = more[0] if more else {}
        abbreviated = extra.get("short", {})
        names = [plain(n) for n in (name, *abbreviated)]
        got = sum(
            c.count for c in document.citations if {plain(c.title), plain(c.number)} & {*names}
        )
        least = count + sum(abbreviated.values()) - len(abbreviated)
        most = count + sum(abbreviated.values()) + extra.get("notes", 0)
        most += plain(document.title).count(plain(name))
        if not least <= got <= most:
            problems.append(
                f"引用《{name}》{abbreviated or ''}：应为 {least}—{most} 次，读成 {got} 次"
            )
    return problems


def check_footnotes(record: r.Record, facts: Sequence[Facts]) -> Problems:
    got = [
        (d.key, n.marker, n.page, n.line_start, n.line_end)
        for d in record.documents
        for n in d.footnotes
    ]
    wanted = [
        (f["document"], f["marker"], f.get("page"), f["line_start"], f["line_end"]) for f in facts
    ]
    free = [(d, m, s, e) for d, m, _, s, e in got]
    problems = [f"没有读出脚注 {w}" for w in wanted if (w[0], w[1], w[3], w[4]) not in free]
    pages = {(d, m, s): p for d, m, p, s, _ in got}
    for key, marker, page, start, _ in wanted:
        if page is not None and pages.get((key, marker, start), page) != page:
            problems.append(f"脚注 {marker}（第 {start} 行）的页码应为 {page}")
    if len(got) != len(wanted):
        problems.append(f"脚注应有 {len(wanted)} 条，读成 {len(got)} 条：{got}")
    return problems
