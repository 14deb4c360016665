"""What time does to the ranking."""

import datetime as dt

from alongside.matching import actions
from alongside.matching.models import Round


def count_outlooks(now: dt.datetime) -> int:
    return actions.count_outlooks(now=now)


def go_on_with_rounds(now: dt.datetime) -> int:
    """Asks around for each round that is due. One that fails holds up no other: it is due again at the next run."""
    return sum(actions.go_on(round=one, now=now) for one in Round.objects.due(now).order_by("begun_at"))


def forget_rounds(now: dt.datetime) -> int:
    return actions.forget_rounds(now=now)
