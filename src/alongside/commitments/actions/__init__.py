"""The verbs of the chain, in the order in which a commitment lives: offered, answered, promised, judged, settled."""

from alongside.commitments.actions import refusals
from alongside.commitments.actions.answering import accept, decline
from alongside.commitments.actions.erasing import erase_person
from alongside.commitments.actions.feeding import (
    end_calendar,
    forget_calendars,
    mail_times,
    make_calendar,
    note_reading,
)
from alongside.commitments.actions.forgetting import (
    empty_ask,
    forget_group,
    forget_messages,
    forget_needs,
    forget_notes,
)
from alongside.commitments.actions.judging import judge, judge_by_link, judge_date
from alongside.commitments.actions.linking import forget_links, make_verdict_link
from alongside.commitments.actions.nearing import ask_to_keep, give_back_in_rest
from alongside.commitments.actions.offering import offer, withdraw
from alongside.commitments.actions.promising import (
    cancel_date,
    claim_done,
    keep,
    let_go_of_left,
    let_go_of_shut_out,
    release,
    release_by_community,
)
from alongside.commitments.actions.running import (
    answer_runner,
    begin_run,
    mark_in_run,
    say_no_in_run,
    say_yes_in_run,
    tell_of_offers,
    write_in_run,
)
from alongside.commitments.actions.settling import ask_for_verdict, escalate, expire, tell_change
from alongside.commitments.actions.sparing import settle_one_more
from alongside.commitments.actions.stinting import (
    accept_stint,
    decline_stint,
    end_stint,
    go_on,
    offer_stint,
    review_stint,
    settle_stints,
)
from alongside.commitments.actions.writing import write

__all__ = [
    "accept",
    "accept_stint",
    "answer_runner",
    "ask_for_verdict",
    "ask_to_keep",
    "begin_run",
    "cancel_date",
    "claim_done",
    "decline",
    "decline_stint",
    "empty_ask",
    "end_calendar",
    "end_stint",
    "erase_person",
    "escalate",
    "expire",
    "forget_calendars",
    "forget_group",
    "forget_links",
    "forget_messages",
    "forget_needs",
    "forget_notes",
    "give_back_in_rest",
    "go_on",
    "judge",
    "judge_by_link",
    "judge_date",
    "keep",
    "let_go_of_left",
    "let_go_of_shut_out",
    "mail_times",
    "make_calendar",
    "make_verdict_link",
    "mark_in_run",
    "note_reading",
    "offer",
    "offer_stint",
    "refusals",
    "release",
    "release_by_community",
    "review_stint",
    "say_no_in_run",
    "say_yes_in_run",
    "settle_one_more",
    "settle_stints",
    "tell_change",
    "tell_of_offers",
    "withdraw",
    "write",
    "write_in_run",
]
