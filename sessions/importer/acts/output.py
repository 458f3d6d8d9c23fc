"""The reading as the JSON that API.md promises for `read_acts`."""

from __future__ import annotations

from typing import Any

from .model import ActsReading


def reading_as_json(reading: ActsReading) -> dict[str, list[dict[str, Any]]]:
    """Exactly the fields of API.md: dates as ISO text or null, no cause as null."""
    return {
        "acts": [
            {
                "person": act.person,
                "organization": act.organization,
                "post": act.post,
                "act": act.act,
                "date": act.date.isoformat() if act.date else None,
                "line": act.line,
            }
            for act in reading.acts
        ],
        "deputies": [
            {
                "person": change.person,
                "electoral_unit": change.electoral_unit,
                "change": change.change,
                "cause": change.cause or None,
                "line": change.line,
            }
            for change in reading.deputies
        ],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "line": finding.line,
                "message": finding.message,
            }
            for finding in reading.findings
        ],
    }
