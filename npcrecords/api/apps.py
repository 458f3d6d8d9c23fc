from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "npcrecords.api"
    label = "api"
