from typing import ClassVar

from django.apps import AppConfig

ONLY_DRAFTS = "It makes drafts only, which are their writer's own until they are published."


class AsksConfig(AppConfig):
    name = "alongside.asks"
    label = "asks"
    export_of = "alongside.asks.queries:about_person"
    exported = "alongside.asks.queries:EXPORTED"
    erase_of = "alongside.asks.actions:erase_person"
    jobs: ClassVar[list[str]] = [
        "forget_sheets",
        "forget_behalves",
        "lay_out_series",
        "ask_what_stands",
        "settle_runs",
    ]
    private_acts: ClassVar[dict[str, str]] = {
        "draft": "A draft is its writer's own until it is published.",
        "discard": "A draft that is thrown away was never anybody else's.",
        "remove_shift": "Only a draft's date goes like this; it was never anybody else's.",
        "bring_sheet": ONLY_DRAFTS,
        "map_columns": ONLY_DRAFTS,
        "take_over": ONLY_DRAFTS,
        "drop_sheet": ONLY_DRAFTS,
        "forget_sheets": "Time deletes what was kept for two days only; the sheet made nothing but drafts.",
        "forget_behalf": "It deletes a word that only stewards read; an entry would tell that there was somebody.",
        "forget_behalves": "Time deletes a word that only stewards read, and that nobody needs any more.",
        "lay_out": "It makes the dates that a rule names, and the rule is in the ledger.",
        "ask_again": "It only asks; the answer, or that the ask rests, is in the ledger.",
        "drop_questions": "Somebody has promised a date, and that is in the ledger.",
        "erase_person": "home writes the one entry of an erasure.",
    }
    inner_steps: ClassVar[dict[str, str]] = {
        "empty": "One step of what commitments does with an ask that is over, which writes the entry.",
        "forget_group": "One step of the emptying of a closed group, which has its entry.",
        "take_place": "One step of an acceptance, which writes the entry.",
        "give_back_place": "One step of a release, which writes the entry.",
        "take_one_more": "What the group agreed to, counted anew each day; who then comes has an entry.",
        "take_no_more": "The end of that; whoever is let go by it has an entry.",
    }
