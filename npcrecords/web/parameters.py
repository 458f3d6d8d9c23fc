"""Words, several values of one filter and days, as the addresses of tables give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from npcrecords.core.written_dates import written_date
from people.lookup import NUMBER

MOST = 100  # characters of a word, and words of a filter


def plain(text: str, most: int = MOST) -> str:
    return text.replace("\x00", "").strip()[:most]


def values_of(query: QueryDict, name: str, most: int = MOST) -> tuple[str, ...]:
    """Repeated or parted by commas; of each at most so many characters."""
    words = (plain(word, most) for value in query.getlist(name) for word in value.split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:MOST]


def day_of(typed: str, today: dt.date, refused: list[str]) -> dt.date:
    """The day that was typed, else today. One to come is answered by what is known today."""
    typed = plain(typed)
    if not typed:
        return today
    written = written_date(typed)
    if written is None or written.precision != "day":
        said = _("“%(typed)s”不是某一天：请写成 2024-07-31 这样。下面是今天的情况。")
        refused.append(said % {"typed": typed})
        return today
    return written.on


def ids_and_names(values: Iterable[str]) -> tuple[list[int], list[str]]:
    """What is the id of a record, and what is a name."""
    held = list(values)
    ids = [int(word) for word in held if NUMBER.fullmatch(word)]
    return ids, [word for word in held if not NUMBER.fullmatch(word)]
