"""A name and its posts with nothing between them: 免去张三市教育局局长职务.

In: a segment of a sentence. Out: `Item`s. Where the name ends is told by what begins behind
it: a place that the text has named, a level (市), a place's name, a department. Where nothing
of the kind does (安全生产监督管理局局长), nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .items import Item, office_end
from .names import Span, is_name, split_at
from .places import bare_level, leading_place
from .surnames import COMPOUND
from .titles import is_post, title_of

_DEPARTMENTS = frozenset(
    "办公 教育 公安 民政 财政 司法 人社 人力 自然 住建 住房 交通 水利 水务 农业 "
    "农村 商务 文化 文旅 卫生 卫健 退役 应急 审计 国资 市场 体育 统计 医保 医疗 "
    "信访 林业 科技 科学 工信 工业 发展 发改 经济 民族 民宗 外事 机关 城市 城管 "
    "综合 环境 生态 气象 粮食 行政 政务 金融 档案 监察 人大 人民 法院 检察 民事 "
    "刑事 执行 立案 审判 研究 常委 副秘 秘书".split()
)


def undivided_items(
    text: str, start: int, end: int, known: Sequence[str], *, surely: bool = False
) -> list[Item]:
    """免去其A职务; 免去张三同志A职务; 免去张三A职务、李四B职务. `known`: places the text has
    named. `surely`: there is no office in 职务 to be given up, so neither 的 nor a title alone will
    do (任命张三局长)."""
    while start < end and text[start] in "：，":
        start += 1
    match = re.match(r"[其他她](?:的|所)?", text[start:end])
    if match:
        posts = start + match.end()
        return [Item((), (posts, office_end(text, posts, end)))]
    items: list[Item] = []
    for left, right in split_at(text, start, end, "、，；。"):
        name = _name_before_post(text, left, right, known, least=2 if items or surely else 1)
        if name and surely and text[name[1] : right].removeprefix("同志").startswith("的"):
            return []
        if name:
            items.append(Item((name,), (_behind_courtesy(text, name[1], right), right)))
        elif items:
            last = items[-1]
            items[-1] = Item(last.names, (last.posts[0], right))
        else:
            return []
    return [Item(i.names, (i.posts[0], office_end(text, *i.posts))) for i in items]


def _behind_courtesy(text: str, start: int, end: int) -> int:
    match = re.match(r"(?:同志|代表|先生|女士)?(?:原任?|所任|担任的?|的)?", text[start:end])
    return start + (match.end() if match else 0)


def _name_before_post(
    text: str, start: int, end: int, known: Sequence[str], *, least: int
) -> Span | None:
    """张三 of 张三市教育局局长: the split at which the rest best begins an organisation."""
    best: tuple[int, Span] | None = None
    stop = office_end(text, start, end)
    for length in (3, 2, 4):
        cut = start + length
        if cut >= stop or not is_name(text[start:cut]) or text[cut - 1] in "副总正":
            continue
        if length == 4 and text[start : start + 2] not in COMPOUND:
            continue
        rest = text[_behind_courtesy(text, cut, stop) : stop]
        if not is_post(rest):
            continue
        score = 8 if text[cut : cut + 2] == "同志" else 0
        score += _evidence(rest[: len(rest) - len(title_of(rest))], text, known)
        if score >= least and (best is None or score > best[0]):
            best = (score, (start, cut))
    return best[1] if best else None


def _evidence(body: str, text: str, known: Sequence[str]) -> int:
    """How surely an organisation begins here; 1 where a mere title does."""
    if not body:
        return 1
    if any(body.startswith(place) for place in known):
        return 6
    place = leading_place(body)
    if bare_level(body):
        return 3
    if len(place) > 2:
        return 2 + 2 * (text.count(place) > 1)
    return 2 if body[:2] in _DEPARTMENTS else 0
