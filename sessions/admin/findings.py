"""The page of findings: what does not add up, and what was decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.links import change_link
from npcrecords.core.admin_site import Group
from npcrecords.core.wording import place_text

from ..checks import Found, check_records, label_of, set_aside, take_up_again
from ..checks.decisions import LONGEST_REASON
from ..choices import Severity
from ..models import Bulletin, Finding, Policy
from .bulletins import LookOnly
from .finding_links import Link, Places, record_link

PER_PAGE = 50
OPEN, ASIDE, ALL = "open", "aside", "all"
STATES = ((OPEN, _("未搁置")), (ASIDE, _("已搁置")), (ALL, _("全部")))


class FindingsForm(forms.Form):
    """What of the findings to show."""

    bulletin = forms.TypedChoiceField(label=_("公报"), coerce=int, required=False)
    policy = forms.TypedChoiceField(label=_("政策文件"), coerce=int, required=False)
    severity = forms.ChoiceField(label=_("程度"), required=False)
    code = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("处理"), choices=STATES, required=False)

    def __init__(self, data: Any, found: Sequence[Found]) -> None:
        super().__init__({"state": OPEN, **data})
        asked = str(data.get("bulletin", ""))
        ids = {one.bulletin for one in found if one.bulletin is not None}
        rows = Bulletin.objects.select_related("issuer").in_bulk(
            sorted(ids | ({int(asked)} if asked.isdecimal() and len(asked) < 19 else set()))
        )
        everything = ("", gettext("全部"))
        bulletins = sorted(rows.values(), key=lambda row: (-(row.term or 0), -(row.number or 0)))
        codes = sorted({one.code for one in found}, key=label_of)
        policies = Policy.objects.filter(pk__in={one.policy for one in found if one.policy})
        named = [(row.pk, row.number or row.title) for row in policies.order_by("number", "pk")]
        self._offer("policy", [everything, *named])
        self._offer("bulletin", [everything, *((row.pk, str(row)) for row in bulletins)])
        self._offer("severity", [everything, *Severity.choices])
        self._offer("code", [everything, *((code, label_of(code)) for code in codes)])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def chosen(self, found: Sequence[Found]) -> list[Found]:
        """The findings that are asked for; what cannot be read narrows nothing."""
        self.is_valid()
        wanted = self.cleaned_data
        state = wanted.get("state") or OPEN
        return [
            one
            for one in found
            if (state == ALL or (one.set_aside is None) == (state == OPEN))
            and all(
                wanted.get(name) in {None, "", getattr(one, name)}
                for name in ("bulletin", "policy", "severity", "code")
            )
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the page shows it."""

    found: Found
    severity: str
    label: str
    record: Link | None
    place: Link | None


@admin.register(Finding)
class FindingAdmin(LookOnly):
    """In the place of a list: all findings, those of importing and those checked anew."""

    group = Group.CHECKS
    fields = ("severity", "message", "place", "document", "bulletin", "code")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [(None, {"fields": self.fields})]

    @admin.display(description=_("位置"))
    def place(self, row: Finding) -> SafeString | str:
        text = place_text(row.page, row.line, row.line)
        whole = gettext("整份文件") if row.policy_id else gettext("整期公报")
        return change_link(row.document or row.bulletin or row.policy, text or whole)

    def may_set_aside(self, request: HttpRequest) -> bool:
        """Who may change findings decides on them."""
        return request.user.has_perm("congress.change_finding")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        found = check_records()
        form = FindingsForm(_asked(request), found)
        chosen = form.chosen(found)
        page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
        counted = Counter(one.severity for one in chosen)
        context = {
            **self.admin_site.each_context(request),
            "title": self.opts.verbose_name_plural,
            "opts": self.opts,
            "form": form,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "rows": _rows(list(page.object_list)),
            "counts": [(level.value, level.label, counted[level]) for level in Severity],
            "number": len(chosen),
            "may_set_aside": self.may_set_aside(request),
            "longest": LONGEST_REASON,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/congress/findings.html", context)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        """Set one finding aside, or take it up again."""
        if not self.may_set_aside(request):
            raise PermissionDenied
        wanted = request.POST.get("fingerprint", "")
        found = next((one for one in check_records() if one.fingerprint == wanted), None)
        try:
            if found is None:
                message = gettext("这个问题已经不在了：它已改好，或有关的事实已经变了。")
                self.message_user(request, message, messages.WARNING)
            elif "take_up" in request.POST:
                take_up_again(found=found, by=request.user)
                self.message_user(request, gettext("已重新列为待核。"), messages.SUCCESS)
            else:
                set_aside(found=found, reason=request.POST.get("reason", ""), by=request.user)
                self.message_user(request, gettext("已搁置，理由已记下。"), messages.SUCCESS)
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def _asked(request: HttpRequest) -> dict[str, str]:
    """The filters in the address; a link from a bulletin's page names it in Django's way."""
    asked = {name: words for name in request.GET if (words := request.GET.get(name))}
    if "bulletin__id__exact" in asked:
        asked.setdefault("bulletin", asked["bulletin__id__exact"])
    return asked


def _rows(found: Sequence[Found]) -> list[Row]:
    places = Places(found)
    return [
        Row(
            found=one,
            severity=str(Severity(one.severity).label),
            label=label_of(one.code),
            record=record_link(one),
            place=places.link(one),
        )
        for one in found
    ]
