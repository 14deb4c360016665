"""The verbs of accountability: report and close; restrict, make last, lift; appeal and answer."""

from alongside.accountability.actions.appealing import answer_appeal, appeal
from alongside.accountability.actions.erasing import erase_person, forget_old
from alongside.accountability.actions.refusals import (
    AlreadyRestricted,
    AnsweredAlready,
    AppealedAlready,
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
    "AnsweredAlready",
    "AppealedAlready",
    "ManyWords",
    "MayNotClose",
    "NotAgainAlone",
    "NotYetLasting",
    "TooManyReports",
    "answer_appeal",
    "appeal",
    "close",
    "erase_person",
    "forget_old",
    "lift",
    "make_last",
    "report",
    "restrict",
]
