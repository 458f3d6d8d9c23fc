"""The known rules on due dates, and the rights of the groups on the tables of 0006.

Whoever may look at opinions may look at votes and rules; whoever may write opinions may write
votes. A rule is public as soon as it is saved: it is written by who may publish as well.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAMED = "随系统提供，请补写条文"
RULES = [
    {
        "place": "浙江省",
        "also_in": [
            "杭州市", "宁波市", "温州市", "嘉兴市", "湖州市", "绍兴市", "金华市", "衢州市",
            "舟山市", "台州市", "丽水市",
        ],
        "report_kind": "any",
        "months": 3,
        "basis": f"浙江省的规定：三个月内报告研究处理情况（{NAMED}）",
    },
    {
        "place": "重庆市",
        "report_kind": "any",
        "months": 6,
        "basis": f"重庆市的规定：六个月内报告研究处理情况（{NAMED}）",
    },
    {
        "place": "",
        "report_kind": "audit_rectification",
        "months": 6,
        "basis": f"审计查出问题的整改：六个月内报告整改情况（{NAMED}）",
    },
]
VERBS = ("view", "add", "change", "delete")


def add_rules(apps, schema_editor):
    DueRule = apps.get_model("congress", "DueRule")
    DueRule.objects.bulk_create([DueRule(**rule) for rule in RULES])


def remove_rules(apps, schema_editor):
    """Those that stand as they were made."""
    DueRule = apps.get_model("congress", "DueRule")
    for rule in RULES:
        same = {name: value for name, value in rule.items() if name != "also_in"}
        DueRule.objects.filter(**same).delete()


def give_rights(apps, schema_editor):
    config = apps.get_app_config("congress")
    held = getattr(config, "models_module", None)
    config.models_module = held or True  # what Django asks before it looks for models
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = held
    Permission = apps.get_model("auth", "Permission")
    ours = {
        row.codename: row for row in Permission.objects.filter(content_type__app_label="congress")
    }
    for name in ("Group", "User"):
        for holder in apps.get_model("auth", name).objects.all():
            rights = holder.permissions if name == "Group" else holder.user_permissions
            codes = set(rights.values_list("codename", flat=True))
            verbs = [verb for verb in VERBS if f"{verb}_opinion" in codes]
            new = [ours[f"{verb}_satisfactionvote"] for verb in verbs]
            new += [
                ours[f"{verb}_duerule"]
                for verb in verbs
                if verb == "view" or "publish_bulletin" in codes
            ]
            if new:
                rights.add(*new)


def take_rights(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    codes = [f"{verb}_{name}" for verb in VERBS for name in ("satisfactionvote", "duerule")]
    for row in Permission.objects.filter(content_type__app_label="congress", codename__in=codes):
        row.group_set.clear()
        row.user_set.clear()


class Migration(migrations.Migration):

    dependencies = [
        ("congress", "0008_voices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(add_rules, remove_rules),
        migrations.RunPython(give_rights, take_rights),
    ]
