"""The kind of a document, by the form of its title and by its head.

Reads title, head and, for reports, what the agenda and the minutes say was heard.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from ..forms import squeeze
from ..record import DocumentKind

K = DocumentKind
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|修改稿")
_COMMITTEE = re.compile(r"(?:人大|常委会).*(?:委员会|委|工委)")
_RULES: tuple[tuple[re.Pattern[str], DocumentKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"纪要\Z|会议简况\Z", K.MINUTES),
        (r"议程\Z", K.AGENDA),
        (r"实录", K.INQUIRY_RECORD),
        (r"(?:讲话|致辞|发言)(?:摘要|提要|要点)?\Z", K.SPEECH),
        (r"公告\Z|(?:主席|政府|委员会)令\Z", K.ANNOUNCEMENT),
        (r"(?:接受|批准|同意|许可).*辞.*(?:决定|决议)\Z", K.RESIGNATION_DECISION),
        (r"(?:任|免|辞|职|人事).*名单\Z|任免\Z|任免.*(?:通知|事项)\Z", K.APPOINTMENT_LIST),
        (r"说明\Z", K.EXPLANATION),
        (r"审议意见(?:书)?\Z", K.REVIEW_OPINION),
        (r"(?:跟踪|督办|督查|督促).*报告\Z", K.TRACKING_REPORT),
        (r"审议意见.*(?:处理|办理|落实|整改|反馈).*(?:报告|汇报|函)\Z", K.HANDLING_REPORT),
        (r"研究处理情况的?报告\Z", K.HANDLING_REPORT),
        (r"(?:落实|办理|处理|整改).*审议意见.*情况的?(?:报告|汇报)\Z", K.HANDLING_REPORT),
        (r"代表资格.*报告\Z", K.CREDENTIALS_REPORT),
        (r"审查(?:结果|意见)?的?(?:报告|意见)\Z|初审意见\Z|审查结果", K.EXAMINATION),
        (
            r"审议(?:意见|结果|情况)的?(?:报告|汇报)\Z|(?:修改|审议).*(?:意见|情况|结果)的报告\Z",
            K.DRAFT_REVIEW,
        ),
        (r"(?:调研|调查|视察)(?:情况)?的?报告\Z|(?:调研|调查|视察)情况\Z", K.SURVEY_REPORT),
        (r"议案\Z", K.BILL),
        (r"决议\Z", K.RESOLUTION),
        (r"决定\Z", K.DECISION),
        (r"(?:条例|办法|规定|规则|细则|法)\Z", K.REGULATION),
        (r"(?:报告|汇报)\Z", K.WORK_REPORT),
    )
)
_SUFFIX = re.compile(
    r"(?:[（(〔【][^（）()〔〕【】]{1,30}[）)〕】]|第?[0-9一二三四五六七八九十百〇]{1,6}号)+\Z"
)


def kind_of(title: str, *, adopted: bool, authors: str, body: str, spoken: bool) -> DocumentKind:
    """The kind of the document with this ``title``.

    ``adopted``: an adoption line stands in the head. ``spoken``: the report was heard.
    ``body`` is the beginning of the text, which tells a regulation from a plan.
    """
    full = squeeze(title)
    bare = _SUFFIX.sub("", full)
    kind = next((kind for pattern, kind in _RULES if pattern.search(bare)), K.OTHER)
    if kind is K.REVIEW_OPINION and not adopted:
        if _DRAFT.search(full) and (_COMMITTEE.search(authors) or _COMMITTEE.match(bare)):
            return K.DRAFT_REVIEW
    if kind is K.REGULATION:
        articles = re.match(r"第[一1][条章]|目录", squeeze(body)) is not None
        law = bare.endswith("条例") or (bare.endswith("法") and not bare.endswith("办法"))
        if not articles and not (adopted and law):
            return K.OTHER
    if kind in (K.DECISION, K.RESOLUTION, K.REGULATION) and bare != full and not adopted:
        if _DRAFT.search(full[len(bare) :]):
            return K.OTHER
    if kind is K.WORK_REPORT and not spoken:
        return K.WRITTEN_REPORT
    return kind


_CLAUSE_END = re.compile(r"[。；，,;]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_NOISE = re.compile(
    r"关于|听取|审议|和|我市|全市|我县|我区|全县|全区|我省|全省|情况|的|报告|工作|市政府|《|》|“|”"
)


class Hearings:
    """What the agenda and the minutes say was heard, clause by clause."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._clauses: dict[str, set[int]] = defaultdict(set)
        number = 0
        for text in texts:
            for clause in _CLAUSE_END.split(text):
                number += 1
                # What was only read (书面审议) was not heard.
                if "书面" not in clause:
                    for pair in _pairs(clause):
                        self._clauses[pair].add(number)

    def hold(self, title: str) -> bool:
        """Whether some clause names the report of this title: most of the pairs of characters
        of the title's subject stand in it."""
        pairs = _pairs(title)
        found = Counter(number for pair in pairs for number in self._clauses.get(pair, ()))
        return bool(found) and max(found.values()) >= 0.7 * len(pairs)


def _pairs(text: str) -> set[str]:
    subject = _NOISE.sub("", squeeze(text))
    return {subject[i : i + 2] for i in range(len(subject) - 1)}
