from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "alongside.accountability"
    label = "accountability"
    not_exported: ClassVar[dict[str, str]] = {
        "Matter": "it folds what others reported; whom it concerns is shown every restriction that followed",
    }
    export_of = "alongside.accountability.queries:about_person"
    exported = "alongside.accountability.queries:EXPORTED"
    erase_of = "alongside.accountability.actions:erase_person"
    jobs: ClassVar[list[str]] = ["forget_old"]
    inner_steps: ClassVar[dict[str, str]] = {
        "forget_old": "time deletes what ended 180 days ago; its beginning and its end are recorded",
    }

    def ready(self) -> None:
        import_module("alongside.accountability.receivers")
