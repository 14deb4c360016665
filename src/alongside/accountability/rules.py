"""Who handles a report, and how long one steward alone may keep somebody out."""

import datetime as dt
from dataclasses import dataclass

REPORTS_A_DAY = 10
WORDS_AT_MOST = 20_000
RINGS_AGAIN_AFTER = dt.timedelta(days=1)
WORDS_A_PAGE = 20
APPEAL_AT_MOST = 2000
KEPT = dt.timedelta(days=180)
LAST_DAY = dt.timedelta(days=1)
OPEN_AFTER_END = dt.timedelta(days=30)
NOT_AGAIN_FOR = dt.timedelta(days=30)


def goes_to_operator(*, is_about_community: bool, concerns_steward: bool, other_stewards: int) -> bool:
    """Whether a report must leave the group: it concerns whoever runs it, or nobody but its author is left to look.

    `other_stewards` counts the stewards who neither wrote the report nor are concerned by it.
    """
    return is_about_community or concerns_steward or other_stewards == 0


def rings_again(*, last_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether one more report on an open matter is told: at most once a day, so that a crowd cannot ring."""
    return last_at is None or now - last_at >= RINGS_AGAIN_AFTER


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever wants to act on a restriction. `other_stewards` counts those beside them and the person kept out.

    `is_from_before`: a steward since before it began, and not one who was made for this decision.
    """

    is_steward: bool
    is_operator: bool
    is_first: bool
    other_stewards: int
    is_from_before: bool = True


def is_nearly_over(*, until: dt.datetime, now: dt.datetime) -> bool:
    """From the last day on, so that nobody who must be kept out comes back in between."""
    return now >= until - LAST_DAY


def may_make_last(
    actor: Actor, *, target_steers: bool, is_lasting: bool, until: dt.datetime, now: dt.datetime
) -> bool:
    """A second steward who was one before it began, or the operator against a steward. Alone it takes the end of the
    few days.

    Alone means: a steward with no other steward beside them, against a member or an ally; or the operator, against
    a steward beside whom nobody else steers. So nobody is trapped with somebody who harms them.
    """
    if is_lasting or now > until + OPEN_AFTER_END:
        return False
    if not actor.is_first:
        return (actor.is_steward and actor.is_from_before) or (actor.is_operator and target_steers)
    may_alone = actor.is_operator if target_steers else actor.is_steward
    return may_alone and actor.other_stewards == 0 and is_nearly_over(until=until, now=now)


def may_answer_appeal(
    *, is_steward: bool, is_operator: bool, has_decided: bool, target_steers: bool, free_stewards: int
) -> bool:
    """Somebody who decided nothing of it: a steward who is free to, or an operator, where a steward is kept out or no
    steward is left (`free_stewards`).
    """
    if has_decided:
        return False
    if target_steers or free_stewards == 0:
        return is_operator and not is_steward
    return is_steward


def may_restrict_again(
    *, target_steers: bool, is_same_actor: bool, until: dt.datetime, now: dt.datetime
) -> bool:
    """A few days may follow a few days; but one steward alone cannot keep another steward out by repeating it."""
    if target_steers and is_same_actor:
        return now >= until + NOT_AGAIN_FOR
    return is_nearly_over(until=until, now=now)
