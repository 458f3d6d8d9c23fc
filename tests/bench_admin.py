"""How the admin opens with 100,000 acts in the table (part of ``make bench``).

Prints for each page its queries, its seconds (median of three), and the ratio to the same page
with ``FEW`` acts, measured just before.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time

import django

FEW, MANY = 100, 100_000
ROUNDS = 3


def fill(number: int) -> None:
    """Acts ``number`` in all: three for a person, twenty for a post, in bulletins of 200."""
    from people.models import Appointment, Organization, Person, Post
    from sessions.models import Bulletin, Document

    congress = Organization.objects.create(
        name="青岚市人民代表大会常务委员会",
        classification="standing_committee",
        jurisdiction="青岚市",
    )
    bodies = Organization.objects.bulk_create(
        Organization(name=f"青岚市第{n}局", jurisdiction="青岚市", classification="department")
        for n in range(max(1, number // 200))
    )
    posts = Post.objects.bulk_create(
        Post(organization=bodies[n % len(bodies)], title=f"第{n}处处长")
        for n in range(max(1, number // 20))
    )
    people = Person.objects.bulk_create(
        [Person(name=f"方勤{n}", jurisdiction="青岚市") for n in range(max(1, number // 3))]
    )
    bulletins = Bulletin.objects.bulk_create(
        Bulletin(
            issuer=congress,
            term=1 + n // 50,
            number=1 + n % 50,
            place="青岚市",
            status="published",
        )
        for n in range(max(1, number // 200))
    )
    documents = Document.objects.bulk_create(
        Document(bulletin=one, sequence=1, title="任免名单", kind="appointment_list")
        for one in bulletins
    )
    Appointment.objects.bulk_create(
        (
            Appointment(
                person=people[n % len(people)],
                person_name=people[n % len(people)].name,
                post=posts[n % len(posts)],
                post_text=str(posts[n % len(posts)].title),
                act=("appoint", "remove")[n // len(people) % 2],
                date=dt.date(1984, 1, 1) + dt.timedelta(days=n % 15_000),
                bulletin=bulletins[n % len(bulletins)],
                document=documents[n % len(bulletins)],
            )
            for n in range(number)
        ),
        batch_size=2_000,
    )


def addresses() -> dict[str, str]:
    from django.contrib import admin
    from django.urls import reverse

    found = {}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        found[f"{name} list"] = reverse(f"admin:{name}_changelist")
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            found[f"{name} form"] = reverse(f"admin:{name}_change", args=[row.pk])
    found["appointment list, searched"] = (
        reverse("admin:people_appointment_changelist") + "?q=方勤7"
    )
    found["person picker"] = (
        reverse("admin:autocomplete")
        + "?app_label=people&model_name=appointment&field_name=person&term=方勤7"
    )
    found["post picker"] = (
        reverse("admin:autocomplete")
        + "?app_label=people&model_name=appointment&field_name=post&term=处长"
    )
    return found


def measure() -> dict[str, tuple[int, float]]:
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    user, _ = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    told = {}
    for name, address in addresses().items():
        seconds = []
        for _round in range(ROUNDS):
            with CaptureQueriesContext(connection) as queries:
                began = time.perf_counter()
                answer = client.get(address)
                answer.getvalue()
                seconds.append(time.perf_counter() - began)
            assert answer.status_code == 200, (address, answer.status_code)
        told[name] = (len(queries), statistics.median(seconds))
    return told


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    told = []
    for number in (FEW, MANY):
        call_command("flush", interactive=False, verbosity=0)
        fill(number)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        told.append(measure())
    few, many = told
    for name, (queries, seconds) in sorted(many.items(), key=lambda item: -item[1][1]):
        before, base = few.get(name, (queries, seconds))
        grown = "" if before == queries else f" (few: {before})"
        print(f"{name:<40} {queries:4} queries{grown} {seconds:7.3f} s {seconds / base:6.1f} × few")


if __name__ == "__main__":
    sys.exit(main())
