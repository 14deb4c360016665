"""The pages of the chain: the ally's, then the stewards', then the word of the people who asked."""

from alongside.commitments.views.allies import (
    commitment,
    done,
    keep,
    leaving,
    offer,
    release,
    series,
    withdrawal,
)
from alongside.commitments.views.calendars import (
    calendar_end,
    calendar_made,
    calendars,
    mailed_times,
    new_calendar,
)
from alongside.commitments.views.conversations import conversation
from alongside.commitments.views.nearing import near
from alongside.commitments.views.running import (
    run,
    run_came,
    run_date,
    run_end,
    run_no,
    run_person,
    run_yes,
    running,
    runs,
    with_runner,
)
from alongside.commitments.views.stewards import acceptance, cancellation, date, decline, dismissal
from alongside.commitments.views.stints import new_stint, stint, stint_acceptance, stint_decline, stint_end
from alongside.commitments.views.verdicts import date_verdict, link, said, verdict

__all__ = [
    "acceptance",
    "calendar_end",
    "calendar_made",
    "calendars",
    "cancellation",
    "commitment",
    "conversation",
    "date",
    "date_verdict",
    "decline",
    "dismissal",
    "done",
    "keep",
    "leaving",
    "link",
    "mailed_times",
    "near",
    "new_calendar",
    "new_stint",
    "offer",
    "release",
    "run",
    "run_came",
    "run_date",
    "run_end",
    "run_no",
    "run_person",
    "run_yes",
    "running",
    "runs",
    "said",
    "series",
    "stint",
    "stint_acceptance",
    "stint_decline",
    "stint_end",
    "verdict",
    "with_runner",
    "withdrawal",
]
