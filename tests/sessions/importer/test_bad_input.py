"""Bad input: whatever comes in, it ends in a sentence, in findings, or in whole records.

Mutilated texts are read and published like good ones; record files that no table could hold
are refused before anything is written.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from people.models import Appointment, Person
from sessions.importer import record as rec
from sessions.importer.build import MOST_DOCUMENTS, build_record
from sessions.importer.publishing.publish import publish
from sessions.importer.publishing.soundness import DEEPEST, unsound
from sessions.importer.reading.encodings import LARGEST
from sessions.importer.reading.read import MOST_LINES, read_bytes, read_text
from sessions.importer.settling import UNKNOWN_SESSION, settled
from sessions.importer.stages import ReadingError, number_of
from sessions.models import Bulletin, Opinion, OpinionPoint, Section, Session

from .records import COMMITTEE, meeting, place, section, small_bulletin

DEMO = Path(django_settings.BASE_DIR) / "fixtures" / "demo" / "linxi-5-12.txt"
TEXT = DEMO.read_text(encoding="utf-8")
LINES = TEXT.splitlines()

Mutilation = Callable[[str], str]


def without_lines(every: int) -> Mutilation:
    return lambda text: "\n".join(
        line for i, line in enumerate(text.splitlines()) if i % every != every - 1
    )


def shuffled(seed: int) -> Mutilation:
    def shuffle(text: str) -> str:
        lines = text.splitlines()
        random.Random(seed).shuffle(lines)
        return "\n".join(lines)

    return shuffle


def replaced_by(pattern: str, words: str) -> Mutilation:
    return lambda text: re.sub(pattern, words, text)


MUTILATIONS: dict[str, Mutilation] = {
    "whole": str,
    "no punctuation": replaced_by(r"[^\w\s]", ""),
    "digits doubled": replaced_by(r"(\d)", r"\1\1"),
    "digits of 6,000 places": lambda text: re.sub(r"\d+", "9" * 6000, text, count=30),
    "numerals of 6,000 places": replaced_by(
        r"(?<=第)[一二三四五六七八九十]+(?=届|次)", "九" * 6000
    ),
    "no such day": replaced_by(r"\d+月\d+日", "2月30日"),
    "one line": lambda text: text.replace("\n", ""),
    "a character a line": "\n".join,
    "in a mirror": lambda text: text[::-1],
    "control characters": lambda text: text.replace("。\n", "\x01。\n\x02\u200b\n", 5),
    "only headings one": replaced_by(r"(?m)^(\s*)[一二三四五六七八九十]+、", r"\1一、"),
    "one letter number": replaced_by(r"〔\d+〕\d+号", "〔2023〕1号"),
    "titles of 5,000": lambda text: text.replace("关于", "关于" + "长" * 5000),
    "names of 3,000": replaced_by(r"(?<=　　)([\u4e00-\u9fff]{2,3})(?=为)", "王" * 3000),
    "posts of 3,000": replaced_by(r"(审判员|检察员)", "副" * 3000 + r"\1"),
    "markers of 100": replaced_by(r"（[一二三四五六七八九十]+）", f"（{'一' * 100}）"),
    "page numbers beyond any": replaced_by(r"— \d+ —", "— 99999999999 —"),
    "page numbers nought": replaced_by(r"— \d+ —", "— 0 —"),
    "the same text twice": lambda text: text + "\n" + text,
    "no place": lambda text: text.replace("市", ""),
}


def publish_and_take_back(record: rec.Record) -> None:
    """Publish, see that all documents and appointments are there, and roll back."""
    with transaction.atomic():
        point = transaction.savepoint()
        done = publish(record)
        assert done.bulletin.documents.count() == len(record.documents)
        assert Appointment.objects.filter(bulletin=done.bulletin).count() == len(
            record.appointments
        )
        assert Opinion.objects.count() == len(record.opinions)
        transaction.savepoint_rollback(point)


def read_and_publish(text: str) -> bool:
    """The way of every text: refused in one sentence (False), or a record that is whole,
    survives its JSON and can be published."""
    try:
        record = build_record(read_text(text, "公报.txt"))
    except ReadingError as error:
        assert "公报.txt" in str(error)
        return False
    assert rec.broken_reference(record) == ""
    assert unsound(record) == ""
    assert rec.load_record(rec.dump_record(record)) == record
    publish_and_take_back(record)
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MUTILATIONS)
def test_mutilated_bulletins_can_be_published(kind: str):
    assert read_and_publish(MUTILATIONS[kind](TEXT))


@pytest.mark.django_db
@pytest.mark.parametrize("percent", range(5, 100, 15))
def test_bulletins_cut_anywhere_can_be_published(percent: int):
    assert read_and_publish(TEXT[: len(TEXT) * percent // 100])


class Mutilated(HypothesisTestCase):
    """Texts cut, torn, shuffled and repeated at random."""

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        start=st.integers(0, len(LINES) - 1),
        length=st.integers(1, len(LINES)),
        order=st.sampled_from([str, shuffled(1), shuffled(2), *map(without_lines, (2, 3, 7))]),
        change=st.sampled_from(sorted(MUTILATIONS)),
        strange=st.text(alphabet="《》（“〔一1.、：\x01\u2028\ufffe😀", max_size=30),
    )
    @example(0, len(LINES), shuffled(2), "the same text twice", "")
    def test_all_end_in_a_sentence_or_in_whole_records(
        self, start: int, length: int, order: Mutilation, change: str, strange: str
    ):
        lines = LINES[start : start + length]
        lines.insert(len(lines) // 2, strange)
        read_and_publish(MUTILATIONS[change](order("\n".join(lines))))


def test_numbers_that_number_nothing_are_no_numbers():
    assert number_of("9" * 9) == 999_999_999
    assert number_of("9" * 10) is None
    assert number_of("9" * 6000) is None
    assert number_of("九" * 6000) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("水利\n" * (MOST_LINES + 1), ("行", str(MOST_LINES))),
        ("水" * (LARGEST // 3 + 1), ("MB",)),
        (
            "临溪市人民代表大会常务委员会任免名单\n（2024年6月27日临溪市第五届人民代表大会"
            "常务委员会第十二次会议通过）\n任命：\n　　方远为市水利局局长；\n"
            * (MOST_DOCUMENTS + 1),
            ("个文件", str(MOST_DOCUMENTS)),
        ),
    ],
    ids=["lines", "bytes", "documents"],
)
def test_what_is_too_large_is_refused_in_one_sentence(text: str, words: tuple[str, ...]):
    with pytest.raises(ReadingError) as refused:
        build_record(read_bytes(text.encode(), "大.txt"))
    for word in ("大.txt", *words, "请"):
        assert word in str(refused.value)


@pytest.mark.parametrize(
    "unit", ["会议听取和审议了市政府关于河湖治理情况的报告，", "水《", "（一", "水 "]
)
def test_a_text_of_a_single_line_comes_to_an_end(unit: str):
    """Two million characters; what is not linear takes minutes."""
    build_record(read_text(unit * (2_000_000 // len(unit))))


def test_a_marked_text_cut_in_mid_character_is_read_and_reported():
    data = TEXT.encode("utf-16")[:4001]
    source = read_bytes(data)
    assert source.encoding == "utf-16-le"
    assert [finding.code for finding in source.findings] == ["unreadable_characters"]


def test_lines_of_nothing_but_control_characters_are_furniture():
    source = read_text("河道治理得好。\n\u200b\n正文在此。")
    assert [line.text for line in source.flow] == ["河道治理得好。", "正文在此。"]
    assert [(piece.line_start, piece.kind) for piece in source.furniture] == [(1, "repeated")]


# What the stages left, settled


def test_a_clean_record_is_settled_already():
    record = small_bulletin()
    assert settled(record) is record


def test_items_of_one_key_are_both_kept_and_told():
    record = small_bulletin()
    first = record.opinions[0]
    twice = record.model_copy(update={"opinions": (*record.opinions, first)})
    done = settled(twice)
    keys = [opinion.key for opinion in done.opinions]
    assert keys == [*(opinion.key for opinion in record.opinions), f"{first.key}#2"]
    assert [point.key for point in done.opinions[-1].points] == [
        f"{point.key}#2" for point in first.points
    ]
    finding = done.findings[-1]
    assert (finding.code, finding.severity) == ("printed_twice", "error")
    assert rec.broken_reference(done) == ""


def test_agenda_without_a_session_gets_one_that_is_not_known():
    done = settled(small_bulletin().model_copy(update={"session": None}))
    assert done.session is not None
    assert (done.session.meeting.name, done.session.meeting.number) == (UNKNOWN_SESSION, None)


def test_a_text_too_long_is_cut_and_told_and_a_long_heading_is_text():
    long = section("答复", "九", 9, "后文。", heading="长" * 501)
    record = small_bulletin()
    last = record.documents[-1]
    last = last.model_copy(update={"addressee": "市" * 201, "sections": (*last.sections, long)})
    done = settled(record.model_copy(update={"documents": (*record.documents[:-1], last)}))
    assert done.documents[-1].addressee == "市" * 199 + "…"
    told = done.documents[-1].sections[-1]
    assert (told.heading, told.text) == ("", "长" * 501 + "\n后文。")
    (finding,) = [item for item in done.findings if item.code == "text_too_long"]
    assert finding.line == last.line_start
    assert "201 字" in finding.message


# Record files that cannot be taken

HEAD = '{"format": "npcrecords/bulletin", "version": 1, "bulletin": {"issuer": "x"}, '


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, ("嵌套",)),
        (HEAD + '"people": ' + "9" * 5000 + "}", ("太大",)),
        (b"\xff\xfe\x00", ("UTF-8",)),
        ("", ("第 1 行",)),
        (HEAD + '"people": [], "people": []}', ("people", "两次")),
        (HEAD + '"people": [{"key": "a\\u0000", "name": "b"}]}', ("key", "空字符")),
        (HEAD + '"people": [{"key": "a", "name": "\\ud800"}]}', ("name", "不成字")),
        (HEAD + '"people": [{"key": "a"}]}', ("people.0.name", "缺少")),
        (HEAD + '"people": {}}', ("people", "一列")),
        (HEAD + '"people": [5]}', ("people.0", "一组")),
        (HEAD + '"peple": []}', ("peple", "没有这一项")),
        (HEAD + '"agenda": [{"key": "a", "number": NaN}]}', ("agenda.0.number", "整数")),
        (HEAD + '"agenda": [{"key": "a", "number": -1}]}', ("agenda.0.number", "太小")),
        (
            HEAD + '"agenda": [{"key": "a", "number": 99999999999999999999}]}',
            ("agenda.0.number", "太大"),
        ),
        (HEAD + '"furniture": [{"kind": "x"}]}', ("furniture.0.kind", "只能是")),
        (
            HEAD + '"session": {"meeting": {"body": "x", "kind": "committee"}, '
            '"start_date": "2024-02-30"}}',
            ("session.start_date", "日期"),
        ),
        (
            HEAD + '"documents": [{"key": "a", "sequence": 1, "kind": "other", "title": "a", '
            '"page_start": -3}]}',
            ("documents.0.page_start", "太小"),
        ),
    ],
)
def test_a_record_file_that_is_off_is_one_chinese_sentence(
    text: str | bytes, words: tuple[str, ...]
):
    with pytest.raises(rec.RecordError) as refused:
        rec.load_record(text, name="记录.json")
    message = str(refused.value)
    assert len(message.splitlines()) == 1
    for word in ("记录.json", *words, "请"):
        assert word in message, message


def changed(part: str, at: int = 0, **values: Any) -> rec.Record:
    record = small_bulletin()
    items = list(getattr(record, part))
    items[at] = items[at].model_copy(update=values)
    return record.model_copy(update={part: tuple(items)})


def chain(length: int, first: str | None) -> rec.Record:
    """A document whose sections lie in each other, ``length`` deep."""
    sections = tuple(
        rec.Section(
            key=f"s{i}",
            parent=f"s{i - 1}" if i else first,
            order=i,
            level=1,
            line_start=1,
            line_end=1,
        )
        for i in range(length)
    )
    return changed("documents", 0, sections=sections)


def point(number: int, key: str, parent: str | None = None) -> rec.Point:
    return rec.Point(
        key=key, parent=parent, kind="point", number=number, source=place(None, number)
    )


UNSOUND = {
    "circle of sections": (chain(3, "s2"), ("s0", "绕回")),
    "sections too deep": (chain(5000, None), ("层",)),
    "a parent in another document": (
        changed("documents", 1, sections=(section("答复", "一/二", 0),)),
        ("答复/一", "不在"),
    ),
    "points in a circle": (
        changed("opinions", 0, points=(point(1, "a", "b"), point(2, "b", "a"))),
        ("绕回",),
    ),
    "an opinion without title": (changed("opinions", 0, title=""), ("title", "空")),
    "a nameless appointee": (changed("appointments", 0, name=""), ("name", "空")),
    "an agenda item without text": (changed("agenda", 0, text=""), ("text", "空")),
    "pages that end before they begin": (
        changed("documents", 0, page_start=9, page_end=3),
        ("page_end 3",),
    ),
    "lines that end before they begin": (
        changed("appointments", 0, source=rec.Source(line_start=9, line_end=3)),
        ("line_end 3",),
    ),
    "one person twice": (
        changed("people", 0, name=small_bulletin().people[1].name),
        ("note",),
    ),
    "an unknown kind of organisation": (
        changed("organizations", 0, classification="club"),
        ("classification", "club"),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", UNSOUND)
def test_a_record_that_no_table_holds_is_refused_and_nothing_is_written(what: str):
    record, words = UNSOUND[what]
    with pytest.raises(rec.RecordError) as refused:
        publish(record)
    for word in (*words, "请"):
        assert word in str(refused.value), str(refused.value)
    assert not Bulletin.objects.exists()
    assert not Person.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "record",
    [
        changed("organizations", 0, aliases=("称" * 201,)),
        changed("appointments", 0, post="长" * 101),
        changed("opinions", 1, due_rule="据" * 301),
        small_bulletin().model_copy(
            update={
                "session": rec.Session(
                    meeting=meeting(12).model_copy(update={"name": "会" * 201, "number": None})
                )
            }
        ),
        small_bulletin().model_copy(
            update={"bulletin": rec.Bulletin(issuer=COMMITTEE, label="号" * 201)}
        ),
    ],
    ids=["alias", "post", "due rule", "session", "bulletin"],
)
def test_a_text_longer_than_its_column_is_refused_on_either_engine(record: rec.Record):
    with pytest.raises(rec.RecordError, match="太长"):
        publish(record)
    assert not Bulletin.objects.exists()


@pytest.mark.django_db
def test_outlines_as_deep_as_any_and_numbers_that_come_twice_are_kept():
    publish(chain(DEEPEST, None))
    assert Section.objects.filter(key__startswith="s").count() == DEEPEST
    points = (point(1, "a"), point(1, "b"), point(2, "c", "b"), point(2, "d", "b"))
    record = changed("opinions", 0, points=points)
    follow_ups = tuple(item.model_copy(update={"responses": ()}) for item in record.follow_ups)
    record = record.model_copy(update={"follow_ups": follow_ups})
    publish(record)
    held = OpinionPoint.objects.filter(opinion__title=record.opinions[0].title)
    assert sorted(held.values_list("key", flat=True)) == ["1", "1#2", "1#2.2", "1#2.2#2"]
    ids = set(held.values_list("pk", flat=True))
    publish(record)
    assert set(held.values_list("pk", flat=True)) == ids


@pytest.mark.django_db
def test_two_opinions_of_one_letter_number_stay_two():
    first = small_bulletin().opinions[1]
    other = first.model_copy(update={"key": "另一件", "points": ()})
    record = small_bulletin()
    record = record.model_copy(update={"opinions": (*record.opinions, other)})
    publish(record)
    ids = set(Opinion.objects.values_list("pk", flat=True))
    assert len(ids) == 3
    publish(record)
    assert set(Opinion.objects.values_list("pk", flat=True)) == ids


# The commands


def run(*arguments: Any, command: str = "import_bulletin") -> tuple[int, str, str]:
    """The exit code, and what was written to the two outputs."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_one_bad_file_does_not_keep_the_others_out(tmp_path: Path):
    (tmp_path / "空.txt").write_bytes(b"")
    code, out, err = run(tmp_path / "空.txt", DEMO, "--publish")
    assert (code, Bulletin.objects.count()) == (2, 1)
    assert "已发布" in out
    assert err.strip().splitlines() == ["空.txt 是空文件，没有可读的内容。请检查文件后重新上传。"]


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["{", "[]", '{"a": 5}', None])
def test_abstracts_that_are_off_are_one_sentence(tmp_path: Path, content: str | None):
    path = tmp_path / "摘要.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    out = tmp_path / "out.json"
    code, _, err = run(DEMO, "--record-out", out, "--facts-only", "--abstracts", path)
    assert code == 2
    assert "摘要" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.django_db
def test_record_files_are_published_all_or_none_and_the_bad_one_is_named(tmp_path: Path):
    (tmp_path / "1.record.json").write_text(rec.dump_record(small_bulletin()), encoding="utf-8")
    bad = json.loads(rec.dump_record(small_bulletin(13)))
    bad["agenda"][0]["kinds"] *= 2
    (tmp_path / "2.record.json").write_text(json.dumps(bad), encoding="utf-8")
    code, _, err = run(tmp_path, command="load_records")
    assert code == 2
    assert "2.record.json" in err
    assert "kinds" in err
    assert not Bulletin.objects.exists()
