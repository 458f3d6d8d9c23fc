"""The lines round a document's text: author, adoption, addressee; signature and date.

Reads lines; tells what a line is by its form, and takes the head off the beginning and the
tail off the end of a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..acts.names import is_loose_name, is_name
from ..forms import DATE, ends_clause, is_date, squeeze
from ..layout import width
from ..stages import Line

_OPEN, _CLOSE = "（(【[〔", "）)】]〕"
_DATED = re.compile(DATE)
_DASHED = re.compile(r"[—―─－-]{1,4}\s*(?:[0-9]{4}|[一二][〇○零0-9])")
_PASSED = re.compile(r"通过|批准|修订|修正|表决|决定|公布|审议|发布")
_ADDRESSEE = re.compile(
    r"(?:主任|尊敬的|各位|市|省|区|县|州|旗|镇|乡|盟).*[：:]\Z|.*(?:常务委员会|常委会|人民代表大会|人大|委员会|委员"
    r"|代表|政府|法院|检察院|监委|办公厅|办公室|组成人员|同志们|同志)[：:]\Z"
)
_NOT_ADDRESSEE = re.compile(
    r"如下|任命|免去|批准|决定|[。；]|名单|[0-9]{4}\s*年|接受|通过|一、|出席|列席|请假|缺席"
)
_CLAUSE = re.compile(r"[，。；！？：:;!?]")
_ORGAN_END = (
    "局 委 会 府 厅 院 办 部 处 室 署 站 所 中心 集团 公司 小组 党组 委员 人大 司 队 联社 大学 团 "
    "主任会议"
).split()
_ROLE_END = (
    "市长 县长 区长 省长 州长 乡长 镇长 盟长 旗长 专员 主席 主任 局长 厅长 部长 司长 署长 处长 "
    "科长 院长 检察长 庭长 书记 秘书长 组长 委员 审计长 行长 会长 校长 理事长 总经理 董事长 负责人 "
    "召集人 发言人 代表"
).split()
_ROLE = re.compile(
    rf"(?P<role>.{{0,60}}(?:{'|'.join(sorted(set(_ROLE_END), key=len, reverse=True))}))"
    r"(?P<gap>\s*)(?P<name>[\u3400-\u9fff][\u3400-\u9fff·•\s]{1,11})\Z"
)
_NOT_NAME = re.compile(r"大会|会议|委员|职务|名单|资格|公告|[会委的局]\Z")
_REMARK = re.compile(
    r"[（(](?:女|男|[\u4e00-\u9fff]{1,6}族)[^（）()]{0,12}[）)]\s*\Z"
)  # （女，维吾尔族）
_NOT_AUTHOR = re.compile(
    r"\A(?:的|和|及|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]|第)|(?:报告|意见|决定|决议|议案|说明|名单|议程|纪要|公告|结果|情况)\Z"
)
_BODY_START = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章条]|[0-9]+[.．、]"
)
CLOSING = re.compile(
    r"(?:请予审议|请审议|请予以审议|请审查|请予审查|请予批准|请予决定|特此报告|特此公告|特此说明|请予审议批准|现予公布|现予公告|谢谢大家|谢谢)[。！]?\Z"
)


@dataclass
class Head:
    """The lines between a title and the text, by what they are."""

    authors: list[Line] = field(default_factory=list)
    adoption: list[Line] = field(default_factory=list)
    addressee: list[Line] = field(default_factory=list)
    end: int = 0  # index of the first line of the text
    person: bool = False

    @property
    def weight(self) -> float:
        """How much such lines speak for a title above them."""
        total = 0.0
        if self.addressee:
            total += 4
        if self.adoption:
            total += 4 if _PASSED.search("".join(a.text for a in self.adoption)) else 3
        if self.authors:
            total += 2.5 if self.person else 1.5
        return total


def read_head(lines: Sequence[Line], start: int) -> Head:
    """The author, adoption and addressee lines from ``lines[start]`` on, in any order."""
    head = Head(end=start)
    at = start
    while at < len(lines) and at < start + 14:
        if not head.adoption and (count := adoption_at(lines, at)):
            head.adoption = list(lines[at : at + count])
        elif not head.addressee and (count := addressee_at(lines, at)):
            head.addressee = list(lines[at : at + count])
            at += count
            break
        elif not head.authors and (count := _authors_at(lines, at)):
            head.authors = list(lines[at : at + count])
            head.person = any(is_person_line(line.text) for line in head.authors)
        else:
            break
        at += count
    head.end = at
    return head


def adoption_at(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on are an adoption line or a date in brackets (0: none)."""
    first = lines[at].text
    if _DASHED.match(first):
        return _dashed_at(lines, at)
    if first[:1] not in _OPEN:
        joined = squeeze(first)
        if len(joined) <= 80 and _DATED.match(joined) and joined.endswith("通过"):
            return 1
        return 0
    text = ""
    for count in range(1, 9):
        if at + count > len(lines):
            return 0
        text += lines[at + count - 1].text
        if len(text) > 600:
            return 0
        if text[-1:] in _CLOSE and _balanced(text):
            dated = _DATED.search(squeeze(text))
            return count if dated and not squeeze(text).startswith("（一）") else 0
        if text[-1:] == "。":
            return 0
    return 0


def _dashed_at(lines: Sequence[Line], at: int) -> int:
    """How many lines are ——2022年1月26日在…会议上 (0: it does not end so)."""
    text = ""
    for count in range(1, 4):
        if at + count > len(lines):
            return 0
        text += squeeze(lines[at + count - 1].text)
        if len(text) > 120 or _CLAUSE.search(text):
            return 0
        if _DATED.search(text) and text.endswith(("上", "日", "会议", "通过")):
            return count
    return 0


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
    return depth <= 0


def addressee_at(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on are an addressee (0: none)."""
    text = ""
    for count in (1, 2):
        if at + count > len(lines):
            return 0
        text += lines[at + count - 1].text
        if len(text) > 60 or _NOT_ADDRESSEE.search(text):
            return 0
        if text[-1:] in "：:":
            return count if _ADDRESSEE.match(text) and "，" not in text[:-1].strip("，") else 0
        if text[-1:] not in "、，":
            return 0
    return 0


def is_person_line(text: str) -> bool:
    """Whether a line is a role and a name (市民政局局长 胡 杰)."""
    text = _REMARK.sub("", text).strip("（）() ")
    if len(text) > 60 or _CLAUSE.search(text):
        return False
    match = _ROLE.match(text)
    if match is None or _NOT_NAME.search(squeeze(match["name"])):
        return False
    name = squeeze(match["name"])
    return is_loose_name(name) if match["gap"] else is_name(name)


def is_organ_line(text: str) -> bool:
    """Whether a line may be an organisation's name."""
    text = squeeze(text).strip("（）()")
    return (
        2 <= len(text) <= 45
        and not _CLAUSE.search(text)
        and not _BODY_START.match(text)
        and text.endswith(tuple(_ORGAN_END))
    )


def _authors_at(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on name the authors (0: none).

    Up to four lines that are persons or organs; one of other form counts only when an
    addressee or an adoption line comes next.
    """
    count = 0
    while count < 4 and at + count < len(lines):
        text = _REMARK.sub("", lines[at + count].text)
        if not text or _BODY_START.match(text) or ends_clause(text) or len(text) > 60:
            break
        if not (is_person_line(text) or is_organ_line(text)):
            break
        if addressee_at(lines, at + count):
            break
        count += 1
    if count and _set_off(lines, at, count):
        return count
    text = lines[at].text
    if len(text) <= 40 and not _CLAUSE.search(text) and not _NOT_AUTHOR.search(text):
        following = at + 1
        if following < len(lines) and (
            addressee_at(lines, following) or adoption_at(lines, following)
        ):
            return 1
    return 0


def _set_off(lines: Sequence[Line], at: int, count: int) -> bool:
    """Whether author lines are told from the text below: by what follows, or by their width."""
    following = at + count
    if following >= len(lines) or addressee_at(lines, following):
        return True
    if adoption_at(lines, following):
        return True
    if any(" " in line.text and is_person_line(line.text) for line in lines[at:following]):
        return True
    below = max(width(line.text) for line in lines[following : following + 3])
    return all(width(line.text) < below - 3 for line in lines[at:following])


def read_tail(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the signature and the date at the end begin: (signature, date) as indexes.

    Both are len(lines) when there is none.
    """
    end = len(lines)
    date_at = end
    if end > 1 and is_date(lines[-1].text.strip("（）()")):
        date_at = end - 1
    sign = date_at
    while sign > 0 and date_at - sign < 5:
        text = lines[sign - 1].text
        if ends_clause(text) or len(text) > 60 or _BODY_START.match(text):
            break
        if not (
            is_person_line(text) or is_organ_line(text) or _continues_organ(lines, sign, date_at)
        ):
            break
        sign -= 1
    if sign == 0 or not (ends_clause(lines[sign - 1].text) or _ends_list(lines, sign, end)):
        # Not set off from the text by a full stop: an unfinished sentence.
        sign = date_at
    return sign, date_at


def _ends_list(lines: Sequence[Line], sign: int, end: int) -> bool:
    """Whether a list ends above a signature: its items have no full stop, but a date below
    the signature shows it to be one."""
    above = lines[sign - 1].text
    return sign < end and _BODY_START.match(above) is not None and len(above) < 40


def _continues_organ(lines: Sequence[Line], sign: int, date_at: int) -> bool:
    """A first line of an organ's name that is broken over lines (…人民代表大会 / 常务委员会)."""
    text = lines[sign - 1].text
    return sign < date_at and not _CLAUSE.search(text) and is_organ_line(text + lines[sign].text)
