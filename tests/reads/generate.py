"""A made-up country: committees over forty years, with the acts that change who holds what.

Each committee has a court, a procuratorate and departments; a post is held by one person after
another, the posts of judges and procurators by many at once. Rows go in by COPY, with the ids
that they shall have.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils import timezone

YEARS = 40
FIRST_DAY = dt.date(1984, 1, 10)
BULLETINS = 40  # of a committee: one a year
ACTS = 333  # of a committee
PEOPLE = 100  # of a committee
# Bodies of a committee with their posts: how many hold each at once.
BODIES: dict[str, dict[str, int]] = {
    "人民法院": {"院长": 1, "副院长": 3, "审判员": 40},
    "人民检察院": {"检察长": 1, "副检察长": 3, "检察员": 30},
    "人民政府": {"秘书长": 1},
    "教育局": {"局长": 1},
    "财政局": {"局长": 1},
    "水利局": {"局长": 1},
    "人大常委会办公厅": {"主任": 1, "副主任": 2},
}
SURNAMES = "方林陆沈程顾郑贺严白高查唐任史卞齐康伍余"
GIVEN = "勤言宁朗舒远澄秋青川明之平安定永和清江海山石木禾田"


@dataclass(frozen=True)
class Size:
    """How much there is of what."""

    committees: int

    @property
    def acts(self) -> int:
        return self.committees * ACTS

    @property
    def people(self) -> int:
        return self.committees * PEOPLE


def copy_rows(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows, each with the values of its columns; of other columns the defaults."""
    fields: Sequence[Any] = model._meta.concrete_fields
    now = timezone.now()
    defaults = {
        field.attname: now if isinstance(field, models.DateTimeField) else field.get_default()
        for field in fields
    }
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row.get(field.attname, defaults[field.attname]) for field in fields])


def fill(size: Size, seed: int = 7) -> None:
    """Fill the empty tables, and let the database learn of it."""
    from people.models import Appointment, Organization, Person, Post
    from sessions.models import Bulletin, Document, Session

    from .generate_opinions import fill_opinions

    chance = random.Random(seed)
    names = [
        chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)) for _ in range(size.people)
    ]
    copy_rows(Organization, _organizations(size))
    copy_rows(Post, _posts(size))
    copy_rows(Person, _people(names))
    copy_rows(Session, _sessions(size))
    copy_rows(Bulletin, _bulletins(size))
    copy_rows(Document, _documents(size))
    copy_rows(Appointment, _acts(size, names, chance))
    of_opinions = fill_opinions(size)
    with connection.cursor() as cursor:
        for model in (Organization, Post, Person, Session, Bulletin, Appointment, *of_opinions):
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        cursor.execute("VACUUM ANALYZE")


PER_COMMITTEE = 1 + len(BODIES)  # organisations
POSTS_OF = [(body, title) for body, titles in BODIES.items() for title in titles]


def committee(n: int) -> int:
    """The id of the n-th committee's organisation; its bodies follow."""
    return 1 + n * PER_COMMITTEE


def body(n: int, name: str) -> int:
    """The id of a body of the n-th committee's place."""
    return committee(n) + 1 + list(BODIES).index(name)


def place_of(n: int) -> str:
    """The name of the n-th committee's place."""
    return f"第{n}市"


def _organizations(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(size.committees):
        place = {"jurisdiction": place_of(n)}
        yield {
            "id": committee(n),
            "name": f"{place_of(n)}人民代表大会常务委员会",
            "classification": "standing_committee",
            **place,
        }
        for name in BODIES:
            yield {"id": body(n, name), "name": f"{place_of(n)}{name}", **place}


def _posts(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(size.committees):
        for k, (name, title) in enumerate(POSTS_OF):
            yield {
                "id": 1 + n * len(POSTS_OF) + k,
                "organization_id": body(n, name),
                "title": title,
            }


def _people(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    from people.names import pinyin_of

    sounds: dict[str, str] = {}
    for pk, name in enumerate(names, 1):
        n = (pk - 1) // PEOPLE
        if name not in sounds:
            sounds[name] = pinyin_of(name)
        # A note on each: names are few, and two of one name in one place need one.
        yield {
            "id": pk,
            "name": name,
            "jurisdiction": place_of(n),
            "note": f"{pk}",
            "pinyin": sounds[name],
        }


def day_of_session(k: int) -> dt.date:
    """The day of the k-th session."""
    return FIRST_DAY + dt.timedelta(days=365 * k)


def _sessions(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(size.committees):
        for k in range(BULLETINS):
            yield {
                "id": 1 + n * BULLETINS + k,
                "body_id": committee(n),
                "kind": "committee",
                "term": 1 + k // 5,
                "number": 1 + k % 5,
                "name": f"{place_of(n)}人民代表大会常务委员会第{1 + k}次会议",
                "start_date": day_of_session(k),
                "end_date": day_of_session(k),
            }


def _bulletins(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(size.committees):
        for k in range(BULLETINS):
            pk = 1 + n * BULLETINS + k
            yield {
                "id": pk,
                "issuer_id": committee(n),
                "place": place_of(n),
                "term": 1 + k // 5,
                "number": 1 + k % 5,
                "label": f"第{1 + k}号",
                "session_id": pk,
                "status": "published",
            }


def _documents(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(size.committees):
        for k in range(BULLETINS):
            pk = 1 + n * BULLETINS + k
            yield {
                "id": pk,
                "bulletin_id": pk,
                "sequence": 1,
                "kind": "appointment_list",
                "title": f"{place_of(n)}人民代表大会常务委员会任免名单",
                "adopted_by_id": pk,
                "adopted_on": day_of_session(k),
            }


def _acts(size: Size, names: Sequence[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Of each committee: whom a post has too few of is appointed, or somebody is removed."""
    seats = [BODIES[name][title] for name, title in POSTS_OF]
    pk = 0
    for n in range(size.committees):
        holders: list[list[tuple[int, str]]] = [[] for _ in POSTS_OF]
        people = range(1 + n * PEOPLE, 1 + (n + 1) * PEOPLE)
        for number in range(ACTS):
            pk += 1
            k = number * BULLETINS // ACTS
            post = chance.choices(range(len(POSTS_OF)), weights=seats)[0]
            held = holders[post]
            if len(held) >= seats[post] or (held and chance.random() < 0.4):
                person, act = held.pop(0)[0], "remove"
            else:
                person, act = chance.choice(people), "appoint"
                while any(person == one for one, _ in held):
                    person = chance.choice(people)
                held.append((person, act))
            source = 1 + n * BULLETINS + k
            name, title = POSTS_OF[post]
            yield {
                "id": pk,
                "person_id": person,
                "person_name": names[person - 1],
                "post_id": 1 + n * len(POSTS_OF) + post,
                "post_text": f"{place_of(n)}{name}{title}",
                "act": act,
                "date": day_of_session(k),
                "document_id": source,
                "session_id": source,
                "bulletin_id": source,
                "source_document_id": source,
                "source_page": 7,
                "source_line_start": number,
                "source_line_end": number,
            }
