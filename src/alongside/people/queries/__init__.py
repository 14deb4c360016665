"""What may be asked about people, by whom."""

from alongside.people.queries.about import EXPORTED, about_person
from alongside.people.queries.people import blocked_by, has_blocked, is_resting, reader, rest, viewer
from alongside.people.queries.profile import (
    blocks,
    booked,
    languages,
    needs,
    overview,
    owners,
    reads_in,
    reads_words_in,
    skills,
)
from alongside.people.queries.sessions import (
    SignedIn,
    has_second_step,
    is_open_elsewhere,
    session,
    sessions,
)
from alongside.ui.templatetags.ui import language_name

__all__ = [
    "EXPORTED",
    "SignedIn",
    "about_person",
    "blocked_by",
    "blocks",
    "booked",
    "has_blocked",
    "has_second_step",
    "is_open_elsewhere",
    "is_resting",
    "language_name",
    "languages",
    "needs",
    "overview",
    "owners",
    "reader",
    "reads_in",
    "reads_words_in",
    "rest",
    "session",
    "sessions",
    "skills",
    "viewer",
]
