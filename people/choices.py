"""Codes of the people app, with their groups."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.TextChoices):
    """What an act does to the tenure of a post."""

    START = "start", _("任")
    END = "end", _("免")
    ACTING = "acting", _("代理")


class Act(models.TextChoices):
    """The acts of the law: 地方组织法 (appointment, removal, acting, election, resignation,
    dismissal, recall), 监察法, 法官法, 检察官法 (approval of heads of procuratorates)."""

    APPOINT = "appoint", _("任命")
    DECIDE_APPOINT = "decide_appoint", _("决定任命")
    APPROVE_APPOINT = "approve_appoint", _("批准任命")
    ACTING = "acting", _("代理")
    ELECT = "elect", _("选举")
    REMOVE = "remove", _("免去")
    DECIDE_REMOVE = "decide_remove", _("决定免去")
    APPROVE_REMOVE = "approve_remove", _("批准免去")
    ACCEPT_RESIGNATION = "accept_resignation", _("接受辞职")
    APPROVE_RESIGNATION = "approve_resignation", _("批准辞职")
    DISMISS = "dismiss", _("撤职")
    RECALL = "recall", _("罢免")
    END = "end", _("终止")

    @property
    def effect(self) -> Effect:
        if self in STARTING_ACTS:
            return Effect.START
        return Effect.ACTING if self is Act.ACTING else Effect.END


STARTING_ACTS = frozenset({Act.APPOINT, Act.DECIDE_APPOINT, Act.APPROVE_APPOINT, Act.ELECT})
ENDING_ACTS = frozenset(Act) - STARTING_ACTS - {Act.ACTING}
ACTS_BY_EFFECT = {
    Effect.START: STARTING_ACTS,
    Effect.END: ENDING_ACTS,
    Effect.ACTING: frozenset({Act.ACTING}),
}
# Acts that one source may call by another's name: what a list decides to appoint, the minutes
# appoint.
KIN = (
    STARTING_ACTS,
    frozenset({Act.ACTING}),
    frozenset({Act.REMOVE, Act.DECIDE_REMOVE, Act.APPROVE_REMOVE}),
    frozenset({Act.ACCEPT_RESIGNATION, Act.APPROVE_RESIGNATION}),
    frozenset({Act.DISMISS}),
    frozenset({Act.RECALL}),
    frozenset({Act.END}),
)


def kin_of(act: str) -> frozenset[Act]:
    """The acts that are told by each other's names with this one."""
    return next(kin for kin in KIN if act in kin)


class TenureState(models.TextChoices):
    """How a tenure stands on a day: it goes on, it has ended, or it is not known: its start, or
    whether it outlived its organ.
    Derived from the acts and the day, never stored."""

    CURRENT = "current", _("在任")
    ENDED = "ended", _("已卸任")
    UNKNOWN = "unknown", _("起止不详")


class DeputyChangeKind(models.TextChoices):
    VACATED = "vacated", _("出缺")
    BY_ELECTED = "by_elected", _("补选")


class Cause(models.TextChoices):
    """Why a deputy's seat fell vacant: 代表法 on the end of a deputy's mandate."""

    MOVED_AWAY = "moved_away", _("调离或迁出本行政区域")
    RESIGNED = "resigned", _("辞职被接受")
    DIED = "died", _("去世")
    RECALLED = "recalled", _("被罢免")
    OTHER = "other", _("其他")


class Classification(models.TextChoices):
    CONGRESS = "congress", _("人民代表大会")
    STANDING_COMMITTEE = "standing_committee", _("人大常委会")
    CHAIRPERSONS = "chairpersons", _("主任会议")
    CONGRESS_COMMITTEE = "congress_committee", _("人大专门委员会")
    WORKING_COMMITTEE = "working_committee", _("常委会工作机构")
    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("政府部门")
    SUPERVISORY = "supervisory", _("监察委员会")
    COURT = "court", _("人民法院")
    PROCURATORATE = "procuratorate", _("人民检察院")
    PARTY = "party", _("党的机关")
    OTHER = "other", _("其他")
