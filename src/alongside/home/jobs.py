"""One round of what time does. A job that fails is noted and tried again; it never stops the others."""

import datetime as dt
import logging
from collections.abc import Callable

from alongside.communities import queries as communities
from alongside.core.clock import now as clock_now
from alongside.home import actions, queries
from alongside.home.rules import WORKER
from alongside.ledger.actions import CLOCK

AT_ONCE = 20
log = logging.getLogger(__name__)


def purge_sent_forms(now: dt.datetime) -> int:
    return actions.purge_sent_forms(now=now)


def keep_leavers(now: dt.datetime) -> int:
    return actions.keep_leavers(now=now)


def empty_groups(now: dt.datetime) -> int:
    due = list(communities.ended(now=now).order_by("closed_at")[:AT_ONCE])
    for one in due:
        actions.empty_group(community=one, by=CLOCK, now=now)
    return len(due)


def expire_copies(now: dt.datetime) -> int:
    return actions.expire_copies(now=now)


def work_round(*, holder: str) -> int | None:
    """Runs every job once under the lease. Answers how many things were settled, or nothing without the lease."""
    settled = 0
    for name, job in queries.jobs():
        now = clock_now()
        if not actions.take_lease(name=WORKER, holder=holder, now=now):
            return None
        settled += attempt(name, job, now)
    return settled


def attempt(name: str, job: Callable[[dt.datetime], int], now: dt.datetime) -> int:
    try:
        return job(now)
    except Exception:
        log.exception("The job %s failed and will be tried again.", name)
        return 0
