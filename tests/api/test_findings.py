"""The findings over the API: for staff."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

import sessions
from sessions.checks import CODES, check_records
from sessions.models import SetAside
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
        "policy": None,
        "source": {
            "bulletin": row.bulletin_id,
            "document": None,
            "page": 88,
            "line_start": 7,
            "line_end": 7,
        },
        "fingerprint": check_records()[0].fingerprint,
        "set_aside": None,
    }


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


# Setting aside


@pytest.fixture
def mark() -> str:
    """The fingerprint of a finding."""
    make.CredentialsReportFactory(after=480)
    return check_records()[0].fingerprint


def decide(client: Any, data: Any) -> Any:
    return client.post(URL, json.dumps(data), content_type="application/json")


def test_set_aside_and_taken_up_again(admin_client: Any, mark: str) -> None:
    make.FindingFactory(code="line")
    answer = decide(admin_client, {"fingerprint": mark, "reason": "原件如此。"})
    assert answer.status_code == 200, answer.content
    item = answer.json()
    assert item["code"] == "seats"
    decision = item["set_aside"]
    assert (decision["reason"], decision["by"]) == ("原件如此。", "admin")
    assert decision["at"].endswith("Z")

    def codes(**parameters: str) -> list[str]:
        return [one["code"] for one in admin_client.get(URL, parameters).json()["results"]]

    assert codes() == ["seats", "line"]
    assert codes(set_aside="1") == ["seats"]
    assert codes(set_aside="0") == ["line"]
    assert admin_client.get(URL, {"set_aside": "perhaps"}).status_code == 400

    again = decide(admin_client, {"fingerprint": mark, "reason": None})
    assert again.status_code == 200
    assert again.json()["set_aside"] is None
    assert codes(set_aside="1") == []
    assert decide(admin_client, {"fingerprint": mark, "reason": None}).status_code == 200


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "fingerprint"),
        ({"fingerprint": "abc", "reason": "原件如此。"}, "fingerprint"),
        ({"fingerprint": "MARK"}, "reason"),
        ({"fingerprint": "MARK", "reason": "  "}, "reason"),
        ({"fingerprint": "MARK", "reason": "因" * 501}, "reason"),
        ({"fingerprint": "MARK", "reason": "原件如此。", "by": "我"}, "by"),
        ([], None),
    ],
)
def test_what_cannot_be_decided(admin_client: Any, mark: str, data: Any, field: Any) -> None:
    if data:
        data = {name: mark if value == "MARK" else value for name, value in data.items()}
    answer = decide(admin_client, data)
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
    assert not SetAside.objects.exists()


def test_a_finding_that_is_no_more_is_not_found(admin_client: Any, mark: str) -> None:
    answer = decide(admin_client, {"fingerprint": "0" * 64, "reason": "原件如此。"})
    assert answer.status_code == 404
    assert "请重新列出再看" in answer.json()["detail"]


def test_who_comes_second_is_told(admin_client: Any, mark: str) -> None:
    decide(admin_client, {"fingerprint": mark, "reason": "原件如此。"})
    answer = decide(admin_client, {"fingerprint": mark, "reason": "不必改。"})
    assert answer.status_code == 409
    assert "原件如此。" in answer.json()["detail"]
    assert SetAside.objects.get().reason == "原件如此。"


@pytest.mark.parametrize(
    ("staff", "permission", "status"),
    [
        (True, "change_finding", 200),
        (True, "view_finding", 403),
        (False, "change_finding", 403),
    ],
)
def test_who_may_set_aside(
    client: Any, mark: str, staff: bool, permission: str, status: int
) -> None:
    user = make.UserFactory(is_staff=staff)
    user.user_permissions.add(Permission.objects.get(codename=permission))
    client.force_login(user)
    answer = decide(client, {"fingerprint": mark, "reason": "原件如此。"})
    assert answer.status_code == status
    assert SetAside.objects.exists() is (status == 200)


def test_nobody_sets_aside(client: Any, mark: str) -> None:
    assert decide(client, {"fingerprint": mark, "reason": "原件如此。"}).status_code == 401


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_taken(admin_client: Any, method: str) -> None:
    assert getattr(admin_client, method)(URL).status_code == 405
