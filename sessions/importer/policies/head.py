"""The facts of a policy's head: title, number, issuers, dates, addressees, copies.

In: the parts of the text. Out: a ``Policy`` whose units are not looked up yet, and findings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..dates import find_dates, parse_date
from ..forms import squeeze
from ..marks import book_titles
from ..record import File, Finding, Policy, Source, Unit, When
from ..stages import SourceText, join, tidy
from . import line_forms as form
from .adopted import adopted, adopted_in_notice
from .imprint import copies_text, printed_on
from .issuers import issuers_in_title, organs_in, place_of
from .parts import Parts
from .terms import in_force, period_of
from .titles import title_text
from .units import split_units

UNTITLED = "（无标题）"
_LONGEST_TITLE = 500
_LONGEST = 200
_NUMBERS = ("发文字号", "文号", "文件编号")
_ISSUERS = ("发文机关", "发布机关", "制发机关", "发文单位", "发布机构")
_DATED = ("成文日期", "发文日期", "生成日期")
_NEWS = re.compile(r"(?:印发|转发|公布|发布)《(?P<name>[^《》]{4,100})》\Z")
_ISSUED = re.compile(
    r"(?:印发|转发|批转|公布|下发|发布)(?P<name>.{4,200}?)的(?:通知|公告|通告|函|决定)"
)


@dataclass(frozen=True)
class Head:
    """What the head tells."""

    policy: Policy
    findings: tuple[Finding, ...] = ()


def read_head(parts: Parts, source: SourceText) -> Head:
    """The head of the policy that ``parts`` are of."""
    labels = dict(pair for line in parts.labelled for pair in form.labelled(line.text))
    body = "\n".join(join(stretch.lines).text for stretch in parts.stretches)
    enclosed = tidy(parts.enclosed.title) if parts.enclosed else ""
    title = _title(parts, labels, enclosed)
    enclosed = enclosed or _named_in(title)
    organs = _issuers(title, parts, labels)
    place = place_of([*organs, *_others(parts, title, enclosed)], _all_text(source))
    issued = _issued_on(parts, labels)
    by, on = _adopted(parts)
    effective, expires = in_force(body, issued)
    first, last = period_of(enclosed, title)
    policy = Policy(
        title=(title or UNTITLED)[:_LONGEST_TITLE],
        enclosed_title=enclosed[:_LONGEST_TITLE],
        number=_number(parts, labels),
        place=place[:100],
        issuers=tuple(Unit(name=squeeze(organ)[:_LONGEST]) for organ in organs),
        adopted_by=by[:_LONGEST],
        adopted_on=on,
        issued_on=issued,
        printed_on=printed_on(parts.imprint),
        effective_on=effective,
        expires_on=expires,
        disclosure=_disclosure(parts, labels),
        addressees=split_units(join(parts.addressee).text.rstrip("：: ")),
        copies=split_units(copies_text(parts.imprint)),
        period_start=first,
        period_end=last,
        source=_whole(source),
        file=File(
            name=source.name,
            sha256=source.sha256,
            encoding=source.encoding,
            lines=len(source.lines),
        ),
    )
    return Head(policy, _findings(policy, title))


def _all_text(source: SourceText) -> str:
    return "\n".join(line.text for line in source.lines)


def _whole(source: SourceText) -> Source:
    return Source(
        page=source.lines[0].page,
        line_start=source.lines[0].number,
        line_end=source.lines[-1].number,
    )


def _title(parts: Parts, labels: dict[str, str], enclosed: str) -> str:
    """The title; a blank where its line was wrapped goes where the plan's own title shows it."""
    title = tidy(title_text(parts.title)) or tidy(labels.get("标题", labels.get("名称", "")))
    for known in (enclosed, *(name.text for name in book_titles(enclosed)[0])):
        plain = squeeze(known)
        if plain and plain not in title and plain in squeeze(title):
            pattern = r"\s*".join(map(re.escape, plain))
            found = re.search(pattern, title)
            assert found is not None  # it stands in the title without its blanks
            title = title[: found.start()] + known.strip() + title[found.end() :]
    return title


def _named_in(title: str) -> str:
    """What a title says is issued: 关于印发《…》的通知."""
    found = _ISSUED.search(title)
    if found is None:
        news = _NEWS.search(title)
        return news["name"] if news else ""
    name = found["name"].strip()
    titles, _ = book_titles(name)
    return titles[0].text if titles and titles[0].depth == 0 else name


def _number(parts: Parts, labels: dict[str, str]) -> str:
    printed = form.number_line(join(parts.number).text) if parts.number else ""
    if printed:
        return printed[:100]
    for line in parts.number:
        if found := form.number_line(line.text):
            return found[:100]
    labelled = next((labels[name] for name in _NUMBERS if labels.get(name)), "")
    return (form.number_line(labelled) or squeeze(labelled))[:100]


def _issuers(title: str, parts: Parts, labels: dict[str, str]) -> list[str]:
    """The organs that issue the policy: of the title, else the masthead, the label, the
    signature."""
    if found := issuers_in_title(title):
        return found
    texts = [
        " ".join(line.text for line in parts.masthead),
        next((labels[name] for name in _ISSUERS if labels.get(name)), ""),
        " ".join(line.text for line in parts.signature),
    ]
    return next((organs_in(text) for text in texts if organs_in(text)), [])


def _others(parts: Parts, title: str, enclosed: str) -> list[str]:
    """What else may name the place, best first."""
    signed = organs_in(" ".join(line.text for line in parts.signature))
    meetings = [adopted(block)[0] for block in parts.adoption]
    return [*signed, *meetings, *(_place_first(text) for text in (enclosed, title))]


def _place_first(title: str) -> str:
    """A title's beginning as if an organ of the place it names were meant: 青岚市…方案."""
    found = re.match(r"[\u3400-\u9fff]{2,6}?(?:省|市|州|县|区|旗)", title)
    return found[0] + "人民政府" if found else ""


def _issued_on(parts: Parts, labels: dict[str, str]) -> When | None:
    """The day under the signature, else another day that stands alone."""
    signed = {line.number for line in parts.signature}
    last = max(signed, default=-1)
    after = [line for line in parts.dates if line.number > last] if signed else []
    for line in (*after, *parts.dates):
        if when := parse_date(squeeze(line.text)):
            return when
    for name in (*_DATED, "发布日期", "公开日期"):
        if days := find_dates(labels.get(name, "")):
            return days[0][2]
    return None


def _adopted(parts: Parts) -> tuple[str, When | None]:
    """Who adopted the policy and when: the bracket under the title, else the notice's words."""
    for block in parts.adoption:
        by, on = adopted(block)
        if on:
            return by, on
    return adopted_in_notice(join(parts.stretches[0].lines[:12]).text)


def _disclosure(parts: Parts, labels: dict[str, str]) -> str:
    for line in parts.disclosure:
        if mark := form.disclosure(line.text):
            return mark[:100]
    return labels.get("公开方式", "")[:100]


def _findings(policy: Policy, title: str) -> tuple[Finding, ...]:
    findings = []
    if not title:
        findings.append(
            Finding(
                code="no_title",
                severity="warning",
                message="没有找到文件的标题。请对照原件补填标题。",
                line=0,
            )
        )
    if not policy.place:
        findings.append(
            Finding(
                code="no_issuer",
                severity="error",
                message="没有找到发文机关所在的地区，机构简称无法对应到具体地区。"
                "请填写发文机关和所在地区。",
                line=0,
            )
        )
    return tuple(findings)
