"""The whole story, told once, from the first arrival to now."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from alongside.asks import jobs as asks
from alongside.commitments import jobs
from alongside.home import actions
from alongside.home.management.demo import reading
from alongside.home.management.demo.asking import ask_for_everything
from alongside.home.management.demo.groups import found_all
from alongside.home.management.demo.people import arrive
from alongside.home.management.demo.town import Town
from alongside.home.management.demo.trouble import trouble_comes

JOBS = (
    jobs.expire_offers,
    jobs.escalate_offers,
    jobs.ask_for_verdicts,
    jobs.tell_changes,
    asks.lay_out_series,
)
DAYS_OF_JOBS = 75


@transaction.atomic
def seed(*, now: dt.datetime, tell: Callable[[dt.datetime, dt.datetime], None]) -> Town:
    """All or nothing. Tells, after each act, from when the story started and how far it has come."""
    town = Town(reading.town(), now)
    starts_at = town.timeline.here
    actions.begin_demo(by=None, now=starts_at)
    arrive(town)
    found_all(town)
    ask_for_everything(town)
    trouble_comes(town)
    for day in range(-DAYS_OF_JOBS, 1):
        for job in JOBS:
            town.timeline.plan(town.on(day, "08:00"), job)
    for moment in town.timeline.run():
        tell(starts_at, moment)
    return town
