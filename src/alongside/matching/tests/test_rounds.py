"""Asking around, "matching:rounds" and "matching:round": within limits, and nobody reads whom it reached."""

import datetime as dt
import sys
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.asks.models import Ask, Shift
from alongside.commitments import actions as commitments
from alongside.commitments.models import Commitment, Release
from alongside.communities.models import Community, Restriction, Standing
from alongside.core.refusals import Refused
from alongside.home.cast import DAY, Cast, person
from alongside.ledger.models import Entry
from alongside.matching import actions, jobs, queries
from alongside.matching.models import Note, Round
from alongside.notices import actions as notices
from alongside.notices.models import Mail, Notice, Spent
from alongside.people import actions as people
from alongside.people.models import Block, Person

Clients = Callable[..., Client]


def ally(name: str, cast: Cast, now: dt.datetime, **fields: object) -> Person:
    made = person(name, now, **fields)
    Standing.objects.create(community=cast.harbour, person=made, level=Standing.Level.KNOWN, given_at=now)
    return made


@pytest.fixture
def only_hana(cast: Cast, now: dt.datetime) -> Person:
    """The one ally whom the group has."""
    Standing.objects.all().delete()
    cast.harbour.memberships.filter(steward_since=None).delete()
    return ally("Hana", cast, now)


def begin(cast: Cast, now: dt.datetime, at_most: int = 20, ask: Ask | None = None) -> Round:
    return actions.begin_round(community=cast.harbour, ask=ask, at_most=at_most, by=cast.amal, now=now)


def asked(now: dt.datetime) -> set[str]:
    jobs.count_outlooks(now)
    jobs.go_on_with_rounds(now)
    return {*Note.objects.filter(at=now).values_list("person__display_name", flat=True)}


def test_round_asks_members_and_allies_whom_it_fits(cast: Cast, now: dt.datetime) -> None:
    begin(cast, now)
    assert asked(now) == {"Bruno Sá", "Chidi"}
    told = Notice.objects.get(to=cast.bruno, kind="ask.fits")
    assert (told.about, told.url) == (f"ask:{cast.ask.pk}", f"/asks/{cast.ask.pk}/")


def test_round_asks_no_more_than_its_steward_chose(cast: Cast, now: dt.datetime) -> None:
    for number in range(9):
        ally(f"Ally-{number}", cast, now)
    begin(cast, now, at_most=3)
    assert len(asked(now)) == 3
    assert len(asked(now + DAY)) == 0
    assert Round.objects.get().ended_at == now + DAY


@pytest.mark.parametrize(("installed", "said"), [(True, b"All at once"), (False, b"One after the other")])
def test_page_says_how_it_was_planned(
    installed: bool,
    said: bytes,
    cast: Cast,
    now: dt.datetime,
    client_of: Clients,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both ask the same two people. OR-Tools is an extra, and whoever reads the page need not know its name."""
    if not installed:
        monkeypatch.setitem(sys.modules, "ortools", None)
    made = begin(cast, now)
    assert asked(now) == {"Bruno Sá", "Chidi"}
    assert said in client_of(cast.amal).get(f"/rounds/{made.pk}/").content


def rests(one: Person, cast: Cast, now: dt.datetime) -> None:
    people.start_rest(by=one, until_on=(now + 9 * DAY).date(), now=now)


def has_no_hours(one: Person, cast: Cast, now: dt.datetime) -> None:
    people.set_hours(by=one, hours=1, now=now)


def wants_no_notes(one: Person, cast: Cast, now: dt.datetime) -> None:
    notices.set_budget(by=one, mails_a_week=14, notes_a_week=0, now=now)


def has_had_their_mails(one: Person, cast: Cast, now: dt.datetime) -> None:
    notices.set_budget(by=one, mails_a_week=3, notes_a_week=1, now=now)
    Spent.objects.create(person=one, week_on=dt.date(2026, 3, 2), mails=3)


def has_mails_waiting(one: Person, cast: Cast, now: dt.datetime) -> None:
    notices.set_budget(by=one, mails_a_week=3, notes_a_week=1, now=now)
    for _number in range(3):
        notice = Notice.objects.create(to=one, kind="message.received", about="account", url="/", at=now)
        Mail.objects.create(to=one, notice=notice, due_at=now)


def blocks_who_asks(one: Person, cast: Cast, now: dt.datetime) -> None:
    Block.objects.create(by=one, against=cast.amal, at=now)


def is_shut_out(one: Person, cast: Cast, now: dt.datetime) -> None:
    Restriction.objects.create(
        community=cast.harbour, person=one, reason="safety", at=now, by=cast.jun, until=now + 4 * DAY
    )


def was_asked_lately(one: Person, cast: Cast, now: dt.datetime) -> None:
    before = Round.objects.create(community=cast.rainbow, at_most=3, begun_at=now, ended_at=now)
    other = Ask.objects.create(
        community=cast.rainbow, posted_by=cast.edda, kind="make", what="Bake", language="en", created_at=now
    )
    Note.objects.create(round=before, ask=other, person=one, at=now - 6 * DAY)


def has_promised_it(one: Person, cast: Cast, now: dt.datetime) -> None:
    commitments.offer(shift=cast.shift, by=one, now=now)


@pytest.mark.parametrize(
    "limit",
    [
        rests,
        has_no_hours,
        wants_no_notes,
        has_had_their_mails,
        has_mails_waiting,
        blocks_who_asks,
        is_shut_out,
        was_asked_lately,
        has_promised_it,
    ],
)
def test_round_asks_nobody_beyond_their_own_limits(
    limit: Callable[..., None], only_hana: Person, cast: Cast, now: dt.datetime
) -> None:
    limit(only_hana, cast, now)
    begin(cast, now)
    assert asked(now) == set()


def test_round_asks_whom_no_limit_stops(only_hana: Person, cast: Cast, now: dt.datetime) -> None:
    """So that each of the limits above is what makes the difference."""
    begin(cast, now)
    assert asked(now) == {"Hana"}


@pytest.mark.parametrize("is_late", [False, True])
def test_illness_and_releases_of_the_past_change_nothing(
    is_late: bool, only_hana: Person, cast: Cast, now: dt.datetime
) -> None:
    other = Shift.objects.create(ask=cast.ask, starts_at=now - 9 * DAY, ends_at=now - 9 * DAY + DAY / 12)
    for _time in range(5):
        made = Commitment.objects.create(
            shift=other,
            ally=only_hana,
            minutes=60,
            period_on=now.date(),
            offered_at=now - 20 * DAY,
            closed_at=now - 9 * DAY,
        )
        Release.objects.create(commitment=made, at=now - 9 * DAY, by=only_hana, is_late=is_late)
    rested = ally("Iris", cast, now)
    begin(cast, now, at_most=1)
    first = asked(now)
    Note.objects.all().delete()
    Round.objects.all().delete()
    Release.objects.all().delete()
    begin(cast, now, at_most=1)
    assert asked(now) == first
    assert first <= {"Hana", rested.display_name}


def test_rounds_are_spread_over_all_and_nobody_is_asked_twice_about_the_same(
    cast: Cast, now: dt.datetime
) -> None:
    for number in range(6):
        ally(f"Ally-{number}", cast, now)
    Shift.objects.update(starts_at=now + 27 * DAY, ends_at=now + 27 * DAY + DAY / 12)
    seen: list[str] = []
    for week in range(4):
        at = now + week * 8 * DAY
        running = begin(cast, at, at_most=2)
        seen += sorted(asked(at))
        actions.end_round(round=running, by=cast.amal, now=at)
    assert len(seen) == len({*seen}) == 8


def test_round_goes_on_for_a_week_with_whoever_has_room_by_then(
    only_hana: Person, cast: Cast, now: dt.datetime
) -> None:
    people.start_rest(by=only_hana, until_on=(now + 2 * DAY).date(), now=now)
    Shift.objects.update(starts_at=now + 9 * DAY, ends_at=now + 9 * DAY + DAY / 12)
    begin(cast, now)
    assert asked(now) == set()
    assert asked(now + DAY) == set()
    assert asked(now + 2 * DAY) == {"Hana"}
    assert asked(now + 8 * DAY) == set()
    assert Round.objects.get().ended_at == now + 8 * DAY


def test_round_leaves_alone_what_finds_people_by_itself(cast: Cast, now: dt.datetime) -> None:
    """Far off, and with many who may read of it: a note would not be worth their attention."""
    Shift.objects.update(starts_at=now + 50 * DAY, ends_at=now + 50 * DAY + DAY / 12)
    begin(cast, now)
    jobs.go_on_with_rounds(now)
    assert not Note.objects.exists()


def test_a_worker_that_comes_twice_asks_once(cast: Cast, now: dt.datetime) -> None:
    running = begin(cast, now)
    assert actions.go_on(round=running, now=now) == 2
    assert actions.go_on(round=running, now=now) == 0
    assert Notice.objects.filter(kind="ask.fits").count() == 2


def test_round_of_what_is_covered_or_asked_already_is_refused(cast: Cast, now: dt.datetime) -> None:
    begin(cast, now, ask=cast.ask)
    for ask in (cast.ask, None):
        if ask:
            with pytest.raises(Refused):
                begin(cast, now, ask=ask)
        else:
            begin(cast, now)
    Round.objects.all().delete()
    Shift.objects.update(places_taken=2)
    with pytest.raises(Refused):
        begin(cast, now)


def test_steward_begins_reads_a_name_after_a_yes_and_ends(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    browser, path = client_of(cast.jun), f"/communities/{cast.harbour.pk}/rounds/"
    assert browser.post(path, {"ask": cast.ask.pk, "at_most": "5"}).status_code == 302
    one = Round.objects.get()
    jobs.go_on_with_rounds(now)
    page = f"/rounds/{one.pk}/"
    before = browser.get(page).content.decode()
    assert "Bruno" not in before
    assert "Chidi" not in before
    commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    after = browser.get(page).content.decode()
    assert "Bruno" in after
    assert "Chidi" not in after
    browser.post(f"{page}end/")
    assert Round.objects.get().ended_at is not None
    assert sorted(Entry.objects.filter(kind__startswith="matching.").values_list("kind", flat=True)) == [
        "matching.begin_round",
        "matching.end_round",
    ]


def test_page_of_a_round_is_the_same_whomever_it_reached(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    """Neither a number nor anything else tells how many could come, or that there was nobody."""
    browser, one = client_of(cast.amal), begin(cast, now)
    jobs.go_on_with_rounds(now)
    reached = browser.get(f"/rounds/{one.pk}/").content.decode().split("<main")[1].split("</main")[0]
    Note.objects.all().delete()
    nobody = browser.get(f"/rounds/{one.pk}/").content.decode().split("<main")[1].split("</main")[0]
    strip = [part.split('value="')[0] for part in (reached, nobody)]
    assert strip[0] == strip[1]


def test_rounds_are_for_the_stewards_of_that_group_alone(
    client: Client, client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    one = begin(cast, now)
    for outsider in (cast.edda, cast.chidi, cast.bruno, cast.dara, cast.farid, cast.olu, cast.gita):
        browser = client_of(outsider)
        assert browser.get(f"/communities/{cast.harbour.pk}/rounds/").status_code == 404
        assert browser.get(f"/rounds/{one.pk}/").status_code == 404
        assert browser.post(f"/rounds/{one.pk}/end/").status_code == 404
    assert client.get(f"/rounds/{one.pk}/")["Location"].startswith("/account/sign-in/")
    assert client_of(cast.amal).post(f"/rounds/{one.pk}/").status_code == 405
    assert Round.objects.get().ended_at is None


def test_rounds_of_another_group_ask_nobody_here(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        actions.begin_round(community=cast.rainbow, at_most=5, by=cast.edda, now=now)
    assert Community.objects.filter(rounds__isnull=False).count() == 0


def test_pages_of_rounds_take_as_many_queries_for_one_as_for_thirty(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    """The round of the ask is the latest, so that the page shows it among all others."""
    browser, counts, one = client_of(cast.amal), [], begin(cast, now, ask=cast.ask)
    earlier = now - dt.timedelta(hours=1)
    for many in (1, 29):
        for number in range(many):
            helper = ally(f"Helper-{many}-{number}", cast, now)
            Round.objects.create(community=cast.harbour, at_most=3, begun_at=earlier, ended_at=now)
            Note.objects.create(round=one, ask=cast.ask, person=helper, at=now)
            Commitment.objects.create(
                shift=cast.shift, ally=helper, minutes=60, period_on=now.date(), offered_at=now
            )
        for path in (f"/communities/{cast.harbour.pk}/rounds/", f"/rounds/{one.pk}/"):
            browser.get(path)
            with CaptureQueriesContext(connection) as captured:
                browser.get(path)
            counts.append([one["sql"].split(" WHERE ")[0] for one in captured])
    assert counts[:2] == counts[2:]


def test_what_a_round_is_about_is_read_once_for_everybody(cast: Cast, now: dt.datetime) -> None:
    """Each person more costs what is known of them, and not the asks again, however many of these there are."""
    one, counts = begin(cast, now), []
    for many in (0, 10):
        for number in range(many):
            ally(f"Helper-{number}", cast, now)
        with CaptureQueriesContext(connection) as captured:
            queries.candidates(round=one, now=now)
        counts.append(len(captured))
    assert (counts[1] - counts[0]) / 10 <= 12


def test_rounds_and_their_notes_are_kept_for_180_days(cast: Cast, now: dt.datetime) -> None:
    begin(cast, now)
    jobs.go_on_with_rounds(now)
    assert jobs.forget_rounds(now + 180 * DAY) == 0
    jobs.forget_rounds(now + 181 * DAY)
    assert not Round.objects.exists()
    assert not Note.objects.exists()
