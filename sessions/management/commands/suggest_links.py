"""Proposes links between policies and what names the same things."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from npcrecords.core import history
from npcrecords.core.models import ActionKind
from sessions.models import Policy
from sessions.policy_suggestions import suggest_links


class Command(BaseCommand):
    help = "在政策文件与别的政策文件、审议意见、报告之间找同名事物，提出关联，供人工确认。"

    def handle(self, *args: Any, **options: Any) -> None:
        made = removed = 0
        with history.acting(ActionKind.IMPORT, summary="提出政策文件的关联"):
            for policy in Policy.objects.order_by("pk"):
                found = suggest_links(policy)
                made += len(found.made)
                removed += len(found.removed)
        self.stdout.write(f"新提出关联 {made} 条，撤去不再成立的 {removed} 条。")
