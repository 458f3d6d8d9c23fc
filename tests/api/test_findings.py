"""The findings over the API: for staff."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db

URL = "/api/v1/findings/"


def test_findings_are_for_staff(client: Any, django_user_model: Any) -> None:
    assert client.get(URL).status_code == 401
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(URL).status_code == 403


def test_a_finding(admin_client: Any) -> None:
    row = make.CredentialsReportFactory(after=480, source_page=88, source_line_start=7)
    (item,) = admin_client.get(URL).json()["results"]
    assert "484 − 8 + 3 = 480" in item.pop("message")
    assert item == {
        "code": "seats",
        "severity": "error",
        "severity_label": "错误",
        "record": {"resource": "credentials-reports", "id": row.pk},
        "source": {
            "bulletin": row.bulletin_id,
            "document": None,
            "page": 88,
            "line_start": 7,
            "line_end": 7,
        },
    }
    assert admin_client.post(URL).status_code == 405


def test_filters(admin_client: Any) -> None:
    report = make.CredentialsReportFactory(after=480)
    make.FindingFactory(code="line", severity="warning")

    def codes(**parameters: Any) -> list[str]:
        answer = admin_client.get(URL, parameters)
        assert answer.status_code == 200, answer.content
        return [item["code"] for item in answer.json()["results"]]

    assert codes() == ["seats", "line"]
    assert codes(code="line") == ["line"]
    assert codes(code="line,seats") == ["seats", "line"]
    assert codes(bulletin=report.bulletin_id) == ["seats"]
    assert codes(severity="warning") == ["line"]
    assert codes(resource="bulletins") == ["line"]
    assert admin_client.get(URL, {"severity": "grave"}).status_code == 400
