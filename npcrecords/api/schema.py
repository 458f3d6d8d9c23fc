"""The OpenAPI document: what drf-spectacular reads off the code, and what it cannot see."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

PROBLEM = "Problem"
IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the record as it was read: when it has changed since, 409.",
    "schema": {"type": "string"},
}
SCHEMAS: dict[str, Any] = {
    PROBLEM: {
        "type": "object",
        "description": "RFC 9457 problem details.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "code", "message"],
                    "properties": {
                        "field": {"type": ["string", "null"]},
                        "code": {"type": "string"},
                        "message": {"type": "string"},
                    },
                },
            },
        },
    },
    "Deleted": {
        "type": "object",
        "description": "With modified_since: a record that was deleted or is no longer published.",
        "required": ["id", "deleted", "modified"],
        "properties": {
            "id": {"type": "integer"},
            "deleted": {"type": "boolean", "const": True},
            "modified": {"type": "string", "format": "date-time"},
        },
    },
}


class Schema(AutoSchema):
    """Operations of one resource stand together."""

    def get_tags(self) -> list[str]:
        parts = [part for part in self.path.split("/") if part]
        return [parts[2] if len(parts) > 2 else "about"]


def describe_errors(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Every operation may answer with a problem; lists may hold deleted records."""
    result["components"].setdefault("schemas", {}).update(SCHEMAS)
    reference = {"$ref": f"#/components/schemas/{PROBLEM}"}
    problem = {
        "description": "Problem",
        "content": {"application/problem+json": {"schema": reference}},
    }
    for operations in result["paths"].values():
        for method, operation in operations.items():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"]["default"] = problem
                if method in {"patch", "delete"}:
                    operation.setdefault("parameters", []).append(IF_MATCH)
    _tell_known_from(result)
    for name, schema in result["components"]["schemas"].items():
        if name.startswith("Paginated"):
            results = schema["properties"]["results"]
            results["items"] = {
                "anyOf": [results["items"], {"$ref": "#/components/schemas/Deleted"}]
            }
    return result


KNOWN_FROM: dict[str, Any] = {
    "type": ["string", "null"],
    "format": "date",
    "description": "Where on= finds nothing: the first day of which anything is known.",
}


def _tell_known_from(result: dict[str, Any]) -> None:
    """The lists of who held what ``on`` a day say from when something is known."""
    for operations in result["paths"].values():
        operation = operations.get("get", {})
        names = {parameter["name"] for parameter in operation.get("parameters", ())}
        if {"on", "include_unknown", "page"} <= names:
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            name = answer["$ref"].rpartition("/")[2]
            result["components"]["schemas"][name]["properties"]["known_from"] = KNOWN_FROM
