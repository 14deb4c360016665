from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "alongside.home"
    label = "home"
    jobs = ["purge_sent_forms"]
    inner_steps = {
        "take_lease": "The worker's own note that it is its turn.",
        "give_back_lease": "The worker's own note that it is its turn no more.",
        "purge_sent_forms": "What is past its time ends without a trace.",
    }
