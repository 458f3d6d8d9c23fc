"""Characters that neither XML nor iCalendar can hold: typed by accident, or pasted."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text with a space for each control character; line feeds stay."""
    return _CONTROLS.sub(" ", text)
