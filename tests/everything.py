"""All rows of both apps, to compare what stood before with what stands after."""

from __future__ import annotations

from typing import Any

from django.apps import apps

ANYWAY = {"modified"}  # differs whenever something was done


def all_rows() -> dict[tuple[str, int], dict[str, Any]]:
    """Every row by table and id, but when it was changed."""
    return {
        (model._meta.label, row.pk): {
            field.attname: field.value_from_object(row)
            for field in model._meta.concrete_fields
            if field.name not in ANYWAY
        }
        for label in ("people", "congress")
        for model in apps.get_app_config(label).get_models()
        for row in model._default_manager.all()
    }
