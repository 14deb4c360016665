from typing import ClassVar

from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "alongside.asks"
    label = "asks"
    export_of = "alongside.asks.queries:about_person"
    erase_of = "alongside.asks.actions:erase_person"
    private_acts: ClassVar[dict[str, str]] = {
        "draft": "A draft is its writer's own until it is published.",
    }
    inner_steps: ClassVar[dict[str, str]] = {
        "take_place": "One step of an acceptance, which writes the entry.",
        "give_back_place": "One step of a release, which writes the entry.",
    }
