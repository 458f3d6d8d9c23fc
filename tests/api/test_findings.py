"""The findings over the API: for staff."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

import sessions
from sessions.checks import CODES
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
    assert item.pop("modified").endswith("Z")
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
    problem = admin_client.get(URL, {"code": "x"})
    assert problem.status_code == 400
    assert problem.json()["errors"][0]["code"] == "invalid_code"
    assert "seats" in problem.json()["detail"]
    assert codes(code="two_holders") == []


def test_every_code_of_importing_is_known() -> None:
    folder = Path(sessions.__file__).parent / "importer"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    used = {code for text in texts for code in re.findall(r'\bcode="([a-z_]+)"', text)}
    assert used
    assert used <= CODES, sorted(used - CODES)


def test_what_was_found_since(admin_client: Any) -> None:
    make.FindingFactory(code="old")
    make.CredentialsReportFactory(after=480)

    def codes(since: str) -> list[str]:
        answer = admin_client.get(URL, {"modified_since": since})
        return [item["code"] for item in answer.json()["results"]]

    assert codes("2000-01-01T00:00:00Z") == ["seats", "old"]
    later = timezone.now().isoformat()
    assert codes(later) == ["seats"]  # what is checked anew is found anew
    assert admin_client.get(URL, {"modified_since": "soon"}).status_code == 400


def test_csv_has_the_place_in_columns_of_its_own(admin_client: Any) -> None:
    row = make.CredentialsReportFactory(after=480, source_page=88)
    text = admin_client.get(URL, {"format": "csv"}).getvalue().decode()
    (told,) = csv.DictReader(io.StringIO(text))
    assert (told["source_bulletin"], told["source_page"]) == (str(row.bulletin_id), "88")
