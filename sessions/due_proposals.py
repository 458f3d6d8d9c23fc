"""The due date that the rules propose for an opinion, read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator

from npcrecords.core.dates import Precision
from people.models import Organization

from .due_rules import DueFacts, due_by_rule
from .models import DueRule, Opinion

LONGEST = 300  # letters that an opinion keeps of a rule
LEVELS = 4  # a town lies in a county, that in a city, that in a province


@dataclass(frozen=True)
class Proposal:
    """A due date, the rule that it comes from, and the words that are kept of the rule."""

    due_on: date
    rule: DueRule
    words: str


def proposal_for(opinion: Opinion) -> Proposal | None:
    """What the rules propose; None where they propose nothing."""
    known = opinion.adopted_on is not None and opinion.adopted_on_precision == Precision.DAY
    if not known:
        return None
    facts = DueFacts(
        adopted_on=opinion.adopted_on,
        titles=(opinion.title, opinion.report_title),
        places=places_of(opinion),
    )
    found = due_by_rule(facts, DueRule.objects.all())
    if found is None:
        return None
    due_on, rule = found
    words = Truncator(f"{rule}（{rule.basis}）").chars(LONGEST)
    return Proposal(due_on, rule, words)


def places_of(opinion: Opinion) -> tuple[str, ...]:
    """The place of the committee, then those in which organisations of it stand under others."""
    place = _own_place(opinion)
    found: list[str] = []
    level = {place} - {""}
    while level and len(found) <= LEVELS:
        found += sorted(level)
        rows = Organization.objects.order_by().filter(jurisdiction__in=level)
        above = set(rows.values_list("parent__jurisdiction", flat=True).distinct())
        level = {name for name in above if name} - set(found)
    return tuple(found)


def _own_place(opinion: Opinion) -> str:
    """The place of the body that considered or adopted the opinion, that printed it, or that
    it went to."""
    sessions = (opinion.considered_at, opinion.adopted_by)
    organizations = [session.body for session in sessions if session is not None]
    if opinion.document is not None:
        organizations.append(opinion.document.bulletin.issuer)
    if opinion.addressee_organization is not None:
        organizations.append(opinion.addressee_organization)
    return next((one.jurisdiction for one in organizations if one.jurisdiction), "")
