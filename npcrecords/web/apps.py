from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "npcrecords.web"
    label = "web"
