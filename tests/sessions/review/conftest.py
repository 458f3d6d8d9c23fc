"""Imports under review, and the people who review them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from sessions.choices import ImportKind, ImportState
from sessions.importer import record as rec
from sessions.importer.build import build_record
from sessions.importer.reading.read import read_text
from sessions.models import ImportJob

from ...seeds import ROOT
from ..importer.records import small_bulletin
from .policy_records import TEXT, small_policy

DEMO = ROOT / "fixtures" / "demo" / "linxi-5-12.txt"


@pytest.fixture(autouse=True)
def _read_at_once(settings, tmp_path):
    settings.NPC_READ_AT_ONCE = True
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def lin(db) -> User:
    return User.objects.create_superuser("lin", password=None, last_name="林", first_name="青")


@pytest.fixture
def gao(db) -> User:
    return User.objects.create_superuser("gao", password=None, last_name="高", first_name="远")


def job_of(
    record: rec.Record | rec.PolicyRecord,
    text: str = "",
    name: str = "公报.txt",
    kind: ImportKind = ImportKind.BULLETIN,
) -> ImportJob:
    """An import of which this was read."""
    return ImportJob.objects.create(
        kind=kind,
        file_name=name,
        sha256="0" * 64,
        state=ImportState.REVIEW,
        parsed=record.model_dump(mode="json", exclude_defaults=True),
        text=text,
    )


@pytest.fixture
def job(db) -> ImportJob:
    """A small bulletin, read, with nothing to ask."""
    return job_of(small_bulletin().model_copy(update={"findings": ()}))


@pytest.fixture(scope="session")
def demo_record() -> rec.Record:
    return build_record(read_text(DEMO.read_text(encoding="utf-8"), DEMO.name))


@pytest.fixture
def demo_job(db, demo_record) -> ImportJob:
    """The demo's bulletin, read, with its text."""
    return job_of(demo_record, DEMO.read_text(encoding="utf-8"), DEMO.name)


@pytest.fixture
def policy_job(db) -> ImportJob:
    """A small policy document, read, with its text."""
    return job_of(small_policy(), TEXT, "清水行动.txt", ImportKind.POLICY)
