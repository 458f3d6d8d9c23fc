"""Findings of all stages, each place told once.

Two stages may come upon the same thing: a day that no calendar has is met where the adoption
line is read and again where the acts are. The clerk is told once, in the clearer sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .record import Finding

# Codes for one and the same thing, the clearer sentence first.
_SAME_THING = (("impossible_date", "bad_date"),)
_QUOTED = re.compile(r"“([^”]*)”")


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` in their order, without those that tell again, on the same line, what
    another one tells in the same or in clearer words."""
    found = list(findings)
    told = {(one.code, one.line, _thing(one)) for one in found}
    kept: list[Finding] = []
    seen: set[tuple[str, int | None, str]] = set()
    for one in found:
        clearer = [code for codes in _SAME_THING for code in _before(one.code, codes)]
        if any((code, one.line, _thing(one)) in told for code in clearer):
            continue
        if (one.code, one.line, one.message) not in seen:
            seen.add((one.code, one.line, one.message))
            kept.append(one)
    return kept


def _before(code: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return codes[: codes.index(code)] if code in codes else ()


def _thing(finding: Finding) -> str:
    """The printed words that the finding quotes, without spaces."""
    quoted = _QUOTED.search(finding.message)
    return "".join(quoted[1].split()) if quoted else ""
