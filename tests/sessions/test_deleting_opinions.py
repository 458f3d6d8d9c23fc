"""An opinion, a point, a report that others hang on is not deleted by itself; what a bulletin
brought goes with the bulletin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from sessions.importer.publishing.publish import publish
from sessions.importer.publishing.remove import remove_bulletin
from sessions.models import (
    FollowUp,
    Opinion,
    OpinionPoint,
    Response,
    SatisfactionVote,
)

from .. import factories as f
from ..admin_pages import url
from .importer.records import small_bulletin
from .importer.test_publish import replaced, without

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]


def with_point() -> Opinion:
    return f.OpinionPointFactory().opinion


def with_report() -> Opinion:
    return f.FollowUpFactory().opinion


def with_vote() -> Opinion:
    return f.SatisfactionVoteFactory(point=None).opinion


def with_answer() -> FollowUp:
    return f.ResponseFactory(point=None).follow_up


def voted_point() -> OpinionPoint:
    return f.SatisfactionVoteFactory().point


NEEDED = [
    (with_point, "审议意见条目 1"),
    (with_report, "办理与督办 1"),
    (with_vote, "满意度测评 1"),
    (with_answer, "答复 1"),
    (voted_point, "满意度测评 1"),
]
PATHS = {Opinion: "opinions", FollowUp: "follow-ups", OpinionPoint: "opinion-points"}


@pytest.mark.parametrize(("make", "said"), NEEDED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_api_refuses_with_a_sentence(make, said, admin_user) -> None:
    row = make()
    client = APIClient()
    client.force_authenticate(admin_user)
    answer = client.delete(f"/api/v1/{PATHS[type(row)]}/{row.pk}/")
    assert answer.status_code == 409
    assert "不能删除" in answer.json()["detail"]
    assert said in answer.json()["detail"]
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("group", ["编辑", "经办员"])
@pytest.mark.parametrize(("make", "said"), NEEDED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_admin_refuses_with_a_sentence(make, said, group, client) -> None:
    row = make()
    user = f.UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    address = url(type(row), "delete", row.pk)
    for answer in (client.get(address), client.post(address, {"post": "yes"}, follow=True)):
        if group == "经办员" and answer.status_code == 403:
            continue  # what is published is not his to delete
        assert "不能删除" in answer.content.decode()
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    client.post(url(type(row), "changelist"), chosen, follow=True)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_clerk_is_told_what_stands_in_the_way_of_a_draft(client) -> None:
    bulletin = f.BulletinFactory(status="draft")
    answer = f.ResponseFactory(point=None, follow_up=f.FollowUpFactory(bulletin=bulletin))
    user = f.UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name="经办员"))
    client.force_login(user)
    page = client.get(url(FollowUp, "delete", answer.follow_up_id))
    assert page.status_code == 200
    assert "不能删除" in page.content.decode()
    assert "关于压实责任" in page.content.decode()


def test_a_bulletin_takes_along_what_it_alone_told_of() -> None:
    bulletin = publish(small_bulletin()).bulletin
    assert Opinion.objects.count() == 2
    remove_bulletin(bulletin=bulletin)
    left = (Opinion, OpinionPoint, FollowUp, Response)
    assert not any(model.objects.exists() for model in left)


@pytest.mark.parametrize("typed", ["point", "vote"])
def test_what_staff_typed_on_an_opinion_stays_when_its_bulletin_goes(typed) -> None:
    bulletin = publish(small_bulletin()).bulletin
    opinion = FollowUp.objects.get().opinion
    if typed == "point":
        row = f.OpinionPointFactory(opinion=opinion, bulletin=None)
    else:
        row = f.SatisfactionVoteFactory(opinion=opinion, point=None, bulletin=None)
    remove_bulletin(bulletin=bulletin)
    row.refresh_from_db()
    assert row.opinion == opinion
    assert list(Opinion.objects.all()) == [opinion]


def test_a_report_with_an_answer_by_hand_stays_when_its_bulletin_no_longer_tells_of_it() -> None:
    publish(small_bulletin())
    report = FollowUp.objects.get()
    mine = f.ResponseFactory(follow_up=report, bulletin=None, point=None, section=None)
    publish(without(small_bulletin(), "follow_ups", report.key))
    mine.refresh_from_db()
    assert mine.follow_up == report
    assert list(report.responses.all()) == [mine]


def test_an_opinion_that_a_bulletin_no_longer_tells_of_goes_with_its_points() -> None:
    publish(small_bulletin())
    report = FollowUp.objects.get()
    record = without(small_bulletin(), "follow_ups", report.key)
    done = publish(without(record, "opinions", "上次"))
    assert not Opinion.objects.filter(pk=report.opinion_id).exists()
    assert done.counts["opinions"]["removed"] == 1
    assert done.counts["opinion-points"]["removed"] == 2


@pytest.mark.parametrize("said", [{"claim": "A"}, {"verified": "solved"}, {"repeat_of": True}])
def test_a_point_of_which_something_was_said_stays_when_it_is_no_longer_printed(said) -> None:
    publish(small_bulletin())
    aspect, point = OpinionPoint.objects.filter(opinion__title__contains="河道").order_by("order")
    if "repeat_of" in said:
        said = {"repeat_of": OpinionPoint.objects.exclude(opinion=point.opinion).first()}
    OpinionPoint.objects.filter(pk=point.pk).update(**said)
    publish(replaced(small_bulletin(), "opinions", "本次", points=()))
    assert set(point.opinion.points.all()) == {aspect, point}


def test_a_point_that_was_voted_on_stays_when_it_is_no_longer_printed() -> None:
    publish(small_bulletin())
    aspect, point = OpinionPoint.objects.filter(opinion__title__contains="河道").order_by("order")
    vote = f.SatisfactionVoteFactory(opinion=point.opinion, point=point, bulletin=None)
    publish(replaced(small_bulletin(), "opinions", "本次", points=()))
    assert set(point.opinion.points.all()) == {aspect, point}
    assert SatisfactionVote.objects.get() == vote
    vote.delete()
    publish(replaced(small_bulletin(), "opinions", "本次", points=()))
    assert not point.opinion.points.exists()
