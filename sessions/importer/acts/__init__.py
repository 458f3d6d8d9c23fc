"""The acts reader: who was appointed, removed, elected … in any Chinese text.

In: the text of a list, a decision, a news item, a credentials report (or its lines).
Out: an `ActsReading` (acts, deputy changes, findings). Pure Python, no Django.
"""

from .model import ActsReading, ReadAct, ReadDeputyChange, ReadFinding
from .output import reading_as_json
from .reader import read_acts, read_acts_lines

__all__ = [
    "ActsReading",
    "ReadAct",
    "ReadDeputyChange",
    "ReadFinding",
    "read_acts",
    "read_acts_lines",
    "reading_as_json",
]
