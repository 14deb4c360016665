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
from alongside.matching.actions.standing_in import (
    EnoughStandIns,
    NobodyMissing,
    agree_stand_in,
    call_stand_ins,
    come_as_stand_in,
    end_stand_in,
    forget_stand_ins,
    offer_stand_in,
)

__all__ = [
    "EnoughStandIns",
    "NobodyMissing",
    "NotUrgent",
    "NothingToAsk",
    "RoundRunning",
    "agree_stand_in",
    "begin_after_release",
    "begin_round",
    "call_stand_ins",
    "choose",
    "come_as_stand_in",
    "count_anew",
    "count_outlooks",
    "end_round",
    "end_stand_in",
    "erase_person",
    "forget_rounds",
    "forget_stand_ins",
    "go_on",
    "offer_stand_in",
]
