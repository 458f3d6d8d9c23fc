"""What cites a policy document: documents of bulletins, the opinions that they are or that are
about them, other policies, and those that say they carry it out. Derived on read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .cited_policies import citing_documents, citing_policies
from .models import Opinion, Policy, PolicyBasis
from .policy_keys import policy_keys
from .policy_queries import seen


@dataclass(frozen=True)
class CitedBy:
    """The citations of documents (with the document and its bulletin), the opinions whose own
    document or report cites it, the citations of policies, and the policies that carry it out."""

    policy: Policy
    documents: list[Any]
    opinions: list[Opinion]
    policies: list[Any]
    carried_out_by: list[Policy]


def cited_by(policy: Policy, *, drafts: bool = False) -> CitedBy:
    """All that cites a policy, as this reader sees it. Six queries at the most."""
    citations = citing_documents([policy.pk], drafts=drafts).select_related("document__bulletin")
    if not drafts:
        citations = citations.public()  # type: ignore[attr-defined]
    documents = list(citations.order_by("document__bulletin_id", "document__sequence", "pk"))
    ids = {one.document_id for one in documents}
    about = Q(document__in=ids) | Q(report__in=ids)
    opinions = seen(Opinion, drafts=drafts).filter(about).select_related("document", "report")
    of_policies = citing_policies([policy.pk], drafts=drafts).select_related("policy")
    if not drafts:
        of_policies = of_policies.public()  # type: ignore[attr-defined]
    return CitedBy(
        policy=policy,
        documents=documents,
        opinions=list(opinions.order_by("pk")) if ids else [],
        policies=list(of_policies.order_by("policy__issued_on", "policy_id", "pk")),
        carried_out_by=_carried_out_by(policy, drafts=drafts),
    )


def _carried_out_by(policy: Policy, *, drafts: bool) -> list[Policy]:
    """The policies that name this one among what they carry out."""
    keys = policy_keys(drafts=drafts)
    bases = PolicyBasis.objects.filter(policy__in=seen(Policy, drafts=drafts).values("pk"))
    found: dict[int, Policy] = {}
    for basis in bases.select_related("policy").order_by("policy__issued_on", "policy_id", "pk"):
        of = basis.policy
        meant = keys.meant(title=basis.title, number=basis.number, place=of.place, but=of.pk)
        if meant == policy.pk:
            found.setdefault(of.pk, of)
    return list(found.values())
