from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "alongside.matching"
    label = "matching"
    export_of = "alongside.matching.queries:about_person"
    exported = "alongside.matching.queries:EXPORTED"
    not_exported: ClassVar[dict[str, str]] = {
        "Round": "A round is the group's own act; its steward reads it there, and in the group's record."
    }
    erase_of = "alongside.matching.actions:erase_person"
    jobs: ClassVar[list[str]] = [
        "count_outlooks",
        "call_stand_ins",
        "go_on_with_rounds",
        "forget_rounds",
        "forget_stand_ins",
    ]
    private_acts: ClassVar[dict[str, str]] = {
        "choose": "How somebody looks at a list is nobody else's business.",
        "end_stand_in": "A no costs nothing, and is nobody else's business.",
        "call_stand_ins": "It only asks; the yes is an offer, which has its entry.",
        "count_outlooks": "It counts what the ledger holds already, and is made anew each day.",
    }
    inner_steps: ClassVar[dict[str, str]] = {
        "count_anew": "A step of what a group changed, which has its entry.",
        "go_on": "A step of a round, which has its entry; whom it asks stands nowhere but in their own notes.",
        "come_as_stand_in": "It is an offer, and with a steward's yes an acceptance: both have their entries.",
        "forget_stand_ins": "What is past its time ends without a trace.",
        "forget_rounds": "What is past its time ends without a trace.",
        "erase_person": "home writes the one entry of an erasure.",
    }

    def ready(self) -> None:
        import_module("alongside.matching.receivers")
