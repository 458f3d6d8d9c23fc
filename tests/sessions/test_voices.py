"""What a point, a vote, an opinion may say, and what is refused with a sentence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sessions.models import OpinionPoint

from .. import factories as f

pytestmark = pytest.mark.django_db
D = dt.date
VOICES = ("claim", "verified")
STATED = {"claim": "B", "verified": "partly"}


def errors_of(row) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.message_dict


@pytest.mark.parametrize("voice", VOICES)
def test_who_when_and_where_need_what_is_said(voice) -> None:
    document = f.DocumentFactory()
    details = {"by": f.OrganizationFactory(), "on": D(2024, 11, 5), "document": document}
    for name, value in details.items():
        point = f.OpinionPointFactory()
        setattr(point, f"{voice}_{name}", value)
        (sentence,) = errors_of(point)[voice]
        assert "就要选定" in sentence
        with pytest.raises(IntegrityError), transaction.atomic():
            point.save()
        setattr(point, voice, STATED[voice])
        point.full_clean()


@pytest.mark.parametrize("voice", VOICES)
def test_a_page_needs_its_document(voice) -> None:
    point = f.OpinionPointFactory(**{voice: STATED[voice], f"{voice}_page": 7})
    assert "页码所在的文件" in errors_of(point)[f"{voice}_page"][0]
    setattr(point, f"{voice}_document", f.DocumentFactory())
    point.full_clean()


class TwoVoices(TestCase):
    @given(
        st.fixed_dictionaries(
            {"claim": st.sampled_from(["", "A", "D"]), "verified": st.sampled_from(["", "solved"])}
        ),
        st.sets(st.sampled_from(["claim_on", "verified_on"])),
    )
    def test_neither_voice_speaks_for_the_other(self, said, dated) -> None:
        point = f.OpinionPointFactory(**said)
        for name in dated:
            setattr(point, name, D(2025, 3, 1))
        wrong = {name.removesuffix("_on") for name in dated if not said[name.removesuffix("_on")]}
        if wrong:
            assert set(errors_of(point)) == wrong
        else:
            point.full_clean()
            point.save()
            held = OpinionPoint.objects.get(pk=point.pk)
            assert (held.claim, held.verified) == (said["claim"], said["verified"])


def test_a_document_that_goes_leaves_what_was_said() -> None:
    document = f.DocumentFactory()
    point = f.OpinionPointFactory(claim="A", claim_document=document, claim_page=3)
    document.delete()
    point.refresh_from_db()
    assert (point.claim, point.claim_document, point.claim_page) == ("A", None, 3)


def test_what_is_repeated_was_said_earlier_in_another_opinion() -> None:
    point = f.OpinionPointFactory()
    same = f.OpinionPointFactory(opinion=point.opinion)
    later = f.OpinionPointFactory(opinion__adopted_on=D(2024, 8, 17))
    at_once = f.OpinionPointFactory(opinion__adopted_on=D(2024, 8, 16))
    earlier = f.OpinionPointFactory(opinion__adopted_on=D(2022, 8, 16))
    for wrong, said in (
        (same, "另一件"),
        (later, "不早于"),
        (at_once, "不早于"),
        (point, "另一件"),
    ):
        point.repeat_of = wrong
        assert said in errors_of(point)["repeat_of"][0]
    point.repeat_of = earlier
    point.full_clean()
    point.save()
    assert list(earlier.repeats.all()) == [point]
    earlier.delete()
    point.refresh_from_db()
    assert point.repeat_of is None


def test_two_points_do_not_repeat_one_another() -> None:
    one, two, three = (f.OpinionPointFactory(opinion__adopted_on=None) for _ in range(3))
    two.repeat_of = one
    two.save()
    three.repeat_of = two
    three.save()
    one.repeat_of = three
    assert "不能互相重复" in errors_of(one)["repeat_of"][0]
    with pytest.raises(IntegrityError), transaction.atomic():
        OpinionPoint.objects.filter(pk=one.pk).update(repeat_of=one.pk)


def test_a_vote_is_on_a_point_of_its_opinion_and_after_it() -> None:
    vote = f.SatisfactionVoteFactory()
    vote.point = f.OpinionPointFactory()
    vote.voted_on = D(2024, 8, 15)
    found = errors_of(vote)
    assert "测评整件的不选" in found["point"][0]
    assert "早于审议意见的通过日期" in found["voted_on"][0]


def test_a_vote_without_votes_is_none() -> None:
    vote = f.SatisfactionVoteFactory.build(
        opinion=f.OpinionFactory(), point=None, session=None, satisfied=0, basically=0,
        not_satisfied=0, absent=40,
    )  # fmt: skip
    assert "三种票都是 0" in str(errors_of(vote))


def test_an_opinion_is_withdrawn_after_it_was_adopted_and_for_a_reason_on_a_day() -> None:
    opinion = f.OpinionFactory(withdrawn_on=D(2024, 8, 15))
    assert "早于通过日期" in errors_of(opinion)["withdrawn_on"][0]
    opinion.withdrawn_on, opinion.withdrawn_reason = None, "报告撤回"
    assert "撤回日期" in str(errors_of(opinion))
    opinion.withdrawn_on = D(2024, 9, 1)
    opinion.full_clean()
