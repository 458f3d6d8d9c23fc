from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "npcrecords.core"
    label = "core"
