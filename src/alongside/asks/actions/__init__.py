"""The verbs of asks: every write."""

from alongside.asks.actions.asking import close, draft, edit, pause, publish, resume
from alongside.asks.actions.dating import add_shift, cancel_shift, change_shift, give_back_place, take_place
from alongside.asks.actions.erasure import erase_person

__all__ = [
    "add_shift",
    "cancel_shift",
    "change_shift",
    "close",
    "draft",
    "edit",
    "erase_person",
    "give_back_place",
    "pause",
    "publish",
    "resume",
    "take_place",
]
