"""The first start fills the database; a later one keeps what staff have made of it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from people.models import Appointment
from sessions.models import Bulletin

pytestmark = pytest.mark.django_db


def test_a_second_start_keeps_what_was_mended():
    call_command("first_records", stdout=StringIO())
    assert Bulletin.objects.count() == 2
    mended = Appointment.objects.order_by("pk").first()
    assert mended is not None
    mended.reason = "核对原件后改"
    mended.save()
    out = StringIO()
    call_command("first_records", stdout=out)
    mended.refresh_from_db()
    assert mended.reason == "核对原件后改"
    assert "保持原样" in out.getvalue()
