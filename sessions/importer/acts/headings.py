"""Headings, titles and adoption lines: what governs the lines below them.

In: one line or sentence (normalised). Out: the mode it sets. Forms of headings: 任命： ·
决定任命： · 一、任命 · （二）免去： · 批准： · 接受辞职； of titles: 宁波市人大常委会任免名单 ·
决定任命名单 · 批准任命的名单 · 免职名单. A title's 决定 or 批准 governs the plain 任命 and 免去
below it (地方组织法 keeps 任免, 决定任免 and 批准任免 apart, and the list's title says which).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from . import model

APPOINTS, REMOVES, RESIGNS = "appoint", "remove", "resign"
ACTS_ACTING, ELECTS, DISMISSES, RECALLS, ENDS = "acting", "elect", "dismiss", "recall", "end"

NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}(?:[、]|\.(?!\d))|"
    r"[①-⑳㈠-㈩⑴-⒇⒈-⒛]|[*●■◆▲·•-](?=[\u4e00-\u9fff]))"
)
PREFIXES = {
    "决定": "decide",
    "批准": "approve",
    "接受": "accept",
    "同意": "accept",
    "准予": "accept",
}
_KIND = {
    "任命": APPOINTS, "任职": APPOINTS, "委任": APPOINTS, "任": APPOINTS,
    "免去": REMOVES, "免职": REMOVES, "免除": REMOVES, "免": REMOVES,
    "辞职": RESIGNS, "辞去": RESIGNS, "辞去职务": RESIGNS, "辞职请求": RESIGNS,
    "撤职": DISMISSES, "撤销": DISMISSES, "撤销职务": DISMISSES, "罢免": RECALLS,
    "选举": ELECTS, "补选": ELECTS, "当选": ELECTS, "选举产生": ELECTS, "另选": ELECTS,
    "代理": ACTS_ACTING, "决定代理": ACTS_ACTING,
    "自然免除": ENDS, "自行终止": ENDS, "自然免职": ENDS, "职务终止": ENDS, "终止": ENDS,
    "职务自然免除": ENDS, "职务自行终止": ENDS, "自行免除": ENDS, "相应终止": ENDS,
}  # fmt: skip
_KINDS = "|".join(sorted(_KIND, key=len, reverse=True))
HEADING = re.compile(
    rf"^(?:(?:会议|现|兹|经表决|表决|依法|通过|以下|下列|人员)*)(?P<prefix>决定|批准|接受|同意|准予)?"
    rf"(?P<kind>{_KINDS})(?:下列|以下)?(?:同志|人员|名单|的?人员名单|的名单|职务|的|的职务|事项|如下|人选)*"
    r"(?:（?(?:共)?\d{1,3}[名人项]）?)?：?$"
)
_BARE_PREFIX = re.compile(r"^(?:会议)?(批准|接受|同意)：?$")
_TITLE = re.compile(
    r"(?P<prefix>决定|批准)?(?:任免|任命|免职|任职|免去|撤职|代理)[^，。；：]{0,24}?(?:名单|通知|事项|公告|决定)?$"
)
_LIST_TITLE = re.compile(
    r"(?:任免|任命|免职|任职|免去|辞职|撤职|当选|选举|代理|罢免|表决通过)[^，。；：]{0,20}(?:名单|一览表|名册|情况表|汇总表)(?:如下)?：?$"
)
_INSTRUMENT_TITLE = re.compile(
    r"^.{0,60}关于.{1,300}的(?:决定|决议|公告|通知|通报)(?:草案)?$|^.{0,40}(?:公告|任免通知|任职通知)$"
)
_PROPOSAL_TITLE = re.compile(
    r"(?:议案|说明|建议名单|建议人选|候选人.{0,6}名单|公示|简历|任免办法|拟任.{0,10}|提请.{0,80}|请示|提案|提名.{0,12}|"
    r"推荐.{0,12}|草案|人选名单|拟任免.{0,8}|拟任命.{0,8}|办法|条例|规定|简介|人物|介绍|履历|任前公告)$"
)
_NO_PROPOSAL = re.compile(r"[，。；：]")
_TITLE_PREFIX = re.compile(r"(决定|批准)(?:任免|任命|免职|任职|免去)")
BARE_ADOPTION = re.compile(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日[^（）。；：]{4,70}?会议(?:表决)?(?:通过|批准|决定)"
)
ADOPTION = re.compile(
    r"（[12]\d{3}年\d{1,2}月\d{1,2}日）|（(?P<body>[^（）]{0,80}?(?:通过|表决通过|决定|批准|会议|选举|公布))）"
)


@dataclass(frozen=True, slots=True)
class Mode:
    """What governs a line that has no verb of its own."""

    kind: str = ""
    prefix: str = ""

    def code(self, title_prefix: str = "", kind: str = "") -> str:
        """The act of API.md for this verb under a title."""
        return act_code(kind or self.kind, self.prefix or title_prefix)


def act_code(kind: str, prefix: str) -> str:
    """任命 alone → appoint, 决定任命 → decide_appoint, 批准任命 → approve_appoint …"""
    if kind == APPOINTS:
        return {"decide": model.DECIDE_APPOINT, "approve": model.APPROVE_APPOINT}.get(
            prefix, model.APPOINT
        )
    if kind == REMOVES:
        return {"decide": model.DECIDE_REMOVE, "approve": model.APPROVE_REMOVE}.get(
            prefix, model.REMOVE
        )
    if kind == RESIGNS:
        return model.APPROVE_RESIGNATION if prefix == "approve" else model.ACCEPT_RESIGNATION
    return {
        ACTS_ACTING: model.ACTING,
        ELECTS: model.ELECT,
        DISMISSES: model.DISMISS,
        RECALLS: model.RECALL,
        ENDS: model.END,
    }[kind]


def without_number(text: str) -> str:
    """The text without 一、 （一） 1. ① at its beginning."""
    while match := NUMBERING.match(text):
        text = text[match.end() :]
    return text


def heading_mode(text: str) -> Mode | None:
    """The mode that a heading sets, or None where the text is no heading."""
    if len(text) > 40:
        return None
    text = without_number(text).strip("“”。 ")
    match = HEADING.match(text)
    if match and (len(match["kind"]) > 1 or text.endswith("：")):
        return Mode(_KIND[match["kind"]], PREFIXES.get(match["prefix"] or "", ""))
    match = _BARE_PREFIX.match(text)
    if match and (text.endswith("：") or match.group(1) == "批准"):
        return Mode("", PREFIXES[match.group(1)])
    return None


@dataclass(frozen=True, slots=True)
class Title:
    """A title opens a document: its prefix governs, a proposal holds no acts."""

    prefix: str = ""
    kind: str = ""
    proposal: bool = False
    is_list: bool = False


def title_of_document(text: str) -> Title | None:
    """What a title says of the document below it, or None where the text is no title."""
    if len(text) > 400 or not text or text[-1] in "，。；、":
        return None
    packed = text.strip("“”《》")
    if _PROPOSAL_TITLE.search(packed) and not _NO_PROPOSAL.search(packed):
        return Title(proposal=True)
    title = Title()
    found = _TITLE_PREFIX.search(packed)
    if found:
        title = replace(title, prefix=PREFIXES[found.group(1)])
    if _LIST_TITLE.search(packed):
        return replace(title, is_list=True, kind=_single_kind(packed))
    if _INSTRUMENT_TITLE.match(packed):
        return Title(proposal=packed.endswith("草案"))
    return None


def _single_kind(text: str) -> str:
    """The one kind a list's title names (任命名单), "" where it names two (任免名单)."""
    appoints = bool(re.search(r"任命|任职", text))
    removes = bool(re.search(r"免职|免去", text))
    resigns = "辞职" in text
    if "表决通过" in text and "组成人员" in text:
        # 地方组织法: the members of its special committees are appointed by the congress's vote.
        return APPOINTS
    if "任免" in text or appoints + removes + resigns + ("撤职" in text) != 1:
        return ELECTS if re.search(r"当选|选举", text) and not appoints else ""
    return APPOINTS if appoints else REMOVES if removes else RESIGNS if resigns else DISMISSES
