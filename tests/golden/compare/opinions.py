"""Review opinions and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.importer import record as r

from .names import (
    Facts,
    Problems,
    document_of,
    meeting,
    plain,
    same,
    same_organization,
    short,
    when,
)


def _titles(facts: Facts, name: str = "title") -> list[str]:
    return [plain(t) for t in (facts[name], *facts.get(f"{name}_or", ()))]


def find_opinion(record: r.Record, facts: Facts) -> r.Opinion | None:
    return next((o for o in record.opinions if plain(o.title) in _titles(facts)), None)


def check_opinion_list(record: r.Record, facts: Sequence[Facts]) -> Problems:
    got = [plain(o.title) for o in record.opinions]
    known = [title for one in facts for title in _titles(one)]
    problems = [
        f"没有读出审议意见《{one['title']}》" for one in facts if find_opinion(record, one) is None
    ]
    problems += [f"多出审议意见《{t}》" for t in got if t not in known]
    if len(got) > len(facts):
        problems.append(f"同一审议意见读出两次：{got}")
    return problems


def check_opinion(record: r.Record, facts: Facts) -> Problems:
    opinion = find_opinion(record, facts)
    if opinion is None:
        return [f"没有读出审议意见《{facts['title']}》"]
    problems: Problems = []
    for name in ("document", "letter_number", "report_title", "aspects_count", "points_count"):
        if name in facts:
            same(problems, name, facts[name], getattr(opinion, name))
    for name in ("considered_at", "adopted_by"):
        if name in facts:
            meeting(problems, name, facts[name], getattr(opinion, name))
    if "adopted_on" in facts:
        same(problems, "adopted_on", facts["adopted_on"], when(opinion.adopted_on))
    if "due_on" in facts:
        got = opinion.due_on.isoformat() if opinion.due_on else None
        same(problems, "due_on", facts["due_on"], got)
    if facts.get("due_rule", "") not in opinion.due_rule:
        same(problems, "due_rule", facts["due_rule"], opinion.due_rule)
    if (
        "addressee" in facts
        and short(facts["addressee"]) != short(opinion.addressee)
        and not same_organization(record, opinion.addressee_organization, facts["addressee"])
    ):
        same(problems, "addressee", facts["addressee"], opinion.addressee)
    if "points" in facts:
        problems += _points(facts["points"], opinion)
    return problems


def _points(wanted: Sequence[Facts], opinion: r.Opinion) -> Problems:
    problems: Problems = []
    aspects = [p for p in opinion.points if p.kind == "aspect"]
    same(problems, "各方面", [plain(a["title"]) for a in wanted], [plain(a.title) for a in aspects])
    for number, (one, aspect) in enumerate(zip(wanted, aspects, strict=False), start=1):
        same(problems, f"第 {number} 方面的序号", number, aspect.number)
        if "marker" in one:
            same(problems, f"第 {number} 方面的编号", one["marker"], plain(aspect.marker))
        if "points" in one:
            got = [p for p in opinion.points if p.parent == aspect.key]
            titles = [plain(t) if t is not None else None for _, t in one["points"]]
            numbers = [n for n, _ in one["points"]]
            same(problems, f"第 {number} 方面各条的编号", numbers, [p.number for p in got])
            for title, point in zip(titles, got, strict=False):
                if title is not None:
                    same(problems, f"第 {point.number} 条", title, plain(point.title))
    return problems


def check_follow_up_list(record: r.Record, facts: Sequence[Facts]) -> Problems:
    wanted = sorted((f["kind"], f["document"]) for f in facts)
    got = sorted((str(f.kind), f.document) for f in record.follow_ups)
    problems = [f"没有读出 {w}" for w in wanted if w not in got]
    return problems + [f"多出 {g}" for g in got if g not in wanted]


def check_follow_up(record: r.Record, facts: Facts) -> Problems:
    wanted = (facts["kind"], facts["document"])
    follow_up = next((f for f in record.follow_ups if (f.kind, f.document) == wanted), None)
    if follow_up is None:
        return [f"没有读出 {facts['kind']}《{facts['document']}》"]
    problems: Problems = []
    opinion = next((o for o in record.opinions if o.key == follow_up.opinion), None)
    if opinion is None or plain(opinion.title) not in _titles(facts, "opinion"):
        return [f"审议意见应为《{facts['opinion']}》，读成《{opinion.title if opinion else None}》"]
    if "author" in facts:
        key = follow_up.author.organization if follow_up.author else None
        if not same_organization(record, key, facts["author"]):
            same(problems, "author", facts["author"], key)
    if "letter_number" in facts:
        same(problems, "letter_number", facts["letter_number"], follow_up.letter_number)
    if "replied_on" in facts:
        reply, got = facts["replied_on"], follow_up.replied_on
        same(problems, "replied_on", reply and reply["on"], when(got))
        precisions = reply.get("precision") if reply else None
        if got and precisions and got.precision not in precisions:
            same(problems, "replied_on.precision", precisions, got.precision)
    document = document_of(record, follow_up.document)
    sections = {s.key: s for s in document.sections} if document else {}
    for name in ("evaluation", "recommendations"):
        if name in facts:
            key = getattr(follow_up, name)
            heading = plain(sections[key].heading) if key in sections else None
            same(problems, name, facts[name] and plain(facts[name]), heading)
    problems += _responses(facts, opinion, follow_up, sections)
    return problems


def _responses(
    facts: Facts, opinion: r.Opinion, follow_up: r.FollowUp, sections: dict[str, r.Section]
) -> Problems:
    aspects = {p.key: plain(p.title) for p in opinion.points if p.kind == "aspect"}
    got = {
        (aspects[resp.point], plain(sections[resp.section].marker))
        for resp in follow_up.responses
        if resp.point in aspects and resp.section in sections
    }
    problems: Problems = []
    if "responses" in facts:
        wanted = {(plain(aspect), plain(marker)) for aspect, marker in facts["responses"]}
        problems += [f"“{a}”应由 {m} 答复" for a, m in sorted(wanted - got)]
        also = {(plain(a), plain(m)) for a, m in facts.get("responses_also", ())}
        problems += [f"“{a}”不由 {m} 答复" for a, m in sorted(got - wanted - also)]
    if "unanswered" in facts:
        silent = sorted(set(aspects.values()) - {aspect for aspect, _ in got})
        same(problems, "没有答复的方面", sorted(plain(t) for t in facts["unanswered"]), silent)
    return problems
