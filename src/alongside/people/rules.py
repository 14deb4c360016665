"""What holds for a person's pace and quiet."""

import datetime as dt


def is_rest(*, until_on: dt.date, today: dt.date) -> bool:
    """A rest lasts up to, and without, the first day that the person is back."""
    return today < until_on


def is_quiet(*, local: dt.time, quiet_from: dt.time, quiet_until: dt.time) -> bool:
    """Whether a time of day lies in the quiet hours. They may run over midnight; equal ends mean none."""
    if quiet_from <= quiet_until:
        return quiet_from <= local < quiet_until
    return local >= quiet_from or local < quiet_until
