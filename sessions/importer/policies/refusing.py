"""Texts that are no policy document: a bulletin, a novel, a list of names.

In: the text and its parts. Raises ReadingError, one sentence that says what to do instead.
"""

from __future__ import annotations

import re

from ..forms import squeeze
from ..outlining.markers import read_marker
from ..stages import ReadingError, SourceText
from .flow import Flow
from .parts import Parts

_FRONT = 120
_BULLETIN = re.compile(
    r"(?:人民代表大会|人大)(?:常务委员会|常委会)公报|常委会公报\Z|"
    r"【?(?:第?[一二三四五六七八九十]{1,3}届)?.{0,4}第\s*[0-9一二三四五六七八九十]+\s*[号期]\s*[（(]总第"
)
_SESSION_PAPERS = re.compile(
    r"(?:会议纪要|会议议程|任免名单|审议意见|审议意见研究处理情况的报告|代表资格的?审查报告)\Z"
)
_SEVERAL = 3


def refuse_other_papers(source: SourceText, parts: Parts, flow: Flow, *, tables: bool) -> None:
    """Raises ReadingError for a bulletin, and for a text without any sign of a policy. ``tables``:
    there are registers in it."""
    if _is_bulletin(flow):
        raise ReadingError(
            f"{source.name} 像是人大常委会公报，不是政策文件。"
            "公报请用公报导入（import_bulletin）；如确是政策文件，请检查文件内容。"
        )
    signs = tables or parts.title or parts.number or parts.masthead or parts.labelled or flow.marks
    if not signs and not any(read_marker(line.text) for line in flow.lines):
        raise ReadingError(
            f"{source.name} 里没有找到标题、文号，也没有编号的条目，不像是政策文件。"
            "请检查是否选错了文件。"
        )


def _is_bulletin(flow: Flow) -> bool:
    """Whether the text is an issue of a standing committee's bulletin."""
    front = [squeeze(line.text) for line in flow.lines[:_FRONT] if len(line.text) <= 80]
    if any(_BULLETIN.search(text) for text in front[:40]):
        return True
    papers = {
        squeeze(line.text)
        for line in flow.lines
        if len(line.text) <= 40 and _SESSION_PAPERS.search(squeeze(line.text))
    }
    return len(papers) >= _SEVERAL and any(
        "常委会" in text or "常务委员会" in text for text in front
    )
