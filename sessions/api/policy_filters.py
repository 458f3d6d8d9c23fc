"""The filters of policies, measures, tasks and what belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from npcrecords.rest.filters import NUMBER, Codes, Contains, Days, Flags, Many, Numbers, Texts
from npcrecords.rest.visibility import sees_drafts
from people.api.filters import organization
from people.lookup import organizations_called, people_called

from .. import choices
from ..cited_policies import citing_policies
from ..models import PolicyCitation, PolicyParty, Task, TaskLeader
from ..policy_queries import corrected, measures_of_units, of_units, overdue_on, unit_is
from ..titles import same_number, same_title
from .days import AsOf


def _parted(values: Sequence[str]) -> tuple[list[int], list[str]]:
    """The ids and the names among the words of a parameter."""
    ids = [int(word) for word in values if NUMBER.fullmatch(word)]
    return ids, [word for word in values if not NUMBER.fullmatch(word)]


class PolicyNumbers(Texts):
    """A document number, whatever its spaces and brackets."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(number_key__in=[same_number(value) for value in values])


class CitedTitles(Texts):
    """A cited title, whatever its spaces and marks."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(title_key__in=[same_title(value) for value in values])


class _Party(Many):
    """An organisation by id, name, alias or as printed, that stands in a role."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role

    def condition(self, values: Sequence[str]) -> Q:
        ids, names = _parted(values)
        parties = PolicyParty.objects.order_by().filter(
            unit_is(organizations_called(ids, names), names), role=self.role
        )
        return Q(pk__in=parties.values("policy"))


class Units(Many):
    """An organisation by id, name, alias or as printed; ``of`` gives the condition."""

    def __init__(self, of: Callable[..., Q], *args: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.of = of
        self.args = args

    def condition(self, values: Sequence[str]) -> Q:
        ids, names = _parted(values)
        return self.of(organizations_called(ids, names), names, *self.args)


class _Completeness(Codes):
    """Whether the text begins and ends where the document does."""

    def condition(self, values: Sequence[str]) -> Q:
        found = Q(pk__in=())
        for value in values:
            both = value == choices.Completeness.BOTH
            found |= Q(
                begins_late=both or value == choices.Completeness.BEGINS_LATE,
                ends_early=both or value == choices.Completeness.ENDS_EARLY,
            )
        return found


class PolicyFilters(FilterSet):
    number = PolicyNumbers(help_text=_("文号，括号和空格怎样写都可以。"))
    issuer = _Party(choices.PartyRole.ISSUER)
    addressee = _Party(choices.PartyRole.ADDRESSEE)
    place = Texts("place")
    completeness = _Completeness(codes=choices.Completeness)
    issued_on_after = Days("issued_on", bound="after")
    issued_on_before = Days("issued_on", bound="before")
    status = Codes("status", codes=choices.Status)
    q = Contains("title", "enclosed_title", "abstract")


class MeasureFilters(FilterSet):
    policy = Numbers("policy_id")
    unit = Units(measures_of_units)
    kind = Codes("kind", codes=choices.MeasureKind)
    parent = Numbers("parent_id")
    level = Numbers("level")
    q = Contains("heading", "text")


class RegisterFilters(FilterSet):
    policy = Numbers("policy_id")


class _Leader(Many):
    """A person by id or name, or as printed where not resolved, who leads a task."""

    def condition(self, values: Sequence[str]) -> Q:
        ids, names = _parted(values)
        found = Q(person__in=people_called(ids, names))
        if names:
            found |= Q(person=None, name__in=names)
        return Q(pk__in=TaskLeader.objects.order_by().filter(found).values("task"))


class _Derived(Codes):
    """A code that is derived for each row of the list."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.field_name}__in": values})


class _Overdue(Flags):
    """Whether a task is overdue as of the day."""

    def condition(self, values: Sequence[bool]) -> Q:
        return Q(overdue__in=values)


class _OverdueOn(Days):
    """Tasks that were overdue on one of the days."""

    def condition(self, values: Sequence[Any]) -> Q:
        found = Q(pk__in=())
        for day in values:
            found |= Q(pk__in=overdue_on(Task.objects.order_by(), day).values("pk"))
        return found


class _Corrected(Flags):
    """Whether the print of a cell is corrected."""

    def filter(self, qs: QuerySet[Any], value: Sequence[bool]) -> QuerySet[Any]:
        return corrected(qs, yes=value[0]) if len(set(value)) == 1 else qs


class TaskFilters(FilterSet):
    policy = Numbers("policy_id")
    register = Numbers("register_id")
    number = Numbers("number")
    continues = Flags("continues")
    domain = Texts("domain")
    leader = _Leader()
    lead_unit = Units(of_units, choices.UnitRole.LEAD)
    unit = Units(of_units, help_text=_("牵头或责任单位：编号、名称、简称或原文。"))
    deadline_kind = Codes("deadline_kind", codes=choices.DeadlineKind)
    due_after = Days("deadline_on", bound="after")
    due_before = Days("deadline_on", bound="before")
    on = AsOf(help_text=_("按这一天结束时的情况计算 status、overdue；不写为今天。"))
    status = _Derived("status", codes=choices.TaskStatus)
    overdue = _Overdue()
    overdue_on = _OverdueOn()
    corrected = _Corrected(help_text=_("1：有订正的；0：没有的。"))
    q = Contains("task", "measure")


class TaskStepFilters(FilterSet):
    task = Numbers("task_id")
    policy = Numbers("task__policy_id")
    status = Codes("status", codes=choices.TaskStatus)
    year = Numbers("year")
    actor = organization("actor")
    on_after = Days("on", bound="after")
    on_before = Days("on", bound="before")


class PolicyLinkFilters(FilterSet):
    policy = Numbers("policy_id")
    to_policy = Numbers("to_policy_id")
    opinion = Numbers("opinion_id")
    document = Numbers("document_id")
    name = Texts("name")
    state = Codes("state", codes=choices.LinkState)


class MeantPolicy(Numbers):
    """The policy that a citation means, as this reader sees it."""

    def __init__(self, citing: Callable[..., QuerySet[Any]]) -> None:
        super().__init__()
        self.citing = citing

    def filter(self, qs: QuerySet[Any], value: Sequence[int]) -> QuerySet[Any]:
        if not value:
            return qs
        drafts = sees_drafts(self.parent.request.user)
        return qs.filter(pk__in=self.citing(value, drafts=drafts).values("pk"))


class _MeantDocument(Numbers):
    """The document that a citation means, as this reader sees it."""

    def condition(self, values: Sequence[int]) -> Q:
        return Q(meant_document_id__in=values)


class PolicyCitationFilters(FilterSet):
    policy = Numbers("policy_id")
    title = CitedTitles()
    number = PolicyNumbers()
    cited_policy = MeantPolicy(citing_policies)
    cited_document = _MeantDocument()

    class Meta:
        model = PolicyCitation
        fields: list[str] = []
