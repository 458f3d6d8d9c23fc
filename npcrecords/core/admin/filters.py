"""List filters that never list a whole table."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ChosenFilter(admin.RelatedFieldListFilter):
    """Shows the record that the list is narrowed to (by a link from that record's page),
    so that the clerk sees it and can let it go; and the first ``limit`` others."""

    limit = 0

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        related = model_admin.admin_site.get_model_admin(field.related_model)
        rows = related.get_queryset(request)
        chosen = [value for value in self.lookup_val or () if str(value).isdigit()]
        found = list(rows.filter(pk__in=chosen)) if chosen else []
        if self.limit:
            found += [row for row in rows[: self.limit] if row not in found]
        return [(row.pk, related.choice_label(row)) for row in found]

    def has_output(self) -> bool:
        return bool(self.lookup_choices)


class RecentFilter(ChosenFilter):
    """Offers the newest few of the related records, as their own list orders them."""

    limit = 8


class ResolvedFilter(admin.EmptyFieldListFilter):
    """Whether the printed name is linked to a record already."""

    def __init__(
        self,
        field: Field[Any, Any],
        request: HttpRequest,
        params: dict[str, Any],
        model: Any,
        model_admin: Any,
        field_path: str,
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        self.title = _("%(what)s的认定") % {"what": field.verbose_name}

    def choices(self, changelist: Any) -> Any:
        for choice, label in zip(
            super().choices(changelist), (_("全部"), _("尚未认定"), _("已认定")), strict=True
        ):
            yield {**choice, "display": label}
