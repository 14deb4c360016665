"""What happens around a commitment: groups move dates and keep people out, people rest, block, delegate and leave."""

import datetime as dt
from dataclasses import dataclass

from alongside.accountability import actions as accountability
from alongside.asks import actions as asks
from alongside.asks import queries
from alongside.asks.models import Ask, Delegate, Series, Shift
from alongside.asks.rules import Slot
from alongside.asks.rules.repeating import Reach
from alongside.commitments import actions as commitments
from alongside.commitments.models import Stint
from alongside.communities import actions as communities
from alongside.communities.models import Restriction, Standing
from alongside.home import actions as home
from alongside.people import actions as people
from alongside.people.models import Person

HOURS_AT_MOST = 12
EVENTS = (
    "date_is_moved",
    "date_gets_places",
    "date_goes_elsewhere",
    "dates_of_a_series_are_changed",
    "day_of_a_series_is_left_out",
    "series_gets_another_end",
    "every_date_is_offered",
    "every_date_is_taken",
    "no_more_dates_are_added",
    "ask_rests",
    "ask_goes_on",
    "ask_is_asked_about",
    "ask_is_renewed",
    "ask_is_merged",
    "ask_is_closed",
    "group_rests",
    "group_goes_on",
    "verdict_is_delegated",
    "verdict_is_no_longer_delegated",
    "somebody_is_kept_out",
    "somebody_is_let_in_again",
    "standing_changes",
    "says_how_many_hours",
    "rests",
    "ends_rest",
    "blocks",
    "leaves_the_group",
    "leaves_for_good",
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, tried by `who`; `other`, `date` and `number` are whatever it may need."""

    who: Person
    other: Person
    date: Shift
    number: int
    now: dt.datetime

    def date_is_moved(self) -> None:
        by = dt.timedelta(hours=(-3, 1, 48)[self.number % 3])
        self.change(Slot(self.date.starts_at + by, self.date.ends_at + by, places=self.date.places))

    def date_gets_places(self) -> None:
        self.change(Slot(self.date.starts_at, self.date.ends_at, places=1 + self.number % 3))

    def change(self, slot: Slot) -> None:
        asks.change_shift(shift=self.date, by=self.who, now=self.now, slot=slot)

    def date_goes_elsewhere(self) -> None:
        for place in self.date.ask.community.places.order_by("name")[self.number % 2 :][:1]:
            slot = Slot(self.date.starts_at, self.date.ends_at, self.date.places, place=place.pk)
            self.change(slot)

    def dates_of_a_series_are_changed(self) -> None:
        by = dt.timedelta(hours=(-1, 0, 1)[self.number % 3])
        slot = Slot(self.date.starts_at + by, self.date.ends_at + by, places=1 + self.number % 3)
        reach = (Reach.FOLLOWING, Reach.ALL)[self.number % 2]
        asks.change_dates(shift=self.date, by=self.who, now=self.now, slot=slot, reach=reach)

    def day_of_a_series_is_left_out(self) -> None:
        for series in Series.objects.all()[:1]:
            on = series.first_on + dt.timedelta(days=7 * (self.number % 9))
            asks.leave_out(series=series, on=on, by=self.who, now=self.now)

    def series_gets_another_end(self) -> None:
        for series in Series.objects.all()[:1]:
            last = series.first_on + dt.timedelta(days=7 * (1 + self.number))
            asks.end_series(series=series, last=last, by=self.who, now=self.now)

    def every_date_is_offered(self) -> None:
        until = self.now.date() + dt.timedelta(days=7 * (1 + self.number % 9))
        for series in Series.objects.all()[:1]:
            commitments.offer_stint(series=series, by=self.other, now=self.now, until=until)

    def every_date_is_taken(self) -> None:
        for stint in Stint.objects.waiting(self.now)[:1]:
            commitments.accept_stint(stint=stint, by=self.who, now=self.now)

    def no_more_dates_are_added(self) -> None:
        for stint in Stint.objects.going_on()[:1]:
            gives_back = self.number % 2 == 1
            commitments.end_stint(stint=stint, by=self.other, now=self.now, gives_back=gives_back)

    def ask_rests(self) -> None:
        asks.pause(ask=self.date.ask, by=self.who, now=self.now)

    def ask_goes_on(self) -> None:
        asks.resume(ask=self.date.ask, by=self.who, now=self.now)

    def ask_is_asked_about(self) -> None:
        """As the worker does after four weeks; here it may have been two weeks ago already, so that the ask rests."""
        asked_at = self.now - dt.timedelta(days=14 * (self.number % 2))
        Ask.objects.filter(pk=self.date.ask_id).update(asked_again_at=asked_at)

    def ask_is_renewed(self) -> None:
        asks.renew(ask=self.date.ask, by=self.who, now=self.now)

    def ask_is_merged(self) -> None:
        """Somebody asks for the same once more, now and then somebody promises it, and all owners say yes."""
        ask = self.date.ask
        terms = {name: getattr(ask, name) for name in ("acceptance", "two_people", "check_in")}
        twin = asks.draft(
            community=ask.community, by=self.who, now=self.now, kind=ask.kind, what=ask.what, language="en",
            slots=[Slot(self.date.starts_at, self.date.ends_at)], open_to=ask.open_to,
            is_flexible=ask.is_flexible, details=terms,
        )  # fmt: skip
        asks.publish(ask=twin, by=self.who, now=self.now)
        if self.number % 2:
            offer = commitments.offer(shift=twin.shifts.get(), by=self.other, now=self.now)
            if not offer.history.accepted_at:
                commitments.accept(commitment=offer, by=self.who, now=self.now)
        for side, opposite in ((twin, ask), (ask, twin)):
            for owner in queries.owners(ask=side, now=self.now)[:1]:
                if not Ask.objects.filter(pk=twin.pk, merged_into__isnull=False).exists():
                    asks.call_same(ask=side, other=opposite, by=owner, now=self.now)

    def ask_is_closed(self) -> None:
        if self.number % 3 == 0:
            asks.close(ask=self.date.ask, by=self.who, now=self.now)

    def group_rests(self) -> None:
        communities.pause(community=self.date.ask.community, by=self.who, now=self.now)

    def group_goes_on(self) -> None:
        communities.resume(community=self.date.ask.community, by=self.who, now=self.now)

    def verdict_is_delegated(self) -> None:
        asks.delegate(ask=self.date.ask, person=self.other, by=self.who, now=self.now)

    def verdict_is_no_longer_delegated(self) -> None:
        for delegate in Delegate.objects.filter(ask=self.date.ask)[:1]:
            asks.undelegate(delegate=delegate, by=self.who, now=self.now)

    def somebody_is_kept_out(self) -> None:
        group = self.date.ask.community
        accountability.restrict(
            community=group, person=self.other, reason="safety", by=self.who, now=self.now
        )

    def somebody_is_let_in_again(self) -> None:
        for restriction in Restriction.objects.active(self.now).filter(person=self.other)[:1]:
            accountability.lift(restriction=restriction, by=self.who, now=self.now)

    def standing_changes(self) -> None:
        for standing in Standing.objects.filter(person=self.other)[:1]:
            level = 1 + self.number % 3
            communities.give_standing(standing=standing, level=level, by=self.who, now=self.now)

    def says_how_many_hours(self) -> None:
        people.set_hours(by=self.who, hours=self.number % (HOURS_AT_MOST + 1), now=self.now)

    def rests(self) -> None:
        until_on = (self.now + dt.timedelta(days=1 + self.number)).date()
        people.start_rest(by=self.other, until_on=until_on, now=self.now, gives_back=self.number % 3 > 0)

    def ends_rest(self) -> None:
        people.end_rest(by=self.who, now=self.now)

    def blocks(self) -> None:
        people.block(by=self.who, against=self.other.pk, note="", now=self.now)

    def leaves_the_group(self) -> None:
        communities.leave(community=self.date.ask.community, by=self.who, now=self.now)

    def leaves_for_good(self) -> None:
        if self.number % 3 == 0:
            home.erase(by=self.who, now=self.now)
