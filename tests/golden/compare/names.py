"""What all comparisons share: names in one form, and how a difference is put."""

from __future__ import annotations

import re
from typing import Any

from sessions.importer import record as r
from sessions.importer.stages import tidy

Facts = dict[str, Any]
Problems = list[str]

# Long and short forms of one name; facts and records may hold either.
_SHORT = (
    (re.compile(r"第[一二三四五六七八九十]+届"), ""),
    (re.compile("人民代表大会"), "人大"),
    (re.compile("人民代表会议"), "人大"),
    (re.compile("常务委员会"), "常委会"),
    (re.compile("人民政府"), "政府"),
    (re.compile("人民法院"), "法院"),
    (re.compile("人民检察院"), "检察院"),
    (re.compile("监察委员会"), "监委"),
    (re.compile("财政经济"), "财经"),
    (re.compile("教育科学文化卫生"), "教科文卫"),
    (re.compile("城乡建设与环境资源保护"), "城建环资"),
    (re.compile("工作委员会"), "工委"),
    (re.compile("委员会"), "委"),
)
_LEVEL = re.compile(r"^[省市县区州盟旗]")


def short(name: str) -> str:
    """``name`` in its shortest form, for comparing only."""
    name = re.sub(r"\s", "", name)
    for pattern, form in _SHORT:
        name = pattern.sub(form, name)
    return name


def plain(text: str) -> str:
    """``text`` without typesetting spaces and without a closing mark."""
    return re.sub(r"[ \u3000\xa0]+", "", tidy(text)).rstrip("。；;，：:")


def _org_forms(record: r.Record, key: str | None) -> set[str]:
    if not key:
        return set()
    forms = {key}
    for organization in record.organizations:
        if organization.key == key:
            forms |= {organization.name, *organization.aliases}
    return {short(form) for form in forms}


def same_organization(record: r.Record, key: str | None, printed: str) -> bool:
    """Whether the organisation ``key`` is the one that the words ``printed`` name."""
    wanted = {short(printed)}
    if _LEVEL.match(printed):
        wanted.add(short(record.bulletin.place + printed[1:]))
        wanted.add(short(record.bulletin.place + printed))
    forms = _org_forms(record, key)
    forms |= {short(record.bulletin.place) + f[1:] for f in forms if _LEVEL.match(f)}
    return bool(wanted & forms)


def same(problems: Problems, what: str, wanted: Any, got: Any) -> None:
    if wanted != got:
        problems.append(f"{what}：应为 {wanted!r}，读成 {got!r}")


def when(value: r.When | None) -> str | None:
    return value.on.isoformat() if value else None


def meeting(problems: Problems, what: str, wanted: Facts | None, got: r.Meeting | None) -> None:
    if wanted is None or got is None:
        if (wanted is None) != (got is None):
            problems.append(f"{what}：应为 {wanted!r}，读成 {got!r}")
        return
    for name, value in wanted.items():
        same(problems, f"{what}.{name}", value, getattr(got, name))


def document_of(record: r.Record, key: str | None) -> r.Document | None:
    return next((d for d in record.documents if d.key == key), None)
