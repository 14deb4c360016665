"""What one more promise for a date would be worth. It is the same for all who may know the hours."""

import datetime as dt
from functools import lru_cache

from alongside.asks.models import Shift
from alongside.asks.queries import Open
from alongside.matching import rules
from alongside.matching.models import Outlook

A_WEEK = dt.timedelta(weeks=1)
LOOKED_BACK = 4
"""Weeks. What repeats has been there for long, and the dates that come now have not."""
USUAL = Outlook(reach=20.0, filled=0.5, comes=rules.chance_of_coming(kept=0, broken=0))
"""Of an ask that the worker has not counted yet."""


def of_date(one: Open, shift: Shift, outlook: Outlook, priority: int, now: dt.datetime) -> float:
    opened = one.ask.published_at or now
    so_far = rules.yeses(reach=outlook.reach, weeks=min(LOOKED_BACK, (now - opened) / A_WEEK))
    still = rules.yeses(reach=outlook.reach, weeks=(shift.ends_at - now) / A_WEEK)
    appeal = rules.appeal(promised=shift.places_taken, expected=so_far)
    need = rules.Need(
        places=shift.places,
        coming=[outlook.comes] * shift.places_taken,
        later=rules.later(expected=still, appeal=appeal, is_begun=shift.places_taken > 0),
        priority=priority,
        filled=outlook.filled,
    )
    return rules.likely(appeal) * rules.worth(need)


@lru_cache(maxsize=1_000)
def of_day(day: dt.datetime, now: dt.datetime) -> float:
    """For whoever may not know the hours: nothing goes in but the day, which their page shows."""
    still = rules.yeses(reach=USUAL.reach, weeks=(day - now) / A_WEEK)
    return rules.worth(rules.Need(places=1, later=rules.later(expected=still, appeal=1.0)))
