"""Links between the pages of the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.sites import AdminSite
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..counts import count_of, relation


def change_link(row: Model | None, text: str = "") -> SafeString | str:
    """A link to the admin page of the row."""
    if row is None:
        return "—"
    opts = row._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, text or str(row))


def list_link(path: str, row: Model, text: str) -> SafeString:
    """A link to the list of the rows that name this one by ``path``."""
    model, field = relation(path)
    opts = model._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return format_html('<a href="{}?{}__id__exact={}">{}</a>', url, field, row.pk, text)


def related_links(site: AdminSite, row: Model, paths: tuple[str, ...]) -> SafeString | str:
    """What names this record, list by list, with the counts: one query for all of them."""
    counts = (
        type(row)
        ._default_manager.filter(pk=row.pk)
        .values(**{f"n{index}": count_of(path) for index, path in enumerate(paths)})
        .get()
    )
    items: list[tuple[Any, ...]] = []
    for index, path in enumerate(paths):
        model, field = relation(path)
        if not site.is_registered(model):
            continue
        name = model._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        label = model._meta.verbose_name_plural
        if sum(relation(other)[0] is model for other in paths) > 1:
            label = _("%(list)s（作为%(field)s）") % {"list": label, "field": name}
        if number := counts[f"n{index}"]:
            items.append((list_link(path, row, f"{label} {number}"),))
    if not items:
        return _("无")
    return format_html('<span class="record-links">{}</span>', format_html_join(" · ", "{}", items))
