"""The verbs of asks: every write."""

from alongside.asks.actions.asking import close, discard, draft, edit, pause, publish, resume
from alongside.asks.actions.changing import change_dates, stop_series
from alongside.asks.actions.dating import (
    add_shift,
    cancel_shift,
    change_shift,
    give_back_place,
    remove_shift,
    take_no_more,
    take_one_more,
    take_place,
)
from alongside.asks.actions.delegating import delegate, undelegate
from alongside.asks.actions.emptying import empty, forget_group
from alongside.asks.actions.erasure import erase_person
from alongside.asks.actions.importing import bring_sheet, drop_sheet, forget_sheets, map_columns, take_over
from alongside.asks.actions.mattering import put_back, put_first
from alongside.asks.actions.merging import call_different, call_same
from alongside.asks.actions.phoning import forget_behalf, forget_behalves, phone_in
from alongside.asks.actions.placing import archive_place, restore_place, save_place
from alongside.asks.actions.renewing import ask_again, drop_questions, renew, tell_of_rest
from alongside.asks.actions.repeating import end_series, lay_out, leave_out, repeat, take_in
from alongside.asks.actions.running import (
    begin_to_run,
    end_run,
    let_run,
    note_reading_of_run,
    settle_runs,
)
from alongside.asks.actions.wording import remove_wording, reword

__all__ = [
    "add_shift",
    "archive_place",
    "ask_again",
    "begin_to_run",
    "bring_sheet",
    "call_different",
    "call_same",
    "cancel_shift",
    "change_dates",
    "change_shift",
    "close",
    "delegate",
    "discard",
    "draft",
    "drop_questions",
    "drop_sheet",
    "edit",
    "empty",
    "end_run",
    "end_series",
    "erase_person",
    "forget_behalf",
    "forget_behalves",
    "forget_group",
    "forget_sheets",
    "give_back_place",
    "lay_out",
    "leave_out",
    "let_run",
    "map_columns",
    "note_reading_of_run",
    "pause",
    "phone_in",
    "publish",
    "put_back",
    "put_first",
    "remove_shift",
    "remove_wording",
    "renew",
    "repeat",
    "restore_place",
    "resume",
    "reword",
    "save_place",
    "settle_runs",
    "stop_series",
    "take_in",
    "take_no_more",
    "take_one_more",
    "take_over",
    "take_place",
    "tell_of_rest",
    "undelegate",
]
