"""Rows torn by a page break: what stands on the new page is the rest of the row above.

In: the first row of a page and the row above it. Out: whether it holds nothing but rests of
cells. The evidence is the cells: a name or a sentence that goes on, and no deadline of its own.
"""

from __future__ import annotations

import re

from ...acts.names import is_name
from ...forms import ends_sentence
from ...record.policy import CellField
from ..unit_forms import END
from .fitting import fit
from .model import AS_ABOVE, RawRow
from .titles import is_marked_heading
from .wording import is_open

_CORE: tuple[CellField, ...] = ("deadline", "lead_unit", "leader", "unit")


def is_rest(raw: RawRow, above: list[str], fields: tuple[CellField, ...], domain: str) -> bool:
    """Whether ``raw`` is the rest of the row whose cells are ``above``. ``domain`` is the one
    printed last, which a new page may print again."""
    shown = [
        (cell, above[at], fields[at])
        for at, cell in enumerate(raw.cells)
        if cell
        and not (fields[at] == "domain" and "".join(cell.split()) == "".join(domain.split()))
    ]
    kinds = [field for _, _, field in shown]
    if not shown or "serial" in kinds or AS_ABOVE in raw.cells:
        return False
    if "domain" in kinds and not raw.after_break:
        return False
    torn = [_goes_on(before, cell, field) for cell, before, field in shown]
    if all(torn) and len(shown) * 2 <= len(raw.cells) + 1:
        return True
    if not raw.after_break or "serial" not in fields:
        return False
    # A cell set in the middle of its height may stand on one of the two pages only.
    own = next((at for f in _CORE for at, of in enumerate(fields) if of == f and above[at]), None)
    lacks = own is not None and not raw.cells[own]
    if lacks and (any(torn) or kinds == ["measure"]) and _no_new_domain(shown):
        return True
    return any(torn) and all(
        goes or field == "measure" or (not before and field not in ("task", "domain"))
        for goes, (_, before, field) in zip(torn, shown, strict=True)
    )


def _no_new_domain(shown: list[tuple[str, str, CellField]]) -> bool:
    """Whether a cell of the domain, if any, may be the rest of the one above."""
    return all(_goes_on(above, cell, of) for cell, above, of in shown if of == "domain")


def _goes_on(above: str, cell: str, of: CellField) -> bool:
    """Whether a cell is the rest of the one above it, by the words of both."""
    if not above or above == AS_ABOVE:
        return False
    if is_open(above):
        return True
    if of == "domain":
        return not is_marked_heading(cell)
    if of == "measure":
        return not ends_sentence(above)
    if of == "task":
        return cell[:1] in "”）)，、" or above[-1:] in "，、" or not ends_sentence(above)
    if of == "deadline" and re.search(r"年\Z", above) and re.match(r"\d{1,2}\s*月", cell):
        return True
    if of == "deadline":
        return fit(above + cell, of) > 0 and fit(cell, of) <= 0
    if of == "leader":
        return is_name("".join((above + cell).split())) and not is_name(cell)
    if of in ("unit", "lead_unit"):
        last = re.split(r"[、，,；;]", above)[-1].strip()
        first = re.split(r"[、，,；;]", cell)[0].strip()
        broken = bool(last) and (not END.search(last) or len(first) < 3)
        return above[-1:] in "、，" or (broken and END.search(last + first) is not None)
    return False
