"""When somebody may be asked, and whether it is worth their attention. The figures: decisions 51 and 60."""

import datetime as dt
from dataclasses import dataclass

A_WEEK = dt.timedelta(days=7)
BETWEEN = dt.timedelta(days=3)
"""At least so long between two, whatever they are about."""
USUALLY_BETWEEN = A_WEEK
AFTER_SILENCE = 2 * A_WEEK
SILENCE = 4
"""After so many without an answer somebody is asked half as often. Silence costs nothing else."""
LOOKED_AT = 200
"""People for one round at once: those who were not asked for longest. A day later others come first."""
WORTH_IT = 0.045
AGAIN = 3.0
SOON = dt.timedelta(days=3)
YES = 0.22
"""Of those to whom an ask of usual appeal is brought by a note, and whom it suits wholly."""


@dataclass(frozen=True, slots=True)
class Attention:
    """How somebody was asked lately. `a_week` is their own number; `unanswered` counts the last ones in a row."""

    a_week: int
    last_at: dt.datetime | None = None
    in_week: int = 0
    unanswered: int = 0


def may_be_asked(attention: Attention, *, now: dt.datetime, is_pressing: bool = False) -> bool:
    """Within their own number, and not soon after the last. A second one in a week is for what is pressing."""
    if attention.in_week >= attention.a_week:
        return False
    if attention.last_at is None:
        return True
    usually = AFTER_SILENCE if attention.unanswered >= SILENCE else USUALLY_BETWEEN
    return now - attention.last_at >= (BETWEEN if is_pressing else usually)


def is_pressing(*, due_at: dt.datetime, taken: int, now: dt.datetime) -> bool:
    """Within three days, and with nobody."""
    return taken == 0 and due_at <= now + SOON


def gain_of_asking(weight: float) -> float:
    """The weight of an ask for somebody, as their list has it, times the chance that who is asked says yes."""
    return YES * weight


def is_worth_it(gain: float, *, is_again: bool = False) -> bool:
    """`gain` is what one more helper is worth there, times the chance of a yes."""
    return gain >= (AGAIN if is_again else 1.0) * WORTH_IT


def is_to_be_asked(attention: Attention, *, gain: float, now: dt.datetime, is_pressing: bool) -> bool:
    """Whether somebody may be asked about this ask now, and it is worth their attention."""
    may = may_be_asked(attention, now=now, is_pressing=is_pressing)
    return may and is_worth_it(gain, is_again=attention.in_week > 0)
