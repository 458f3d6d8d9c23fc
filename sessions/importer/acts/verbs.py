"""The verbs of acts in a sentence, in their order.

In: a sentence (normalised). Out: `Verb`s. A verb that comes before its persons (任命张三为 …)
brings none; one that comes after them (张三任 …, 张三不再担任 …, 由李四代理 …) brings their
places, and is a verb only where names stand directly before it.

The code follows the printed verb: 决定任命 is decide_appoint only where 决定 stands directly
before 任命. 会议决定，任命 … and 决定：任命 … are `appoint`, unless the title above says
决定任命 (headings.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .headings import (
    ACTS_ACTING,
    APPOINTS,
    DISMISSES,
    ELECTS,
    PREFIXES,
    RECALLS,
    REMOVES,
    RESIGNS,
)
from .names import Span, all_names, is_name, name_after_title, trim
from .titles import title_of

# 任命权, 任命时 are no verbs; the names in 任命权衡为 and 任命时光、方程为 are none of these.
_NOT_AFTER = (
    r"(?=[\u3400-\u9fff]{2,3}(?:为|、[\u3400-\u9fff]{2,4}[为、])|(?!书|的(?!决定)|后|前(?!述)|时|权|案|机关|办法|方式|程序|事项|制|议案|名单|工作|联络|人员|"
    r"条件|职务|和免|、免|与|命))"
)
_BEFORE = re.compile(
    rf"(?P<appoint>(?:(?P<ap>决定|批准)(?:依法)?)?任命{_NOT_AFTER})"
    r"|(?P<remove>(?:(?P<rp>决定|批准)(?:依法)?)?(?:免去|免除)(?!的|职务|$))"
    r"|(?P<resign>(?:决定|同意)*(?P<sp>接受|批准|同意|准予|通过(?=[^，。；：《》]{2,12}辞去)))(?=(?!任命|免去|接受|批准)[^。；]{1,160}?辞)"
    r"|(?P<dismiss>撤销(?!的|党内)|撤去)"
    r"|(?P<recall>罢免(?!的|案|权))"
    r"|(?P<elect>(?:补选|选举产生|选举|选出|另选|增选|推选)(?!的|法|单位|办法|委员会|任免|工作|权|结果|程序|日|事务|和|制|时|后|会|联络|人事|大会))"
    r"|(?P<acting>(?:决定|指定|确定|同意|通过)(?:了)?由?(?=[^，。；：]{2,14}为?代理?[^表，。；：]{0,24}长))"
)
_AFTER = re.compile(
    r"(?P<no_more>不再(?:兼任|担任|任))|(?P<appointed>(?:依法)?被?(?P<pp>决定|批准)?任命为|被任命担任)|"
    r"(?P<removed>被(?P<qp>决定|批准)?(?:免去|免除))|(?P<recalled>被罢免)|(?P<dismissed>被(?:依法)?撤销)|"
    r"(?P<elected>(?:全票|高票|依法|成功)?(?:当选为?|被(?:补选|选举|选)为))|(?P<acts>代理)|"
    r"(?P<holds>(?<!主)(?<!责)(?<!信)(?<!现)(?<!时)(?<!原)(?<!曾)(?<!不再担)(?<!历)(?<!拟)(?<!将)(?<!委)(?<!留)(?<!连)"
    r"(?:同时|继续|改|转|调|升|接|新)?(?:担任(?!的)|出任(?!的)|兼任(?!的)|任(?!的|命|免|职|期|务|何|意|丘|县|城|用|教|泽|前|内|中|满|届|由)))"
)
_LEAD = re.compile(
    r"^(?:(?:会议|大会|现|还|又|并|同时|分别|经[^，。；：]{0,16}?|依法|一致|表决|投票|决定|同意|通过(?:了)?|由|指定|推选|宣布|"
    r"兹|选举|消息|获悉|确定|随后|根据需要)+)"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """`start`..`end` is the verb (for one after its persons: from the first of them on)."""

    start: int
    end: int
    kind: str
    prefix: str = ""
    names: tuple[Span, ...] = field(default=())
    passive: bool = False
    pronoun: bool = False


def verbs_of(text: str) -> list[Verb]:
    """All verbs of a sentence, none inside another."""
    found = [*_verbs_before(text), *_verbs_after(text)]
    found.sort(key=lambda v: (v.start, -len(v.names)))
    kept: list[Verb] = []
    for verb in found:
        if kept and verb.start < kept[-1].end and not (verb.names and not kept[-1].names):
            continue
        if kept and verb.start < kept[-1].end:
            kept.pop()
        kept.append(verb)
    return kept


def _verbs_before(text: str) -> list[Verb]:
    verbs = []
    for match in _BEFORE.finditer(text):
        before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() :][:1]
        if (before in ("被", "新") and not match["recall"]) or behind in ("，", "、", "；"):
            continue
        if match["appoint"] or match["remove"]:
            kind = APPOINTS if match["appoint"] else REMOVES
            prefix = PREFIXES.get(match["ap"] or match["rp"] or "", "")
            if kind == REMOVES and _after_post(text, match.start()):
                continue
            verbs.append(Verb(match.start(), match.end(), kind, prefix))
        elif match["resign"]:
            verbs.append(
                Verb(match.start(), match.end(), RESIGNS, PREFIXES.get(match["sp"], "accept"))
            )
        elif match["acting"]:
            verbs.append(Verb(match.start(), match.end(), ACTS_ACTING))
        else:
            kind = DISMISSES if match["dismiss"] else RECALLS if match["recall"] else ELECTS
            if kind == DISMISSES and _after_post(text, match.start()):
                continue
            verbs.append(Verb(match.start(), match.end(), kind))
    return verbs


def _after_post(text: str, at: int) -> bool:
    """…职务自然免除, 职务相应撤销: the verb follows its post, it is an end (forms.py)."""
    return bool(
        re.search(
            r"职务(?:自然|自行|随之|相应|依法|即|同时|随即|亦|也|一并)*$",
            text[max(0, at - 12) : at],
        )
    )


def _verbs_after(text: str) -> list[Verb]:
    verbs = []
    for match in _AFTER.finditer(text):
        end = match.start()
        if match["acts"] and text[end - 1 : end] == "为":
            end -= 1
        start, names, pronoun = _persons_before(text, end)
        if not names and not pronoun:
            continue
        group = match.lastgroup or ""
        kind, prefix = APPOINTS, ""
        for key, value in (
            ("no_more", REMOVES), ("appointed", APPOINTS), ("removed", REMOVES),
            ("recalled", RECALLS), ("dismissed", DISMISSES), ("elected", ELECTS),
            ("acts", ACTS_ACTING), ("holds", APPOINTS),
        ):  # fmt: skip
            if match[key]:
                group, kind = key, value
        if group in ("appointed", "removed"):
            prefix = PREFIXES.get(match["pp"] or match["qp"] or "", "")
        passive = group not in ("no_more", "acts")
        verbs.append(Verb(start, match.end(), kind, prefix, tuple(names), passive, pronoun))
    return verbs


def _persons_before(text: str, end: int) -> tuple[int, list[Span], bool]:
    """The persons of a verb that follows them: they fill the part up to the last mark."""
    start = max(text.rfind(mark, max(0, end - 400), end) for mark in "，；：。！？") + 1
    part = text[start:end]
    decided = text[max(0, start - 8) : end].find("决定") >= 0
    lead = _LEAD.match(part)
    if lead and lead.end() < len(part):
        start += lead.end()
    part = text[start:end]
    if part.endswith("分别"):
        end -= 2
        part = text[start:end]
    if re.fullmatch(r"(?:并|同时)?(?:其|他|她|该同志|本人)", part):
        return start, [], True
    names = all_names(text, start, end, loose=decided)
    if names:
        return names[0][0], names, False
    single = _single(text, start, end)
    return (single[0], [single], False) if single else (start, [], False)


def _single(text: str, start: int, end: int) -> Span | None:
    """副市长李四 and 李四副市长: one person with the office held so far."""
    start, end = trim(text, start, end)
    held = title_of(text[start:end])
    if held and is_name(text[start : end - len(held)]):
        return start, end - len(held)
    found = name_after_title(text, start, end)
    return found if found and is_name(text[slice(*found)]) else None
