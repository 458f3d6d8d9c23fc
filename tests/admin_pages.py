"""What the tests of all admin pages share: the models, rows to fill their lists with, and
the checks that every list and form passes."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey, Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factory.django import DjangoModelFactory

from npcrecords.core.admin.forms import KnownAutocomplete

from . import factories

FACTORIES: dict[type[Model], type[DjangoModelFactory]] = {
    value._meta.model: value
    for value in vars(factories).values()
    if isinstance(value, type)
    and issubclass(value, DjangoModelFactory)
    and value is not DjangoModelFactory
    and value.__mro__[1] is DjangoModelFactory
}


def models_of(label: str) -> list[type[Model]]:
    """The models of an app that have an admin of their own."""
    models = apps.get_app_config(label).get_models()
    return [model for model in models if admin.site.is_registered(model)]


def name_of(model: type[Model]) -> str:
    return model.__name__


def url(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def make(model: type[Model], count: int, **values: Any) -> list[Any]:
    return [FACTORIES[model](**values) for _ in range(count)]


def queries_of(client: Any, address: str) -> tuple[int, str]:
    """How many queries the page takes on its second call, and the statements themselves."""
    ContentType.objects.clear_cache()
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries), "\n".join(str(query["sql"])[:300] for query in queries)


def check_list(client: Any, model: type[Model], most: int) -> None:
    """The list takes one number of queries, with 1 row and with 3, and no more than ``most``."""
    make(model, 1)
    one, _ = queries_of(client, url(model, "changelist"))
    make(model, 2)
    three, statements = queries_of(client, url(model, "changelist"))
    assert one == three, statements
    assert three <= most, statements


def check_filters(client: Any, model: type[Model]) -> None:
    """Every filter, with every choice it offers, and a search lead to a list, not to an error."""
    row = make(model, 1)[0]
    address = url(model, "changelist")
    response = client.get(address)
    changelist = response.context["cl"]
    offered = [
        choice["query_string"]
        for spec in changelist.filter_specs
        for choice in spec.choices(changelist)
    ]
    model_admin = admin.site.get_model_admin(model)
    if model_admin.list_filter:
        assert offered, "no filter offers anything"
    for query in [*offered, "?q=方", "?q=fang qin", "?q=%25_'\"", "?o=1.-2"]:
        answer = client.get(address + query)
        assert answer.status_code == 200, query
        assert answer.context["cl"].queryset.count() >= 0
    links = [f for f in model._meta.fields if isinstance(f, ForeignKey) and f.editable]
    for field in links:
        target = getattr(row, field.attname) or 0
        answer = client.get(f"{address}?{field.name}__id__exact={target}")
        assert answer.status_code == 200, field.name
        if target:
            assert row in answer.context["cl"].queryset
            specs = [spec.title for spec in answer.context["cl"].filter_specs]
            assert field.verbose_name in specs, "the list does not say what it is narrowed to"


def check_pickers(client: Any, model: type[Model]) -> None:
    """No link is chosen from a list of all rows, in the form and in its inlines."""
    row = make(model, 1)[0]
    response = client.get(url(model, "change", row.pk))
    form = response.context["adminform"].form
    forms = [form, *(fs.formset.empty_form for fs in response.context["inline_admin_formsets"])]
    for one in forms:
        for name, field in one.fields.items():
            if not hasattr(field, "queryset") or type(field).__name__ == "InlineForeignKeyField":
                continue
            widget = getattr(field.widget, "widget", field.widget)
            if not field.widget.is_hidden:
                assert isinstance(widget, KnownAutocomplete), name


def filled(response: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends of the form of a record's page, with what is typed in it."""
    data: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for shown in response.context["inline_admin_formsets"]:
        forms += [shown.formset.management_form, *shown.formset.forms]
    for form in forms:
        for field in form:
            value = field.field.prepare_value(field.value())
            value = getattr(value, "pk", value)
            if value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                data[field.html_name] = str(value)
    for name in ("version", "reason"):
        if response.context.get(name):
            data[f"_{name}"] = response.context[name]
    return data | typed
