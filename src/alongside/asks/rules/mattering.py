"""What a group says matters most to it now."""

import datetime as dt

FIRST_FOR = dt.timedelta(days=14)
"""After that it must be said again: what was said long ago is not what matters now."""


def is_first(put_first_at: dt.datetime | None, now: dt.datetime) -> bool:
    return first_until(put_first_at, now) is not None


def first_until(put_first_at: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """Nothing for what does not come first, or not any more."""
    until = None if put_first_at is None else put_first_at + FIRST_FOR
    return until if until is not None and now < until else None
