"""The page on which the text of a list or a decision becomes appointments.

Paste → look over → enter. Nothing is written before the last step; what was typed is in the
page itself, so that an error or a log-in that timed out loses none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from npcrecords.core import rights
from npcrecords.core.admin.by_hand import BACK_TO
from people.admin.appointments import AppointmentAdmin
from people.admin.starting import congress_of, start_sourced
from people.entering import EntryError, Making
from people.models import Appointment

from ..models import Bulletin, Document, Section, Session
from ..pasting import Basis, Known, enter_list, held_acts, held_changes, lines_of, read
from .keeps_typed import KeepsTyped
from .paste_forms import LONGEST, MOST, ActRows, BasisForm, DeputyRows

ACTS, DEPUTIES = "acts", "deputies"


@dataclass
class Rows:
    """The rows to look over, with what is known of their names."""

    acts: Any
    deputies: Any

    def forms(self) -> list[Any]:
        return [*self.acts.forms, *self.deputies.forms]

    def taken(self) -> list[Any]:
        return [form for form in self.forms() if form.is_taken]

    def are_valid(self) -> bool:
        sets_valid = [rows.is_valid() for rows in (self.acts, self.deputies)]
        return all(sets_valid)


class PasteView(KeepsTyped):
    """``_read`` reads the text, ``_check`` looks at mended rows again, ``_add_act`` and
    ``_add_deputy`` add a row, ``_save`` enters the rows."""

    adds = Appointment

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, BasisForm(initial=_starting(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        basis = BasisForm(request.POST)
        if not basis.is_valid():
            rows = None if "_read" in request.POST else _posted(request.POST, "")
            return self._page(request, basis, rows)
        if "_read" in request.POST:
            return self._look_over(request, basis)
        place = basis.cleaned_data["place"]
        if {"_add_act", "_add_deputy"} & request.POST.keys():
            return self._page(request, basis, _posted(_with_one_more(request.POST), place))
        rows = _posted(request.POST, place)
        valid = rows.are_valid()
        _mark_held(rows)
        if "_save" not in request.POST or not valid:
            if not valid:
                messages.error(request, _("还有几行要改：请看标红的地方。尚未写入任何记录。"))
            return self._page(request, basis, rows, errors=True)
        return self._enter(request, basis, rows)

    def _look_over(self, request: HttpRequest, basis: BasisForm) -> HttpResponse:
        said = basis.cleaned_data
        found = read(said["text"], date=said["date"], place=said["place"])
        congress = None if said["bulletin"] is None else congress_of(said["bulletin"])
        for change in found.deputies:
            change["congress"] = congress
            term = None if said["bulletin"] is None else said["bulletin"].term
            change["term"] = change["term"] or term
        known = Known.of([*found.acts, *found.deputies], said["place"])
        kwargs = {"known": known}
        rows = Rows(
            ActRows(initial=found.acts, prefix=ACTS, form_kwargs=kwargs),
            DeputyRows(initial=found.deputies, prefix=DEPUTIES, form_kwargs=kwargs),
        )
        _mark_held(rows)
        for form in rows.forms():
            form.initial["take"] = form.held is None
            form.initial["seen"] = "1" if form.held else ""
        if not rows.forms():
            messages.warning(
                request, _("没有读到任免或代表变动：请核对文字，或用“加一行任免”逐条填写。")
            )
        return self._page(request, basis, rows, findings=found.findings)

    def _enter(self, request: HttpRequest, basis: BasisForm, rows: Rows) -> HttpResponse:
        taken = rows.taken()
        unseen = [form for form in taken if form.held and not form["seen"].value()]
        if unseen:
            messages.warning(
                request,
                _(
                    "有 %(count)d 行刚才已由别人录入，见标黄的行："
                    "确要再录一条的，请再按一次“确认录入”。"
                )
                % {"count": len(unseen)},
            )
            return self._page(request, basis, rows, see_held=True)
        if not taken:
            messages.warning(request, _("没有勾选要录入的行，什么也没有写入。"))
            return self._page(request, basis, rows)
        making = Making()
        entries = [form.entry(index, making) for index, form in enumerate(taken)]
        said = basis.cleaned_data
        where = Basis(said["bulletin"], said["document"], said["session"])
        try:
            enter_list(entries, basis=where, by=request.user)
        except EntryError as error:
            taken[error.index].add_error(None, error.messages)
            messages.error(request, _("还有几行要改：请看标红的地方。尚未写入任何记录。"))
            return self._page(request, basis, rows, errors=True)
        except rights.Refused as refused:
            messages.error(request, _("%(reason)s尚未写入任何记录。") % {"reason": refused})
            return self._page(request, basis, rows)
        messages.success(request, _done(entries))
        return HttpResponseRedirect(_next(request, where))

    def _page(
        self,
        request: HttpRequest,
        basis: BasisForm,
        rows: Rows | None = None,
        *,
        findings: Any = (),
        errors: bool = False,
        see_held: bool = False,
    ) -> HttpResponse:
        lines = lines_of(str(basis["text"].value() or "")[:LONGEST])
        for form in rows.forms() if rows else ():
            number = form["line"].value()
            at = int(number) if str(number).isdecimal() else None
            form.source = lines[at] if at is not None and at < len(lines) else ""
            form.show_seen = "1" if see_held and form.held else form["seen"].value() or ""
        context = {
            **admin.site.each_context(request),
            "title": _("粘贴名单录入任免"),
            "opts": Appointment._meta,
            "basis": basis,
            "rows": rows,
            "findings": findings,
            "errors": errors,
            "media": basis.media + (rows.acts.media + rows.deputies.media if rows else basis.media),
            "has_view_permission": True,
        }
        return TemplateResponse(request, "admin/congress/paste.html", context)


def _starting(request: HttpRequest) -> dict[str, Any]:
    """What the page begins with: the bulletin, document or session that one came from, with
    the text of the document where it is held."""
    chosen = AppointmentAdmin(Appointment, admin.site).chosen
    models = {"bulletin": Bulletin, "document": Document, "session": Session}
    given: dict[str, Any] = {
        name: row
        for name, model in models.items()
        if (row := chosen(model, request.GET.get(name, ""))) is not None
    }
    values = {**given, **start_sourced(given)}
    bulletin = values.get("bulletin")
    found = {name: values[name] for name in (*models, "date") if values.get(name) is not None}
    if bulletin is not None:
        found["place"] = bulletin.place
    if (document := given.get("document")) is not None:
        sections = Section.objects.filter(document=document).order_by("order", "pk")
        parts = sections.values_list("marker", "heading", "text")
        found["text"] = "\n".join(
            line for marker, heading, text in parts for line in (f"{marker}{heading}", text) if line
        )[:LONGEST]
    return found


def _posted(data: QueryDict, place: str) -> Rows:
    """The rows as they were sent, with what is known of their names now."""
    names = []
    for prefix in (ACTS, DEPUTIES):
        number = data.get(f"{prefix}-TOTAL_FORMS", "0")
        for index in range(min(int(number), MOST) if number.isdecimal() else 0):
            fields = ("person_name", "organization")
            names.append({name: data.get(f"{prefix}-{index}-{name}", "") for name in fields})
    known = {"known": Known.of(names, place)}
    return Rows(
        ActRows(data, prefix=ACTS, form_kwargs=known),
        DeputyRows(data, prefix=DEPUTIES, form_kwargs=known),
    )


def _with_one_more(data: QueryDict) -> QueryDict:
    """What was sent, with an empty row at the end."""
    more = data.copy()
    prefix = ACTS if "_add_act" in data else DEPUTIES
    number = data.get(f"{prefix}-TOTAL_FORMS", "0")
    at = int(number) if number.isdecimal() else 0
    more[f"{prefix}-TOTAL_FORMS"] = str(at + 1)
    more[f"{prefix}-{at}-take"] = "on"
    for name in ("date", "date_precision"):
        more[f"{prefix}-{at}-{name}"] = data.get(name) or ("day" if "precision" in name else "")
    return more


def _mark_held(rows: Rows) -> None:
    """Tell the rows that the records hold already. Two queries."""
    acts = [form for form in rows.acts.forms if not form.is_bound or form.is_taken]
    changes = [form for form in rows.deputies.forms if not form.is_bound or form.is_taken]
    for forms, held in ((acts, _acts_held(acts)), (changes, _changes_held(changes))):
        for form in forms:
            if not form.is_bound or form.is_valid() or form.cleaned_data:
                form.held = next((held[key] for key in form.held_keys() if key in held), None)


def _names(forms: list[Any]) -> list[str]:
    return [str(form["person_name"].value() or "") for form in forms]


def _acts_held(forms: list[Any]) -> Any:
    days = [(form.cleaned_data if form.is_bound else form.initial).get("date") for form in forms]
    return held_acts(_names(forms), days) if forms else {}


def _changes_held(forms: list[Any]) -> Any:
    return held_changes(_names(forms)) if forms else {}


def _done(entries: list[Any]) -> str:
    people = len({id(entry.new_person) for entry in entries if entry.new_person})
    posts = len({id(entry.new_post) for entry in entries if entry.new_post})
    said = _("已录入 %(count)d 条。")
    said = said % {"count": len(entries)}
    if people or posts:
        said += _("新建了 %(people)d 位人员、%(posts)d 个职务。") % {
            "people": people,
            "posts": posts,
        }
    return said


def _next(request: HttpRequest, where: Basis) -> str:
    """Back to the bulletin that one came from, else to the list of what was entered."""
    came_from = request.GET.get(BACK_TO, "")
    if came_from.isdecimal():
        return reverse("admin:congress_bulletin_change", args=[came_from])
    address = reverse("admin:people_appointment_changelist")
    if where.document is not None:
        return f"{address}?document__id__exact={where.document.pk}"
    return address


AppointmentAdmin.further_pages.append(
    path("paste/", PasteView.as_view(), name="people_appointment_paste")
)
