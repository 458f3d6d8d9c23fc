"""The page where people say who the persons of a record are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from people.models import Person

from ...review.claims import ClaimedError
from ...review.identity import decide, people_named
from ...review.mending import MendError
from .pages import Page, needs_record

NEW = "new"


@needs_record
def show(page: Page) -> HttpResponseBase:
    """The persons of the record, those that bear a known name first; or a decision on one."""
    if page.request.method == "POST":
        page.need_to_mend()
        return _decide(page)
    named = people_named(page.record)
    return page.show(
        "people",
        _("人员认定"),
        asked=[one for one in named if one.candidates],
        new=[one for one in named if not one.candidates],
    )


def _decide(page: Page) -> HttpResponseBase:
    posted = page.request.POST
    chosen, key = posted.get("who", ""), posted.get("key", "")
    person = None
    if chosen != NEW:
        person = Person.objects.filter(pk=int(chosen) if chosen.isdecimal() else 0).first()
        if person is None:
            page.tell(_("请先选定是哪一位，再点“认定”。"), messages.ERROR)
            return page.go("people", at=f"who-{key}")
    try:
        decide(
            job=page.job, key=key, person=person, note=posted.get("note", ""), by=page.request.user
        )
    except (MendError, ClaimedError) as error:
        page.tell(str(error), messages.ERROR)
    else:
        page.tell(_("已认定。"))
    return page.go("people", at=f"who-{key}")
