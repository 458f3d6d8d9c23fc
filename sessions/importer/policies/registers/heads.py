"""The heads of columns: what a column holds, by the words above it.

In: a head as printed (所属领域, 责任（牵头）单位, 完成时限). Out: the field of the record that
its cells fill; None where the words are no head of a register. The words are those that offices
of different places use for the same column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ...record.policy import CellField, Column

_LONGEST = 20  # characters of a head
_SERIAL = re.compile(r"(?:任务|事项|项目)?(?:序号|编号|项号|项次|序次)|序|号|NO\.?|No\.?")
_DEADLINE = re.compile(
    r"时限|期限|(?:完成|办结|时间|进度)(?:时间|节点|要求|安排|日期)|时间|完成日期|节点"
)
_LEADER = re.compile(
    r"(?:(?:[省市区县州旗](?:委|政府)?)?(?:牵头|分管|责任|包联|挂钩|挂联|负责|联系|包抓|领衔|主管)?(?:的)?[省市区县州旗]?(?:级)?领导)(?:同志)?"
    r"|(?:牵头|领办)(?:人|负责人)"
)
_FIRST_LEADS = re.compile(
    r"(?:排(?:名|序|列)?(?:在)?)?(?:第一|首)(?:位|个)?(?:的)?(?:单位|部门)?(?:的)?(?:为|是)(?:牵头|主办|主要责任)"
)
_LEAD = re.compile(r"牵头|主办|主要责任|主责|第一责任")
_BOTH = re.compile(
    r"(?:牵头|主办).{0,4}[、和及与/].{0,3}责任|责任.{0,4}[、和及与/].{0,3}(?:牵头|主办)"
)
_HELP = re.compile(r"配合|协办|协同|参与|参加|落实|实施|共同|承办")
_DOMAIN = re.compile(
    r"(?:所属|重点|任务|项目|工作|改革|攻坚|主要)?(?:领域|类别|专项|板块|方面|分类|大类|类型|专题|模块|行动)"
    r"|一级指标|重点工程"
)
_MEASURE = re.compile(
    r"(?:具体|改革|工作|主要|重点|推进|落实|政策|实施|任务)?(?:措施|举措)(?:内容)?|(?:工作|目标|具体|任务)要求"
    r"|(?:主要|具体|任务|重点|改革|建设)内容|(?:具体|细化|分解)(?:工作)?任务|工作目标(?:和|及)?(?:措施|举措)?"
    r"|(?:年度|预期|阶段|阶段性)目标|(?:目标|任务|措施)(?:及|和)(?:要求|措施|内容)|任务分解|任务举措|内容"
)
_TASK = re.compile(
    r"(?:重点|工作|主要|目标|改革|攻坚|总体|年度|项目|建设|一级|二级)?(?:工作)?(?:任务|事项|项目|目标)(?:名称|目标)?"
    r"|任务(?:名称|清单|事项|目标)|工作内容|重点工作|改革事项|项目名称|事项名称|工作(?:项目|名称)|目标任务"
)
_OTHER = re.compile(
    r"备注|说明|责任人员?|负责人|联系(?:人|方式|电话)|联络员|(?:完成|进展|推进|落实|办理)(?:情况|进度)|目前进展|牵头处室"
    r"|责任(?:处室|科室)|(?:分管|主要)负责人|(?:成果|标志性成果|工作成果)(?:形式)?|来源|依据|资金(?:来源)?|投资(?:额)?|地点"
)


def plain(head: str) -> str:
    """A head without blanks, its brackets of one kind."""
    return "".join(head.split()).translate(str.maketrans("()：:", "（）  ")).strip()


@lru_cache(maxsize=4096)
def field_of(head: str) -> CellField | None:
    """What the column under ``head`` holds; None where the words are no known head."""
    if len(head) > 120:
        return None
    words = plain(head)
    bare = re.sub(r"（[^（）]*）\Z", "", words) or words
    if not words or len(bare) > _LONGEST or len(words) > 60 or re.search(r"[。，]", bare):
        return None
    for field, pattern in _FIELDS:
        if pattern.fullmatch(bare) or pattern.fullmatch(words):
            return field
    if re.search(r"领导", bare) and len(bare) <= 10 and not re.search(r"单位|部门", bare):
        return "leader"
    if re.fullmatch(r".{0,12}(?:单位|部门|主体)(?:(?:和|及|与|、|（).{1,40})?", words):
        return _unit_field(words if len(words) <= _LONGEST else bare)
    if re.fullmatch(r"(?:牵头|配合|协办|主办|责任)(?:（[^（）]*）)?", words):
        return _unit_field(words)
    if _DEADLINE.search(bare) and len(bare) <= 8:
        return "deadline"
    return None


_FIELDS: tuple[tuple[CellField, re.Pattern[str]], ...] = (
    ("serial", _SERIAL),
    ("leader", _LEADER),
    ("domain", _DOMAIN),
    ("measure", _MEASURE),
    ("task", _TASK),
    ("other", _OTHER),
)


def _unit_field(words: str) -> CellField:
    """Lead units only where the head speaks of them alone; a head that speaks of both holds
    both, which the words in its cells tell apart."""
    if _BOTH.search(words):
        return "unit"
    alone = _LEAD.search(words) and not _HELP.search(words) and not first_leads(words)
    return "lead_unit" if alone else "unit"


def first_leads(head: str) -> bool:
    """Whether the head itself says that the first unit of each cell leads."""
    return _FIRST_LEADS.search(plain(head)) is not None


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are heads: most are known, one says what is to be done and
    one who does it or by when."""
    if any(len(cell) > 120 or "。" in cell for cell in cells):
        return False
    shown = [cell for cell in cells if cell.strip() and cell.strip() != "〃"]
    if len(shown) < 2 or any(len(plain(cell)) > 40 for cell in shown):
        return False
    fields = [field_of(cell) for cell in shown]
    known = [field for field in fields if field]
    if len(known) < 2 or len(known) * 5 < len(shown) * 3:
        return False
    what = {"task", "measure", "serial", "domain"} & set(known)
    who = {"lead_unit", "unit", "leader", "deadline"} & set(known)
    return bool(what and who)


def columns_of(heads: Sequence[str]) -> tuple[Column, ...]:
    """The columns under ``heads``. Of several that could name the task, one before the serial
    is the domain, the next is the task, those after it say how; where none could, the first
    that says how is the task."""
    fields: list[CellField] = [field_of(head) or "other" for head in heads]
    tasks = [at for at, field in enumerate(fields) if field == "task"]
    serial = fields.index("serial") if "serial" in fields else -1
    if len(tasks) > 1 and "domain" not in fields and tasks[0] < serial < tasks[1]:
        fields[tasks.pop(0)] = "domain"
    for at in tasks[1:]:
        fields[at] = "measure"
    if not tasks and "measure" in fields:
        fields[fields.index("measure")] = "task"
    for one in ("serial", "domain", "deadline"):
        places = [at for at, field in enumerate(fields) if field == one]
        for at in places[1:]:
            fields[at] = "other"
    return tuple(
        Column(head=" ".join(head.split()), field=field)
        for head, field in zip(heads, fields, strict=True)
    )


def two_rows(top: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """The heads of a header of two rows (责任单位 above 牵头 and 配合); None where ``below`` is
    no second row. In ``below`` a head that covers both rows is 〃 or blank."""
    shown = [cell for cell in below if cell.strip() not in ("", "〃")]
    if not shown or len(below) < len(top) or any(field_of(cell) is None for cell in shown):
        return None
    if len(shown) == len(below) and len(top) == len(below):
        return None
    if "〃" not in below and is_header(below) and len(shown) > len(top) / 2:
        return None
    return _under(_spread(top, below), below)


def _under(above: Sequence[str], below: Sequence[str]) -> list[str]:
    heads = []
    for high, low in zip(above, below, strict=True):
        if low.strip() in ("", "〃"):
            heads.append(high)
        elif re.search(r"单位|部门|领导|时|主体", low) or not high.strip():
            heads.append(low)
        else:
            heads.append(f"{high} {low}")
    return heads


def _spread(top: Sequence[str], below: Sequence[str]) -> list[str]:
    """The upper row with the heads that span several columns repeated over each."""
    if len(top) == len(below):
        spread: list[str] = []
        for high, low in zip(top, below, strict=True):
            repeated = not high.strip() and low.strip() not in ("", "〃") and spread
            spread.append(spread[-1] if repeated else high)
        return spread
    spread = []
    rest = list(top)
    edges = [at for at, low in enumerate(below) if low.strip() in ("", "〃")]
    bounds = [-1, *edges, len(below)]
    for before, after in pairwise(bounds):
        width = after - before - 1
        later = len([edge for edge in edges if edge >= after])
        own = 1 if width and len(rest) > later else 0
        if width and after == len(below):
            own = max(1, len(rest))
        own = min(own, len(rest))
        for at in range(width):
            spread.append(rest[min(at * own // width, own - 1)] if own else "")
        rest = rest[own:]
        if after < len(below):
            spread.append(rest.pop(0) if rest else "")
    return spread
