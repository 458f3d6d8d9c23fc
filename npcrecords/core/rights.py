"""Who may do what: the one place that decides, for the admin and the API alike.

A right is a permission of Django's, given by groups. One rule comes on top of them: what
everybody can see already, and what would be seen at once, is written only by who may publish.
So a clerk works on drafts and an editor answers for what is public.

Each ``why_not_…`` gives the sentence that tells why something may not be done, "" where it
may; each ``require_…`` raises Refused with that sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .changes import deleted_with
from .mentions import public_rows
from .models import Part, Record

CHUNK = 500

PUBLISH: Final = "congress.publish_bulletin"
UNDO: Final = "core.undo_action"
SET_ASIDE: Final = "congress.change_finding"
UPLOAD: Final = "congress.add_importjob"
REVIEW: Final = "congress.change_importjob"
MERGE: Final = {
    "people.person": "people.merge_person",
    "people.organization": "people.merge_organization",
}

VERBS: Final = {
    "view": gettext_lazy("查看"),
    "add": gettext_lazy("增加"),
    "change": gettext_lazy("修改"),
    "delete": gettext_lazy("删除"),
}

# The groups that the first migration makes; staff may change them and add others.
GROUPS: Final = {
    "查看员": gettext_lazy("看得到全部记录，包括草稿、待核问题和变更历史；什么也不能改。"),
    "经办员": gettext_lazy(
        "上传、审核公报文件，录入和修改草稿，搁置待核问题；不能发布，也不能改动已经公开的记录。"
    ),
    "编辑": gettext_lazy(
        "经办员能做的都能做，还能发布、撤回、合并、撤销，改动和删除已公开的记录。"
    ),
    "管理员": gettext_lazy("编辑能做的都能做，还管理帐户和组。"),
}


class Refused(PermissionDenied):
    """Somebody set out to do what he may not; the message is a sentence for him."""


# Permissions


def may(user: Any, permission: str) -> bool:
    """Whether an active account has this permission (``people.add_person``)."""
    return bool(user and user.is_active and user.has_perm(permission))


def may_publish(user: Any) -> bool:
    """Publishing, taking back, and all changes of what everybody can see."""
    return may(user, PUBLISH)


def may_undo(user: Any) -> bool:
    """Undoing what somebody did, and bringing back an earlier version."""
    return may(user, UNDO)


def may_merge(user: Any, model: type[Model]) -> bool:
    """Merging two persons or two organisations."""
    permission = MERGE.get(model._meta.label_lower)
    return permission is not None and may(user, permission)


def may_set_aside(user: Any) -> bool:
    """Setting findings aside."""
    return may(user, SET_ASIDE)


def may_upload(user: Any) -> bool:
    """Uploading files."""
    return may(user, UPLOAD)


def may_review(user: Any) -> bool:
    """Reviewing what was read of a file."""
    return may(user, REVIEW)


def why_not(user: Any, verb: str, model: type[Model]) -> str:
    """Whether an account may ``add``, ``change``, ``delete`` or ``view`` records of a table at
    all."""
    if not (user and user.is_active and user.is_staff):
        return _("这个帐户不是工作人员的帐户：需要时请找管理员开通。")
    opts = model._meta
    if user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}"):
        return ""
    return lacking(right_label(verb, opts.verbose_name))


def right_label(verb: str, name: Any) -> str:
    """``公报：修改``."""
    return _("%(kind)s：%(verb)s") % {"kind": name, "verb": VERBS[verb]}


def lacking(right: Any) -> str:
    """The sentence that names the right that an account has not."""
    return _("您的帐户没有“%(right)s”的权限：需要时请找管理员开通。") % {"right": right}


def why_not_publish(user: Any) -> str:
    return "" if may_publish(user) else lacking(_("发布公报"))


# What everybody can see already


def published_rows(model: Any) -> QuerySet[Any]:
    """The rows of a table that everybody can see because something published tells of them.

    Persons, organisations, posts and sessions that nothing tells of yet are seen too, but
    nobody relies on them: who may add them may also mend them. Tables that only staff see
    have no such rows.
    """
    rows = public_rows(model)
    if issubclass(model, Part):
        owner: Any = model._meta.get_field(model.part_of).related_model
        return rows.filter(**{f"{model.part_of}__in": published_rows(owner).values("pk")})
    if not hasattr(rows, "public"):
        return rows.none()
    if model.known_by_mention and not model.public_by:
        return rows.filter(_told_of(model))
    return rows


def _told_of(model: type[Model]) -> Any:
    """The condition of rows that a published record of another table names."""
    found: Any = Q(pk__in=())
    for table in apps.get_models():
        if table is model or not issubclass(table, Record | Part):
            continue
        rows = None
        for field in table._meta.fields:
            own = issubclass(table, Part) and table.part_of == field.name
            if field.related_model is model and not own:
                rows = published_rows(table) if rows is None else rows
                if not rows.query.is_empty():
                    found |= Exists(rows.filter(**{field.name: OuterRef("pk")}))
    return found


def is_held_back(user: Any, row: Model) -> bool:
    """Whether a record is kept from an account because everybody can see it."""
    return not may_publish(user) and published_among([row])


def published_among(rows: Iterable[Model]) -> bool:
    """Whether everybody can see any of these, as the database holds them now."""
    ids: dict[type[Model], set[int]] = defaultdict(set)
    for row in rows:
        if row.pk is not None:
            ids[type(row)].add(row.pk)
    return _any_published(ids)


def _any_published(ids: dict[type[Model], set[int]]) -> bool:
    for model, wanted in ids.items():
        if not issubclass(model, Record | Part):
            continue
        rows = published_rows(model)
        if rows.query.is_empty():
            continue
        ordered = sorted(wanted)
        for start in range(0, len(ordered), CHUNK):
            if rows.filter(pk__in=ordered[start : start + CHUNK]).exists():
                return True
    return False


# Changing records


def why_not_change(user: Any, row: Model) -> str:
    """Whether an account may change this record."""
    if reason := why_not(user, "change", _owner_table(type(row))):
        return reason
    if is_held_back(user, row):
        return _("这条记录已经公开：只有能发布公报的人（如“编辑”组）可以改动它。")
    return ""


def why_not_result(user: Any, rows: Iterable[Model]) -> str:
    """Whether an account may leave these records as they were just saved."""
    if may_publish(user) or not published_among(rows):
        return ""
    return _(
        "这样保存，记录就立即公开了（它不在草稿里）：请把它归入一期草稿公报，"
        "或者请能发布公报的人（如“编辑”组）来录。"
    )


def why_not_delete(user: Any, rows: QuerySet[Any]) -> str:
    """Whether an account may delete these records, with all that deleting them takes along
    and all the links that it empties."""
    if reason := why_not(user, "delete", _owner_table(rows.model)):
        return reason
    if may_publish(user):
        return ""
    if published_among(rows):
        return _("已经公开的记录，只有能发布公报的人（如“编辑”组）可以删除。")
    gone, emptied = deleted_with(rows, rows.db)
    if _any_published(gone) or _any_published(emptied):
        return _("删除会连带改动已经公开的记录：请能发布公报的人（如“编辑”组）来做。")
    return ""


def _owner_table(model: type[Model]) -> Any:
    """A part of a record is changed by who may change the record."""
    if issubclass(model, Part):
        return model._meta.get_field(model.part_of).related_model
    return model


def may_change(user: Any, row: Model) -> bool:
    return not why_not_change(user, row)


def may_delete(user: Any, rows: QuerySet[Any]) -> bool:
    return not why_not_delete(user, rows)


def require(reason: str) -> None:
    """Raises Refused with the reason, if there is one: ``require(why_not_publish(user))``."""
    if reason:
        raise Refused(reason)
