"""What the server does for itself: one worker at a time, old things deleted, operators appointed."""

from alongside.home.actions.demo import begin_demo
from alongside.home.actions.departing import export
from alongside.home.actions.emptying import empty_group
from alongside.home.actions.erasing import erase, erase_again, keep_leavers
from alongside.home.actions.expiring import expire_copies
from alongside.home.actions.forms import purge_sent_forms
from alongside.home.actions.handing import ask_for_a_turn
from alongside.home.actions.leases import give_back_lease, take_lease
from alongside.home.actions.operators import appoint_operator, end_sessions_of

__all__ = [
    "appoint_operator",
    "ask_for_a_turn",
    "begin_demo",
    "empty_group",
    "end_sessions_of",
    "erase",
    "erase_again",
    "expire_copies",
    "export",
    "give_back_lease",
    "keep_leavers",
    "purge_sent_forms",
    "take_lease",
]
