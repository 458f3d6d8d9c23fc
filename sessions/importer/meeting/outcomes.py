"""What a session did with an item: decisions, resolutions, reports and appointments adopted,
opinions to follow, inquiries held, drafts sent back.

In: the text of a minutes item. Out: ``Done`` in the order printed, each with its title where
one is named, in book-title marks or not (关于接受…请求辞去…职务的决定).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..marks import Title, book_titles
from .reporters import clauses

OutcomeKind = Literal[
    "decision_adopted",
    "resolution_adopted",
    "report_adopted",
    "opinion_to_follow",
    "inquiry_held",
    "revise_and_resubmit",
    "personnel_adopted",
    "not_adopted",
    "other",
]

_ADOPTS = re.compile(r"通过了?|批准了?|作出了?|做出了?|审定了?")
_REJECTS = re.compile(
    r"未(?:获|予|能|被)?(?:表决)?(?:得)?(?:以)?通过|没有通过|不予(?:批准|通过)|否决"
)
_NOT_DONE = re.compile(
    r"讨论通过|研究通过|常务会议.{0,8}通过|拟|提请|建议|要|应当?|将|待|后再|前次|曾|修改后"
)
_FUTURE = re.compile(r"(?:将|待|拟|后再?|争取|力争|尽快|依法)(?:表决)?$")
_BY_SESSION = re.compile(r"(?:会议|经|表决|同意|决定|，|^)\W*$")
_NAMED_ACT = re.compile(
    r"(?:(?:(?!关于)[\u4e00-\u9fff]){0,24}关于[^，。；]{2,160}?的?(?:决定|决议|报告|名单|办法))"
    r"(?=$|[，。；、》）)]|和(?:关于)?|及|以及|草案|议案|并|等)"
)
_SAID_BEFORE = re.compile(
    r"了?(?:该|此|这一|这个|上述|前述|本)(?:项|个)?(?P<act>报告|决定|决议|议案|草案)"
)
_LIST_GOES_ON = re.compile(r"^(?:和|及|以及|并)?关于")
_OPINION = re.compile(
    r"(?:形成|整理|梳理|汇总|提出|起草|归纳|印发|拟定|制定)[^，。；]{0,24}?审议意见|"
    r"审议意见[^。；]{0,40}?(?:交|转|送|函告|反馈|印发)[^。；]{0,20}?(?:政府|法院|检察院|监委|部门|研究处理|办理|落实)"
)
_OF_DRAFT = re.compile(r"审议意见.{0,30}?(?:修改|完善)(?:后|，|。|$)")
_INQUIRY = re.compile(
    r"(?:开展|进行|举行|组织|实施)了?[^，。；]{0,24}?专题询问|专题询问[^，。；]{0,6}(?:会|活动)"
)
_ONLY_ABOUT = re.compile(r"根据|结合|按照|在.{0,12}专题询问(?:中|时)")
_REVISE = re.compile(
    r"(?:再次|再行?|重新|继续|适时|下次)(?:提交|提请|交付?|报请|审议)[^，。；]{0,30}?(?:审议|表决|$)|"
    r"修改(?:完善)?后[^。；]{0,24}?(?:提交|提请)|(?:以后|下一?次|下次)(?:的)?(?:常委会)?会议[^，。；]{0,8}(?:再次|继续)?审议"
)
_DRAFT_IN = re.compile(r"草案|法规|条例|修改|修订|办法")
_ACTS = re.compile(
    r"(?:决定|批准)?(?:任命了?|免去了?|任免了)(?=.{2})|人事任免(?:事项|议案|案|名单)|任免(?:事项|名单|议案|案)|"
    r"批准.{2,12}辞去|(?:补选|选举)了?(?=[^，。；]{2,20}(?:为|同志))|撤销了?.{2,30}职务|代理.{2,12}(?:职务|职权)|接受.{2,20}辞去"
)
_HEARD_ONLY = re.compile(r"听取|说明|提请审议|审议了|关于提请")
_PERSONNEL_TITLE = re.compile(r"辞去|辞职|任免|任命|免职|免去|撤职|撤销.{0,20}职务|代理|人事")
_SURVEY = re.compile(r"满意度(?:测评|评价|测评表决)|(?:进行|开展)了?[^，。；]{0,12}测评")
_ENDS: dict[str, OutcomeKind] = {
    "决定": "decision_adopted",
    "决议": "resolution_adopted",
    "报告": "report_adopted",
}


@dataclass(frozen=True, slots=True)
class Done:
    """One outcome; ``text[start:end]`` says so."""

    start: int
    end: int
    kind: OutcomeKind
    title: str = ""


def outcomes(
    text: str, start: int = 0, end: int | None = None, *, personnel: bool = False
) -> list[Done]:
    """What ``text[start:end]`` says was done. ``personnel`` says that the item is about
    appointments: beside the decisions named in it (关于接受…辞去…职务的决定) the
    appointments themselves are one outcome without a title."""
    end = len(text) if end is None else end
    titles, _ = book_titles(text[start:end])
    shifted = [
        Title(title.start + start, title.end + start, title.text, title.depth) for title in titles
    ]
    found: list[Done] = []
    adopting = False
    for first, last, _ in clauses(text, start, end):
        words = text[first:last]
        if not _LIST_GOES_ON.match(words):
            adopting = False
        found.extend(_rejected(text, first, last, shifted))
        if not found or found[-1].kind != "not_adopted" or found[-1].start < first:
            adopted = list(_adopted(text, first, last, shifted, personnel, goes_on=adopting))
            adopting = bool(adopted)
            found.extend(adopted)
        found.extend(_others(text, first, last, end))
    if personnel and (act := _appointments(text, start, end)):
        found.append(act)
    found = _once(found)
    return sorted(found, key=lambda done: (done.start, done.end))


def _adopted(
    whole: str, first: int, last: int, titles: Sequence[Title], personnel: bool, *, goes_on: bool
) -> Iterator[Done]:
    words = whole[first:last]
    verb = next((m for m in _ADOPTS.finditer(words) if _is_done(words, m)), None)
    at = verb.end() if verb else 0
    if verb is None and not goes_on:
        return
    inside = [t for t in titles if t.depth == 0 and first + at <= t.start < last]
    after_verb = words[at:]
    # 批准《A》的决议 has its own 关于; a title in marks comes directly after the verb.
    if inside and re.match(r"^[^，。；]{0,24}?《", after_verb) and not _plain_act(after_verb):
        for named in inside:
            yield Done(named.start, named.end, _kind(named.text, personnel), named.text)
        return
    if pronoun := _SAID_BEFORE.match(after_verb):  # 表决通过了该报告
        start, title = _antecedent(whole, first, pronoun["act"])
        yield Done(
            start, first + at + pronoun.end(), _kind(title or pronoun["act"], personnel), title
        )
        return
    for match in _NAMED_ACT.finditer(after_verb):
        title = re.sub(r"^(?:了|和|及|以及)", "", match.group()).strip("《》")
        yield Done(
            first + at + match.start(), first + at + match.end(), _kind(title, personnel), title
        )


def _antecedent(text: str, end: int, act: str) -> tuple[int, str]:
    """Where the act that 该报告 stands for is named, and its title."""
    found = (end, "")
    for match in re.finditer(rf"关于[^，。；]{{2,160}}?的?{act}", text[max(0, end - 400) : end]):
        found = (max(0, end - 400) + match.start(), match.group())
    return found


def _plain_act(words: str) -> bool:
    """关于批准《…》的决议: the act's own title has no marks, but another's within."""
    return bool(re.match(r"了?[^《》，。；]{0,24}关于[^，。；》]*《", words))


def _is_done(words: str, verb: re.Match[str]) -> bool:
    """Whether the verb tells what the session did, not what others did or will do."""
    before = words[: verb.start()]
    told = verb.group().endswith(("过", "了")) or _BY_SESSION.search(before[-4:])
    if not told:
        return False
    if _FUTURE.search(before[-6:]):
        return False
    return not re.search(r"常务会议|人民政府第|全会|党委|省委|中央|修改后|党组", before[-20:])


def _kind(title: str, personnel: bool) -> OutcomeKind:
    bare = re.sub(r"[（(][^（()）]{0,12}[）)]$", "", title.strip())
    if bare[-2:] in _ENDS:
        return _ENDS[bare[-2:]]
    return "personnel_adopted" if personnel or _PERSONNEL_TITLE.search(bare) else "other"


def _rejected(text: str, first: int, last: int, titles: Sequence[Title]) -> Iterator[Done]:
    """《…（草案）》经表决，未获通过: the title may stand earlier in the sentence."""
    words = text[first:last]
    if not _REJECTS.search(words):
        return
    begin = text.rfind("。", 0, first) + 1
    named = [title for title in titles if title.depth == 0 and begin <= title.start < last]
    if named:
        title = named[-1]
        yield Done(title.start, title.end, "not_adopted", title.text)
    else:
        match = _NAMED_ACT.search(words)
        yield Done(first, last, "not_adopted", match.group() if match else "")


def _others(text: str, first: int, last: int, end: int) -> Iterator[Done]:
    words = text[first:last]
    if (match := _INQUIRY.search(words)) and not _ONLY_ABOUT.search(words[: match.end()]):
        yield Done(first + match.start(), first + match.end(), "inquiry_held")
    sentence_end = text.find("。", first, end)
    rest = text[first : sentence_end if sentence_end >= 0 else end][:160]
    match = _OPINION.search(rest)
    if match and match.start() < len(words) and not _OF_DRAFT.search(rest[match.start() :]):
        yield Done(first + match.start(), first + match.end(), "opinion_to_follow")
    if (match := _REVISE.search(words)) and _DRAFT_IN.search(_sentence_before(text, first, last)):
        yield Done(first + match.start(), first + match.end(), "revise_and_resubmit")
    if match := _SURVEY.search(words):
        yield Done(first + match.start(), first + match.end(), "other", "满意度测评")


def _sentence_before(text: str, first: int, last: int) -> str:
    return text[max(text.rfind("。", 0, first) + 1, first - 160) : last]


def _appointments(text: str, start: int, end: int) -> Done | None:
    """The first words that appoint or remove somebody, after what was merely explained."""
    for first, last, _ in clauses(text, start, end):
        words = text[first:last]
        match = _ACTS.search(words)
        if match and not _HEARD_ONLY.search(words) and not _NAMED_ACT.search(words):
            return Done(first + match.start(), last, "personnel_adopted")
    return None


def _once(found: list[Done]) -> list[Done]:
    """Each outcome once: those without a title by kind, the others by kind and title."""
    kept: dict[tuple[str, str], Done] = {}
    for done in found:
        kept.setdefault((done.kind, done.title), done)
    return list(kept.values())
