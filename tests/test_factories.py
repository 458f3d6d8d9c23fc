"""Every model has a factory, and what it makes passes the model's own checks."""

from __future__ import annotations

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from . import factories

FACTORIES = {
    value._meta.model: value
    for value in vars(factories).values()
    if isinstance(value, type)
    and issubclass(value, DjangoModelFactory)
    and value is not DjangoModelFactory
    and value.__mro__[1] is DjangoModelFactory
}
MODELS = [
    model
    for label in ("core", "people", "congress")
    for model in apps.get_app_config(label).get_models()
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_factory_makes_valid_rows(model) -> None:
    first, second = FACTORIES[model](), FACTORIES[model]()
    first.full_clean()
    assert first.pk
    assert second.pk
