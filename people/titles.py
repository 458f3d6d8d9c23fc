"""What the title of a post tells. Pure Python."""

from __future__ import annotations

import re

# The heads of organisations. Not 庭长, 处长 and the like: an organisation has several, and a
# title without the division's name does not tell them apart.
HEADS = (
    "主任", "主任委员", "院长", "检察长", "审计长", "秘书长", "主席", "部长", "厅长", "局长",
    "省长", "市长", "州长", "盟长", "县长", "旗长", "区长", "乡长", "镇长", "委员长",
)  # fmt: skip
_HEAD = re.compile(rf"[^副、，]*(?:{'|'.join(HEADS)})")
_NOT_THE_HEAD = re.compile(r"副|助理|候补|代表|兼职")


def has_one_holder(title: str) -> bool:
    """Whether a post of this title is held by one person at a time: the head of an
    organisation (主任, 院长, 局长 …), not a deputy head, a member or a judge."""
    return bool(_HEAD.fullmatch(title)) and not _NOT_THE_HEAD.search(title)
