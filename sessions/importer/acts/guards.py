"""What only speaks of acts and is none: proposals, rules, questions, the past, a lost vote.

In: a sentence and the place of its verb. Out: whether the verb acts. The words stand in the
part of the sentence that holds the verb, or in what directly follows it (…的议案, 未获通过).
"""

from __future__ import annotations

import re

_MARKS = "，；。：、"

# 根据市长李四的提请 names who proposed what is now decided: no proposal.
_PROPOSED_BY = re.compile(
    r"(?:根据|依据|按照|依照|经|应|基于|鉴于)[^，；。]{0,60}?(?:提请|提名|提议|建议|推荐|报告|说明)(?:，|的)?"
)
_PASSED = re.compile(
    r"(?<!未)(?<!没有)(?<!未获)(?:表决|审议|一致|会议|投票|全票|依次|分别|逐项|并)?(?:通过)(?:了)?"
)
_NOT_PASSED = re.compile(
    r"未(?:能|获|予|被|获得|得到)?(?:表决|会议)?(?:通过|批准|同意)|没有(?:获得|被)?通过|不予(?:通过|任命|批准|免去|接受)|"
    r"被?否决|暂不|暂缓|落选|未过半数|未达(?:到)?(?:法定|半数)|未当选|不通过|予以撤回|不(?:同意|批准|接受)|搁置"
)
_PROPOSES = re.compile(
    r"提请(?!的)|提名|拟(?![建定订])|建议|推荐|提议|呼吁|候选|人选(?!，)|草拟|申请|请求(?=任命|免去)|请(?=任命|免去|审议)|"
    r"讨论|研究(?!决定|同意)|酝酿|审查(?!.*决定)|议案$|草案$"
)
_STICKY = re.compile(
    r"提请(?!的)|提名|拟(?![建定订])|建议|推荐|提议|候选|草拟|请审议|请(?=任命|免去)"
)
_DENIES = re.compile(
    r"不予|暂不|暂缓|未(?!来|央)|没有|不(?:同意|批准|接受|宜|能|得|会|是|应|可)|撤回|否决|取消|拒绝|无权|并非|谣传|不实|误|(?:不|未|没|拒)$"
)
_RULES = re.compile(
    r"可以|可(?=决定|任命|免去|由)|应当|必须|需要|(?<!必)须|如果|如(?!下)|若(?!干)|假如|假设|倘|一旦|是否|能否|可否|应否|会否|"
    r"有权|职权|负责|方可|不得|只能|凡|对于|的时候|(?<!不)将(?=决定|任命|免去|由|被|选举|补选|接受|出|担)|"
    r"即将|准备|计划|打算|预计|可能|或许|据传|传闻|网传|据说|有望|假定|例如|比如|譬如|谁|何人|什么"
)
_PAST = re.compile(
    r"曾|历任|先后|现任|时任|原任|此前|之前|早在|去年|前年|当年|那年|后来|回顾|过去|以前|先期|上届|上一届|"
    r"至今|开始任|起任|后任|起(?=任|担任)|一直|多年|已(?=于|在|经|被)|(?:19|20)\d\d年(?:\d{1,2}月)?(?:起|以来|后)"
)
_BIOGRAPHY = re.compile(
    r"出生|生于|\d{4}年\d{0,2}月?生|毕业|参加工作|入党|加入中国共产党|籍贯|学历|历任|曾任|早年|退伍|从军|生前|简历"
)
_BARE_YEAR = re.compile(
    r"(?:(?:19|20)\d\d年|[一二][一二三四五六七八九〇零]{3}年|当年|同年|次年|翌年)(?:\d{1,2}月|[一二三四五六七八九十]{1,2}月)?"
    r"(?!\d|[一二三四五六七八九十]{1,3}[日号])"
)
_TALK = re.compile(
    r"^[^，；。：]{0,120}?的(?:议案|提案|说明|建议|提名|草案|请示|报告|方案|决定草案|请求$|申请|人选|程序|办法|有关规定|情况|"
    r"传闻|消息(?!，)|意见|可能)"
)
_STRONG = re.compile(
    r"会议(?:还|经|同意|表决|决定|依法|以)|通过了|表决通过|审议通过|常委会(?:会议)?(?:决定|任命|免去)|决定：|现(?:决定|任命|免去)|最终|随后"
)
_GRANTED = re.compile(
    r"，(?:经)?会议(?:表决|投票|审议|一致|依法|后|予以|，)*(?:通过|同意)(?:了)?[。；]"
)
_QUESTION = re.compile(r"[？]|吗[。”]?$|呢[？。]?$|是谁|如何|怎[么样]")


def part_before(text: str, at: int, limit: int = 300) -> str:
    """What stands before the verb in its own part of the sentence (after the last mark)."""
    start = max(0, at - limit)
    before = text[start:at]
    cut = max(before.rfind(mark) for mark in "，；。：")
    if cut >= 0 and before[cut] == "：" and cut == len(before) - 1:
        # 提请审议：任命 …: the part before the colon governs.
        head = before[:cut]
        return head[max(head.rfind(mark) for mark in "，；。：") + 1 :] + "：" + before[cut + 1 :]
    return before[cut + 1 :]


def is_question(sentence: str) -> bool:
    return bool(_QUESTION.search(sentence[-12:]))


def is_biography(sentence: str) -> bool:
    return bool(_BIOGRAPHY.search(sentence))


def speaks_only(before: str, *, passive: bool) -> bool:
    """Whether the part before a verb takes its force away."""
    cleaned = _PROPOSED_BY.sub("", before)
    passed = _PASSED.search(cleaned)
    if _NOT_PASSED.search(cleaned) or _DENIES.search(cleaned):
        return True
    if passed:
        cleaned = cleaned[passed.end() :] if not re.search(r"提请", cleaned) else ""
    if _PROPOSES.search(cleaned) or _RULES.search(cleaned) or _PAST.search(cleaned):
        return True
    return passive and bool(_BARE_YEAR.search(cleaned))


def is_granted(before: str, segment: str) -> bool:
    """主任会议提请任命张三为A，会议予以通过: what was proposed is decided in the same breath."""
    return bool(_STICKY.search(before) and _GRANTED.search(segment))


def sticks(before: str) -> bool:
    """Whether a proposal's words govern the verbs that follow in the same sentence too."""
    return bool(_STICKY.search(_PROPOSED_BY.sub("", before)))


def frees(between: str) -> bool:
    """Whether something decided begins again after a proposal in the same sentence."""
    return bool(_STRONG.search(between))


def ends_talk(segment: str) -> bool:
    """关于提请任命 … 的说明: the proposal has ended within the sentence."""
    return bool(re.search(r"的(?:议案|提案|说明|建议|提名|请示|报告|方案|意见)", segment))


def fails_after(sentence: str, verb_end: int, segment_end: int, *, passed: bool) -> bool:
    """Whether what follows the verb says that it is a bill, or that the vote was lost."""
    segment = sentence[verb_end:segment_end]
    if _NOT_PASSED.search(segment):
        return True
    match = _TALK.match(segment)
    if not match:
        return False
    rest = segment[match.end() :]
    return not (passed or re.match(r"[，]?(?:获得?|经|已|均|一致|表决|全票|获表决)*通过", rest))


def has_passed(before: str) -> bool:
    """Whether the sentence has said before the verb that it was passed."""
    return bool(_PASSED.search(before)) and not _NOT_PASSED.search(before)


def is_bare_year(before: str) -> bool:
    """2019年5月，… 被任命为: a year or a month without its day tells of the past."""
    return bool(_BARE_YEAR.search(before))
