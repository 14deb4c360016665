"""An ally offers every date of a series until a day: one yes, ordinary promises, and an end that comes by itself."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from alongside.asks import actions as asks
from alongside.asks import jobs as ask_jobs
from alongside.asks.models import Acceptance, Ask, Occurrence, OpenTo, Series, Shift
from alongside.commitments import actions, jobs, queries
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment, Ending, Release, Stint
from alongside.commitments.rules import State
from alongside.communities import actions as communities
from alongside.communities.models import Membership, Standing
from alongside.communities.rules import ALLY_NEW
from alongside.core.ids import new_id
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people import actions as people
from alongside.people.models import BookedHours, SpokenLanguage

Clients = Callable[..., Client]
WEEKLY = "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20260829"
UNTIL = dt.date(2026, 5, 16)
"""The first date is on Saturday, 7 March 2026, three days from now. At first they stand until 25 April."""


@pytest.fixture
def series(cast: Cast, now: dt.datetime) -> Series:
    people.set_hours(by=cast.bruno, hours=40, now=now)
    return asks.repeat(shift=cast.shift, by=cast.amal, now=now, rule=WEEKLY)


@pytest.fixture
def stint(series: Series, cast: Cast, now: dt.datetime) -> Stint:
    return actions.offer_stint(series=series, by=cast.bruno, now=now, until=UNTIL)


@pytest.fixture
def going_on(stint: Stint, cast: Cast, now: dt.datetime) -> Stint:
    actions.accept_stint(stint=stint, by=cast.amal, now=now)
    Notice.objects.all().delete()
    return Stint.objects.get(pk=stint.pk)


def days(state: State, now: dt.datetime) -> list[str]:
    found = Commitment.objects.with_history().order_by("shift__starts_at")
    return [f"{one.shift.starts_at:%d.%m.}" for one in found if one.state(now) is state]


def told(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__display_name", flat=True))


def page(stint: Stint, name: str = "stint") -> str:
    return reverse(f"commitments:{name}", args=[stint.pk])


def test_an_offer_of_every_date_promises_nothing_before_a_yes(stint: Stint, cast: Cast) -> None:
    assert not Commitment.objects.exists()
    assert not BookedHours.objects.filter(minutes__gt=0).exists()
    assert told("offer.received") == sorted([cast.amal.display_name, cast.jun.display_name])


def test_one_yes_promises_each_date_that_stands_and_its_ally_hears_once(
    stint: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    assert client_of(cast.amal).post(page(stint, "stint_acceptance"))["Location"] == page(stint)
    assert len(days(State.ACCEPTED, now)) == Shift.objects.count() == 8
    assert told("offer.accepted") == [cast.bruno.display_name]
    assert {one.acceptance.by for one in Commitment.objects.all()} == {cast.amal}
    assert sum(one.minutes for one in BookedHours.objects.all()) == 8 * cast.ask.minutes
    assert BookedHours.objects.count() > 1
    kinds = list(Entry.objects.values_list("kind", flat=True))
    assert (kinds.count("commitments.accept_stint"), kinds.count("commitments.accept")) == (1, 8)
    assert list(queries.broken_promises()) == []


def test_dates_that_are_made_later_are_promised_until_the_last_day_and_no_longer(
    going_on: Stint, cast: Cast
) -> None:
    later = going_on.offered_at + 35 * DAY
    ask_jobs.lay_out_series(later)
    assert jobs.go_on_with_stints(later) == 1
    assert days(State.ACCEPTED, going_on.offered_at)[-1] == "16.05."
    assert Shift.objects.filter(starts_at__date__gt=UNTIL).exists()
    assert told("offer.accepted") == [cast.bruno.display_name]
    assert jobs.go_on_with_stints(later) == 0


def test_hours_that_are_used_up_leave_dates_out(stint: Stint, cast: Cast, now: dt.datetime) -> None:
    people.set_hours(by=cast.bruno, hours=2 * cast.ask.minutes // 60, now=now)
    actions.accept_stint(stint=stint, by=cast.amal, now=now)
    assert all(one.minutes <= 2 * cast.ask.minutes for one in BookedHours.objects.all())
    assert 0 < len(days(State.ACCEPTED, now)) < Shift.objects.count()


def test_a_date_that_was_given_back_does_not_come_back(going_on: Stint, cast: Cast, now: dt.datetime) -> None:
    one = Commitment.objects.order_by("shift__starts_at")[3]
    actions.release(commitment=one, by=cast.bruno, now=now)
    later = now + 7 * DAY
    ask_jobs.lay_out_series(later)
    jobs.go_on_with_stints(later)
    assert len(days(State.RELEASED, later)) == 1
    assert not Commitment.objects.filter(shift=one.shift, closed_at=None).exists()


def test_nothing_is_added_in_a_rest_and_a_pause_waits(going_on: Stint, cast: Cast, now: dt.datetime) -> None:
    later, before = now + 7 * DAY, Commitment.objects.count()
    ask_jobs.lay_out_series(later)
    asks.pause(ask=cast.ask, by=cast.amal, now=later)
    assert jobs.go_on_with_stints(later) == 0
    asks.resume(ask=cast.ask, by=cast.amal, now=later)
    people.start_rest(by=cast.bruno, until_on=(later + 9 * DAY).date(), now=later)
    jobs.go_on_with_stints(later)
    assert Commitment.objects.count() == before


def test_without_the_steward_who_said_yes_each_date_waits_for_another_one(
    going_on: Stint, cast: Cast, now: dt.datetime
) -> None:
    Membership.objects.filter(person=cast.amal).update(steward_since=None)
    later = now + 7 * DAY
    ask_jobs.lay_out_series(later)
    jobs.go_on_with_stints(later)
    assert len(days(State.OFFERED, later)) == 1
    assert told("offer.received") == [cast.jun.display_name]
    assert told("offer.accepted") == []


def test_whoever_left_or_is_kept_out_gets_no_more_dates(
    going_on: Stint, cast: Cast, now: dt.datetime
) -> None:
    communities.leave(community=cast.harbour, by=cast.bruno, now=now)
    later = now + 7 * DAY
    ask_jobs.lay_out_series(later)
    jobs.go_on_with_stints(later)
    assert Stint.objects.get().ending == Ending.OUTSIDE
    assert Commitment.objects.count() == 8


def test_its_ally_gives_all_dates_back_and_stewards_hear_once(
    going_on: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    client_of(cast.bruno).post(page(going_on, "stint_end"), {"held": "back"})
    assert len(days(State.RELEASED, now)) == 8
    assert {one.from_asking_side for one in Release.objects.all()} == {False}
    assert told("commitment.released") == sorted([cast.amal.display_name, cast.jun.display_name])
    assert Stint.objects.get().ending == Ending.BY_ALLY


def test_its_ally_ends_it_and_keeps_what_is_promised(
    going_on: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    client_of(cast.bruno).post(page(going_on, "stint_end"), {"held": "keep"})
    assert len(days(State.ACCEPTED, now)) == 8
    assert not Notice.objects.exists()
    later = now + 7 * DAY
    ask_jobs.lay_out_series(later)
    assert jobs.go_on_with_stints(later) == 0


def test_a_steward_ends_it_and_its_ally_is_told_kindly(
    going_on: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    client_of(cast.jun).post(page(going_on, "stint_end"))
    assert Stint.objects.get().ending == Ending.BY_GROUP
    assert told("offer.declined") == [cast.bruno.display_name]
    assert len(days(State.ACCEPTED, now)) == 8


def test_two_weeks_before_its_end_its_ally_is_asked_and_silence_ends_it(going_on: Stint, cast: Cast) -> None:
    early, soon = (dt.datetime(2026, 5, day, 9, tzinfo=dt.UTC) for day in (1, 2))
    assert jobs.review_stints(early) == 0
    assert (jobs.review_stints(soon), jobs.review_stints(soon)) == (1, 0)
    assert told("stint.ends") == [cast.bruno.display_name]
    jobs.go_on_with_stints(soon + 20 * DAY)
    assert Stint.objects.get().ending == Ending.OVER
    assert told("stint.ends") == [cast.bruno.display_name]


def test_it_goes_on_by_a_new_offer_that_a_steward_answers_again(
    going_on: Stint, series: Series, cast: Cast, now: dt.datetime
) -> None:
    with pytest.raises(refusals.EveryDateOfferedAlready):
        actions.offer_stint(series=series, by=cast.bruno, now=now, until=UNTIL)
    soon = dt.datetime(2026, 5, 3, 9, tzinfo=dt.UTC)
    ask_jobs.lay_out_series(soon)
    jobs.go_on_with_stints(soon)
    given_back = Commitment.objects.get(shift__occurrence__on=dt.date(2026, 5, 9))
    actions.release(commitment=given_back, by=cast.bruno, now=soon)
    made = actions.offer_stint(series=series, by=cast.bruno, now=soon, until=UNTIL + 28 * DAY)
    assert Stint.objects.get(pk=going_on.pk).ending == Ending.OVER
    actions.accept_stint(stint=made, by=cast.jun, now=soon)
    assert days(State.ACCEPTED, soon)[-3:] == ["30.05.", "06.06.", "13.06."]
    assert Commitment.objects.filter(shift=given_back.shift).count() == 1


def test_an_offer_that_nobody_answers_ends_like_any_other(stint: Stint, cast: Cast, now: dt.datetime) -> None:
    jobs.go_on_with_stints(now + 4 * DAY)
    assert told("offer.expired") == [cast.bruno.display_name]
    with pytest.raises(refusals.NoLongerPossible):
        actions.accept_stint(stint=stint, by=cast.amal, now=now + 4 * DAY)


def test_a_steward_says_no(stint: Stint, cast: Cast, client_of: Clients) -> None:
    client_of(cast.jun).post(page(stint, "stint_decline"))
    assert told("offer.declined") == [cast.bruno.display_name]
    assert "says nothing about" in client_of(cast.bruno).get(page(stint)).content.decode()


@pytest.mark.parametrize(
    ("until", "refusal"),
    [(dt.date(2026, 5, 28), refusals.LastsTooLong), (dt.date(2026, 3, 5), refusals.NoDateUntilThen)],
)
def test_the_last_day_is_within_twelve_weeks_and_after_a_date(
    until: dt.date, refusal: type[Exception], series: Series, cast: Cast, now: dt.datetime
) -> None:
    with pytest.raises(refusal):
        actions.offer_stint(series=series, by=cast.bruno, now=now, until=until)


def test_only_somebody_whom_the_group_knows_offers_every_date(
    series: Series, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    cast.harbour.standings.filter(person=cast.bruno).update(level=1)
    with pytest.raises(refusals.NotKnownYet):
        actions.offer_stint(series=series, by=cast.bruno, now=now, until=UNTIL)
    link = reverse("commitments:new_stint", args=[series.pk])
    offer = reverse("commitments:offer", args=[cast.ask.pk])
    assert link not in client_of(cast.bruno).get(offer).content.decode()
    cast.harbour.standings.filter(person=cast.bruno).update(level=2)
    assert link in client_of(cast.bruno).get(offer).content.decode()


def test_nobody_answers_their_own_offer_and_no_stranger_reads_it(
    stint: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    for name in ("gita", "dara", "chidi", "edda", "farid", "olu"):
        client = client_of(getattr(cast, name))
        hidden, missing = client.get(page(stint)), client.get(reverse("commitments:stint", args=[new_id()]))
        assert hidden.status_code == 404
        assert hidden.content == missing.content
    Stint.objects.filter(pk=stint.pk).update(ally=cast.jun)
    with pytest.raises(refusals.OwnOffer):
        actions.accept_stint(stint=stint, by=cast.jun, now=now)


def test_desks_lead_to_it(stint: Stint, cast: Cast, client_of: Clients) -> None:
    for person in (cast.bruno, cast.amal, cast.jun):
        assert page(stint) in client_of(person).get(reverse("home:desk")).content.decode()
    assert page(stint) not in client_of(cast.chidi).get(reverse("home:desk")).content.decode()


def test_both_sides_read_the_hours_of_the_dates(stint: Stint, cast: Cast, client_of: Clients) -> None:
    hours = [
        f'<time datetime="{one.isoformat("minutes")}">' for one in (stint.series.starts, stint.series.ends)
    ]
    form = reverse("commitments:new_stint", args=[stint.series_id])
    for person, path in ((cast.chidi, form), (cast.bruno, page(stint)), (cast.amal, page(stint))):
        shown = client_of(person).get(path).content.decode()
        assert [one for one in hours if one not in shown] == []


def test_the_page_of_the_ask_leads_to_it_for_whoever_may(
    series: Series, cast: Cast, client_of: Clients, client: Client, now: dt.datetime
) -> None:
    asked, way = reverse("asks:ask", args=[cast.ask.pk]), reverse("commitments:new_stint", args=[series.pk])
    Ask.objects.update(open_to=OpenTo.ANYONE)
    for person in (cast.bruno, cast.chidi):
        assert f'href="{way}"' in client_of(person).get(asked).content.decode()
    for outside in (client, client_of(cast.gita)):
        assert "Every week: Saturday" in (shown := outside.get(asked).content.decode())
        assert way not in shown
    Standing.objects.filter(person=cast.bruno).update(level=ALLY_NEW)
    assert way not in client_of(cast.bruno).get(asked).content.decode()
    Ask.objects.update(acceptance=Acceptance.AT_ONCE)
    assert way not in client_of(cast.chidi).get(asked).content.decode()


def test_two_people_who_offer_the_same_dates_are_told_apart(
    stint: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    people.set_hours(by=cast.chidi, hours=40, now=now)
    actions.offer_stint(series=stint.series, by=cast.chidi, now=now, until=UNTIL)
    shown = client_of(cast.amal).get(reverse("home:desk")).content.decode()
    for name in (cast.bruno.display_name, cast.chidi.display_name):
        assert re.search(f'{page(stint)[:8]}[^<]*<span class="person" dir="auto">{name}</span>\\s+·', shown)


def test_two_series_of_one_ask_are_told_apart(
    stint: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    later = cast.shift.starts_at + DAY / 4
    evening = Shift.objects.create(ask=cast.ask, starts_at=later, ends_at=later + DAY / 24)
    series = asks.repeat(shift=evening, by=cast.amal, now=now, rule=WEEKLY)
    other = actions.offer_stint(series=series, by=cast.bruno, now=now, until=UNTIL)
    for person in (cast.bruno, cast.amal):
        shown = client_of(person).get(reverse("home:desk")).content.decode()
        said = [re.search(f'href="{page(one)}">(.*?)</a>', shown, re.DOTALL) for one in (stint, other)]
        assert len({strip_tags(one[1]) for one in said if one}) == 2


def test_both_sides_read_the_words_of_the_ask_in_their_own_language(
    going_on: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    asks.reword(ask=cast.ask, by=cast.amal, now=now, language="es", what="Llevar ollas")
    SpokenLanguage.objects.all().delete()
    for person in (cast.bruno, cast.amal):
        SpokenLanguage.objects.create(person=person, code="es", position=0)
    own = [reverse("home:desk"), reverse("commitments:new_stint", args=[going_on.series_id])]
    for person, more in ((cast.bruno, [*own, reverse("home:everything")]), (cast.amal, [])):
        client = client_of(person)
        for path in (page(going_on), page(going_on, "stint_end"), *more):
            shown = client.get(path).content.decode()
            assert "Llevar ollas" in shown, path
            assert cast.ask.what not in shown, path


def test_the_desk_takes_as_many_queries_for_one_offer_of_all_dates_as_for_three(
    stint: Stint, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    asks.reword(ask=cast.ask, by=cast.amal, now=now, language="es", what="Llevar ollas")
    clients, counts = [client_of(cast.bruno), client_of(cast.amal)], []
    for number in (0, 1, 2):
        if number:
            also_offered(cast, now + number * DAY)
        for client in clients:
            client.get(reverse("home:desk"))
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("home:desk"))
            counts.append(len(captured))
    assert counts[0::2] == [counts[0]] * 3
    assert counts[1::2] == [counts[1]] * 3


def also_offered(cast: Cast, at: dt.datetime) -> Stint:
    """Every date of one more ask, which is said in Spanish too and looks like no other."""
    ask = Ask.objects.get(pk=cast.ask.pk)
    ask.pk, ask._state.adding = new_id(), True
    ask.what = f"Bring chairs {ask.pk}"
    ask.save()
    asks.reword(ask=ask, by=cast.amal, now=at, language="es", what="Llevar sillas")
    first = Shift.objects.create(ask=ask, starts_at=at, ends_at=at + DAY / 24)
    rule = f"FREQ=DAILY;UNTIL={at + 9 * DAY:%Y%m%d}"
    series = asks.repeat(shift=first, by=cast.amal, now=at - DAY / 24, rule=rule)
    return actions.offer_stint(series=series, by=cast.bruno, now=at - DAY / 24, until=(at + 9 * DAY).date())


def test_the_number_of_queries_is_the_same_for_two_dates_and_eight(
    going_on: Stint, cast: Cast, client_of: Clients, django_assert_num_queries: Callable[..., object]
) -> None:
    client = client_of(cast.bruno)
    client.get(page(going_on))
    for dates in (8, 2):
        kept = Occurrence.objects.order_by("on").values_list("shift", flat=True)[:dates]
        Commitment.objects.exclude(shift__in=list(kept)).update(ally=None)
        with django_assert_num_queries(6):
            client.get(page(going_on))
