"""One act that a list, decisions and the minutes tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.models import Appointment, AppointmentTelling
from people.queries import read_tenures
from sessions.checks import check_records
from sessions.importer.build import build_record
from sessions.importer.facts import facts_of
from sessions.importer.publishing.publish import publish
from sessions.importer.reading.read import read_text
from sessions.importer.record import (
    Act,
    ActTelling,
    DeputyChange,
    DeputyTelling,
    DocumentKind,
    Record,
    Source,
    dump_record,
    load_record,
)
from sessions.importer.settling import settled

from .test_told_differently import ADOPTED, HEAD, LIST, SAME, SC, bulletin, paper

APPOINTING = paper(
    "会议决定：任命沈望舒为市发展和改革委员会主任。\n", f"{SC}关于任命沈望舒职务的决定"
)
DECISION = paper(
    "会议决定：接受陆鸣鹤辞去青岚市中级人民法院民事审判第一庭庭长职务的请求。\n",
    "关于接受陆鸣鹤辞去青岚市中级人民法院民事审判第一庭庭长职务的决定",
)


def read(minutes: str, *papers: str) -> Record:
    return build_record(read_text(bulletin(minutes, *papers)))


def differing(record: Record) -> list[str]:
    return [one.message for one in record.findings if one.code == "told_differently"]


def test_the_minutes_are_a_further_source_with_their_words() -> None:
    record = read(SAME, paper(LIST))
    assert len(record.appointments) == 4
    for act in record.appointments:
        (told,) = act.told
        assert told.source.document == f"{SC}第九次会议纪要"
        assert act.name in (told.text or "")
        assert not told.other_post
    shen = next(act for act in record.appointments if act.name == "沈望舒")
    assert (shen.told[0].organization_text, shen.told[0].post) == ("青岚市发改委", "主任")
    assert "决定任命沈望舒为市发改委主任；" in (shen.told[0].text or "")


def test_another_post_in_the_minutes_is_kept_with_its_words_and_found() -> None:
    record = read(SAME.replace("市发改委主任", "市教育局局长"), paper(LIST))
    shen = next(act for act in record.appointments if act.name == "沈望舒")
    assert (shen.told[0].other_post, shen.told[0].post) == (True, "局长")
    assert len(differing(record)) == 1


def test_an_act_that_the_minutes_alone_tell_has_them_as_its_source() -> None:
    record = read("任命顾青禾为市人大常委会研究室主任。", paper("免去：\n陆鸣鹤的审判员职务。\n"))
    act = next(act for act in record.appointments if act.name == "顾青禾")
    assert act.source is not None
    assert act.source.document == f"{SC}第九次会议纪要"
    assert act.told == ()


@settings(max_examples=12, deadline=None)
@given(papers=st.permutations([paper(LIST), APPOINTING, DECISION]))
def test_in_whatever_order_the_papers_are_printed_it_is_one_act_each(papers) -> None:
    record = read(SAME, *papers)
    kinds = {one.key: one.kind for one in record.documents}
    found = {}
    for act in record.appointments:
        assert act.source is not None
        assert kinds[act.source.document or ""] is DocumentKind.APPOINTMENT_LIST
        assert "#" not in act.key
        found[act.name, act.post] = sorted(kinds[t.source.document or ""] for t in act.told)
    assert len(found) == len(record.appointments) == 4
    assert found["沈望舒", "主任"] == ["decision", "minutes"]
    (removal,) = [act for act in record.appointments if act.name == "陆鸣鹤"]
    assert {told.act for told in removal.told} == {Act.ACCEPT_RESIGNATION, Act.REMOVE}
    (message,) = differing(record)
    assert "接受陆鸣鹤辞去" in message


def test_facts_alone_hold_no_words_and_old_files_stay_valid() -> None:
    record = read(SAME, paper(LIST))
    facts = load_record(dump_record(facts_of(record)))
    assert all(told.text is None for act in facts.appointments for told in act.told)
    assert [len(act.told) for act in facts.appointments] == [1, 1, 1, 1]


def test_a_telling_that_is_too_long_is_cut_and_does_not_refuse_the_file() -> None:
    name, post = "沈" * 101, "主任" * 60
    source = Source(document="纪要", line_start=3, line_end=3)
    told = ActTelling(source=source, text="任" * 501, name=name, post=post)
    seat = DeputyTelling(source=source, name=name, electoral_unit="石梁县" * 50)
    record = read(SAME, paper(LIST))
    act = record.appointments[0].model_copy(update={"told": (told,)})
    change = DeputyChange(
        key="x", congress=record.bulletin.issuer, name="方勤", change="vacated", told=(seat,)
    )
    done = settled(record.model_copy(update={"appointments": (act,), "deputy_changes": (change,)}))
    (cut,) = done.appointments[0].told
    assert [len(text) for text in (cut.text or "", cut.name, cut.post)] == [500, 100, 100]
    (cut_seat,) = done.deputy_changes[0].told
    assert [len(text) for text in (cut_seat.name, cut_seat.electoral_unit)] == [100, 100]
    found = [one for one in done.findings if one.code == "text_too_long"]
    assert [one.line for one in found] == [3] * 5


def test_of_a_person_named_twice_in_a_paragraph_each_act_has_its_own_clause() -> None:
    both = "免去方砚秋的市教育局局长职务；任命方砚秋为市水务局局长。"
    listed = "任命：\n方砚秋为青岚市水务局局长。\n免去：\n方砚秋的青岚市教育局局长职务。\n"
    record = read(both, paper(listed))
    words = {act.organization_text: act.told[0].text for act in record.appointments}
    assert words["青岚市水务局"] == "任命方砚秋为市水务局局长。"
    assert (words["青岚市教育局"] or "").endswith("免去方砚秋的市教育局局长职务；")


def test_the_words_of_a_decision_begin_below_its_title() -> None:
    record = read(SAME, paper(LIST), APPOINTING)
    shen = next(act for act in record.appointments if act.name == "沈望舒")
    _minutes, told = shen.told
    assert told.text == "会议决定：任命沈望舒为市发展和改革委员会主任。"
    assert told.date is not None


def announced(text: str) -> str:
    return f"青岚市人民代表大会常务委员会公告\n（第八号）\n{text}\n现予公布。\n{ADOPTED}\n"


@pytest.mark.parametrize(
    ("post", "acts", "found"),
    [
        ("市发展和改革委员会主任", 4, 0),  # the same act
        ("市教育局局长", 5, 1),  # another post: it stays, and is told
    ],
)
def test_an_announcement_is_a_further_source_or_a_finding(post, acts, found) -> None:
    record = read(SAME, paper(LIST), announced(f"会议决定：任命沈望舒为{post}。"))
    assert len(record.appointments) == acts
    messages = differing(record)
    assert len(messages) == found
    assert all("公告（第八号）" in one and post in one and "主任" in one for one in messages)
    shen = next(act for act in record.appointments if (act.name, act.post) == ("沈望舒", "主任"))
    kinds = {one.key: one.kind for one in record.documents}
    told = {kinds[one.source.document or ""] for one in shen.told}
    assert (DocumentKind.ANNOUNCEMENT in told) is (found == 0)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["任命", "免去"])
def test_a_list_that_a_later_bulletin_prints_again_makes_no_second_tenure(act) -> None:
    listed = {
        "任命": "任命：\n方砚秋为青岚市水务局局长。\n",
        "免去": "免去：\n方砚秋的青岚市水务局局长职务。\n",
    }[act]
    first = read_text(HEAD + paper(listed))
    again = read_text(HEAD.replace("第2号（总第20号）", "第3号（总第21号）") + paper(listed))
    for text in (first, again):
        publish(build_record(text))
    assert Appointment.objects.count() == 2
    (tenure,) = read_tenures(Appointment.objects.public())
    assert {tenure.start_act, tenure.end_act} & {row.pk for row in Appointment.objects.all()}
    (found,) = [one for one in check_records() if one.code == "told_twice"]
    assert found.severity == "info"


@pytest.mark.django_db
def test_publishing_again_changes_nothing_and_facts_take_no_words_away() -> None:
    record = read(SAME, paper(LIST))
    publish(record)
    before = list(AppointmentTelling.objects.values())
    assert len(before) == 4
    assert all(row["text"] for row in before)
    for again in (record, facts_of(record)):
        published = publish(again)
        assert list(AppointmentTelling.objects.values()) == before
        assert published.counts["appointments"]["updated"] == 0


@pytest.mark.django_db
def test_a_list_of_tellings_that_people_mended_stays() -> None:
    from npcrecords.core import history
    from npcrecords.core.changes import Watch
    from npcrecords.core.models import ActionKind
    from tests.factories import UserFactory

    record = read(SAME, paper(LIST))
    publish(record)
    row = AppointmentTelling.objects.first()
    assert row is not None
    with history.acting(ActionKind.CHANGE, by=UserFactory()):
        watch = Watch(row.appointment)
        row.text = "手工改过"
        row.save()
        watch.note(row.appointment)
    publish(record)
    assert AppointmentTelling.objects.get(pk=row.pk).text == "手工改过"
