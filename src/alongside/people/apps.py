from django.apps import AppConfig

OWN = "concerns only its owner; the ledger holds what happens between people"


class PeopleConfig(AppConfig):
    name = "alongside.people"
    label = "people"
    export_of = "alongside.people.queries.about_person"
    exported = "alongside.people.queries:EXPORTED"
    erase_of = "alongside.people.actions.erase_person"
    jobs = ["forget_sessions", "wipe_log"]
    private_acts = {
        "change_name": OWN,
        "read_in": OWN,
        "add_language": OWN,
        "remove_language": OWN,
        "move_language_up": OWN,
        "set_needs": OWN,
        "set_skills": OWN,
        "set_home": OWN,
        "set_travel": OWN,
        "set_hours": OWN,
        "set_quiet_times": OWN,
        "set_digests": OWN,
        "start": OWN,
        "start_rest": OWN,
        "end_rest": OWN,
        "learn_of_exit": OWN,
        "name_session": OWN,
        "end_session": OWN,
        "end_sessions": OWN,
        "block": "a block must look the same from everywhere as absence",
        "unblock": "a block must look the same from everywhere as absence",
    }
    inner_steps = {
        "book_minutes": "part of a promise, which writes the entry",
        "give_back_minutes": "part of what ends a promise, which writes the entry",
        "forget_sessions": "what is past its time ends without a trace",
        "mark_return": "part of a return, whose steps communities records",
        "let_back_in": "part of a return, whose steps communities records",
        "erase_person": "part of an erasure, which home records",
    }
    not_exported = {
        "Block.against": "whom others block is theirs to know; your own blocks are exported",
    }
