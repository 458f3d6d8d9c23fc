"""Every model has an endpoint, or is exempt for a reason; every endpoint has its samples."""

from __future__ import annotations

from django.apps import apps

from npcrecords.api.router import RESOURCES, router
from npcrecords.core.models import Part
from npcrecords.rest.viewsets import RecordViewSet

from .samples import SAMPLES

EXEMPT = {
    "Action": "the history is for staff, in the admin",
    "Change": "shown with its action",
    "Generation": "one number, which every ETag tells",
    "Tombstone": "shown in its list, with modified_since",
    "ImportJob": "a file on its way in: staff see it in the admin",
    "Finding": "computed and stored findings share one list, findings/",
    "SetAside": "shown with its finding, in findings/",
}
LISTED = {view.queryset.model: name for name, view in RESOURCES if issubclass(view, RecordViewSet)}


def models() -> list[type]:
    return [
        model
        for label in ("core", "people", "congress")
        for model in apps.get_app_config(label).get_models()
    ]


def test_every_model_is_listed_or_part_of_another_or_exempt() -> None:
    for model in models():
        if model.__name__ in EXEMPT:
            assert model not in LISTED, model
        elif issubclass(model, Part):
            owner = model._meta.get_field(model.part_of).related_model
            assert owner in LISTED, model
        else:
            assert model in LISTED, model
    assert set(EXEMPT) <= {model.__name__ for model in models()}


def test_a_list_is_called_as_its_model_says() -> None:
    for model, name in LISTED.items():
        assert model.resource == name


def test_every_list_has_a_sample_filters_and_an_ordering() -> None:
    for name, view in RESOURCES:
        if not issubclass(view, RecordViewSet):
            continue
        assert name in SAMPLES, name
        assert view.filterset_class.base_filters, name
        assert view().ordering_paths(), name
        assert view.__doc__, name
    assert {prefix for prefix, _, _ in router.registry} == {name for name, _ in RESOURCES}
