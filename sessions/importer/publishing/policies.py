"""The last stage for policy documents: a record file becomes rows, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from npcrecords.core import history
from npcrecords.core.generation import revive
from npcrecords.core.models import ActionKind

from ...choices import ImportKind, PartyRole, Status
from ...models import Policy, PolicyBasis, PolicyParty
from ...policy_suggestions import suggest_links
from ...services import publish_policy_again
from ...titles import same_number
from .. import record as rec
from .by_hand import ByHand
from .orphans import in_use_by_policy, remove_orphans
from .outcome import Outcome, keep_import, put_findings, sentences, told
from .parts import when
from .policy_parts import PolicyPublication, publish_citations, publish_measures
from .policy_soundness import unsound_policy
from .policy_tasks import publish_registers
from .resolve import Resolver
from .table import KEEP, Changes, Table, put_children, refuse_long_text


@dataclass(frozen=True, kw_only=True)
class PublishedPolicy(Outcome):
    """What publishing a policy document did."""

    policy: Policy


Seen = TypeVar("Seen")


def publish_policy(
    record: rec.PolicyRecord,
    *,
    text: str = "",
    by: Any = None,
    reason: str = "",
    take_over: frozenset[str] = frozenset(),
) -> PublishedPolicy:
    """Write all that the record of a policy document says, and make it public.

    As ``publish()`` for bulletins: idempotent, ids stay, all or nothing; what people mended by
    hand stays, but in the rows that ``take_over`` names. The document is found by its number;
    without one by title and place. A text that the record does not state is kept, so that facts
    and text may come in either order. What staff decided on a correction stays, and of one that
    is rejected the print counts. A task that staff entered steps of stays, though the record
    lacks it.

    Raises ``rec.RecordError``, a sentence, for a record that cannot be held.
    """
    with sentences(_problem(record)), _acting(record, by, reason) as recorder:
        published = _publish(record, ByHand(take_over), recorder)
        owner = {"policy": published.policy, "kind": ImportKind.POLICY}
        keep_import(record, record.policy.file, owner, text)
        return published


def preview_policy(
    record: rec.PolicyRecord,
    look: Callable[[PublishedPolicy], Seen],
    *,
    take_over: frozenset[str] = frozenset(),
) -> Seen:
    """What ``publish_policy()`` would do: it is done, ``look`` is called, and all is taken back.

    ``look`` sees the rows as they would be. Raises as ``publish_policy()`` does.
    """
    with sentences(_problem(record)), _acting(record, None, "") as recorder:
        seen = look(_publish(record, ByHand(take_over), recorder))
        recorder.forget()
        transaction.set_rollback(True)
    return seen


def find_policy(item: rec.Policy) -> Policy | None:
    """The held policy that a record is of: of the same number; without one, or where the one held
    has none, of the same title and place."""
    number = same_number(item.number)[:200]
    if number:
        found = Policy.objects.filter(number_key=number).order_by("pk").first()
        if found is not None:
            return found
    same = Policy.objects.filter(title=item.title, place=item.place, number_key="")
    return same.order_by("pk").first()


def _problem(record: rec.PolicyRecord) -> str:
    return rec.broken_reference(record) or unsound_policy(record)


def _acting(record: rec.PolicyRecord, by: Any, reason: str) -> Any:
    label = record.policy.number or record.policy.title
    return history.acting(ActionKind.IMPORT, by=by, reason=reason, summary=label)


def _publish(
    record: rec.PolicyRecord, by_hand: ByHand, recorder: history.Recorder
) -> PublishedPolicy:
    changes: dict[str, Changes] = {}
    item = record.policy
    names = Resolver(item.place, record.organizations, record.people, changes)
    held = find_policy(item)
    before = in_use_by_policy(held) if held is not None else {}
    policy = _publish_head(item, held, names, changes, by_hand)
    publication = PolicyPublication(record, policy, names, changes, by_hand)
    publish_measures(publication)
    publish_registers(publication)
    publish_citations(publication)
    _publish_findings(record, policy, names)
    suggested = suggest_links(policy)
    links = changes.setdefault("policy-links", Changes())
    links.inserted |= {link.pk for link in suggested.made}
    links.removed |= suggested.removed
    remove_orphans(before, in_use_by_policy(policy), changes)
    return PublishedPolicy(policy=policy, **told(changes, recorder, by_hand, names))


def _publish_head(
    item: rec.Policy,
    held: Policy | None,
    names: Resolver,
    changes: dict[str, Changes],
    by_hand: ByHand,
) -> Policy:
    """The document itself, with whom it names and what it carries out."""
    table = Table("policies", Policy.objects.none(), changes, by_hand, key="id")
    facts: dict[str, Any] = {
        "title": item.title,
        "enclosed_title": item.enclosed_title,
        "number": item.number,
        "place": item.place,
        "adopted_by": item.adopted_by,
        **when("adopted_on", item.adopted_on),
        **when("issued_on", item.issued_on),
        "printed_on": _day(item.printed_on),
        "effective_on": _day(item.effective_on),
        "expires_on": _day(item.expires_on),
        "disclosure": item.disclosure,
        "period_start": item.period_start,
        "period_end": item.period_end,
        "begins_late": item.begins_late,
        "ends_early": item.ends_early,
        "status": Status.PUBLISHED,
        "file_name": item.file.name or KEEP,
        "file_sha256": item.file.sha256 or KEEP,
        "lines_count": item.file.lines or KEEP,
    }
    if held is None:
        stated = {name: value for name, value in facts.items() if value is not KEEP}
        held = Policy(**stated, published_at=timezone.now())
        refuse_long_text(held)
        held.save(force_insert=True)
        history.record(history.made([held]))
        table.rows[held.pk] = held
        table.changes.inserted.add(held.pk)
    else:
        publish_policy_again(policy=held)  # its records come back to the public's sight
        by_hand.know_removed_of_policy(held.pk)
        table.rows[held.pk] = Policy.objects.get(pk=held.pk)
        table.put(held.pk, **facts)
        table.flush()
    pk = held.pk
    _put_parties(item, pk, names, table)
    bases = [
        {"order": order, "title": one.title, "number": one.number}
        for order, one in enumerate(item.implements)
    ]
    put_children(table, PolicyBasis, "policy_id", {pk: bases})
    if pk in table.changes.updated:
        Policy.objects.filter(pk=pk).update(published_at=timezone.now())
    revive("policies", [pk])
    return Policy.objects.get(pk=pk)


def _put_parties(item: rec.Policy, pk: int, names: Resolver, table: Table) -> None:
    parties = [
        {
            "role": role.value,
            "order": order,
            "name": unit.name,
            "organization_id": names.organization(unit.organization),
            "group": unit.group,
        }
        for role, units in (
            (PartyRole.ISSUER, item.issuers),
            (PartyRole.ADDRESSEE, item.addressees),
            (PartyRole.COPY, item.copies),
        )
        for order, unit in enumerate(units)
    ]
    put_children(table, PolicyParty, "policy_id", {pk: parties})


def _day(date: rec.When | None) -> Any:
    return date.on if date else None


def _publish_findings(record: rec.PolicyRecord, policy: Policy, names: Resolver) -> None:
    wanted = [
        {
            "code": item.code,
            "severity": item.severity,
            "message": item.message,
            "page": item.page,
            "line": item.line,
        }
        for item in (*record.findings, *names.findings)
    ]
    put_findings(policy.findings.all(), {"policy": policy}, wanted)
