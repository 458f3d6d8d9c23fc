"""The bulletin, its session, who attended, the agenda with its minutes."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.importer import record as r

from .names import (
    Facts,
    Problems,
    plain,
    same,
    same_organization,
    short,
)


def check_bulletin(record: r.Record, facts: Facts) -> Problems:
    problems: Problems = []
    bulletin = record.bulletin
    for name, value in facts.items():
        if name == "issuer":
            if not same_organization(record, bulletin.issuer, value):
                same(problems, "issuer", value, bulletin.issuer)
        elif name == "lines":
            same(problems, "file.lines", value, bulletin.file.lines)
        elif name == "encoding":
            got = bulletin.file.encoding.lower().replace("_", "-")
            if not any(got.startswith(form) for form in value):
                problems.append(f"encoding：应为 {value} 之一，读成 {got!r}")
        elif name == "label":
            same(problems, name, value, plain(bulletin.label).strip("【】"))
        else:
            same(problems, name, value, getattr(bulletin, name))
    return problems


def check_session(record: r.Record, facts: Facts | None) -> Problems:
    session, problems = record.session, []
    if facts is None or session is None:
        return [] if facts is None and session is None else [f"会议：应为 {facts}，读成 {session}"]
    for name, value in facts.items():
        if name == "body":
            if not same_organization(record, session.meeting.body, value):
                same(problems, "body", value, session.meeting.body)
        elif name in ("kind", "term", "number"):
            same(problems, name, value, getattr(session.meeting, name))
        elif name in ("start_date", "end_date"):
            got = getattr(session, name)
            same(problems, name, value, got.isoformat() if got else None)
        elif name == "chairs":
            same(problems, "chairs", [n for n, _ in value], [c.name for c in session.chairs])
            for (person, role), chair in zip(value, session.chairs, strict=False):
                if not chair.role.endswith(role) and not role.endswith(chair.role or "?"):
                    problems.append(f"主持人 {person}：职务应为 {role!r}，读成 {chair.role!r}")
        else:
            same(problems, name, value, getattr(session, name))
    return problems


def check_attendance(record: r.Record, facts: Facts) -> Problems:
    """``attendance`` are persons, ``groups`` are unnamed: their words or their count."""
    problems: Problems = []
    persons, groups = facts.get("attendance", []), facts.get("groups", [])
    rows = {row.name: row for row in record.attendance}
    for wanted in persons:
        row = rows.get(wanted["name"])
        if row is None:
            problems.append(f"名单里没有 {wanted['name']}（{wanted['status']}）")
            continue
        same(problems, f"{row.name} 的身份", wanted["status"], row.status)
        for role in wanted.get("roles", [wanted["role"]] if "role" in wanted else []):
            if role not in "、".join(row.roles):
                problems.append(f"{row.name}：职务应有 {role!r}，读成 {row.roles!r}")
    names = {p["name"] for p in persons}
    others = [row for row in record.attendance if row.name not in names]
    for wanted in groups:
        if not any(_is_group(wanted, row) for row in others):
            problems.append(f"没有读出这一类人员：{wanted}")
    for row in others:
        if row.count is None and row.person is not None:
            problems.append(f"多出一人：{row.name}（{row.status}，{row.roles}）")
    return problems


def _is_group(wanted: Facts, row: r.Attendance) -> bool:
    if row.status != wanted["status"]:
        return False
    if "count" in wanted and row.count != wanted["count"]:
        return False
    words = wanted.get("words", "")
    return words in row.name or (len(row.name) > 3 and row.name in words)


def check_agenda_numbers(record: r.Record, facts: Sequence[Facts]) -> Problems:
    problems: Problems = []
    same(problems, "议程各项", [a["number"] for a in facts], [a.number for a in record.agenda])
    return problems


def check_agenda_texts(record: r.Record, facts: Sequence[str]) -> Problems:
    """The items' texts alone, for an agenda whose numbers are wrong."""
    problems: Problems = []
    same(problems, "议程各项", [plain(t) for t in facts], [plain(a.text) for a in record.agenda])
    return problems


def check_agenda_item(record: r.Record, facts: Facts) -> Problems:
    problems: Problems = []
    item = next((a for a in record.agenda if a.number == facts["number"]), None)
    if item is None:
        return [f"没有读出议程第 {facts['number']} 项"]
    for name in ("number_text", "minutes_number", "minutes_number_text"):
        if name in facts:
            same(problems, name, facts[name], getattr(item, name))
    same(problems, "text", plain(facts["text"]), plain(item.text))
    if "kinds" in facts:
        allowed = set(facts["kinds"]) | set(facts.get("kinds_or", ()))
        wanted, got = set(facts["kinds"]), set(item.kinds)
        if not (wanted <= got <= allowed or got in [set(o) for o in facts.get("kinds_any", ())]):
            problems.append(f"kinds：应为 {sorted(wanted)}，读成 {sorted(got)}")
    if "reporters" in facts:
        problems += _reporters(facts["reporters"], item.reporters)
    if "outcomes" in facts:
        problems += _outcomes(record, facts, item.outcomes)
    return problems


def _reporters(wanted: Sequence[Facts], got: Sequence[r.Reporter]) -> Problems:
    problems: Problems = []
    same(problems, "报告人", [w["name"] for w in wanted], [g.name for g in got])
    for one in wanted:
        found = next((g for g in got if g.name == one["name"]), None)
        if found is None:
            continue
        if "role" in one and not (found.role and short(one["role"]).endswith(short(found.role))):
            same(problems, f"{found.name} 的职务", one["role"], found.role)
        behalf, printed = one.get("on_behalf_of"), found.on_behalf_of
        if behalf is not None and (bool(behalf) != bool(printed) or behalf not in printed):
            same(problems, f"{found.name} 受谁委托", behalf, printed)
    return problems


def _outcomes(record: r.Record, facts: Facts, got: Sequence[r.Outcome]) -> Problems:
    problems: Problems = []
    wanted = {kind for kind, _ in facts["outcomes"]}
    allowed = wanted | set(facts.get("outcomes_also", ()))
    kinds = {str(o.kind) for o in got}
    if not wanted <= kinds <= allowed:
        problems.append(f"outcomes：应为 {sorted(wanted)}，读成 {sorted(kinds)}")
    for kind, document in facts["outcomes"]:
        if document and not any(o.kind == kind and o.document == document for o in got):
            problems.append(f"{kind} 应指向《{document}》，读成 {[o.document for o in got]}")
    return problems
