"""The only place that reads the clock. Everything below a view, a job or a command is told `now`."""

import datetime as dt


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
