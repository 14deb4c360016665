from typing import ClassVar

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "alongside.ledger"
    label = "ledger"
    inner_steps: ClassVar[dict[str, str]] = {
        "record": "It is the entry of the act that calls it.",
        "record_all": "They are the entries of the act that calls it.",
        "forget": "Part of an erasure, which has an entry of its own.",
    }
