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
    jobs: ClassVar[list[str]] = ["forget_links"]
    inner_steps: ClassVar[dict[str, str]] = {
        "end_stewardship": "follows from leaving, a lasting restriction or an erasure, each of them recorded",
        "forget_links": "time deletes links 30 days after they were made; their making and use are recorded",
    }
