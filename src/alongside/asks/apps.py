from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "alongside.asks"
    label = "asks"
