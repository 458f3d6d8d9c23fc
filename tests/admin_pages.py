"""What the tests of all admin pages share: the models, and rows to fill their lists with."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from factory.django import DjangoModelFactory

from . import factories

FACTORIES: dict[type[Model], type[DjangoModelFactory]] = {
    value._meta.model: value
    for value in vars(factories).values()
    if isinstance(value, type)
    and issubclass(value, DjangoModelFactory)
    and value is not DjangoModelFactory
    and value.__mro__[1] is DjangoModelFactory
}


def models_of(*labels: str) -> list[type[Model]]:
    """The models of these apps that have an admin of their own."""
    return [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if admin.site.is_registered(model)
    ]


def url(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def make(model: type[Model], count: int) -> list[Any]:
    return [FACTORIES[model]() for _ in range(count)]


def queries_of(client: Any, address: str) -> tuple[int, str]:
    """How many queries the page takes when everything that is kept has been kept; the
    statements, for the message of a failing test."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ContentType.objects.clear_cache()
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection, ) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries), "\n".join(query["sql"][:300] for query in queries)
