"""The rights of groups and accounts on the tables of 0010: whoever may look at documents, or write
them, may do so with policy documents and all that is in them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VERBS = ("view", "add", "change", "delete")
NAMES = ("policy", "policycitation", "measure", "register", "task", "taskstep", "policylink")


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
            verbs = [verb for verb in VERBS if f"{verb}_document" in codes]
            rights.add(*(ours[f"{verb}_{model}"] for verb in verbs for model in NAMES))


def take_rights(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    codes = [f"{verb}_{name}" for verb in VERBS for name in NAMES]
    for row in Permission.objects.filter(content_type__app_label="congress", codename__in=codes):
        row.group_set.clear()
        row.user_set.clear()


class Migration(migrations.Migration):

    dependencies = [("congress", "0010_policies")]

    operations = [migrations.RunPython(give_rights, take_rights)]
