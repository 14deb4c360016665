from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "alongside.accountability"
    label = "accountability"
