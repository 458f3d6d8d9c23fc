"""The organisations and persons that a policy names, each under one key.

In: a record whose units and leaders are as printed. Out: the same with keys, and the
organisations and persons themselves. A name with a second one in brackets is one organisation
of both names (市委改革办（市跑改办）); groups are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..naming.abbreviations import general_office
from ..naming.names import Names
from ..record import Leader, Organization, PolicyRecord, Task, Unit

_SECOND = re.compile(r"(?P<first>[^（()）]{2,})[（(](?P<second>[^（()）]{2,20})[）)]\Z")
_BODY_END = re.compile(r"(?:[局委办院会厅部署处所站队司行社台团]|中心|公司|集团|党校|海关)\Z")
_OF_EACH = re.compile(r"各[省市县区州旗乡镇]")
_OWN = re.compile(
    r"[省市县区州旗各]|中共|中国|[\u3400-\u9fff]{2,8}?[市县区州旗省]|.*(?:集团|公司|大学|海关)"
)
_OFFICE = re.compile(r"(?P<body>[\u3400-\u9fff]{1,12}(?:人大|人大常委会|政协))办")
_MERE_OFFICE = re.compile(r"(?:人大|政协|政府|府|人武|团|工会)?办")
_LONGEST_ALIAS = 200
# Bodies spoken of together, as copies and addressees name them.
_GROUP = re.compile(
    r"(?:民主党派|人民团体|群众团体|社会团体|新闻单位|直属单位)\Z"
    r"|\A(?:自治区|自治州|直辖市|设区市)(?:人民政府)?\Z"
)


def named(record: PolicyRecord, names: Names) -> PolicyRecord:
    """``record`` with the keys of its organisations and persons."""
    return _Naming(record, names).done()


class _Naming:
    """One record on its way. ``second`` holds the second names with their first ones."""

    def __init__(self, record: PolicyRecord, names: Names) -> None:
        self.record = record
        self.names = names
        self.second = _second_names(record)
        self.aliases: dict[str, set[str]] = {}

    def done(self) -> PolicyRecord:
        record = self.record
        policy = record.policy.model_copy(
            update={
                name: self._units(_with_their_groups(getattr(record.policy, name)))
                for name in ("issuers", "addressees", "copies")
            }
        )
        measures = tuple(
            one.model_copy(update={"units": self._units(one.units)}) if one.units else one
            for one in record.measures
        )
        tasks = tuple(self._task(task) for task in record.tasks)
        return record.model_copy(
            update={
                "policy": policy,
                "measures": measures,
                "tasks": tasks,
                "people": self.names.people(),
                "organizations": tuple(map(self._with_aliases, self.names.organizations())),
            }
        )

    def _task(self, task: Task) -> Task:
        return task.model_copy(
            update={
                "lead_units": self._units(task.lead_units),
                "units": self._units(task.units),
                "leaders": tuple(map(self._leader, task.leaders)),
            }
        )

    def _leader(self, leader: Leader) -> Leader:
        return leader.model_copy(update={"person": self.names.person(leader.name)})

    def _units(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return tuple(map(self._unit, units))

    def _unit(self, unit: Unit) -> Unit:
        if unit.group:
            return unit
        if _GROUP.search(unit.name):
            return unit.model_copy(update={"group": True})
        first, second = _parted(unit.name)
        first_name = self.second.get(first, first)
        if _MERE_OFFICE.fullmatch(first_name):  # whose it is, nothing says
            return unit
        key = self.names.organization(self._with_office(first_name))
        if key is None:
            return unit
        for other in (second, unit.name if second else "", first):
            if other and other != key:
                self.aliases.setdefault(key, set()).add(other)
        return unit.model_copy(update={"organization": key})

    def _with_office(self, name: str) -> str:
        """市人大办 and 市政协办 with their offices written out, as the rank of the place has it."""
        found = _OFFICE.fullmatch(name)
        office = general_office(self.names.place.name)
        if found is None or not office:
            return name
        body = found["body"]
        return (body + "常委会" if body.endswith("人大") else body) + office

    def _with_aliases(self, found: Organization) -> Organization:
        more = self.aliases.get(found.key, set())
        aliases = {*found.aliases, *(one[:_LONGEST_ALIAS] for one in more)} - {found.name}
        return found.model_copy(update={"aliases": tuple(sorted(aliases))})


def _with_their_groups(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """各县区教育局、财政局: the second are those of all counties, too."""
    done: list[Unit] = []
    each = False
    for unit in units:
        if _OF_EACH.match(unit.name):
            each = True
        elif _OWN.match(unit.name):
            each = False
        done.append(unit.model_copy(update={"group": True}) if each else unit)
    return tuple(done)


def _parted(name: str) -> tuple[str, str]:
    """A name and its second name: a body in brackets, not 区公安局（户籍科） or a note."""
    found = _SECOND.match(name)
    if found and _BODY_END.search(found["second"]):
        return found["first"], found["second"]
    return name, ""


def _second_names(record: PolicyRecord) -> dict[str, str]:
    """The first name of each second one that stands in brackets behind just one."""
    found: dict[str, set[str]] = {}
    for unit in all_units(record):
        first, second = _parted(unit.name)
        if second and not unit.group:
            found.setdefault(second, set()).add(first)
    return {second: firsts.copy().pop() for second, firsts in found.items() if len(firsts) == 1}


def all_units(record: PolicyRecord) -> Iterator[Unit]:
    """Every unit that the record names."""
    policy = record.policy
    yield from (*policy.issuers, *policy.addressees, *policy.copies)
    for measure in record.measures:
        yield from measure.units
    for task in record.tasks:
        yield from (*task.lead_units, *task.units)
