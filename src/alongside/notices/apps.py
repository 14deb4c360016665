from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "alongside.notices"
    label = "notices"
    export_of = "alongside.notices.queries:about_person"
    exported = "alongside.notices.queries:EXPORTED"
    erase_of = "alongside.notices.actions:erase_person"
    unread_of = "alongside.notices.queries:unseen_count"
    jobs = ["make_digests", "send_due_mail", "purge_old_notices"]
    private_acts = {
        "see": "What somebody has read is nobody's business.",
        "see_words": "What somebody has read is nobody's business.",
        "answer": "What writes it has its entry; that it came by a mail is between the two sides.",
        "write": "A conversation belongs to the two sides; its text is sealed and kept for 180 days.",
        "unsubscribe": "Who wants mail is theirs alone.",
        "mute": "Of whom somebody wants to hear less is theirs alone.",
        "unmute": "Of whom somebody wants to hear less is theirs alone.",
        "resubscribe": "Who wants mail is theirs alone.",
    }
    inner_steps = {
        "tell": "Part of the act that it tells of, which has an entry of its own.",
        "tell_all": "Part of the act that it tells of, which has an entry of its own.",
        "claim": "The worker's own note on a mail.",
        "mark_sent": "The worker's own note on a mail.",
        "postpone": "The worker's own note on a mail.",
        "drop": "The worker's own note on a mail.",
        "plan_digest": "The worker's own note on a mail.",
        "erase_person": "Part of the erasure, which has an entry of its own.",
        "withdraw": "Part of a restriction, which has an entry of its own.",
        "forget": "Part of what time does to an ask or a group; that its group said so is recorded.",
        "forget_mutes": "Part of an erasure or of the emptying of a group, which has an entry of its own.",
        "purge": "What is past its time ends without a trace.",
    }

    def ready(self) -> None:
        import_module("alongside.notices.receivers")
