from importlib import import_module

from django.apps import AppConfig
from django.urls import register_converter

from alongside.core import ids, readable


class CoreConfig(AppConfig):
    name = "alongside.core"
    label = "core"

    def ready(self) -> None:
        """Before any area's addresses are read: they write `<id:...>` for an identifier."""
        register_converter(ids.InPath, "id")
        readable.leave_encodings_unread()
        import_module("alongside.core.aside")
