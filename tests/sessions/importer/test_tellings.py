"""One act that a list, decisions and the minutes tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.models import AppointmentTelling
from sessions.importer.build import build_record
from sessions.importer.facts import facts_of
from sessions.importer.publishing.publish import publish
from sessions.importer.reading.read import read_text
from sessions.importer.record import Act, DocumentKind, Record, dump_record, load_record

from .test_told_differently import LIST, SAME, SC, bulletin, paper

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
