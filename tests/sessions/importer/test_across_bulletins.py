"""One opinion told by several bulletins: in whatever order they come in, and when one is taken
away, it is the same record with the same points, and each response finds its aspect."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from sessions.importer import record as rec
from sessions.importer.publishing.publish import publish
from sessions.importer.publishing.remove import remove_bulletin
from sessions.models import Bulletin, FollowUp, Opinion, OpinionPoint, Response

from .records import COMMITTEE, CONGRESS, GOVERNMENT, document, meeting, section

pytestmark = pytest.mark.django_db

TITLE = "关于防汛工作情况报告的审议意见"
LETTER = "临人大函〔2022〕8号"
ASPECTS = ["河道清淤", "预警发布", "群众转移", "物资储备"]
SAID = {
    "河道清淤": "淤积的河段要在汛期之前全部清完，清出的泥沙运往指定的场地。",
    "预警发布": "雨情和水情的预警要送到每一个村，夜里也有人接听。",
    "群众转移": "住在低洼处的老人由村干部包户，水位一到就转移。",
    "物资储备": "沙袋、水泵和冲锋舟按县里的目录备足，每年清点一次。",
}


def bulletin(number: int, **parts: Any) -> rec.Record:
    return rec.Record(
        bulletin=rec.Bulletin(
            issuer=COMMITTEE, place="临溪市", term=5, number=number, label=f"五届第{number}号"
        ),
        session=rec.Session(meeting=meeting(number), start_date=date(2022, number, 5)),
        organizations=(
            rec.Organization(key=COMMITTEE, name=COMMITTEE, jurisdiction="临溪市", parent=CONGRESS),
            rec.Organization(key=CONGRESS, name=CONGRESS, jurisdiction="临溪市"),
            rec.Organization(key=GOVERNMENT, name=GOVERNMENT, jurisdiction="临溪市"),
        ),
        **parts,
    )


def printed(letter: str = LETTER, title: str = TITLE, number: int = 2) -> rec.Record:
    """The bulletin that prints the opinion with its four aspects."""
    points = [
        rec.Point(key=f"o/{n}", kind="aspect", number=n, title=name, text=SAID[name])
        for n, name in enumerate(ASPECTS, 1)
    ]
    points.append(rec.Point(key="o/1/1", parent="o/1", kind="point", number=1, text="限期清完。"))
    opinion = rec.Opinion(
        key="o",
        title=title,
        document="意见",
        letter_number=letter,
        considered_at=meeting(number),
        adopted_on=rec.When(on=date(2022, 2, 20)),
        points=tuple(points),
    )
    return bulletin(number, documents=(document("意见", 1, "review_opinion"),), opinions=(opinion,))


def answered(
    number: int,
    kind: Any,
    names: list[str],
    headings: list[str],
    *,
    about: list[str] | None = None,
    addressee: str = "市政府",
    title: str = TITLE,
) -> rec.Record:
    """A bulletin with one report: its headings, and the names it gives to what they answer.
    What it says under a heading retells the aspect that it is ``about``."""
    key = f"{kind}{number}"
    sections = tuple(
        section(key, f"{n}", n, f"{SAID.get(name, '')}现已办结。", heading=heading)
        for n, (name, heading) in enumerate(zip(about or names, headings, strict=True), 1)
    )
    points = tuple(
        rec.Point(key=f"k/{n}", kind="aspect", number=n, title=name)
        for n, name in enumerate(names, 1)
    )
    responses = tuple(
        rec.Response(
            key=f"{key}/{n}→{n}",
            point=f"k/{n}",
            section=f"{key}/{n}",
            heading=heading,
            match="exact",
        )
        for n, heading in enumerate(headings, 1)
    )
    opinion = rec.Opinion(
        key="k",
        title=title,
        letter_number=LETTER,
        addressee=addressee,
        addressee_organization=GOVERNMENT,
        points=points,
        aspects_count=len(names),
    )
    report = rec.FollowUp(
        key=key,
        opinion="k",
        kind=kind,
        document=key,
        letter_number=LETTER,
        responses=responses,
    )
    return bulletin(
        number,
        documents=(document(key, 1, f"{kind}_report", sections=sections),),
        opinions=(opinion,),
        follow_ups=(report,),
    )


def handling(number: int = 6, **more: Any) -> rec.Record:
    """The government's: it does not quote, and leaves the second aspect out."""
    names = ["清理河道淤积", "做好群众转移安置", "备足防汛物资"]
    about = [ASPECTS[0], ASPECTS[2], ASPECTS[3]]
    return answered(number, "handling", names, names, about=about, addressee="市人民政府", **more)


def tracking(number: int = 9, **more: Any) -> rec.Record:
    """The committee's: it quotes the first, the second and the fourth."""
    names = [ASPECTS[0], ASPECTS[1], ASPECTS[3]]
    return answered(number, "tracking", names, [f"关于“{name}”方面" for name in names], **more)


def told() -> Any:
    """All that is held of the opinion, without ids."""
    opinion = Opinion.objects.get()
    facts = {
        name: str(getattr(opinion, name))
        for name in (
            "title", "letter_number", "considered_at", "adopted_on", "addressee",
            "addressee_organization", "aspects_count", "document",
        )
    }  # fmt: skip
    points = [
        (one.key, one.title, one.parent.title if one.parent else None, one.bulletin.label)
        for one in opinion.points.order_by("key")
    ]
    answers = sorted(
        (one.key, one.point.title if one.point else "", one.match, one.quoted)
        for one in Response.objects.all()
    )
    return facts, points, answers


ALL = {"printed": printed, "handling": handling, "tracking": tracking}


class AnyOrder(HypothesisTestCase):
    @settings(max_examples=10, deadline=None)
    @given(st.permutations(list(ALL)), st.sampled_from([None, *ALL]), st.integers(1, 3))
    def test_the_opinion_is_the_same_in_every_order(
        self, order: list[str], away: str | None, times: int
    ) -> None:
        """Also where one of the bulletins is taken away again, and some come twice."""
        for name in [*order, *order[:times]]:
            publish(ALL[name]())
        pk = Opinion.objects.get().pk
        if away is not None:
            remove_bulletin(bulletin=Bulletin.objects.get(number=ALL[away]().bulletin.number))
        assert Opinion.objects.get().pk == pk
        found = told()
        for one in Bulletin.objects.all():
            remove_bulletin(bulletin=one)
        assert not Opinion.objects.exists()
        for name, record in ALL.items():
            if name != away:
                publish(record())
        assert told() == found


def test_a_response_answers_the_aspect_that_it_names_not_the_one_of_its_number() -> None:
    publish(printed())
    publish(tracking())
    (_, points, answers) = told()
    assert [one[1] for one in points if one[2] is None] == ASPECTS
    assert [(quoted, point, match) for _, point, match, quoted in answers] == [
        ("河道清淤", "河道清淤", "exact"),
        ("预警发布", "预警发布", "exact"),
        ("物资储备", "物资储备", "exact"),
    ]


def test_what_is_said_under_a_reworded_heading_tells_its_aspect() -> None:
    publish(handling())
    publish(printed())
    (_, _, answers) = told()
    assert [(point, match) for _, point, match, _ in answers] == [
        ("河道清淤", "reworded"),
        ("群众转移", "reworded"),
        ("物资储备", "reworded"),
    ]


def test_points_keep_their_ids_when_the_print_comes() -> None:
    publish(tracking())
    before = dict(OpinionPoint.objects.values_list("title", "pk"))
    publish(printed())
    after = dict(OpinionPoint.objects.filter(parent=None).values_list("title", "pk"))
    assert {name: after[name] for name in before} == before
    assert sorted(after) == sorted(ASPECTS)


def test_a_heading_that_fits_no_aspect_answers_none() -> None:
    publish(printed())
    strange = ["植树造林", ASPECTS[1]]
    publish(answered(7, "tracking", strange, [f"关于“{name}”方面" for name in strange]))
    assert {one.quoted: one.point and one.point.title for one in Response.objects.all()} == {
        "植树造林": None,
        "预警发布": "预警发布",
    }


def test_what_staff_settled_stays() -> None:
    publish(printed())
    publish(handling())
    response = Response.objects.get(heading="清理河道淤积")
    response.point = OpinionPoint.objects.get(title="群众转移")
    response.match = "by_hand"
    response.save()
    for record in (tracking(), printed(), handling()):
        publish(record)
        response.refresh_from_db()
        assert (response.point.title, response.match) == ("群众转移", "by_hand")


def test_one_section_for_two_aspects() -> None:
    publish(printed())
    name = "关于“预警发布”“群众转移”方面"
    publish(answered(7, "tracking", [name], [name]))
    rows = Response.objects.order_by("point__number")
    assert [(row.point.title, row.match) for row in rows] == [
        ("预警发布", "shared"),
        ("群众转移", "shared"),
    ]
    ids = [row.pk for row in rows]
    publish(answered(7, "tracking", [name], [name]))
    assert [row.pk for row in Response.objects.order_by("point__number")] == ids


def test_publishing_again_changes_nothing() -> None:
    for record in (handling(), printed(), tracking()):
        publish(record)
    for record in (printed(), tracking(), handling()):
        counts = publish(record).counts
        assert {name for name, one in counts.items() if one["inserted"] + one["updated"]} == set()


def test_two_printed_opinions_with_one_letter_stay_two() -> None:
    publish(printed())
    publish(printed(title="关于老旧小区改造情况报告的审议意见", number=3))
    first, second = Opinion.objects.order_by("pk")
    assert first.letter_number == second.letter_number == LETTER
    assert first.document != second.document
    assert first.points.count() == second.points.count() == 5


def test_a_report_on_another_matter_with_the_same_letter_is_no_report_on_this_opinion() -> None:
    publish(printed())
    publish(tracking(title="关于老旧小区改造情况报告的审议意见"))
    assert FollowUp.objects.get().opinion != Opinion.objects.get(title=TITLE)
    assert Opinion.objects.count() == 2


def test_the_print_says_what_the_opinion_is_and_others_what_it_does_not_say() -> None:
    publish(handling())
    publish(printed(letter=""))
    opinion = Opinion.objects.get()
    assert (opinion.letter_number, opinion.addressee) == (LETTER, "市人民政府")
    assert opinion.adopted_on == date(2022, 2, 20)
