"""The pages on which the items of a record are looked over and mended, kind by kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from people.models import Post

from ...choices import CorrectionState
from ...importer import record as rec
from ...review.claims import ClaimedError
from ...review.drafts import Place, digest, find
from ...review.identity import badges
from ...review.kinds import KINDS, STEP_OF, kinds_within
from ...review.mending import ChangedMeanwhileError, MendError, add, mend, restore, strike
from .entries import Shelf, anchor_of, query_of
from .forms import Builder, ItemForm
from .pages import Page, address, needs_record

ALWAYS_OPEN = ("opinions", "follow_ups")
MOST_TITLES = 200


@needs_record
def show(page: Page) -> HttpResponseBase:
    """A page of the review; or a change of one of its items."""
    step = next((one for one in page.format.steps if one.name == page.step), None)
    if step is None:
        raise Http404
    if page.request.method == "POST":
        page.need_to_mend()
        return _change(page)
    place = place_in(page, page.request.GET)
    form = _form(page, place) if place is not None and page.may_mend else None
    return _shown(page, place, form)


def _shown(page: Page, place: Place | None, form: ItemForm | None) -> HttpResponseBase:
    step = next(one for one in page.format.steps if one.name == page.step)
    opened = page.request.GET.get("open", "")
    shelf = Shelf(page.now, page.read, page.lines, badges(page.record))
    groups = []
    for kind in step.kinds:
        entries = shelf.entries(kind)
        if kinds_within(kind):
            entries = [
                shelf.with_children(one)
                if kind.name in ALWAYS_OPEN or opened == one.place.key
                else one
                for one in entries
            ]
        groups.append(
            {
                "kind": kind,
                "entries": entries,
                "may_add": not (kind.single and entries),
                "opens": bool(kinds_within(kind)) and kind.name not in ALWAYS_OPEN,
                "within": kinds_within(kind),
            }
        )
    adding = place if form is not None and find(page.now, place) is None else None  # type: ignore[arg-type]
    return page.show(
        "step",
        step.label,
        step=step,
        groups=groups,
        opened=opened,
        form=form,
        editing=None if adding else place,
        adding=adding,
        seen=digest(find(page.now, place)) if place is not None and form is not None else "",
        titles=_titles(page, place) if form is not None else [],
        form_media=form.media if form is not None else "",
    )


def place_in(page: Page, parameters: QueryDict) -> Place | None:
    """The item that an address or a form names; None for none. Raises Http404 for a kind that
    there is not."""
    name = parameters.get("kind", "")
    if not name:
        return None
    if name not in KINDS or KINDS[name] not in page.format.kinds:
        raise Http404
    return Place(name, parameters.get("key", ""), parameters.get("within", ""))


def step_address(page: Page, place: Place, *, edit: bool = False) -> str:
    """The address of the page where an item stands, at the item."""
    kind = place.what
    top = KINDS[kind.within] if kind.within else kind
    step = STEP_OF.get((page.job.kind, top.name))
    if step is None:
        return address(page.job, "people")
    query = f"open={place.within}" if kind.within and top.name not in ALWAYS_OPEN else ""
    if edit:
        query = "&".join(filter(None, (query, query_of(place))))
    return address(page.job, "step", step.name, query=query, at=anchor_of(place))


def _pick_url(page: Page) -> Callable[[str], str]:
    return lambda among: address(page.job, "choices", query=f"of={among}")


def _form(page: Page, place: Place, data: Any = None) -> ItemForm:
    return ItemForm(data, builder=Builder(page.now, place, _pick_url(page)))


def _titles(page: Page, place: Place | None) -> list[str]:
    """Titles of posts to choose from while typing: of the organisation, in the record and
    among those held."""
    if place is None or place.kind != "appointments" or not isinstance(page.record, rec.Record):
        return []
    item = find(page.now, place) or {}
    organization = item.get("organization")
    here = [one.post for one in page.record.appointments if one.organization == organization]
    name = next((one.name for one in page.record.organizations if one.key == organization), None)
    held = (
        Post.objects.filter(organization__name=name)
        .order_by("title")
        .values_list("title", flat=True)
    )
    return list(dict.fromkeys([*here, *held[:MOST_TITLES]]))


def _change(page: Page) -> HttpResponseBase:
    posted = page.request.POST
    place = place_in(page, posted)
    if place is None:
        raise Http404
    try:
        if "_strike" in posted:
            strike(job=page.job, place=place, by=page.request.user)
            page.tell(_("已从记录中删去；机器读出的仍留着，可以恢复。"))
        elif "_restore" in posted:
            restore(job=page.job, place=place, by=page.request.user)
            page.tell(_("已恢复为机器读出的内容。"))
        elif "_correction" in posted:
            _decide(page, place, posted["_correction"])
        else:
            return _save(page, place)
    except (MendError, ClaimedError) as error:
        page.tell(str(error), messages.ERROR)
    return _back(page, place)


def _decide(page: Page, place: Place, word: str) -> None:
    """Confirm or reject a correction of a row (``0:rejected``). Of one that is rejected the print
    counts when the record is published."""
    item = find(page.now, place)
    index, _colon, state = word.partition(":")
    rows = [dict(one) for one in item.get("corrections", ())] if item else []
    if not index.isdecimal() or int(index) >= len(rows) or state not in CorrectionState.values:
        raise MendError(_("这处订正已经不在记录里了：请回到列表重新选择。"))
    rows[int(index)]["state"] = state
    mend(job=page.job, place=place, values={"corrections": rows}, by=page.request.user)
    page.tell(_("已记下。"))


def _save(page: Page, place: Place) -> HttpResponseBase:
    form = _form(page, place, page.request.POST)
    if not form.is_valid():
        page.tell(_("没有保存：请改正下面标红的内容。"), messages.ERROR)
        return _shown(page, place, form)
    values = form.values()
    user = page.request.user
    try:
        if find(page.now, place) is None:
            place = add(job=page.job, place=place, values=values, by=user)
        else:
            mend(
                job=page.job,
                place=place,
                values=values,
                by=user,
                seen=page.request.POST.get("seen", ""),
            )
    except ChangedMeanwhileError as error:
        page.tell(str(error), messages.ERROR)
        return _back(page, place)
    except (MendError, ClaimedError) as error:
        page.tell(_("没有保存：%(error)s") % {"error": error}, messages.ERROR)
        return _shown(page, place, form)
    page.tell(_("已保存。"))
    if "_another" in page.request.POST:
        again = Place(place.kind, "", place.within)
        return page.go(
            "step", page.step, query=f"{_open_query(page)}{query_of(again)}", at="adding"
        )
    return _back(page, place)


def _open_query(page: Page) -> str:
    opened = page.request.GET.get("open", "")
    return f"open={opened}&" if opened else ""


def _back(page: Page, place: Place) -> HttpResponseBase:
    return HttpResponseRedirect(step_address(page, place))
