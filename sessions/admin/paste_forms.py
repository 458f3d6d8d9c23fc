"""The forms of the page on which a list is pasted: what it is about, and a row for each act
and each change of a deputy, to look over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.forms import DayField, KnownAutocomplete
from npcrecords.core.dates import Precision, first_day
from people.choices import Act, Cause, DeputyChangeKind
from people.entering import Entry, Making
from people.models import Appointment, DeputyChange, Organization, Person, Post

from ..models import Bulletin, Document, Session
from ..pasting import Key, Known, act_key, person_of

MOST = 500  # rows
LONGEST = 200_000  # characters
NEW, NONE = "new", "none"


def picker(model: Any, name: str, label: Any, **attrs: Any) -> Any:
    """A field that chooses a record by typing part of its name, as the link ``name`` does on
    the record's own form."""
    field = model._meta.get_field(name)
    target = admin.site.get_model_admin(field.related_model)
    needed: Any = target.list_select_related or ()
    choice = forms.ModelChoiceField(
        field.related_model._default_manager.select_related(*needed).order_by(),
        label=label,
        required=False,
        widget=KnownAutocomplete(field, admin.site, attrs=attrs),
        error_messages={"invalid_choice": _("所选的记录已不存在：请重新选。")},
    )
    choice.label_from_instance = target.choice_label  # type: ignore[attr-defined,method-assign]
    return choice


class BasisForm(forms.Form):
    """The text, and where and when it is from."""

    text = forms.CharField(
        label=_("名单或决定的文字"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 100}),
        help_text=_("任免名单、决定、公告、报道都可以，整段粘贴。"),
        error_messages={"required": _("请把名单的文字粘贴到这里。")},
    )
    date = DayField(
        label=_("日期"),
        required=False,
        widget=AdminDateWidget(),
        help_text=_("通过的日期；文中写明的以文中为准。"),
    )
    place = forms.CharField(
        label=_("行政区域"),
        required=False,
        max_length=100,
        help_text=_("如“宁波市”：简称、同名人员在这个范围内认定。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bulletin"] = picker(Appointment, "bulletin", _("公报"))
        self.fields["document"] = picker(Appointment, "document", _("任免文件"))
        self.fields["session"] = picker(Appointment, "session", _("会议"))
        for name in ("bulletin", "document", "session"):
            row = self.initial.get(name)
            if row is not None:
                field: Any = self.fields[name]
                field.widget.known = ((str(row.pk), field.label_from_instance(row)),)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        document: Document | None = cleaned.get("document")
        bulletin: Bulletin | None = cleaned.get("bulletin")
        session: Session | None = cleaned.get("session")
        if document is not None:
            if bulletin is not None and document.bulletin_id != bulletin.pk:
                self.add_error(
                    "bulletin", _("公报不是文件所在的公报：请改正其中一个，或者不写公报。")
                )
            bulletin = cleaned["bulletin"] = document.bulletin
            session = session or document.adopted_by
        if bulletin is not None:
            session = session or bulletin.session
            cleaned["place"] = cleaned.get("place") or bulletin.place
        cleaned["session"] = session
        if cleaned.get("date") is None:
            cleaned["date"] = _day_of(document, session)
        return cleaned


def _day_of(document: Document | None, session: Session | None) -> dt.date | None:
    if document is not None and document.adopted_on is not None:
        return document.adopted_on
    return None if session is None else session.end_date or session.start_date


class RowForm(forms.Form):
    """A row to look over. One that is not taken is not looked at."""

    take = forms.BooleanField(label=_("录入"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    person_name = forms.CharField(
        label=_("姓名"), max_length=100, error_messages={"required": _("请写姓名。")}
    )
    who = forms.ChoiceField(
        label=_("是谁"),
        error_messages={
            "required": _("已有同名人员，请选定是哪一位，或者新建。"),
            "invalid_choice": _("姓名改过了，请重新选定是谁。"),
        },
    )
    note = forms.CharField(
        label=_("区别说明"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("新建同名人员时写，如“女”")}),
    )
    date = DayField(label=_("日期"), required=False, widget=AdminDateWidget())
    date_precision = forms.ChoiceField(label=_("精度"), choices=Precision, initial=Precision.DAY)

    link_model: Any = Appointment

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.held: int | None = None  # the record that says the same already
        self.source = ""
        self.fields["person"] = picker(self.link_model, "person", _("或另选他人"))
        name = str(self["person_name"].value() or "")
        self.bearers = known.bearers(name)
        who: Any = self.fields["who"]
        who.choices = self._who()
        if not self.is_bound:
            self.initial.setdefault("who", self._proposed())

    def _who(self) -> list[tuple[str, Any]]:
        chosen = [(str(one.person.pk), one.label) for one in self.bearers]
        empty = [] if self._is_plain() else [("", gettext("—— 请选定 ——"))]
        return [
            *empty,
            *chosen,
            (NEW, gettext("新建人员")),
            (NONE, gettext("暂不认定，只留姓名")),
        ]

    def _is_plain(self) -> bool:
        """Whether the name alone tells who is meant: nobody bears it, or one person of the
        place of the list. Where no place is given, a bearer may live anywhere."""
        return not self.bearers or (len(self.bearers) == 1 and bool(self.known.place))

    def _proposed(self) -> str:
        if not self._is_plain():
            return ""
        return str(self.bearers[0].person.pk) if self.bearers else NEW

    @property
    def is_taken(self) -> bool:
        if self.is_bound:
            return bool(self["take"].value())
        return bool(self.initial.get("take", True))

    def full_clean(self) -> None:
        if self.is_bound and not self.is_taken:
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {"take": False}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("person") is not None:
            self.errors.pop("who", None)
        day, precision = cleaned.get("date"), cleaned.get("date_precision", Precision.DAY)
        if day is not None and day != first_day(day, precision):
            said = _("日期只知道到%(precision)s时，写其可能的第一天：请写 %(day)s。")
            self.add_error(
                "date",
                ValidationError(
                    said,
                    params={
                        "precision": Precision(precision).label,
                        "day": first_day(day, precision),
                    },
                ),
            )
        same = [one for one in self.bearers if one.person.note == cleaned.get("note", "")]
        if cleaned.get("who") == NEW and same and cleaned.get("person") is None:
            self.add_error("note", _("本地已有同名人员：新建的请写区别说明。"))
        return cleaned

    def _person(self, making: Making) -> tuple[Person | None, Person | None]:
        """The person who is meant, and the one that is to be made."""
        said = self.cleaned_data
        if said.get("person") is not None:
            return said["person"], None
        found = person_of(said["who"], said["person_name"], said["note"], self.known, making)
        return (None, found) if found is not None and found.pk is None else (found, None)


class ActRowForm(RowForm):
    """One person, one post, one act."""

    field_order = (
        *("take", "person_name", "who", "person", "note"),
        *("organization", "title", "office", "post", "post_text"),
        *("act", "date", "date_precision", "reason", "to_be_filed", "filed_with"),
    )

    organization = forms.CharField(label=_("机构"), max_length=200, required=False)
    title = forms.CharField(label=_("职务"), max_length=100, required=False)
    post_text = forms.CharField(label=_("职务（原文）"), max_length=300, required=False)
    office = forms.ChoiceField(
        label=_("哪个职务"),
        error_messages={"invalid_choice": _("机构或职务改过了，请重新选定。")},
    )
    act = forms.ChoiceField(label=_("任免"), choices=Act)
    reason = forms.CharField(label=_("事由"), max_length=300, required=False)
    to_be_filed = forms.BooleanField(label=_("须报备案"), required=False)
    filed_with = forms.CharField(label=_("备案机关"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"] = picker(Appointment, "post", _("或另选职务"))
        organization, title = (str(self[name].value() or "") for name in ("organization", "title"))
        post = self.known.post(organization, title)
        held = [(str(post.pk), gettext("已有：%(post)s") % {"post": post})] if post else []
        new = (
            [(NEW, gettext("新建职务：%(post)s") % {"post": self._full(organization, title)})]
            if not post and organization.strip() and title.strip()
            else []
        )
        if held and self.is_bound and self["office"].value() == NEW:
            held = [(NEW, held[0][1])]  # somebody made it meanwhile
        office: Any = self.fields["office"]
        office.choices = [*held, *new, (NONE, gettext("暂不认定，只留原文"))]
        self._post = post
        if not self.is_bound:
            self.initial.setdefault("office", office.choices[0][0])
        self.order_fields(self.field_order)

    def _full(self, organization: str, title: str) -> str:
        """The post under the full name of its organisation."""
        held = self.known.organizations.get(organization.strip())
        full = held.name if held else self.known.full_names.get(organization.strip(), ("", ""))[0]
        said = f"{full or organization}{title}"
        return said if held else gettext("%(post)s（机构也是新的）") % {"post": said}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("post") is not None:
            self.errors.pop("office", None)
        printed = f"{cleaned.get('organization', '')}{cleaned.get('title', '')}"
        cleaned["post_text"] = cleaned.get("post_text") or printed
        if not cleaned["post_text"] and cleaned.get("post") is None:
            self.add_error("title", _("任免要有职务：请写机构和职务。"))
        return cleaned

    def entry(self, index: int, making: Making) -> Entry:
        said = self.cleaned_data
        person, new_person = self._person(making)
        post: Post | None = said.get("post")
        new_post = None
        if post is None and said["office"] == NEW and self._post is None:
            new_post = self.known.new_post(making, said["organization"], said["title"])
        elif post is None and said["office"] != NONE:
            post = self._post
        row = Appointment(
            person=person,
            person_name=said["person_name"],
            post=post,
            post_text=said["post_text"] or str(post),
            **{name: said[name] for name in ("act", "date", "date_precision")},
            **{name: said[name] for name in ("reason", "to_be_filed", "filed_with")},
        )
        fresh = new_post.organization if new_post is not None else None
        return Entry(
            row,
            index,
            new_person=new_person,
            new_organization=fresh if fresh is not None and fresh.pk is None else None,
            new_post=new_post,
        )

    def held_keys(self) -> list[Key]:
        """What the row is the same as, if it is held already: with its links, and as printed."""
        read = self.cleaned_data if self.is_bound else self.initial
        who = str(read.get("who") or "")
        person = read.get("person") or (int(who) if who.isdecimal() else None)
        post = read.get("post") or self._post
        text = str(read.get("post_text") or "")
        name, act, date = str(read.get("person_name") or ""), read.get("act"), read.get("date")
        pk = getattr(person, "pk", person)
        linked = act_key(pk, name, getattr(post, "pk", None), text, str(act), date)
        return [linked, act_key(None, name, None, text, str(act), date)]


class DeputyRowForm(RowForm):
    """A deputy's seat, vacated or filled."""

    link_model = DeputyChange
    field_order = (
        *("take", "person_name", "who", "person", "note"),
        *("congress", "term", "electoral_unit", "change", "cause", "date", "date_precision"),
    )

    electoral_unit = forms.CharField(label=_("选举单位"), max_length=100, required=False)
    change = forms.ChoiceField(label=_("变动"), choices=DeputyChangeKind)
    cause = forms.ChoiceField(label=_("原因"), choices=[("", "—"), *Cause.choices], required=False)
    term = forms.IntegerField(label=_("届"), min_value=1, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["congress"] = picker(DeputyChange, "congress", _("人民代表大会"))
        self.fields["congress"].required = True
        row = self.initial.get("congress")
        if isinstance(row, Organization):
            field: Any = self.fields["congress"]
            field.widget.known = ((str(row.pk), field.label_from_instance(row)),)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("change") == DeputyChangeKind.BY_ELECTED and cleaned.get("cause"):
            self.add_error("cause", _("只有出缺才写原因。"))
        return cleaned

    def entry(self, index: int, making: Making) -> Entry:
        said = self.cleaned_data
        person, new_person = self._person(making)
        names = ("person_name", "electoral_unit", "change", "cause", "term", "congress")
        values = {name: said[name] for name in (*names, "date", "date_precision")}
        return Entry(DeputyChange(person=person, **values), index, new_person=new_person)

    def held_keys(self) -> list[Key]:
        read = self.cleaned_data if self.is_bound else self.initial
        return [(read.get("person_name"), read.get("change"), read.get("date"))]


ActRows: Any = forms.formset_factory(ActRowForm, extra=0, max_num=MOST, absolute_max=MOST)
DeputyRows: Any = forms.formset_factory(DeputyRowForm, extra=0, max_num=MOST, absolute_max=MOST)
