"""What somebody was told, what two sides wrote, and what mail is due."""

from alongside.notices.queries.addresses import (
    answer_token,
    is_from_mail,
    mail_address,
    mail_key,
    person_of_token,
    unsubscribe_token,
)
from alongside.notices.queries.budgets import Room, Week, budget, rooms, this_week
from alongside.notices.queries.exporting import EXPORTED, about_person
from alongside.notices.queries.mails import due_mail, given_up_since, is_wanted, waiting_for_digest
from alongside.notices.queries.muting import is_muted, muted_note, mutes
from alongside.notices.queries.reading import (
    answer_page,
    has_unseen,
    is_told,
    messages,
    notices_page,
    unseen_count,
)

__all__ = [
    "EXPORTED",
    "Room",
    "Week",
    "about_person",
    "answer_page",
    "answer_token",
    "budget",
    "due_mail",
    "given_up_since",
    "has_unseen",
    "is_from_mail",
    "is_muted",
    "is_told",
    "is_wanted",
    "mail_address",
    "mail_key",
    "messages",
    "muted_note",
    "mutes",
    "notices_page",
    "person_of_token",
    "rooms",
    "this_week",
    "unseen_count",
    "unsubscribe_token",
    "waiting_for_digest",
]
