"""Setting findings aside: for a reason, by somebody, until their facts change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.models import ActionKind

from ..models import SetAside
from .found import Decision, Found

LONGEST_REASON = 500


class AlreadySetAsideError(ValidationError):
    """Somebody else decided on the finding first."""


def decisions() -> dict[str, Decision]:
    """What was set aside, by the fingerprint of the finding. One query."""
    rows = SetAside.objects.order_by().values_list("fingerprint", "reason", "by_name", "at")
    return {row[0]: Decision(*row[1:]) for row in rows}


def set_aside(*, found: Found, reason: str, by: Any) -> Decision:
    """Let the finding be, for a reason of one sentence; the history tells of it.

    Raises ValidationError without a reason or for one that is no sentence but a text;
    AlreadySetAsideError, which says by whom and why, where somebody was first.
    """
    words = " ".join(reason.split())
    if not words:
        raise ValidationError(_("请写一句话，说明为什么可以不改。"), code="required")
    if len(words) > LONGEST_REASON:
        raise ValidationError(
            _("理由最多写 %(limit)d 字：请写成一句话。"),
            code="max_length",
            params={"limit": LONGEST_REASON},
        )
    with history.acting(
        ActionKind.SET_ASIDE, by=by, reason=words, summary=found.message, keep=True
    ):
        row, made = SetAside.objects.get_or_create(
            code=found.code,
            resource=found.resource,
            record_id=found.record,
            fingerprint=found.fingerprint,
            defaults={"reason": words, "by": by, "by_name": history.name_of(by)},
        )
        if not made:
            raise AlreadySetAsideError(
                _("这个问题已由%(name)s搁置，理由是：%(reason)s"),
                code="conflict",
                params={"name": row.by_name or _("别人"), "reason": row.reason},
            )
    return Decision(row.reason, row.by_name, row.at)


def take_up_again(*, found: Found, by: Any) -> None:
    """Have the finding looked at again; the history tells of it. One that is not set aside
    stays as it is."""
    rows = SetAside.objects.filter(fingerprint=found.fingerprint)
    if not rows.exists():
        return
    summary = _("不再搁置：%(message)s") % {"message": found.message}
    with history.acting(ActionKind.SET_ASIDE, by=by, summary=summary, keep=True):
        rows.delete()
