"""Clocks that jump, days that come every fourth year, and eight time zones."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from alongside.asks.models import Ask
from alongside.asks.rules import dates, repeating
from alongside.asks.rules.repeating import Often
from alongside.commitments import actions
from alongside.commitments import rules as commitments
from alongside.commitments.models import Commitment, Expiry
from alongside.home import jobs
from alongside.home.cast import Cast
from alongside.notices import actions as notices
from alongside.notices.models import Mail, Notice
from alongside.notices.tests.test_quiet_hours import ZONES

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LEAP_DAY = dt.date(2028, 2, 29)
days = (
    st.dates(dt.date(2026, 1, 1), dt.date(2033, 12, 31)) | st.just(LEAP_DAY) | st.just(dt.date(2032, 2, 29))
)
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES).map(ZoneInfo)


@given(days, hours, hours, zones)
def test_date_is_at_the_hour_of_the_wall_clock_there(
    on: dt.date, starts: dt.time, ends: dt.time, zone: ZoneInfo
) -> None:
    slot = repeating.repeated_slot(on, starts, ends, zone=zone, places=1, role="")
    begins = slot.starts_at.astimezone(zone)
    assert dates.is_sane(slot)
    assert abs(slot.lasts - repeating.usual_length(starts, ends)) <= HOUR, (
        "a clock that is changed moves an hour at most"
    )
    is_skipped = begins.time() != starts
    assert begins.date() == on or is_skipped
    if is_skipped:
        there = dt.datetime.combine(on, starts, zone)
        assert there.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != there.replace(tzinfo=None)


@given(days, hours, zones, st.booleans(), st.timedeltas(dt.timedelta(0), 30 * DAY))
def test_offer_ends_after_four_days_or_with_its_date(
    on: dt.date, starts: dt.time, zone: ZoneInfo, is_flexible: bool, before: dt.timedelta
) -> None:
    slot = dates.local_slot(on, starts, None, zone=zone)
    offered_at = slot.starts_at - before
    ends_at = commitments.offer_ends_at(offered_at, slot.ends_at, None)
    due_at = commitments.due_at(slot.starts_at, slot.ends_at, is_flexible=is_flexible)
    assert offered_at < ends_at <= slot.ends_at
    assert ends_at - offered_at <= commitments.EXPIRES_AFTER
    assert slot.starts_at <= due_at <= slot.ends_at


@pytest.mark.parametrize("zone", ZONES)
def test_year_has_its_leap_day_in_every_zone(zone: str) -> None:
    slot = dates.local_slot(LEAP_DAY, dt.time(23, 30), dt.time(0, 30), zone=ZoneInfo(zone))
    begins, ends = (at.astimezone(ZoneInfo(zone)) for at in (slot.starts_at, slot.ends_at))
    assert (begins.date(), ends.date(), slot.lasts) == (LEAP_DAY, dt.date(2028, 3, 1), HOUR)


def test_series_of_the_last_saturday_knows_the_leap_day() -> None:
    named = repeating.named(repeating.pattern(Often.DAY, LEAP_DAY - DAY), LEAP_DAY - DAY)
    assert named[:3] == [LEAP_DAY - DAY, LEAP_DAY, LEAP_DAY + DAY]


@pytest.mark.django_db
class TestJumps:
    """The worker's clock goes far ahead, back, and on: each thing happens once, and the worker works on."""

    @pytest.fixture
    def offer(self, cast: Cast, now: dt.datetime) -> Commitment:
        Ask.objects.update(open_to="anyone")
        return actions.offer(shift=cast.shift, by=cast.bruno, now=now)

    def work_at(self, moment: dt.datetime, holder: str = "worker-1") -> int | None:
        with time_machine.travel(moment):
            return jobs.work_round(holder=holder)

    def test_each_thing_happens_once(self, offer: Commitment, now: dt.datetime) -> None:
        for jump in (5 * DAY, -2 * DAY, 5 * DAY, dt.timedelta(0), 6 * DAY):
            assert self.work_at(now + jump) is not None
        assert Expiry.objects.filter(commitment=offer).count() == 1
        assert Notice.objects.filter(kind="offer.expired").count() == 1

    def test_clock_that_goes_back_ends_nothing_early(self, offer: Commitment, now: dt.datetime) -> None:
        self.work_at(now - 400 * DAY)
        self.work_at(now + DAY)
        assert not Expiry.objects.exists()

    def test_worker_that_was_killed_in_the_far_future_holds_nobody_up(
        self, offer: Commitment, now: dt.datetime
    ) -> None:
        """Its lease would last until then."""
        assert self.work_at(now + 3650 * DAY, "worker-1") is not None
        assert self.work_at(now, "worker-2") is not None
        assert self.work_at(now, "worker-3") is None

    def test_mail_that_was_claimed_in_the_far_future_goes_out(
        self, offer: Commitment, now: dt.datetime
    ) -> None:
        told = Notice.objects.create(to=offer.ally, kind="offer.expired", at=now)
        waiting = Mail.objects.create(to=offer.ally, notice=told, due_at=now)
        assert notices.claim(mail=waiting, now=now + 3650 * DAY)
        assert list(Mail.objects.free(now)) == [waiting]
        assert notices.claim(mail=waiting, now=now)
        assert not Mail.objects.free(now).exists()
