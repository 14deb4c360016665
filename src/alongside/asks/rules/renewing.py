"""When whoever asks is asked whether it still stands, and what silence does."""

import datetime as dt

STANDS_FOR = dt.timedelta(days=28)
"""Without a change, a renewal or a promise: so long an ask is taken as it was written."""

RENEWED_WITHIN = dt.timedelta(days=14)
"""So long the question waits. After that the ask rests, until somebody says that it stands."""


def is_stale(
    *, tended_at: dt.datetime, last_ends_at: dt.datetime, promised_until: dt.datetime | None, now: dt.datetime
) -> bool:
    """Whether to ask: of an ask that goes on for longer than the answer may take, as any other ends by itself.

    `tended_at` is when somebody last published, changed or renewed it, `promised_until` the end of the last date that
    somebody promised: a date that was taken not long ago says that the ask is alive.
    """
    before = now - STANDS_FOR
    is_promised = promised_until is not None and promised_until > before
    return tended_at <= before and last_ends_at > now + RENEWED_WITHIN and not is_promised


def rests(asked_again_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether nobody has answered in time. It follows from the clock alone, so one answer ends it at once."""
    return asked_again_at is not None and asked_again_at <= now - RENEWED_WITHIN
