"""Open asks are kept while the rows they were made of are the same, and each is made anew as soon as one is not."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from alongside.asks.models import Ask, AskLanguage, AskSkill, Place, PlaceFact, Shift, Wording
from alongside.asks.queries import posted
from alongside.asks.queries.standing import standing
from alongside.communities.models import Community, Membership, Vouch
from alongside.home.cast import DAY, Cast

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[Cast, dt.datetime], object]
TABLES = re.compile(r'(?:FROM|JOIN) "?(\w+)"?')


@pytest.fixture(autouse=True)
def nothing_kept_yet() -> None:
    posted._last[0] = posted.EMPTY


@pytest.fixture
def other(cast: Cast, now: dt.datetime) -> Ask:
    """Of another group, where nobody writes anything."""
    ask = Ask.objects.create(
        community=cast.rainbow, kind="make", what="Knit", language="en", created_at=now, published_at=now
    )
    Shift.objects.create(ask=ask, starts_at=now + DAY, ends_at=now + 2 * DAY)
    return ask


def move(cast: Cast, now: dt.datetime) -> None:
    place = Place.objects.create(community=cast.harbour, name="The shed", area="Dock Road")
    Shift.objects.update(elsewhere=None)
    Shift.objects.filter(pk=cast.shift.pk).update(elsewhere=place)


WRITES: dict[str, Act] = {
    "new words": lambda cast, now: Ask.objects.filter(pk=cast.ask.pk).update(what="Carry pans"),
    "a promise": lambda cast, now: Shift.objects.filter(pk=cast.shift.pk).update(places_taken=1),
    "another date": lambda cast, now: Shift.objects.create(
        ask=cast.ask, starts_at=now + 9 * DAY, ends_at=now + 10 * DAY
    ),
    "another place for a date": move,
    "a language": lambda cast, now: AskLanguage.objects.create(ask=cast.ask, code="fr"),
    "a skill": lambda cast, now: AskSkill.objects.create(ask=cast.ask, skill="cooking"),
    "a wording": lambda cast, now: Wording.objects.create(ask=cast.ask, language="es", what="Llevar ollas"),
    "another area": lambda cast, now: Place.objects.update(area="New Harbour"),
    "another fact": lambda cast, now: PlaceFact.objects.update(answer="unknown"),
    "one fact less": lambda cast, now: PlaceFact.objects.first().delete(),
    "a new name": lambda cast, now: Community.objects.filter(pk=cast.harbour.pk).update(name="Kitchen"),
    "no voucher": lambda cast, now: Vouch.objects.filter(community=cast.harbour).delete(),
}
ENDS: dict[str, Act] = {
    "a pause": lambda cast, now: Ask.objects.filter(pk=cast.ask.pk).update(paused_at=now),
    "an end": lambda cast, now: Ask.objects.filter(pk=cast.ask.pk).update(closed_at=now),
    "no date": lambda cast, now: Shift.objects.filter(pk=cast.shift.pk).delete(),
    "a cancelled date": lambda cast, now: Shift.objects.filter(pk=cast.shift.pk).update(cancelled_at=now),
    "a pause of the group": lambda cast, now: Community.objects.filter(pk=cast.harbour.pk).update(
        paused_at=now
    ),
    "nobody who stewards": lambda cast, now: Membership.objects.filter(community=cast.harbour).update(
        steward_since=None
    ),
}


def read(now: dt.datetime) -> dict[str, posted.Posted]:
    return {one.ask.pk: one for one in posted.read(now)}


def told(row: Model | None) -> object:
    return row and {name: value for name, value in vars(row).items() if not name.startswith("_")}


def content(one: posted.Posted) -> object:
    """All that stands in it, down to the last column."""
    ask = one.ask
    lists = [[told(row) for row in rows] for rows in (ask.spoken, ask.sought, ask.reworded)]
    dates = [(told(shift), told(shift.elsewhere), wanted) for shift, wanted in one.dates]
    return told(ask.community), told(ask.place), ask.what, ask.why, lists, dates


def fresh(now: dt.datetime) -> dict[str, object]:
    return {id: content(one) for id, one in posted.made(Ask.objects.going_on(now), now).items()}


def test_ask_is_kept_while_nobody_writes_about_it(cast: Cast, other: Ask, now: dt.datetime) -> None:
    first = read(now)
    assert first.keys() == {cast.ask.pk, other.pk}
    assert read(now)[cast.ask.pk] is first[cast.ask.pk]


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_only_what_is_written_about_is_made_anew(
    cast: Cast, other: Ask, now: dt.datetime, write: Act
) -> None:
    first = read(now)
    before = content(first[cast.ask.pk])
    write(cast, now)
    then = read(now)
    assert content(then[cast.ask.pk]) != before
    assert {id: content(one) for id, one in then.items()} == fresh(now)
    assert then[other.pk] is first[other.pk]


@pytest.mark.parametrize("write", ENDS.values(), ids=ENDS.keys())
def test_ask_that_ends_is_gone_and_may_come_back(
    cast: Cast, other: Ask, now: dt.datetime, write: Act
) -> None:
    first = read(now)
    rows = {model: list(model.objects.all()) for model in (Ask, Shift, Community, Membership)}
    write(cast, now)
    assert read(now).keys() == {other.pk} == fresh(now).keys()
    for before in rows.values():
        for row in before:
            row.save()
    assert {id: content(one) for id, one in read(now).items()} == fresh(now)
    assert read(now).keys() == first.keys()


def shown(now: dt.datetime) -> set[str]:
    return {one.ask.pk for one in posted.all_posted(now)}


@pytest.mark.parametrize("is_written", [False, True])
def test_clock_that_was_ahead_hides_nothing_for_long(
    cast: Cast, other: Ask, now: dt.datetime, is_written: bool
) -> None:
    """Neither an ask that waited for an answer meanwhile, nor one whose date seemed to be over."""
    Ask.objects.filter(pk=cast.ask.pk).update(asked_again_at=now)
    Shift.objects.filter(ask=cast.ask).update(starts_at=now + 29 * DAY, ends_at=now + 30 * DAY)
    for ahead in (20 * DAY, 40 * DAY):
        assert shown(now + ahead) == set()
        if is_written:
            Shift.objects.update(places=9)
        assert shown(now) == {cast.ask.pk, other.pk}


def test_everything_that_an_ask_is_made_of_is_compared(cast: Cast, other: Ask, now: dt.datetime) -> None:
    """A table that one day is read for a card, and not compared, would leave yesterday's words on it."""
    Shift.objects.update(elsewhere=cast.place)

    def tables(act: Callable[[], object]) -> set[str]:
        with CaptureQueriesContext(connection) as asked:
            act()
        return {name for one in asked.captured_queries for name in TABLES.findall(one["sql"])}

    assert tables(lambda: fresh(now)) - tables(lambda: standing(now)) == set()


def test_nothing_of_a_transaction_is_kept(cast: Cast, now: dt.datetime) -> None:
    first = read(now)
    with transaction.atomic():
        Ask.objects.update(what="Never said")
        assert read(now)[cast.ask.pk].ask.what == "Never said"
        transaction.set_rollback(True)
    assert read(now)[cast.ask.pk] is first[cast.ask.pk]
