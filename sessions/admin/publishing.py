"""Publishing and taking back on the pages of bulletins and policy documents."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from npcrecords.core import history, rights
from npcrecords.core.admin.by_hand import ByHand
from npcrecords.core.models import ActionKind

from ..choices import Status

BUTTONS = {"_publish": Status.PUBLISHED, "_withdraw": Status.DRAFT}


class Publishing(ByHand):
    """The page of a record with its publishing: two buttons on the form, two actions of the list.

    ``verbs`` publish such a record and take it back, named in them as ``called``; ``done`` are
    the sentences that say so.
    """

    verbs: ClassVar[dict[Status, Callable[..., None]]] = {}
    called: ClassVar[str] = ""
    done: ClassVar[dict[Status, Any]] = {}

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Asked for the two actions, and for the two buttons of the form."""
        return rights.may_publish(request.user)

    @transaction.atomic
    def set_status(self, request: HttpRequest, rows: QuerySet[Any], status: Status) -> int:
        """Publish these records, or take them back; how many there are."""
        found = list(rows)
        for row in found:
            before = row.status
            reason = request.POST.get("_reason", "")
            self.verbs[status](**{self.called: row}, by=request.user, reason=reason)
            if row.status != before:
                self.log_change(request, row, str(Status(row.status).label))
        return len(found)

    def acting(
        self, request: HttpRequest, kind: ActionKind
    ) -> AbstractContextManager[history.Recorder]:
        """To save and publish, or take back, is to do that."""
        if "_publish" in request.POST:
            kind = ActionKind.PUBLISH
        elif "_withdraw" in request.POST:
            kind = ActionKind.TAKE_BACK
        return super().acting(request, kind)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """A new record is gone on with on its own page, where the next steps are."""
        usual = super().response_add(request, obj, post_url_continue)
        if "_save" not in request.POST or IS_POPUP_VAR in request.POST:
            return usual
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(page, args=[obj.pk]))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """The two buttons of the form: save, then publish or take back."""
        asked = [status for name, status in BUTTONS.items() if name in request.POST]
        if not asked:
            return super().response_change(request, obj)
        rights.require(rights.why_not_publish(request.user))
        self.set_status(request, self.model._default_manager.filter(pk=obj.pk), asked[0])
        self.message_user(request, str(self.done[asked[0]]), messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    def view_on_site(self, row: Any) -> str | None:
        return super().view_on_site(row) if row.status == Status.PUBLISHED else None
