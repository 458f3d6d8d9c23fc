"""What the cells of a row mean: leaders, units, deadline, measure.

In: a row whose cells stand where they belong, and what the whole register prints. Out: the
parts of a ``Task``, and findings for what was not understood. Which units lead is decided by the
heads of the columns and by words in the cells, never guessed from who is named first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...record import Finding
from ...record.policy import Deadline, Leader, Unit
from ..deadlines import doubt, read_deadline
from ..units import UnitsRead, plain_name, read_units
from .alike import misprinted
from .fitting import is_units
from .heads import first_leads
from .leaders import LeadersRead, names_in, read_leaders
from .messages import finding
from .rows import Row
from .wording import unwrapped

_LONG = 60  # characters of one name


@dataclass
class Reading:
    """The parts of a task that its cells give."""

    measure: str = ""
    leaders: tuple[Leader, ...] = ()
    lead_units: tuple[Unit, ...] = ()
    units: tuple[Unit, ...] = ()
    deadline: Deadline = field(default_factory=Deadline)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Reader:
    """Reads rows by what all registers of the document print: ``known`` names of units stand
    unbroken somewhere, ``people`` are names of leaders, ``meant`` says for a misprinted name
    which one it means."""

    year: int | None
    known: frozenset[str]
    people: frozenset[str]
    meant: dict[str, str]
    _units: dict[str, UnitsRead] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row], year: int | None) -> Reader:
        """The reader for these rows."""
        cells = [
            value
            for row in rows
            for column, value in zip(row.columns, row.values, strict=True)
            if column.field in ("unit", "lead_unit") and value
        ]
        people = names_in([value for row in rows for value in row.all_values("leader") if value])
        reader = cls(year, frozenset(unit_names(cells)), frozenset(people), {})
        names = [name for cell in cells for name in reader.units(cell).printed]
        reader.meant = misprinted(names)
        return reader

    def units(self, cell: str) -> UnitsRead:
        """The units of a cell; cells that come again are read once."""
        if cell not in self._units:
            self._units[cell] = read_units(cell, known=self.known)
        return self._units[cell]

    def read(self, row: Row) -> Reading:
        """What the cells of ``row`` mean."""
        reading = Reading(
            measure="\n".join(filter(None, map(unwrapped, row.all_values("measure"))))
        )
        lead, units, printed = self._all_units(row, reading)
        reading.lead_units, reading.units = _without_repeats(lead), _without_repeats(units)
        self._leaders(row, reading, printed)
        self._deadline(row, reading)
        return reading

    def _all_units(self, row: Row, reading: Reading) -> tuple[list[Unit], list[Unit], list[str]]:
        lead: list[Unit] = []
        units: list[Unit] = []
        printed: list[str] = []
        for at, column in enumerate(row.columns):
            if column.field not in ("lead_unit", "unit"):
                continue
            self._mend_names(row, at)
            read = self.units(row.values[at])
            self._odd_units(row, row.values[at], read, reading)
            leading = {unit.name for unit in read.lead}
            if column.field == "lead_unit":
                helping = {unit.name for unit in read.help}
                lead += [unit for unit in read.units if unit.name not in helping]
                units += read.help
                printed += read.printed
            elif first_leads(column.head) and read.units and not leading:
                lead.append(read.units[0])
                units += read.units[1:]
            else:
                lead += read.lead
                units += [unit for unit in read.units if unit.name not in leading]
        return lead, units, printed

    def _mend_names(self, row: Row, at: int) -> None:
        """Proposes the name that a misprinted one means."""
        read = self.units(row.values[at])
        for name in read.printed:
            meant = self.meant.get(plain_name(name))
            if meant is None:
                continue
            value = "、".join(meant if one == name else one for one in read.printed)
            row.correct(
                row.columns[at].field,
                value,
                f"“{name}”在全文只出现一次，与出现多次的“{meant}”只差一个字，应为“{meant}”。",
                at=at,
            )

    def _odd_units(self, row: Row, cell: str, read: UnitsRead, reading: Reading) -> None:
        for name in read.doubled:
            reading.findings.append(
                finding(
                    "unit_doubled",
                    row,
                    f"同一格里“{name}”写了两次，只记一次。请核对是否印错。",
                    "info",
                )
            )
        if read.open_bracket:
            reading.findings.append(
                finding("bracket_open", row, f"单位“{cell[:30]}”的括号不成对。请核对原文。")
            )
        if any(len(unit.name) > _LONG for unit in read.units) or (read.units and _not_units(cell)):
            reading.findings.append(
                finding("units_not_read", row, f"单位一格“{cell[:30]}”不像单位名称。请核对原文。")
            )

    def _leaders(self, row: Row, reading: Reading, printed: list[str]) -> None:
        read = LeadersRead()
        for cell in row.all_values("leader"):
            read = read_leaders(cell, printed, known=self.people)
            reading.leaders += read.leaders
            if read.unread:
                words = f"牵头领导“{cell[:30]}”没有读出姓名。请核对原文。"
                reading.findings.append(finding("leader_not_read", row, words))
            if read.unpaired:
                words = (
                    f"一格里有 {len(read.leaders)} 位领导、{len(printed)} 个牵头单位，"
                    "没有逐一配对。请核对原文。"
                )
                reading.findings.append(finding("leaders_unpaired", row, words, "info"))

    def _deadline(self, row: Row, reading: Reading) -> None:
        place = row.at("deadline")
        if place is None:
            return
        reading.deadline = read_deadline(row.values[place], year=self.year)
        if why := doubt(reading.deadline):
            words = f"完成时限“{row.values[place][:40]}”{why}。请核对原文，必要时补上日期。"
            reading.findings.append(finding("deadline_not_read", row, words))


def _without_repeats(units: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple({plain_name(unit.name): unit for unit in reversed(units)}.values())[::-1]


def _not_units(cell: str) -> bool:
    return len(cell) > 20 and not is_units(cell) and cell.count("。") > 0


def unit_names(cells: Sequence[str]) -> set[str]:
    """The names that stand unbroken in cells of units."""
    names: set[str] = set()
    for cell in cells:
        if len(cell) <= 2000:
            names |= {
                name
                for name in cell.replace("，", "、").split("、")
                if name and not any(char.isspace() for char in name)
            }
    return names
