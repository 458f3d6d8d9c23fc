"""Persons, organisations, posts and what they are named in, as parts of other records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from npcrecords.rest.links import Ref, RefField, refuse_unknown

from ..models import Organization, Person, Post


class PersonField(RefField):
    """A person as ``{"id", "name"}``."""

    def __init__(self, link: str = "person", *, printed: str = "", **kwargs: Any) -> None:
        super().__init__(link, Person.objects.all(), printed=printed, **kwargs)


class OrganizationField(RefField):
    """An organisation as ``{"id", "name"}``."""

    def __init__(self, link: str = "organization", *, printed: str = "", **kwargs: Any) -> None:
        super().__init__(link, Organization.objects.all(), printed=printed, **kwargs)


class PostRef(serializers.Serializer[Any]):
    """A post; id and organization are null, and title is as printed, when it is not resolved."""

    id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    organization = Ref(allow_null=True)


@extend_schema_field(PostRef)
class PostField(RefField):
    """A post as ``{"id", "title", "organization"}``; its organisation has to be selected along."""

    shape = PostRef
    called = "title"

    def __init__(self, link: str = "post", *, printed: str = "", **kwargs: Any) -> None:
        super().__init__(link, Post.objects.all(), printed=printed, **kwargs)

    def show(self, row: Any) -> dict[str, Any]:
        organization = {"id": row.organization_id, "name": row.organization.name}
        return {"id": row.pk, "title": row.title, "organization": organization}

    def unresolved(self, printed: str) -> dict[str, Any]:
        return {"id": None, "title": printed, "organization": None}

    def words(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        """Of a post that is resolved the title is its own, not as printed."""
        return super().words(data) if data.get("id") is None else {}


class DocumentRef(serializers.Serializer[Any]):
    """A document: what it is and what it is called."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.CharField()
    kind_label = serializers.CharField()


@extend_schema_field(DocumentRef)
class DocumentField(RefField):
    """A document as ``{"id", "title", "kind", "kind_label"}``."""

    shape = DocumentRef

    def show(self, row: Any) -> dict[str, Any]:
        return {
            "id": row.pk,
            "title": row.title,
            "kind": row.kind,
            "kind_label": row.get_kind_display(),
        }


class BulletinRef(serializers.Serializer[Any]):
    """A bulletin and its label as printed."""

    id = serializers.IntegerField()
    label = serializers.CharField()


@extend_schema_field(BulletinRef)
class BulletinField(RefField):
    """A bulletin as ``{"id", "label"}``."""

    shape = BulletinRef

    def show(self, row: Any) -> dict[str, Any]:
        return {"id": row.pk, "label": row.label}


@extend_schema_field(Ref)
class SessionField(RefField):
    """A session as ``{"id", "name"}``."""


class SubmitterRef(Ref):
    """Who brought a proposal: a person or an organisation, or the name as printed."""

    kind = serializers.ChoiceField(["person", "organization"], allow_null=True)


@extend_schema_field(SubmitterRef)
class SubmitterField(serializers.Field[Any, Any, Any, Any]):
    """The person or the organisation that submitted an appointment, else the printed name.

    Takes what it shows: an id with its kind, or a name alone, or null.
    """

    shape = SubmitterRef
    links = {
        "person": PersonField("submitted_by_person"),
        "organization": OrganizationField("submitted_by_organization"),
    }
    default_error_messages = {
        "kind": _("有编号时要写明 kind：person（人）或 organization（机构）。"),
        "name": _("没有编号时要写 name：提请的人或机关的名称。"),
        "not_a_submitter": _('这里要写 {{"id": 编号, "kind": 种类}} 或 {{"name": 名称}}。'),
    }

    def __init__(self) -> None:
        super().__init__(source="*", required=False, allow_null=True)

    def run_validation(self, data: Any = empty) -> Any:
        if data is None:
            return {**self._nobody(), "submitted_by_name": ""}
        return super().run_validation(data)

    def _nobody(self) -> dict[str, Any]:
        return dict.fromkeys(field.link for field in self.links.values())

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            self.fail("not_a_submitter")
        refuse_unknown(data, SubmitterRef().fields)
        if data.get("id") is None:
            if not data.get("name"):
                self.fail("name")
            name = serializers.CharField(max_length=200).run_validation(data["name"])
            return {**self._nobody(), "submitted_by_name": name}
        if data.get("kind") not in self.links:
            self.fail("kind")
        return {**self._nobody(), **self.links[data["kind"]].to_internal_value(data["id"])}

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        if (person := value.submitted_by_person) is not None:
            return {"id": person.pk, "name": person.name, "kind": "person"}
        if (organization := value.submitted_by_organization) is not None:
            return {"id": organization.pk, "name": organization.name, "kind": "organization"}
        if value.submitted_by_name:
            return {"id": None, "name": value.submitted_by_name, "kind": None}
        return None
