"""Every read of the chain that knows who is looking, or that spans more than one table."""

from alongside.commitments.queries.about import EXPORTED, about_person
from alongside.commitments.queries.allies import ally, promised
from alongside.commitments.queries.calendars import calendar, calendars, contents, mailed
from alongside.commitments.queries.dates import date, stewards_date
from alongside.commitments.queries.desks import (
    ally_desk,
    steward_desk,
    verdicts_wanted,
)
from alongside.commitments.queries.histories import with_history
from alongside.commitments.queries.leaving import leaving, left_behind, page_of_what_is_left, shut_out
from alongside.commitments.queries.links import link_page, verdict_link
from alongside.commitments.queries.nearing import falls_into_rest, in_rest, near, to_ask_to_keep
from alongside.commitments.queries.offerable import offerable
from alongside.commitments.queries.overdue import overdue
from alongside.commitments.queries.pages import (
    answerable,
    commitment,
    conversation,
    judgeable,
    own_commitment,
)
from alongside.commitments.queries.promises import broken_promises
from alongside.commitments.queries.running import (
    of_run,
    of_whole_run,
    run,
    run_date,
    run_person,
    running,
    runs,
    untold_of_offers,
    with_runner,
)
from alongside.commitments.queries.series import changed_with, page_of, pages_to_tell, series
from alongside.commitments.queries.sides import (
    asking_side,
    first_steward,
    is_asking_side,
    other_side,
    require_asking_side,
    require_steward,
    second_steward,
    verdict_givers,
)
from alongside.commitments.queries.sparing import to_settle
from alongside.commitments.queries.standing import (
    chain_with,
    day_of_hours,
    group_of,
    is_anybody_left,
    is_change_untold,
    references,
    run_about,
    would_be_late,
)
from alongside.commitments.queries.stints import (
    days_of,
    new_stint,
    own_stints,
    promises_of_stint,
    steward_of_yes,
    stint,
    waiting_stints,
)

__all__ = [
    "EXPORTED",
    "about_person",
    "ally",
    "ally_desk",
    "answerable",
    "asking_side",
    "broken_promises",
    "calendar",
    "calendars",
    "chain_with",
    "changed_with",
    "commitment",
    "contents",
    "conversation",
    "date",
    "day_of_hours",
    "days_of",
    "falls_into_rest",
    "first_steward",
    "group_of",
    "in_rest",
    "is_anybody_left",
    "is_asking_side",
    "is_change_untold",
    "judgeable",
    "leaving",
    "left_behind",
    "link_page",
    "mailed",
    "near",
    "new_stint",
    "of_run",
    "of_whole_run",
    "offerable",
    "other_side",
    "overdue",
    "own_commitment",
    "own_stints",
    "page_of",
    "page_of_what_is_left",
    "pages_to_tell",
    "promised",
    "promises_of_stint",
    "references",
    "require_asking_side",
    "require_steward",
    "run",
    "run_about",
    "run_date",
    "run_person",
    "running",
    "runs",
    "second_steward",
    "series",
    "shut_out",
    "steward_desk",
    "steward_of_yes",
    "stewards_date",
    "stint",
    "to_ask_to_keep",
    "to_settle",
    "untold_of_offers",
    "verdict_givers",
    "verdict_link",
    "verdicts_wanted",
    "waiting_stints",
    "with_history",
    "with_runner",
    "would_be_late",
]
