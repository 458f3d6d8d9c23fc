"""Whether a text is a policy document or a bulletin, before it is read as one.

In: the text of a file. Out: a word. A bulletin is known by its masthead or by the papers of a
session; a policy document by its number on a line of its own, by what it says it issues (印发), by
who is responsible at the end of its measures, or by the head of its register.
"""

from __future__ import annotations

import re

from .forms import squeeze
from .stages import SourceText

_FRONT = 60  # lines in which a head stands
_BULLETIN = re.compile(
    r"(?:人民代表大会|人大)(?:常务委员会|常委会)公报|常委会公报\Z"
    r"|届.{0,4}第[0-9一二三四五六七八九十]+[号期][（(]总第"
)
_PAPERS = re.compile(
    r"(?:会议纪要|会议议程|任免名单|审议意见|审议意见研究处理情况的报告|代表资格的?审查报告)\Z"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［【（(][12]\d{3}[〕\]］】）)]\d{1,4}号\Z")
_ISSUES = re.compile(r"关于印发.{2,80}的通知\Z")
# 中共宁波市委关于…的决定: a decision of a party committee or a government bears no number at times.
_DECIDES = re.compile(
    r"\A(?:中共|中国共产党)?.{0,20}(?:委|委员会|政府|办公[厅室]).{0,12}关于.{4,80}的(?:若干|实施)?"
    r"(?:决定|意见|通知|规定|办法)"
)
_CONGRESS = re.compile(r"人民代表大会|人大")
_RESPONSIBLE = re.compile(r"(?:责任|牵头|配合|主办)(?:单位|部门)[：:]")
_REGISTER = re.compile(
    r"序号.{0,60}(?:责任|牵头)(?:单位|部门|领导)|(?:责任|牵头)单位.{0,40}(?:时限|时间|进度)"
)
_SEVERAL = 3
_TITLE = 6  # lines in which a title stands, where nothing goes before it


def is_policy(source: SourceText) -> bool:
    """Whether the text shows that it is a policy document."""
    lines = [squeeze(line.text) for line in source.lines]
    front = lines[:_FRONT]
    if any(_BULLETIN.search(text) for text in front if len(text) <= 80):
        return False
    if len({text for text in lines if len(text) <= 40 and _PAPERS.search(text)}) >= _SEVERAL:
        return False
    own = [text for text in front if not _CONGRESS.search(text)]
    if any(_NUMBER.fullmatch(text) or _ISSUES.search(text) for text in own):
        return True
    if any(_DECIDES.match(text) for text in own[:_TITLE]):
        return True
    if sum(bool(_RESPONSIBLE.search(text)) for text in lines) >= _SEVERAL:
        return True
    return any(_REGISTER.search(text) for text in lines)
