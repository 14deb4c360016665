"""The verbs of matching: count, choose, ask around."""

from alongside.matching.actions.asking import (
    NothingToAsk,
    NotUrgent,
    RoundRunning,
    begin_after_release,
    begin_round,
    end_round,
    forget_rounds,
    go_on,
)
from alongside.matching.actions.choosing import choose, erase_person
from alongside.matching.actions.counting import count_anew, count_outlooks

__all__ = [
    "NotUrgent",
    "NothingToAsk",
    "RoundRunning",
    "begin_after_release",
    "begin_round",
    "choose",
    "count_anew",
    "count_outlooks",
    "end_round",
    "erase_person",
    "forget_rounds",
    "go_on",
]
