"""The agenda: its items, each with number, text and kinds.

In: the agenda as a ``DocumentText`` (or none, and the minutes that name it). Out: the
record's agenda items without what the minutes add to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..record import AgendaItem, Finding, Source
from ..stages import DocumentText, Line, Passage, join
from .items import Item, numbered_items, numbering_findings, widened

Kind = Literal[
    "draft_regulation",
    "hear_report",
    "inquiry",
    "decision",
    "budget_adjustment",
    "credentials",
    "personnel",
    "other",
]

_PERSONNEL = re.compile(
    r"人事(?:任免|事项|议案|案|议程|问题)|任免|任命|免去|免职|辞去|辞职|"
    r"接受.{0,30}请求|撤职|撤销.{0,20}职务|代理.{0,12}(?:市长|县长|区长|州长|院长|检察长|主任)|补选(?!.{0,24}代表(?!大会))"
)
_CREDENTIALS = re.compile(r"代表资格|代表变动|终止.{0,12}代表|代表.{0,6}(?:补选|出缺)")
_INQUIRY = re.compile(r"专题询问|质询")
_BUDGET = re.compile(r"预算.{0,12}调整|调整.{0,16}预算|新增(?:地方政府)?债务限额|债务限额|预算变更")
_HEAR = re.compile(
    r"(?:听取|审议|审查|书面|听审).{0,80}(?:报告|汇报|说明)(?!.{0,4}草案)|听取|专项工作报告"
)
_REGULATION = re.compile(
    r"(?:条例|规定|办法|规则|细则|实施办法|单行条例|自治条例|法规|法)》?"
    r"\s?[（(][^（）()]{0,8}(?:草案|修正案|修订|修改稿|审议稿|表决稿)|"
    r"(?:条例|办法|规则|规定)[^，。；《》]{0,4}草案|法规案|法规草案|地方性法规"
)
_AMENDS = re.compile(r"(?:修改|废止|修订|修正).{1,80}(?:条例|规定|办法|法规).{0,12}决定")
_DECISION = re.compile(
    r"(?:决定|决议)[》）)]*\s?(?:[（(][^（）()]{0,8}草案[^（）()]{0,6}[）)])?[》）)]*"
)
_DRAFT_DECISION = re.compile(
    r"(?:决定|决议)\s?[（(][^（）()]{0,8}草案|(?:作出|通过|表决).{0,60}(?:决定|决议)"
)
_VERBS = re.compile(
    r"(?:首次|再次|分别|继续)?(?:听取|审议|审查|书面审议|书面听取|表决|决定|传达|学习|通报|补选|选举|"
    r"开展|进行|票决|举行|宣读|讨论|研究|通过|批准|接受|任免|人事|其他|有关|专题|对|关于|作出|评议|部署)"
)
_END_MARKS = "。；;，, 　"
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE = str.maketrans(",;:()", "，；：（）")


def agenda_items(document: DocumentText | None) -> tuple[list[AgendaItem], list[Finding]]:
    """The items of the agenda; none without a document."""
    if document is None:
        return [], []
    passage = join(document.body)
    items = numbered_items(widened(passage))
    findings = numbering_findings(items, passage, document.key)
    if not items:
        return _unnumbered(document), findings
    return [_agenda_item(item, passage, document.key, items) for item in items], findings


def agenda_in(passage: Passage, document: str) -> list[AgendaItem]:
    """The agenda where the minutes or a notice recite it: 会议议程为：一、…；二、…"""
    match = _RECITED.search(passage.text)
    if match is None:
        return []
    end = passage.text.find("。", match.end())
    end = len(passage.text) if end < 0 else end + 1
    recited = Passage(passage.text[:end], passage.lines, passage.starts)
    items = [item for item in numbered_items(recited) if item.start >= match.start()]
    return [_agenda_item(item, recited, document, items) for item in items]


_RECITED = re.compile(r"(?:会议)?(?:的)?(?:主要)?(?:议程|议题)(?:是|为|有|如下)?[：:]")


def kinds_of(text: str) -> tuple[Kind, ...]:
    """What an item with these words is about; several codes are possible."""
    text = "".join(text.split()).translate(_WIDE)
    kinds: list[Kind] = []
    credentials = bool(_CREDENTIALS.search(text))
    budget = bool(_BUDGET.search(text))
    if _REGULATION.search(text) or _AMENDS.search(text):
        kinds.append("draft_regulation")
    if _HEAR.search(text) and not credentials and not _only_explained(text):
        kinds.append("hear_report")
    if _INQUIRY.search(text):
        kinds.append("inquiry")
    if budget:
        kinds.append("budget_adjustment")
    if credentials:
        kinds.append("credentials")
    if _PERSONNEL.search(text) and not credentials:
        kinds.append("personnel")
    elif _is_decision(text) and not budget and "draft_regulation" not in kinds:
        kinds.append("decision")
    return tuple(kinds) or ("other",)


def _is_decision(text: str) -> bool:
    """Whether a decision or resolution of the committee's own is before the session. A
    report on how an earlier decision was carried out (《…的决定》实施情况) is none."""
    if _DRAFT_DECISION.search(text):
        return True
    for match in _DECISION.finditer(text):
        after = text[match.end() : match.end() + 12]
        if not re.match(r".{0,6}(?:实施|执行|贯彻|落实|情况|确定|事项)", after):
            return bool(re.search(r"议案|草案|作出|关于.{1,60}的?(?:决定|决议)", text))
    return False


def _only_explained(text: str) -> bool:
    """听取…条例（草案）的说明: the explanation of a draft is no report heard."""
    return "报告" not in text and "汇报" not in text


def _agenda_item(item: Item, passage: Passage, document: str, items: Sequence[Item]) -> AgendaItem:
    text = _clean(passage.text[item.text_start : item.end])
    end = max(item.text_start + 1, item.end)
    seen = [other for other in items if other.number == item.number and other.start < item.start]
    return AgendaItem(
        key=f"议程{item.number_text}" + (f"#{len(seen) + 1}" if seen else ""),
        number=item.number,
        number_text=item.number_text,
        text=text,
        kinds=kinds_of(text),
        source=passage.source(item.start, end, document),
    )


def _unnumbered(document: DocumentText) -> list[AgendaItem]:
    """One item a line, each beginning with what is to be done; other lines go on."""
    groups: list[list[Line]] = []
    for line in document.body:
        text = line.text.strip()
        if not groups or (_VERBS.match(text) and _complete(join(groups[-1]).text)):
            groups.append([line])
        else:
            groups[-1].append(line)
    found: list[AgendaItem] = []
    for group in groups:
        passage = join(group)
        text = _clean(passage.text)
        if not text or _HEADING.fullmatch(text):
            continue
        number = len(found) + 1
        found.append(
            AgendaItem(
                key=f"议程{number}",
                number=number,
                number_text="",
                text=text,
                kinds=kinds_of(text),
                source=Source(
                    document=document.key,
                    page=group[0].page,
                    line_start=group[0].number,
                    line_end=group[-1].number,
                ),
            )
        )
    return found


# The time of the next item, where times stand in a column of their own.
_TIME_OF_NEXT = re.compile(r"\s*\d{1,2}\s?月\s?\d{1,2}\s?日\s?(?:[上下]午)?$|\s+[上下]午$")
_HEADING = re.compile(r"(?:会议)?(?:议程|议题|日程)(?:如下)?[：:]?")


def _complete(text: str) -> bool:
    """Whether an item could end here: all brackets and book-title marks are closed."""
    pairs = (("《", "》"), ("（", "）"), ("“", "”"), ("(", ")"))
    return all(text.count(left) <= text.count(right) for left, right in pairs)


def _clean(text: str) -> str:
    text = _TIME_OF_NEXT.sub("", text.strip(_END_MARKS)).strip(_END_MARKS)
    return text.translate(_DIGITS)  # full-width digits come from typesetting
