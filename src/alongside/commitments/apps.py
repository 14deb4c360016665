from importlib import import_module

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "alongside.commitments"
    label = "commitments"
    export_of = "alongside.commitments.queries:about_person"
    erase_of = "alongside.commitments.actions:erase_person"
    jobs = ["expire_offers", "escalate_offers", "ask_for_verdicts", "tell_changes"]

    def ready(self) -> None:
        import_module("alongside.commitments.receivers")
