from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "alongside.home"
    label = "home"
    easy_of = "alongside.home.queries:easy_slug"
    jobs = ["purge_sent_forms", "keep_leavers", "expire_copies", "empty_groups"]
    inner_steps = {
        "take_lease": "The worker's own note that it is its turn.",
        "give_back_lease": "The worker's own note that it is its turn no more.",
        "empty_group": "Communities writes the one entry of it.",
        "erase_again": "Each erasure has an entry of its own.",
        "keep_leavers": "A file that follows the ledger.",
        "expire_copies": "Files that are past their time end without a trace.",
        "purge_sent_forms": "What is past its time ends without a trace.",
    }
