"""The verbs of communities: found, let in, trust, vouch, pause, leave."""

from alongside.communities.actions.belonging import (
    accept_request,
    ask_to_join,
    decline_request,
    join_as_ally,
    vouch_for_member,
    withdraw_request,
)
from alongside.communities.actions.erasing import erase_person, forget_links
from alongside.communities.actions.founding import edit, found
from alongside.communities.actions.inviting import invite, use_invitation, withdraw_invitation
from alongside.communities.actions.leaving import end_stewardship, leave, step_down, step_up
from alongside.communities.actions.pausing import close, pause, reopen, resume
from alongside.communities.actions.refusals import (
    AlreadyInside,
    GroupClosed,
    HasStewards,
    LinkNotSafe,
    LinkOver,
    MustBeVouchedFirst,
    NotEstablished,
    NotOpenToYou,
    OwnTies,
    TooManyLinks,
    VouchedAlready,
)
from alongside.communities.actions.standing import give_standing
from alongside.communities.actions.vouching import (
    make_vouch_link,
    take_back_vouch,
    vouch,
    vouch_as_operator,
)

__all__ = [
    "AlreadyInside",
    "GroupClosed",
    "HasStewards",
    "LinkNotSafe",
    "LinkOver",
    "MustBeVouchedFirst",
    "NotEstablished",
    "NotOpenToYou",
    "OwnTies",
    "TooManyLinks",
    "VouchedAlready",
    "accept_request",
    "ask_to_join",
    "close",
    "decline_request",
    "edit",
    "end_stewardship",
    "erase_person",
    "forget_links",
    "found",
    "give_standing",
    "invite",
    "join_as_ally",
    "leave",
    "make_vouch_link",
    "pause",
    "reopen",
    "resume",
    "step_down",
    "step_up",
    "take_back_vouch",
    "use_invitation",
    "vouch",
    "vouch_as_operator",
    "vouch_for_member",
    "withdraw_invitation",
    "withdraw_request",
]
