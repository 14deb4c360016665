from typing import ClassVar

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "alongside.communities"
    label = "communities"
    not_exported: ClassVar[dict[str, str]] = {
        "Invitation": "a one-time way in, kept 30 days: whom it let in shows in their own membership",
        "VouchLink": "a one-time link between two groups, kept 30 days",
    }
    export_of = "alongside.communities.queries:about_person"
    exported = "alongside.communities.queries:EXPORTED"
    erase_of = "alongside.communities.actions:erase_person"
    warning_of = "alongside.communities.queries:return_warning"
    jobs: ClassVar[list[str]] = ["forget_links", "settle_returns", "tell_of_ends"]
    private_acts: ClassVar[dict[str, str]] = {
        "name_keyholder": "whom somebody trusts with their account is theirs alone",
        "tell_of_end": "it only tells; the closing and the emptying are recorded",
        "end_keyholder": "whom somebody trusts with their account is theirs alone",
    }
    inner_steps: ClassVar[dict[str, str]] = {
        "end_ally_vouches": "follows from leaving, a restriction or an erasure, each of them recorded",
        "end_stewardship": "follows from leaving, a lasting restriction or an erasure, each of them recorded",
        "settle_returns": "what time does; each return that it ends has its entry",
        "forget_links": "time deletes links 30 days after they were made; their making and use are recorded",
    }
