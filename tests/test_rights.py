"""Who may do what with imports and accounts; the rest is in test_rights_table."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from sessions.choices import ImportKind
from sessions.models import Bulletin, ImportJob, Policy

from .sessions.importer.records import small_bulletin
from .sessions.review.conftest import job_of
from .sessions.review.policy_records import small_policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]
GROUPS = {"viewer": "查看员", "clerk": "经办员", "editor": "编辑", "administrator": "管理员"}
WHO = ("anonymous", *GROUPS)


def logged_in(who: str) -> Client:
    client = Client()
    if who != "anonymous":
        user = User.objects.create_user(who, password=None, is_staff=True)
        user.groups.add(Group.objects.get(name=GROUPS[who]))
        client.force_login(user)
    return client


def publishes_an_import(client: Client) -> bool:
    job = job_of(small_bulletin().model_copy(update={"findings": ()}))
    client.post(reverse("admin:congress_importjob_publish", args=[job.pk]), {"seen": ""})
    return Bulletin.objects.exists()


def publishes_a_policy_import(client: Client) -> bool:
    record = small_policy().model_copy(update={"findings": ()})
    job = job_of(record, kind=ImportKind.POLICY)
    client.post(reverse("admin:congress_importjob_publish", args=[job.pk]), {"seen": ""})
    return Policy.objects.exists()


def looks_at_an_import(client: Client) -> bool:
    job = job_of(small_bulletin())
    address = reverse("admin:congress_importjob_step", args=[job.pk, "appointments"])
    return client.get(address).status_code == 200


def reviews_an_import(client: Client) -> bool:
    job = job_of(small_bulletin())
    client.post(reverse("admin:congress_importjob_claim", args=[job.pk]))
    return ImportJob.objects.get(pk=job.pk).claimed_by is not None


def uploads(client: Client) -> bool:
    return client.get(reverse("admin:congress_importjob_add")).status_code == 200


def sees_accounts(client: Client) -> bool:
    return client.get(reverse("admin:auth_user_changelist")).status_code == 200


STAFF = {"viewer", "clerk", "editor", "administrator"}
TABLE = [
    (looks_at_an_import, STAFF),
    (uploads, STAFF - {"viewer"}),
    (reviews_an_import, STAFF - {"viewer"}),
    (publishes_an_import, {"editor", "administrator"}),
    (publishes_a_policy_import, {"editor", "administrator"}),
    (sees_accounts, {"administrator"}),
]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("act", "allowed"), TABLE, ids=[act.__name__ for act, _ in TABLE])
def test_who_may_do_what(act, allowed, who) -> None:
    assert act(logged_in(who)) is (who in allowed)


def test_an_administrator_makes_no_superuser() -> None:
    client = logged_in("administrator")
    boss = User.objects.create_superuser("boss", password=None)
    address = reverse("admin:auth_user_change", args=[boss.pk])
    assert client.post(address, {"username": "boss"}).status_code == 403
    clerk = User.objects.create_user("new", password=None)
    client.post(
        reverse("admin:auth_user_change", args=[clerk.pk]),
        {"username": "new", "is_active": "on", "is_superuser": "on",
         "groups": [Group.objects.get(name="经办员").pk]},
    )  # fmt: skip
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert clerk.is_staff, "who is in a group is staff"
