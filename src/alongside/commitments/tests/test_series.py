"""What becomes of promises when several dates of a series change or are called off at once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks.actions import refusals as asks_refusals
from alongside.asks.models import Occurrence, Place, Series, Shift
from alongside.asks.rules import Slot
from alongside.asks.rules.repeating import Reach
from alongside.commitments import actions, jobs, queries
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.core import ids
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people import actions as people
from alongside.people.models import BookedHours

Clients = Callable[..., Client]
HOUR = dt.timedelta(hours=1)
SATURDAYS = "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20260530"
PROMISED = ("2026-03-14", "2026-03-28", "2026-04-04")


@pytest.fixture
def series(cast: Cast, now: dt.datetime) -> Series:
    people.set_hours(by=cast.bruno, hours=20, now=now)
    return asks.repeat(shift=cast.shift, by=cast.amal, now=now, rule=SATURDAYS)


def date(on: str) -> Shift:
    return Shift.objects.select_related("ask__community").get(occurrence__on=on)


@pytest.fixture
def promises(series: Series, cast: Cast, now: dt.datetime) -> list[Commitment]:
    """Bruno's, on three of the dates."""
    made = [actions.offer(shift=date(on), by=cast.bruno, now=now) for on in PROMISED]
    for one in made:
        actions.accept(commitment=one, by=cast.amal, now=now)
    Notice.objects.all().delete()
    return made


def states(now: dt.datetime) -> list[State]:
    return [one.state(now) for one in Commitment.objects.with_history().order_by("shift__starts_at")]


def cancellation(on: str) -> str:
    return reverse("commitments:cancellation", args=[date(on).pk])


def page(series: Series) -> str:
    return reverse("commitments:series", args=[series.pk])


def told(cast: Cast, kind: str) -> list[str]:
    return list(Notice.objects.filter(to=cast.bruno, kind=kind).values_list("url", flat=True))


def test_cancellation_asks_which_dates_are_meant(series: Series, cast: Cast, client_of: Clients) -> None:
    assert (
        "This date and all after it" in client_of(cast.amal).get(cancellation("2026-03-28")).content.decode()
    )
    lone = asks.add_shift(
        ask=cast.ask, by=cast.amal, now=cast.shift.starts_at - DAY, slot=Slot(*two_hours_of(cast))
    )
    address = reverse("commitments:cancellation", args=[lone.pk])
    assert "This date and all after it" not in client_of(cast.amal).get(address).content.decode()


def two_hours_of(cast: Cast) -> tuple[dt.datetime, dt.datetime]:
    return cast.shift.starts_at + 3 * DAY, cast.shift.starts_at + 3 * DAY + HOUR


def test_cancellation_of_one_leaves_the_others(
    promises: list[Commitment], cast: Cast, client_of, now
) -> None:
    client_of(cast.amal).post(cancellation("2026-03-28"), {"reach": "one"})
    assert states(now) == [State.ACCEPTED, State.RELEASED, State.ACCEPTED]
    url = reverse("commitments:commitment", args=[promises[1].pk])
    assert told(cast, "commitment.released_by_community") == [url]


def test_cancellation_of_all_after_it_tells_each_ally_once_and_ends_the_series(
    promises: list[Commitment], series: Series, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    waiting = actions.offer(shift=date("2026-04-11"), by=cast.bruno, now=now)
    answer = client_of(cast.amal).post(cancellation("2026-03-28"), {"reach": "following"})
    assert answer.status_code == 302
    assert states(now) == [State.ACCEPTED, State.RELEASED, State.RELEASED, State.DECLINED]
    assert told(cast, "commitment.released_by_community") == [page(series)]
    assert told(cast, "offer.declined") == [reverse("commitments:commitment", args=[waiting.pk])]
    assert [one.on.day for one in Occurrence.objects.filter(shift__cancelled_at=None)] == [7, 14, 21]
    series.refresh_from_db()
    assert (series.rule[-8:], series.next_on) == ("20260327", None)
    assert sum(one.minutes for one in BookedHours.objects.all()) == 120
    assert list(queries.broken_promises()) == []
    kinds = list(Entry.objects.values_list("kind", flat=True))
    assert (kinds.count("asks.cancel_shift"), kinds.count("asks.stop_series")) == (5, 1)
    assert kinds.count("commitments.release_by_community") == 2


def test_cancellation_of_all_leaves_nothing_that_comes_back(
    promises: list[Commitment], series: Series, cast: Cast, now: dt.datetime
) -> None:
    actions.cancel_date(shift=date("2026-04-04"), by=cast.amal, now=now, reach=Reach.ALL)
    assert states(now) == [State.RELEASED] * 3
    assert not Series.objects.due(now + 60 * DAY).exists()
    assert not Shift.objects.coming(now).exists()


def test_cancellation_of_all_leaves_what_has_begun(
    promises: list[Commitment], cast: Cast, now: dt.datetime
) -> None:
    """A promise whose date has begun waits for a verdict, whatever becomes of the later ones."""
    later = date("2026-03-14").starts_at + HOUR
    actions.cancel_date(shift=date("2026-03-28"), by=cast.amal, now=later, reach=Reach.ALL)
    assert states(later) == [State.ACCEPTED, State.RELEASED, State.RELEASED]


def test_cancellation_of_a_date_that_has_begun_says_so_and_calls_nothing_off(
    promises: list[Commitment], cast: Cast, now: dt.datetime
) -> None:
    later = date("2026-03-14").starts_at + HOUR
    with pytest.raises(asks_refusals.AlreadyStarted):
        actions.cancel_date(shift=date("2026-03-14"), by=cast.amal, now=later)


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_cancellation_of_several_is_for_stewards_alone(
    promises: list[Commitment], cast: Cast, client_of: Clients, now: dt.datetime, name: str
) -> None:
    answer = client_of(getattr(cast, name)).post(cancellation("2026-03-28"), {"reach": "all"})
    assert answer.status_code == 404
    assert states(now) == [State.ACCEPTED] * 3


def moved(cast: Cast, now: dt.datetime, on: str = "2026-03-21") -> None:
    shift = date(on)
    slot = Slot(shift.starts_at + HOUR, shift.ends_at + HOUR, shift.places, shift.role)
    asks.change_dates(shift=shift, by=cast.amal, now=now, slot=slot, reach=Reach.FOLLOWING)


def test_dates_that_move_together_are_told_once_and_may_be_left_freely(
    promises: list[Commitment], cast: Cast, now: dt.datetime
) -> None:
    later = date("2026-03-28").starts_at - HOUR
    moved(cast, now + HOUR)
    assert jobs.tell_changes(now + 2 * HOUR) == 1
    assert jobs.tell_changes(now + 3 * HOUR) == 0
    (second,) = Series.objects.filter(first_on=dt.date(2026, 3, 21))
    assert told(cast, "commitment.changed") == [page(second)]
    actions.release(commitment=promises[1], by=cast.bruno, now=later)
    assert not Commitment.objects.with_history().get(pk=promises[1].pk).release.is_late
    assert list(queries.broken_promises()) == []


def test_date_that_moves_alone_is_told_on_its_own_page(
    promises: list[Commitment], cast: Cast, now: dt.datetime
) -> None:
    moved(cast, now + HOUR, on="2026-04-04")
    jobs.tell_changes(now + 2 * HOUR)
    assert told(cast, "commitment.changed") == [reverse("commitments:commitment", args=[promises[2].pk])]


def test_dates_that_do_not_repeat_are_told_one_by_one(cast: Cast, now: dt.datetime) -> None:
    """Another place for the whole ask moves them at the same moment; they have no page together."""
    people.set_hours(by=cast.bruno, hours=20, now=now)
    other = asks.add_shift(ask=cast.ask, by=cast.amal, now=now, slot=Slot(*two_hours_of(cast)))
    made = [actions.offer(shift=one, by=cast.bruno, now=now) for one in (cast.shift, other)]
    shed = Place.objects.create(community=cast.harbour, name="The shed", area="Quay")
    asks.edit(ask=cast.ask, by=cast.amal, now=now + HOUR, changes={"place": shed})
    assert jobs.tell_changes(now + HOUR) == 2
    urls = {reverse("commitments:commitment", args=[one.pk]) for one in made}
    assert set(told(cast, "commitment.changed")) == urls


def test_two_allies_are_each_told_of_what_moves(
    promises: list[Commitment], cast: Cast, now: dt.datetime
) -> None:
    other = actions.offer(shift=date("2026-03-28"), by=cast.chidi, now=now)
    moved(cast, now + HOUR)
    assert jobs.tell_changes(now + 2 * HOUR) == 2
    url = reverse("commitments:commitment", args=[other.pk])
    assert Notice.objects.get(to=cast.chidi, kind="commitment.changed").url == url


def test_series_shows_an_ally_what_became_of_each_date(
    promises: list[Commitment], series: Series, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    actions.cancel_date(shift=date("2026-04-04"), by=cast.amal, now=now)
    shift = date("2026-03-28")
    slot = Slot(shift.starts_at + HOUR, shift.ends_at + HOUR, 2, shift.role)
    asks.change_shift(shift=shift, by=cast.amal, now=now + HOUR, slot=slot)
    text = client_of(cast.bruno).get(page(series)).content.decode()
    for one in promises:
        assert reverse("commitments:commitment", args=[one.pk]) in text
    assert text.count("This date is called off.") == 1
    assert text.count("You may leave freely.") == 1
    mine = client_of(cast.bruno).get(reverse("commitments:commitment", args=[promises[0].pk]))
    assert page(series) in mine.content.decode()


@pytest.mark.parametrize("name", ["amal", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_series_is_there_for_its_ally_alone(
    promises: list[Commitment], series: Series, cast: Cast, client_of: Clients, name: str
) -> None:
    client = client_of(getattr(cast, name))
    answer, missing = client.get(page(series)), client.get(reverse("commitments:series", args=[ids.new_id()]))
    assert answer.status_code == 404
    assert answer.content == missing.content


def test_series_says_nothing_of_a_verdict_that_is_kept_from_its_ally(
    promises: list[Commitment], series: Series, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    Shift.objects.filter(pk=promises[0].shift_id).update(starts_at=now - DAY, ends_at=now - DAY / 2)
    before = rows(client_of(cast.bruno).get(page(series)))
    actions.judge(commitment=promises[0], outcome="did_not_come", by=cast.amal, now=now)
    assert rows(client_of(cast.bruno).get(page(series))) == before
    actions.judge(commitment=promises[0], outcome="helped", by=cast.amal, now=now)
    assert rows(client_of(cast.bruno).get(page(series))) != before


def rows(answer: HttpResponse) -> str:
    """The list on the page; around it stand keys of forms that are never the same twice."""
    return answer.content.decode().partition('<ul class="rows">')[2].partition("</ul>")[0]


def test_series_asks_as_many_questions_for_all_its_dates_as_for_one(
    series: Series, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    client, counts = client_of(cast.bruno), []
    for dates in (["2026-03-14"], ["2026-03-21", "2026-03-28", "2026-04-04", "2026-04-11"]):
        for on in dates:
            actions.offer(shift=date(on), by=cast.bruno, now=now)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page(series)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
