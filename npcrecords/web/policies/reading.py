"""What the page of a policy document reads: published records alone, in a fixed number of
queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sessions.choices import LinkState, PartyRole
from sessions.cited_policies import citing_documents, citing_policies, with_meant
from sessions.models import (
    Document,
    Opinion,
    Policy,
    PolicyBasis,
    PolicyCitation,
    PolicyLink,
    PolicyParty,
    Register,
)
from sessions.policy_keys import policy_keys

from ..reading import public_link

SHOWN = 50  # papers that cite it


@dataclass(frozen=True, slots=True)
class Reference:
    """A title or a number that stands for another paper; ``href`` where it is held."""

    title: str
    number: str
    href: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that names the same thing, as somebody confirmed."""

    name: str
    kind: str
    title: str
    href: str
    reason: str


def policy(pk: int) -> Policy | None:
    """A published document with its parties and what it carries out."""
    parties = PolicyParty.objects.select_related("organization").order_by("role", "order", "id")
    return (
        Policy.objects.public()
        .filter(pk=pk)
        .prefetch_related(
            Prefetch("parties", parties),
            Prefetch("bases", PolicyBasis.objects.order_by("order", "id")),
            Prefetch("registers", Register.objects.order_by("order", "id")),
        )
        .first()
    )


def in_role(row: Policy, role: PartyRole) -> list[Any]:
    return [one for one in row.parties.all() if one.role == role]


def bases(row: Policy) -> list[Reference]:
    """What it carries out, with links to what is held. At most one query."""
    held = row.bases.all()
    if not held:
        return []
    keys = policy_keys()
    found = []
    for one in held:
        pk = keys.meant(title=one.title, number=one.number, place=row.place, but=row.pk)
        href = reverse("web:policy", args=[pk]) if pk is not None else ""
        found.append(Reference(one.title, one.number, href))
    return found


def cited(row: Policy) -> list[Reference]:
    """What it cites, in the order of the text. One query."""
    rows = with_meant(PolicyCitation.objects.filter(policy=row)).order_by("line_start", "id")
    return [Reference(one.title, one.number, _meant_href(one), one.count) for one in rows]


def _meant_href(one: Any) -> str:
    if one.meant_policy_id is not None:
        return reverse("web:policy", args=[one.meant_policy_id])
    if one.meant_document_id is not None:
        return reverse("web:document", args=[one.meant_document_id])
    return ""


@dataclass(frozen=True, slots=True)
class CitedBy:
    """Documents of bulletins and policies that cite it, each once; ``left_out`` are those of
    the documents that are not shown."""

    documents: Sequence[Any]
    policies: Sequence[Policy]
    number: int

    @property
    def left_out(self) -> int:
        return self.number - len(self.documents) - len(self.policies)


def cited_by(row: Policy) -> CitedBy:
    """Three queries."""
    citing = citing_documents([row.pk]).values("document")
    documents = Document.objects.public().filter(pk__in=citing)
    documents = documents.select_related("bulletin__issuer").order_by("-bulletin_id", "sequence")
    policies = list(
        Policy.objects.public()
        .filter(pk__in=citing_policies([row.pk]).values("policy"))
        .order_by("-issued_on", "id")
    )
    return CitedBy(list(documents[:SHOWN]), policies, documents.count() + len(policies))


def alike(row: Policy) -> list[Alike]:
    """The confirmed links to and from it whose other end everybody sees. Four queries."""
    links = (
        PolicyLink.objects.public()
        .filter(Q(policy=row) | Q(to_policy=row), state=LinkState.CONFIRMED)
        .order_by("name", "id")
        .prefetch_related(
            Prefetch("policy", Policy.objects.public()),
            Prefetch("to_policy", Policy.objects.public()),
            Prefetch("opinion", Opinion.objects.public()),
            public_link("document"),
        )
    )
    found = []
    for link in links:
        other = link.policy if link.to_policy_id == row.pk else link.to_policy
        if other is not None:
            found.append(_alike(link, _("政策文件"), other.title, "policy", other.pk))
        elif link.opinion is not None:
            found.append(
                _alike(link, _("审议意见"), link.opinion.title, "opinion", link.opinion.pk)
            )
        elif link.document is not None:
            document = link.document
            found.append(_alike(link, _("公报文件"), document.title, "document", document.pk))
    return found


def _alike(link: PolicyLink, kind: str, title: str, page: str, pk: int) -> Alike:
    return Alike(link.name, kind, title, reverse(f"web:{page}", args=[pk]), link.reason)


def missing_words(row: Policy) -> str:
    """What is not there, in a sentence; "" where the text is whole."""
    if row.begins_late and row.ends_early:
        return _("收到的文本从中间开始，也没有结尾：这里只有中间收到的部分，前后各有多少不详。")
    if row.begins_late:
        return _("收到的文本从中间开始：文件的开头没有收到，这里从收到的地方开始。")
    if row.ends_early:
        return _("收到的文本没有结尾：这里到收到的地方为止，后面还有多少不详。")
    return ""
