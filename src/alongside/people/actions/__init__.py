"""What people do with their own account. All of it concerns its owner only, so apps.py lists it as private."""

from alongside.people.actions.away import Oneself, block, unblock
from alongside.people.actions.hours import AtCapacity, book_minutes, give_back_minutes
from alongside.people.actions.languages import (
    NoSuchLanguage,
    add_language,
    move_language_up,
    read_in,
    remove_language,
)
from alongside.people.actions.leaving import erase_person
from alongside.people.actions.pace import (
    RestEndsTooSoon,
    end_rest,
    set_digests,
    set_hours,
    set_quiet_times,
    start_rest,
)
from alongside.people.actions.profile import (
    change_name,
    learn_of_exit,
    set_home,
    set_needs,
    set_skills,
    set_travel,
    start,
)
from alongside.people.actions.returning import let_back_in, mark_return
from alongside.people.actions.sessions import end_session, end_sessions, forget_sessions, name_session

__all__ = [
    "AtCapacity",
    "NoSuchLanguage",
    "Oneself",
    "RestEndsTooSoon",
    "add_language",
    "block",
    "book_minutes",
    "change_name",
    "end_rest",
    "end_session",
    "end_sessions",
    "erase_person",
    "forget_sessions",
    "give_back_minutes",
    "learn_of_exit",
    "let_back_in",
    "mark_return",
    "move_language_up",
    "name_session",
    "read_in",
    "remove_language",
    "set_digests",
    "set_home",
    "set_hours",
    "set_needs",
    "set_quiet_times",
    "set_skills",
    "set_travel",
    "start",
    "start_rest",
    "unblock",
]
