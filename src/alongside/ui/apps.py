from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "alongside.ui"
    label = "ui"

    def ready(self) -> None:
        """An empty field is asked for kindly by every form. A library's form takes the words when it is imported."""
        forms.Field.default_error_messages["required"] = _("Please fill this in.")
