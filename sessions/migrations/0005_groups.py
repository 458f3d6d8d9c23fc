"""The four groups of accounts, with what each may do.

Permissions are made here because Django makes them only after all migrations have run. A
group that is there already under one of the names is left as staff have made it.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = {
    "people": ("person", "organization", "post", "appointment", "deputychange"),
    "congress": (
        "bulletin", "session", "attendance", "agendaitem", "document", "section", "footnote",
        "citation", "opinion", "opinionpoint", "followup", "response", "credentialsreport",
    ),
}


def _named(label, verbs, models):
    return {f"{label}.{verb}_{model}" for verb in verbs for model in models}


VIEWER = {
    *(name for label, models in RECORDS.items() for name in _named(label, ("view",), models)),
    *_named("congress", ("view",), ("finding", "setaside", "importjob")),
    *_named("core", ("view",), ("action", "change")),
}
CLERK = VIEWER | {
    *(
        name
        for label, models in RECORDS.items()
        for name in _named(label, ("add", "change", "delete"), models)
    ),
    *_named("congress", ("add", "change"), ("importjob",)),
    "congress.change_finding",
}
EDITOR = CLERK | {
    "congress.publish_bulletin",
    "people.merge_person",
    "people.merge_organization",
    "core.undo_action",
}
ADMINISTRATOR = EDITOR | {
    *_named("auth", ("view", "add", "change", "delete"), ("user", "group")),
    "admin.view_logentry",
}
GROUPS = {"查看员": VIEWER, "经办员": CLERK, "编辑": EDITOR, "管理员": ADMINISTRATOR}
APPS = ("people", "congress", "core", "auth", "admin")


def _permissions(apps, names):
    """The rows of these permissions."""
    Permission = apps.get_model("auth", "Permission")
    rows = Permission.objects.filter(content_type__app_label__in=APPS)
    return [
        row
        for row in rows.select_related("content_type")
        if f"{row.content_type.app_label}.{row.codename}" in names
    ]


def make_groups(apps, schema_editor):
    for label in APPS:
        config = apps.get_app_config(label)
        held = getattr(config, "models_module", None)
        config.models_module = held or True  # what Django asks before it looks for models
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = held
    Group = apps.get_model("auth", "Group")
    for name, names in GROUPS.items():
        group, made = Group.objects.get_or_create(name=name)
        if made:
            group.permissions.set(_permissions(apps, names))


def remove_groups(apps, schema_editor):
    """The groups that stand as they were made and that nobody is in."""
    Group = apps.get_model("auth", "Group")
    for name, names in GROUPS.items():
        wanted = {row.pk for row in _permissions(apps, names)}
        for group in Group.objects.filter(name=name, user=None):
            if set(group.permissions.values_list("pk", flat=True)) == wanted:
                group.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("congress", "0004_import_work"),
        ("people", "0003_merging"),
        ("core", "0002_history"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
