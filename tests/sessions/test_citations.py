"""Which document a citation means: in whatever bulletin, in whatever order they come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sessions.citations import citing, with_meant
from sessions.cited_works import Wanted, cited_works
from sessions.importer import record as rec
from sessions.importer.publishing.publish import publish
from sessions.importer.publishing.remove import remove_bulletin
from sessions.models import Bulletin, Citation, Document, Opinion
from sessions.services import publish_again, take_back
from sessions.titles import same_number, same_title, says_too_little

from .. import factories as f
from .importer.records import document, meeting, small_bulletin

TITLE = "青岚市河道保护条例"


def meant(citation: Citation, *, drafts: bool = False) -> int | None:
    found: Any = with_meant(Citation.objects.filter(pk=citation.pk), drafts=drafts).get()
    return found.meant_id  # type: ignore[no-any-return]


def elsewhere(place: str = "白石市") -> Bulletin:
    return f.BulletinFactory(place=place)


# The keys


@given(st.text("河道条例（）()《》〈〉 　“”０5", min_size=1, max_size=12))
def test_a_key_is_its_own_key_and_knows_no_marks(title) -> None:
    key = same_title(title)
    assert same_title(key) == key
    assert same_title(f"《{title} 》") in (key, f"《{title} 》")
    assert same_title(title.replace("（", "(").replace("）", ")")) in (key, title.strip())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青岚市河道条例（草案）", "《青岚市 河道条例(草案)》"),
        ("关于修改〈河道条例〉的决定", "关于修改《河道条例》的决定"),
        ("２０２４年工作要点", "2024年工作要点"),
    ],
)
def test_titles_that_are_the_same(one, other) -> None:
    assert same_title(one) == same_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("水污染防治法", "中华人民共和国水污染防治法"),
        ("市政府关于防汛情况的报告", "关于防汛情况的报告"),
        ("河道条例（草案）", "河道条例"),
    ],
)
def test_titles_that_are_two(one, other) -> None:
    assert same_title(one) != same_title(other)


@pytest.mark.parametrize(
    "printed", ["青人函[2023]3号", "青人函（2023） 3号", "青人函【２０２３】３号"]
)
def test_numbers_with_any_brackets(printed) -> None:
    assert same_number(printed) == "青人函〔2023〕3号"


def test_titles_that_say_too_little() -> None:
    assert all(map(says_too_little, ["条例", "《实施意见》", "政府工作报告", "工作报告"]))
    assert not any(map(says_too_little, [TITLE, "青岚市财政工作报告", "民法典"]))


# The rule


@pytest.mark.django_db
class TestTheRule:
    def test_a_title_leads_to_another_bulletin_whatever_its_marks(self) -> None:
        held = f.DocumentFactory(title="青岚市河道保护条例（修订）", bulletin=elsewhere())
        citation = f.CitationFactory(title="青岚市 河道保护条例(修订)")
        assert meant(citation) == held.pk

    def test_of_several_the_one_in_the_same_bulletin(self) -> None:
        citation = f.CitationFactory(title=TITLE)
        f.DocumentFactory(title=TITLE)
        here = f.DocumentFactory(title=TITLE, bulletin=citation.bulletin)
        assert meant(citation) == here.pk
        f.DocumentFactory(title=TITLE, bulletin=citation.bulletin)
        assert meant(citation) is None

    def test_of_several_the_only_one_of_the_place(self) -> None:
        citation = f.CitationFactory(title=TITLE)
        f.DocumentFactory(title=TITLE, bulletin=elsewhere())
        f.DocumentFactory(title=TITLE, bulletin=elsewhere("石梁市"))
        assert meant(citation) is None
        near = f.DocumentFactory(title=TITLE)
        assert meant(citation) == near.pk
        f.DocumentFactory(title=TITLE)
        assert meant(citation) is None

    def test_bulletins_without_a_place_are_not_of_one_place(self) -> None:
        citation = f.CitationFactory(title=TITLE, document__bulletin__place="")
        f.DocumentFactory(title=TITLE, bulletin=elsewhere(""))
        f.DocumentFactory(title=TITLE, bulletin=elsewhere())
        assert meant(citation) is None

    def test_a_document_does_not_cite_itself(self) -> None:
        held = f.DocumentFactory(title=TITLE)
        assert meant(f.CitationFactory(title=TITLE, document=held)) is None

    def test_a_title_that_says_too_little_leads_to_none(self) -> None:
        f.DocumentFactory(title="政府工作报告")
        assert meant(f.CitationFactory(title="政府工作报告")) is None

    def test_a_letter_number_leads_to_the_opinion_and_counts_before_the_title(self) -> None:
        opinion = f.OpinionFactory(letter_number="青人函[2023]3号", title="关于河道的审议意见")
        f.DocumentFactory(title="关于印送审议意见的函")
        alone = f.CitationFactory(title="", number="青人函〔2023〕3号")
        both = f.CitationFactory(title="关于印送审议意见的函", number="青人函（2023）3号")
        assert meant(alone) == meant(both) == opinion.document_id
        Opinion.objects.update(document=None)
        assert meant(alone) is None
        assert meant(both) is not None

    def test_a_letter_number_that_two_opinions_bear_is_decided_by_place(self) -> None:
        near = f.OpinionFactory(letter_number="人函〔2023〕3号")
        f.OpinionFactory(letter_number="人函〔2023〕3号", document__bulletin=elsewhere())
        citation = f.CitationFactory(title="", number="人函〔2023〕3号")
        assert meant(citation) == near.document_id
        f.OpinionFactory(letter_number="人函〔2023〕3号")
        assert meant(citation) is None

    def test_what_staff_say_stays(self) -> None:
        held = f.DocumentFactory(title=TITLE)
        other = f.DocumentFactory(title="别的文件")
        citation = f.CitationFactory(title=TITLE, cited_document=other)
        assert meant(citation) == other.pk
        citation.cited_document, citation.not_held = None, True
        citation.save()
        assert meant(citation) is None
        citation.not_held = False
        citation.save()
        assert meant(citation) == held.pk

    def test_drafts_never_show_and_never_make_doubt(self) -> None:
        citation = f.CitationFactory(title=TITLE)
        draft = f.DocumentFactory(title=TITLE, bulletin__status="draft")
        assert meant(citation) is None
        assert meant(citation, drafts=True) == draft.pk
        held = f.DocumentFactory(title=TITLE)
        assert meant(citation) == held.pk
        assert not citing([draft.pk]).exists()

    def test_citing_is_the_other_way_round(self, django_assert_num_queries) -> None:
        opinion = f.OpinionFactory(letter_number="青人函〔2023〕3号", document__title=TITLE)
        held = opinion.document
        by_title, by_number = (
            f.CitationFactory(title=TITLE),
            f.CitationFactory(title="", number="青人函〔2023〕3号"),
        )
        said = f.CitationFactory(title="条例", cited_document=held)
        f.CitationFactory(title=TITLE, not_held=True)
        f.CitationFactory(title=TITLE, cited_document=f.DocumentFactory())
        f.CitationFactory(title=TITLE, document=held)
        with django_assert_num_queries(1):
            assert set(citing([held.pk])) == {by_title, by_number, said}

    def test_a_changed_title_or_letter_is_followed(self) -> None:
        citation = f.CitationFactory(title=TITLE)
        held = f.DocumentFactory(title="旧标题的文件")
        assert meant(citation) is None
        held.title = TITLE
        held.save()
        assert meant(citation) == held.pk
        held.delete()
        assert meant(citation) is None


# Publishing


LAW, PLAN, LETTER = "临溪市河道条例", "临溪市防汛规划", "临人大函〔2024〕9号"


def numbered(number: int, place: str = "临溪市") -> rec.Record:
    """The number-th bulletin: each prints the like of what others cite."""
    base = small_bulletin(number + 10)
    key = f"关于河道治理情况的报告之{number}"
    printed: dict[int, tuple[rec.Document, ...]] = {
        1: (document(LAW, 2, "regulation"),),
        2: (document(PLAN, 2, "other"), document("审议意见之二", 3, "review_opinion")),
        3: (document(LAW, 2, "regulation"),),
        4: (),
    }
    opinions = {
        2: (
            rec.Opinion(
                key="二",
                title="审议意见之二",
                document="审议意见之二",
                letter_number=LETTER,
                considered_at=meeting(12),
            ),
        )
    }
    citations = tuple(
        rec.Citation(key=f"c/{number}/{index}", title=title, number=letter)
        for index, (title, letter) in enumerate(
            [("临溪市 河道条例", ""), (PLAN, ""), ("", LETTER), ("没有收录的文件", "")]
        )
    )
    return base.model_copy(
        update={
            "bulletin": base.bulletin.model_copy(update={"place": place}),
            "agenda": (),
            "follow_ups": (),
            "appointments": (),
            "documents": (document(key, 1, "work_report", citations=citations), *printed[number]),
            "opinions": opinions.get(number, ()),
        }
    )


PLACES = {1: "临溪市", 2: "临溪市", 3: "别处市", 4: "临溪市"}


def told() -> set[tuple[str, str, str, str]]:
    """Who cites what, and what is meant: by words, not by ids."""
    rows: Any = with_meant(Citation.objects.order_by()).public()  # type: ignore[attr-defined]
    names = {
        row.pk: f"{row.title}@{row.bulletin.place}"
        for row in Document.objects.select_related("bulletin")
    }
    return {
        (row.document.title, row.title, row.number, names.get(row.meant_id, ""))
        for row in rows.select_related("document")
    }


class TestOrders(TestCase):
    """Each example in a transaction of its own, taken back at its end."""

    @settings(max_examples=12, deadline=None)
    @given(
        order=st.permutations([1, 2, 3, 4]),
        out=st.sets(st.sampled_from([1, 2, 3]), max_size=2),
        removed=st.booleans(),
    )
    def test_every_order_gives_the_same(self, order, out, removed) -> None:
        held = {number: publish(numbered(number, PLACES[number])).bulletin for number in order}
        whole = told()
        assert {line[3] for line in whole} == {
            "",
            f"{LAW}@临溪市",
            f"{LAW}@别处市",
            f"{PLAN}@临溪市",
            "审议意见之二@临溪市",
        }
        assert len(whole) == 16
        for number in out:
            if removed:
                remove_bulletin(bulletin=held[number])
            else:
                take_back(bulletin=held[number])
        kept = {f"关于河道治理情况的报告之{number}" for number in {1, 2, 3, 4} - out}
        left = told()
        assert {line[0] for line in left} == kept
        law = {line[3] for line in left if "河道条例" in line[1] and line[0].endswith("4")}
        assert law == {"" if {1, 3} <= out else f"{LAW}@{'别处市' if 1 in out else '临溪市'}"}
        if 2 in out:
            assert not {line for line in left if "之二" in line[3] or PLAN in line[3]}
        for number in out:
            if removed:
                publish(numbered(number, PLACES[number]))
            else:
                publish_again(bulletin=held[number])
        assert told() == whole


@pytest.mark.django_db
def test_publishing_gives_keys_also_where_a_title_is_mended() -> None:
    record = small_bulletin()
    publish(record)
    first, *others = record.documents
    mended = first.model_copy(update={"title": "换了的 标题"})
    publish(record.model_copy(update={"documents": (mended, *others)}))
    assert Document.objects.get(key=first.key).title_key == "换了的标题"
    assert Citation.objects.get().title_key == LAW
    assert Opinion.objects.get(document=None).letter_key == "临人大函〔2022〕8号"


# What is cited how often


def works(wanted: Wanted | None = None, **more: Any) -> list[tuple[str, str, int, int]]:
    found = cited_works(wanted, **more)
    rows = [(one.title, one.number, one.documents_count, one.times) for one in found]
    assert len(found) == len(rows)
    assert [(one.title or one.number) for one in found[:50]] == [t or n for t, n, *_ in rows]
    return rows


@pytest.mark.django_db
class TestWorks:
    def test_each_once_the_most_cited_first(self) -> None:
        f.CitationFactory(title=TITLE, count=2)
        f.CitationFactory(title="青岚市 河道保护条例", count=3)
        f.CitationFactory(title="防汛规划", number="青政发〔2024〕1号", count=9)
        f.CitationFactory(title="", number="青政发〔2024〕1号")
        draft = f.CitationFactory(title=TITLE, document__bulletin__status="draft")
        number = ("", "青政发〔2024〕1号", 2, 10)
        plan = ("防汛规划", "青政发〔2024〕1号", 1, 9)
        printed = min(TITLE, "青岚市 河道保护条例")
        assert works() == [number, (printed, "", 2, 5), plan]
        assert works(drafts=True)[0] == (printed, "", 3, 6)
        draft.document.bulletin.delete()
        assert works(drafts=True) == works()

    def test_what_is_asked_for(self) -> None:
        f.CitationFactory(title=TITLE, number="青人发〔2020〕2号")
        f.CitationFactory(title="防汛规划", document__bulletin__place="白石市")
        f.CitationFactory(title="防汛规划", document__bulletin__session__start_date="2021-02-03")
        f.CitationFactory(
            title="", number="青政发〔2024〕1号", document__bulletin__session=None,
            document__adopted_on="2019-05-06",
        )  # fmt: skip
        law, plan = (TITLE, "青人发〔2020〕2号", 1, 1), ("防汛规划", "", 2, 2)
        number = ("", "青政发〔2024〕1号", 1, 1)
        assert works() == [plan, law, number]
        assert works(Wanted(words=["河道 保护"])) == [law]
        assert works(Wanted(words=["[2020]", "防汛"])) == [plan, law]
        assert works(Wanted(titles=["《防汛 规划》"])) == [plan]
        assert works(Wanted(numbers=["青人发(2020)2号"])) == [law]
        assert works(Wanted(numbers=["青政发[2024]1号"])) == [number]
        assert works(Wanted(places=["白石市"])) == [("防汛规划", "", 1, 1)]
        assert works(Wanted(years=[2021])) == [("防汛规划", "", 1, 1)]
        assert works(Wanted(years=[2019])) == [number]
        assert works(Wanted(years=[0, 10_000])) == []

    def test_the_held_documents_are_told(self, django_assert_num_queries) -> None:
        opinion = f.OpinionFactory(letter_number="青人函〔2023〕3号")
        held = f.DocumentFactory(title=TITLE)
        f.DocumentFactory(title=TITLE, bulletin__status="draft")
        f.CitationFactory(title=TITLE)
        f.CitationFactory(title="", number="青人函〔2023〕3号")
        f.CitationFactory(title="一份规划", cited_document=f.DocumentFactory())
        f.CitationFactory(title="一份规划", cited_document=held)
        f.CitationFactory(title="别的", not_held=True, cited_document=held)
        with django_assert_num_queries(6):
            found = {one.title or one.number: one for one in cited_works()[:10]}
        assert found[TITLE].cited_document == held.pk
        assert found["青人函〔2023〕3号"].cited_document == opinion.document_id
        assert len(found["一份规划"].held) == 2
        assert found["一份规划"].cited_document is None
        assert found["别的"].held == ()
