"""The verbs of notices: tell, see, write, and what happens to mail."""

from alongside.notices.actions.answering import AnswerOver, answer
from alongside.notices.actions.erasing import erase_person, forget, purge, withdraw
from alongside.notices.actions.mailing import (
    claim,
    drop,
    mark_sent,
    plan_digest,
    postpone,
    resubscribe,
    unsubscribe,
)
from alongside.notices.actions.muting import Oneself, forget_mutes, mute, unmute
from alongside.notices.actions.telling import Letter, see, see_words, tell, tell_all
from alongside.notices.actions.writing import MessageTooLong, NothingWritten, TooManyMessages, write

__all__ = [
    "AnswerOver",
    "Letter",
    "MessageTooLong",
    "NothingWritten",
    "Oneself",
    "TooManyMessages",
    "answer",
    "claim",
    "drop",
    "erase_person",
    "forget",
    "forget_mutes",
    "mark_sent",
    "mute",
    "plan_digest",
    "postpone",
    "purge",
    "resubscribe",
    "see",
    "see_words",
    "tell",
    "tell_all",
    "unmute",
    "unsubscribe",
    "withdraw",
    "write",
]
