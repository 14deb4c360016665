"""The verbs of accountability: report and close; restrict, make last, lift."""

from alongside.accountability.actions.erasing import erase_person, forget_old
from alongside.accountability.actions.refusals import (
    AlreadyRestricted,
    ManyWords,
    MayNotClose,
    NotAgainAlone,
    NotYetLasting,
    TooManyReports,
)
from alongside.accountability.actions.reporting import close, report
from alongside.accountability.actions.restricting import lift, make_last, restrict

__all__ = [
    "AlreadyRestricted",
    "ManyWords",
    "MayNotClose",
    "NotAgainAlone",
    "NotYetLasting",
    "TooManyReports",
    "close",
    "erase_person",
    "forget_old",
    "lift",
    "make_last",
    "report",
    "restrict",
]
