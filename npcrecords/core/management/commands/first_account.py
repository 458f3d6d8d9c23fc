"""Makes the first staff account of a fresh installation."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

NAME = "admin"


class Command(BaseCommand):
    help = "没有管理员帐户时，建立第一个（admin），随机密码只显示这一次。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        if held := users.filter(is_superuser=True).order_by("pk").first():
            self.stdout.write(
                _("已有管理员帐户 %(name)s；忘记密码可用 manage.py changepassword %(name)s 重设。")
                % {"name": held.get_username()}
            )
            return
        name = NAME
        while users.filter(username=name).exists():  # a clerk of that name is no administrator
            name = f"{NAME}-{secrets.token_hex(2)}"
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=name, password=password)
        self.stdout.write(
            _("已建立管理员帐户：用户名 %(name)s，密码 %(password)s（只显示这一次，请记下）。")
            % {"name": name, "password": password}
        )
