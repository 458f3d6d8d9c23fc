"""The feed of review opinions, read as feed readers do; the calendars of due dates, read as
calendars do."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from npcrecords.web.opinions.controls import without_controls
from sessions.choices import FollowUpKind
from sessions.models import Opinion

from .. import factories as make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = dt.date(2024, 12, 1)
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def feed(client: Any, **query: Any) -> ET.Element:
    response = client.get(reverse("web:opinions_feed"), query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def said(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}", "")


def entries(root: ET.Element) -> list[tuple[str, str]]:
    """The kind and the title of each."""
    return [
        (entry.find(f"{ATOM}category").get("term"), said(entry, "title"))
        for entry in root.findall(f"{ATOM}entry")
    ]


def bulletin(day: int, **values: Any) -> Any:
    """A bulletin published on that day of November 2024."""
    return make.BulletinFactory(
        session=None, published_at=dt.datetime(2024, 11, day, 8, tzinfo=dt.UTC), **values
    )


@pytest.fixture
def story() -> Opinion:
    """An opinion, a day by which nobody answered, and then two reports."""
    due = dt.date(2024, 11, 16)
    found = make.OpinionFactory(
        title="甲的审议意见", document__bulletin=bulletin(2), due_on=due, due_rule="三个月内",
        addressee="市政府",
    )  # fmt: skip
    make.FollowUpFactory(
        opinion=found, bulletin=bulletin(20), replied_on=dt.date(2024, 11, 18),
        author_name="市人民政府",
    )  # fmt: skip
    told = make.DocumentFactory(bulletin=bulletin(25), dated_on=dt.date(2024, 11, 22))
    make.FollowUpFactory(
        opinion=found, bulletin=told.bulletin, document=told, kind=FollowUpKind.TRACKING,
        replied_on=dt.date(2024, 11, 18),
    )  # fmt: skip
    return found


def test_what_happened_comes_newest_first(client, story) -> None:
    root = feed(client)
    assert entries(root) == [
        ("tracking", "跟踪督办情况的报告：甲的审议意见"),
        ("handling", "研究处理情况的报告：甲的审议意见"),
        ("due", "办理期限到期：甲的审议意见"),
        ("opinion", "审议意见：甲的审议意见"),
    ]
    assert [said(one, "updated") for one in root.findall(f"{ATOM}entry")] == [
        "2024-11-25T08:00:00+00:00",
        "2024-11-20T08:00:00+00:00",
        "2024-11-16T00:00:00+08:00",
        "2024-11-02T08:00:00+00:00",
    ]
    assert said(root, "updated") == "2024-11-25T08:00:00+00:00"
    handling = root.findall(f"{ATOM}entry")[1]
    assert said(handling, "summary") == "市人民政府；2024年11月18日"


def test_names_and_links_are_lasting_and_in_full(client, story) -> None:
    root = feed(client)
    page = HOST + reverse("web:opinion", args=[story.pk])
    ids = [said(one, "id") for one in root.findall(f"{ATOM}entry")]
    assert ids[2:] == [f"{page}#due-2024-11-16", page]
    assert len(set(ids)) == 4
    links = [one.find(f"{ATOM}link").get("href") for one in root.findall(f"{ATOM}entry")]
    assert links == ids
    text = client.get(reverse("web:opinion", args=[story.pk])).content.decode()
    for link in links[:3]:
        assert f'id="{link.partition("#")[2]}"' in text
    own = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert own == {
        "self": HOST + reverse("web:opinions_feed"),
        "alternate": HOST + reverse("web:opinions"),
    }
    story.title = "改了名的审议意见"
    story.save()
    assert [said(one, "id") for one in feed(client).findall(f"{ATOM}entry")] == ids


@pytest.mark.parametrize(
    ("due", "replied", "closed", "tells"),
    [
        ("2024-12-01", None, None, True),
        ("2024-12-02", None, None, False),  # it has not come yet
        ("2024-11-16", "2024-11-16", None, False),
        ("2024-11-16", "2024-11-17", None, True),
        ("2024-11-16", None, "2024-11-16", False),
        ("2024-11-16", None, "2024-11-17", True),
        (None, None, None, False),
    ],
)
def test_a_due_date_is_told_on_its_day_if_nobody_answered(
    client, due, replied, closed, tells
) -> None:
    found = make.OpinionFactory(due_on=due, due_rule="三个月内" if due else "", closed_on=closed)
    if replied:
        make.FollowUpFactory(opinion=found, replied_on=replied)
    assert ("due" in [kind for kind, _title in entries(feed(client))]) is tells


def test_a_reply_whose_day_nobody_knows_is_not_called_late(client) -> None:
    found = make.OpinionFactory(due_on=dt.date(2024, 11, 16), due_rule="三个月内")
    make.FollowUpFactory(opinion=found)
    assert "due" not in [kind for kind, _title in entries(feed(client))]


def test_only_of_an_addressee_or_a_committee(client, story) -> None:
    elsewhere = make.CommitteeFactory(name="临溪市人民代表大会常务委员会", jurisdiction="临溪市")
    court = make.OrganizationFactory(name="临溪市中级人民法院")
    make.OpinionFactory(
        title="乙的审议意见", document__bulletin=bulletin(3, issuer=elsewhere),
        addressee_organization=court,
    )  # fmt: skip
    only = [("opinion", "审议意见：乙的审议意见")]
    assert entries(feed(client, addressee=str(court.pk))) == only
    assert entries(feed(client, body="临溪市人民代表大会常务委员会")) == only
    assert entries(feed(client, q="乙的")) == only
    assert len(entries(feed(client, addressee="市政府", state="closed", on="2000-01-01"))) == 4
    (own, *_rest) = feed(client, body=str(elsewhere.pk)).findall(f"{ATOM}link[@rel='self']")
    assert own.get("href").endswith(f"?body={elsewhere.pk}")


def test_an_opinion_told_only_by_its_reports_is_as_new_as_the_first(client) -> None:
    found = make.OpinionFactory(document=None)
    make.FollowUpFactory(opinion=found, bulletin=bulletin(5))
    make.FollowUpFactory(opinion=found, bulletin=bulletin(9))
    (entry,) = feed(client).findall(f"{ATOM}entry[{ATOM}category]")[-1:]
    assert said(entry, "updated") == "2024-11-05T08:00:00+00:00"


def test_no_more_than_fifty(client) -> None:
    document = make.DocumentFactory()
    make.OpinionFactory.create_batch(53, document=None, report=document)
    assert len(entries(feed(client))) == 50


def test_an_empty_feed_is_a_feed_and_stays_the_same(client) -> None:
    first, again = feed(client), feed(client)
    assert entries(first) == []
    assert ET.tostring(first) == ET.tostring(again)


def test_who_asks_again_is_told_that_nothing_changed(client, story) -> None:
    for name in ("opinions_feed", "opinions_calendar"):
        tag = client.get(reverse(f"web:{name}"))["ETag"]
        again = client.get(reverse(f"web:{name}"), headers={"if-none-match": tag})
        assert again.status_code == 304


TEXTS = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1, max_size=90
)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@example(title="甲\n乙,丙;丁\\", rule="一\r\n二\x0b三")
@given(title=TEXTS, rule=TEXTS)
def test_any_words_come_through(client, title, rule) -> None:
    found = make.OpinionFactory(title=title, due_on=TODAY, due_rule=rule, addressee="")
    root = feed(client, year="2024")
    titles = [said(one, "title") for one in root.findall(f"{ATOM}entry")]
    words = without_controls(title)
    assert any(one.partition("：")[2].split() == words.split() for one in titles)
    (event,) = events(client, found.pk)
    assert event["summary"].split() == f"办理期限：{words}".split()
    assert event["description"].split() == [
        *f"期限依据：{without_controls(rule)}".split(), "待答复", "今天到期", event["url"],
    ]  # fmt: skip
    calendar = Calendar.from_ical(
        client.get(reverse("web:opinion_calendar", args=[found.pk])).content
    )
    name = re.sub(r"\\(.)", r"\1", str(calendar["x-wr-calname"]))  # not known, so not unescaped
    assert name.split() == f"办理期限：{words}".split()


def events(client: Any, pk: int | None = None, **query: Any) -> list[Any]:
    if pk is None:
        response = client.get(reverse("web:opinions_calendar"), query)
    else:
        response = client.get(reverse("web:opinion_calendar", args=[pk]))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_due_date_is_an_event_of_a_whole_day(client, story) -> None:
    (event,) = events(client)
    assert event.decoded("dtstart") == dt.date(2024, 11, 16)
    assert event.decoded("dtend") == dt.date(2024, 11, 17)
    assert event["summary"] == "办理期限：甲的审议意见"
    assert event["uid"] == f"opinion-{story.pk}-due@testserver"
    assert event["url"] == HOST + reverse("web:opinion", args=[story.pk])
    assert event.decoded("dtstamp") == story.modified.replace(microsecond=0)
    for words in ("交办对象：市政府", "期限依据：三个月内", "已跟踪督办 逾期2天答复"):
        assert words in event["description"], words
    assert events(client, story.pk) == [event]


def test_a_calendar_has_what_the_table_has(client, story) -> None:
    other = make.OpinionFactory(title="乙的审议意见", due_on="2024-12-24", due_rule="四个月内")
    make.OpinionFactory(title="没有期限的审议意见")
    assert [one["summary"] for one in events(client)] == [
        "办理期限：甲的审议意见",
        "办理期限：乙的审议意见",
    ]
    assert [one["summary"] for one in events(client, state="awaiting")] == [
        "办理期限：乙的审议意见"
    ]
    assert events(client, q="没有期限") == []
    uid = events(client, other.pk)[0]["uid"]
    other.due_on = dt.date(2025, 1, 2)
    other.save()
    (moved,) = events(client, other.pk)
    assert (moved["uid"], moved.decoded("dtstart")) == (uid, dt.date(2025, 1, 2))


def test_an_opinion_without_a_due_date_has_no_calendar(client) -> None:
    found = make.OpinionFactory()
    address = reverse("web:opinion_calendar", args=[found.pk])
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("web:opinion", args=[found.pk])).content.decode()
