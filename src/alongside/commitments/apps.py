from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig

OWN = "concerns only its owner; the ledger holds what happens between people"


class CommitmentsConfig(AppConfig):
    name = "alongside.commitments"
    label = "commitments"
    export_of = "alongside.commitments.queries:about_person"
    exported = "alongside.commitments.queries:EXPORTED"
    erase_of = "alongside.commitments.actions:erase_person"
    jobs: ClassVar[list[str]] = [
        "expire_offers",
        "escalate_offers",
        "ask_for_verdicts",
        "ask_to_keep",
        "give_back_in_rest",
        "tell_changes",
        "let_go_of_shut_out",
        "let_go_of_left",
        "settle_one_more",
        "go_on_with_stints",
        "review_stints",
        "tell_of_offers",
        "forget_links",
        "forget_needs",
        "forget_notes",
        "forget_messages",
        "empty_asks",
        "forget_calendars",
    ]

    private_acts: ClassVar[dict[str, str]] = {
        "tell_of_offers": "It only tells; each offer and each answer has its entry.",
        "ask_for_verdict": "It only asks; the ledger keeps the answer.",
        "ask_to_keep": "It only asks; the ledger keeps the answer.",
        "review_stint": "It only asks; each promise that follows has its entry.",
        "make_calendar": OWN,
        "mail_times": OWN,
        "end_calendar": OWN,
        "note_reading": "the day of the last reading is for its owner alone, and replaces the one before",
    }

    inner_steps: ClassVar[dict[str, str]] = {
        "settle_one_more": "who is let go has an entry by that; who is needed after all has promised already",
        "settle_stints": "what time ends without anybody's word; its offer and its answer are recorded",
        "forget_calendars": "what is past its time ends without a trace; its making was nobody else's",
        "forget_needs": "time deletes what an ally showed for one date, 30 days after it or sooner",
        "forget_notes": "time deletes what an ally wrote for one date, 30 days after it or sooner",
        "forget_messages": "time deletes messages when their group said so; that it said so is recorded",
        "forget_group": "one step of the emptying of a closed group, which has its entry",
        "forget_links": "time deletes links 30 days after they were made; their making and use are recorded",
    }

    not_exported: ClassVar[dict[str, str]] = {
        "Attendance": "A mark for stewards about who came; an ally is told only that it helped, as of every verdict.",
        "VerdictLink": "A one-time link belongs to the person who was helped; who made it is in the ledger.",
    }

    def ready(self) -> None:
        import_module("alongside.commitments.receivers")
