"""A date as its stewards work through it: yes, kindly no, let go, call off, and the word on everybody."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.asks import actions as asks
from alongside.asks.models import Ask, Shift
from alongside.commitments import actions, queries
from alongside.commitments.models import Acceptance, Commitment, Outcome
from alongside.commitments.rules import State
from alongside.communities.models import Restriction, Standing
from alongside.core import ids
from alongside.home.cast import DAY, Cast, person
from alongside.notices.models import Notice
from alongside.people.models import BookedHours, Person

Clients = Callable[..., Client]


def allies(cast: Cast, now: dt.datetime, number: int) -> list[Person]:
    made = [person(f"Ally {index}", now, sign_in_name=f"secret-ally-{index}") for index in range(number)]
    for one in made:
        Standing.objects.create(community=cast.harbour, person=one, level=Standing.Level.KNOWN, given_at=now)
    return made


def test_date_shows_offers_with_one_tap_answers(client_of: Clients, offer: Commitment, cast: Cast) -> None:
    page = client_of(cast.jun).get(f"/dates/{cast.shift.pk}/").content.decode()
    assert "Bruno Sá" in page
    assert f"/commitments/{offer.pk}/acceptance/" in page


@pytest.mark.parametrize("role", ["delegate", "the member who asked"])
def test_date_shows_who_only_offered_to_stewards_alone(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime, role: str
) -> None:
    hana, ines = allies(cast, now, 2)
    actions.offer(shift=cast.shift, by=hana, now=now, note="I can drive.")
    no = actions.offer(shift=cast.shift, by=ines, now=now)
    actions.decline(commitment=no, by=cast.amal, now=now)
    if role == "delegate":
        asks.delegate(ask=cast.ask, person=cast.chidi, by=cast.amal, now=now)
    else:
        Ask.objects.update(posted_by=cast.chidi)
    for who, reads in ((cast.jun, True), (cast.chidi, False)):
        page = client_of(who).get(f"/dates/{cast.shift.pk}/").content.decode()
        assert "Bruno Sá" in page
        assert [words in page for words in ("Ally 0", "Ally 1", "with a note")] == [reads] * 3


@pytest.mark.parametrize("who", ["gita", "bruno", "chidi", "dara", "edda", "farid", "olu"])
def test_what_is_hidden_is_read_like_what_never_was(
    client_of: Clients, cast: Cast, now: dt.datetime, who: str
) -> None:
    hidden = actions.offer(shift=cast.shift, by=cast.jun, now=now)
    browser = client_of(getattr(cast, who))
    for page, thing in (("dates", cast.shift.pk), ("commitments", hidden.pk)):
        asked = []
        for name in (thing, ids.new_id()):
            with CaptureQueriesContext(connection) as found:
                assert browser.get(f"/{page}/{name}/").status_code == 404
            asked.append([re.sub("'[^']*'", "?", one["sql"]) for one in found.captured_queries])
        assert asked[0] == asked[1]


def test_date_gives_a_verdict_in_one_tap_for_one_person_or_for_everybody(
    client_of: Clients, over: Commitment, cast: Cast
) -> None:
    page = client_of(cast.jun).get(f"/dates/{cast.shift.pk}/").content.decode()
    for path in (f"/commitments/{over.pk}/verdict/", f"/dates/{cast.shift.pk}/verdict/"):
        form = page.split(f'action="{path}"')[1].split("</form>")[0]
        assert 'value="helped"' in form


def test_acceptance_takes_a_place_and_tells_the_ally(
    client_of: Clients, offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    client_of(cast.amal).post(f"/commitments/{offer.pk}/acceptance/")
    cast.shift.refresh_from_db()
    assert cast.shift.places_taken == 1
    assert Notice.objects.filter(to=cast.bruno, kind="offer.accepted").exists()


def test_acceptance_of_one_s_own_offer_is_refused(client_of: Clients, cast: Cast, now: dt.datetime) -> None:
    own = actions.offer(shift=cast.shift, by=cast.jun, now=now)
    assert client_of(cast.jun).post(f"/commitments/{own.pk}/acceptance/").status_code == 409
    assert Commitment.objects.with_history().get(pk=own.pk).state(now) is State.OFFERED
    assert client_of(cast.amal).post(f"/commitments/{own.pk}/acceptance/").status_code == 302


def test_decline_is_kind_and_gives_the_hours_back(
    client_of: Clients, offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    address = f"/commitments/{offer.pk}/decline/"
    assert client_of(cast.chidi).get(address).status_code == 404
    client_of(cast.amal).post(address, {"reason": "enough"})
    assert Commitment.objects.with_history().get().state(now) is State.DECLINED
    assert BookedHours.objects.get().minutes == 0
    assert "says nothing about you" in client_of(cast.bruno).get(f"/commitments/{offer.pk}/").content.decode()


def test_acceptance_of_somebody_who_is_kept_out_is_refused(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    Restriction.objects.create(
        community=cast.harbour, person=cast.bruno, reason="safety", at=now, by=cast.jun, until=now + 5 * DAY
    )
    with pytest.raises(actions.refusals.NoLongerPossible):
        actions.accept(commitment=offer, by=cast.amal, now=now)
    cast.shift.refresh_from_db()
    assert cast.shift.places_taken == 0


def test_date_for_two_says_so_until_the_second_is_found_to_both_sides(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    steward, ally = f"/dates/{cast.shift.pk}/", f"/commitments/{promise.pk}/"
    assert "Two people" not in client_of(cast.jun).get(steward).content.decode()
    Ask.objects.update(two_people=True, check_in=True)
    assert "Nobody goes alone" in client_of(cast.jun).get(steward).content.decode()
    assert "Check in with everybody" in client_of(cast.jun).get(steward).content.decode()
    assert "need not go alone" in client_of(cast.bruno).get(ally).content.decode()
    assert "A steward writes to you" in client_of(cast.bruno).get(ally).content.decode()
    (hana,) = allies(cast, now, 1)
    actions.accept(commitment=actions.offer(shift=cast.shift, by=hana, now=now), by=cast.amal, now=now)
    assert "Nobody goes alone" not in client_of(cast.jun).get(steward).content.decode()
    assert "Somebody else comes too" in client_of(cast.bruno).get(ally).content.decode()


def test_dismissal_needs_a_reason_from_the_list_and_the_ally_reads_it(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    address = f"/commitments/{promise.pk}/dismissal/"
    assert client_of(cast.amal).post(address, {}).status_code == 200
    assert client_of(cast.amal).post(address, {"reason": "left"}).status_code == 200
    with pytest.raises(actions.refusals.ReasonNeeded):
        actions.release_by_community(commitment=promise, by=cast.amal, now=now, reason="")
    assert Commitment.objects.with_history().get().state(now) is State.ACCEPTED
    client_of(cast.amal).post(address, {"reason": "covered"})
    assert "Enough people" in client_of(cast.bruno).get(f"/commitments/{promise.pk}/").content.decode()


def test_dismissal_gives_the_hours_back_whatever_the_hour(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    client_of(cast.amal).post(f"/commitments/{promise.pk}/dismissal/", {"reason": "changed"})
    assert Commitment.objects.with_history().get().state(now) is State.RELEASED
    assert BookedHours.objects.get().minutes == 0


def test_cancellation_releases_the_promised_and_closes_the_offers(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    (hana,) = allies(cast, now, 1)
    waiting = actions.offer(shift=cast.shift, by=hana, now=now)
    address = f"/dates/{cast.shift.pk}/cancellation/"
    assert "Everybody who promised is told" in client_of(cast.amal).get(address).content.decode()
    client_of(cast.amal).post(address)
    states = {one.pk: one.state(now) for one in Commitment.objects.with_history()}
    assert states == {promise.pk: State.RELEASED, waiting.pk: State.DECLINED}
    assert not BookedHours.objects.filter(minutes__gt=0).exists()
    assert list(queries.broken_promises()) == []


def test_date_verdict_answers_for_everybody_but_oneself(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    Shift.objects.update(places=9)
    for who in [cast.bruno, cast.jun, *allies(cast, now, 3)]:
        actions.accept(commitment=actions.offer(shift=cast.shift, by=who, now=now), by=cast.amal, now=now)
    Shift.objects.update(starts_at=now - DAY, ends_at=now - DAY / 2)
    client_of(cast.jun).post(f"/dates/{cast.shift.pk}/verdict/", {"outcome": "helped"})
    judged = {one.ally_id: one.state(now) for one in Commitment.objects.with_history()}
    assert judged.pop(cast.jun.pk) is State.ACCEPTED
    assert set(judged.values()) == {State.HELPED}


def test_date_verdict_asks_the_database_no_oftener_for_thirty_than_for_one(
    cast: Cast, now: dt.datetime
) -> None:
    later = Shift.objects.create(ask=cast.ask, starts_at=now + 9 * DAY, ends_at=now + 10 * DAY, places=30)
    counts = []
    for shift, people in ((cast.shift, allies(cast, now, 1)), (later, thirty(cast, now))):
        for who in people:
            actions.accept(commitment=actions.offer(shift=shift, by=who, now=now), by=cast.amal, now=now)
        with CaptureQueriesContext(connection) as captured:
            judged = actions.judge_date(shift=shift, outcome="helped", by=cast.jun, now=shift.ends_at)
        assert judged == len(people)
        counts.append(len(captured))
    assert counts[1] <= counts[0] <= 40
    assert list(queries.broken_promises()) == []


def test_date_verdict_without_an_answer_changes_nothing(
    client_of: Clients, over: Commitment, cast: Cast
) -> None:
    assert client_of(cast.jun).post(f"/dates/{cast.shift.pk}/verdict/", {}).status_code == 400
    assert not Commitment.objects.helped().exists()


def test_date_takes_as_many_queries_for_one_as_for_thirty(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    Shift.objects.update(places=40)
    browser = client_of(cast.amal)
    counts = []
    for group in (allies(cast, now, 1), thirty(cast, now)):
        for one in group:
            actions.offer(shift=cast.shift, by=one, now=now)
        counts.append(queries_of(browser, f"/dates/{cast.shift.pk}/"))
    assert counts[0] == counts[1]


def test_date_with_hundreds_of_people_comes_in_pages_that_hold_each_of_them_once(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    everybody = allies(cast, now, 130)
    made = [
        Commitment(shift=cast.shift, ally=one, minutes=60, period_on=now.date(), offered_at=now)
        for one in everybody
    ]
    Commitment.objects.bulk_create(made)
    Acceptance.objects.bulk_create(Acceptance(commitment=one, at=now) for one in made[:100])
    Shift.objects.update(places=200, places_taken=100)
    browser = client_of(cast.jun)
    pages = [browser.get(f"/dates/{cast.shift.pk}/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count('class="row-title"') for page in pages] == [60, 60, 10]
    assert all(sum(f'"/commitments/{one.pk}/"' in page for page in pages) == 1 for one in made)
    assert ["Yes" in page for page in pages] == [True, False, False]
    assert "Nobody yet." not in "".join(pages)


def thirty(cast: Cast, now: dt.datetime) -> list[Person]:
    made = [person(f"Other {index}", now, sign_in_name=f"secret-other-{index}") for index in range(29)]
    Standing.objects.bulk_create(
        Standing(community=cast.harbour, person=one, level=2, given_at=now) for one in made
    )
    return made


def queries_of(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("outcome", Outcome.values)
def test_verdict_from_its_page(
    client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime, outcome: str
) -> None:
    address = f"/commitments/{over.pk}/verdict/"
    assert client_of(cast.bruno).get(address).status_code == 404
    assert "Did it help?" in client_of(cast.jun).get(address).content.decode()
    client_of(cast.jun).post(address, {"outcome": outcome})
    assert Commitment.objects.with_history().get().state(now) == outcome
    told: Any = Notice.objects.filter(to=cast.bruno, kind="verdict.helped")
    assert told.exists() is (outcome == "helped")


def test_verdict_may_be_amended_for_fourteen_days_and_never_silently(
    client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    actions.judge(commitment=over, outcome="did_not_come", by=cast.amal, now=now)
    actions.judge(commitment=over, outcome="helped", by=cast.jun, now=now + 13 * DAY)
    assert over.former_verdicts.get().outcome == "did_not_come"
    page = client_of(cast.amal).get(f"/commitments/{over.pk}/verdict/").content.decode()
    assert "Said before: Did not come" in " ".join(page.split())
    with pytest.raises(actions.refusals.NoLongerPossible):
        actions.judge(commitment=over, outcome="not_needed", by=cast.amal, now=now + 15 * DAY)
