"""One commitment's page, and the ally's steps on it."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from alongside.asks import actions as asks
from alongside.asks.models import Ask, Place, Shift
from alongside.commitments import actions
from alongside.commitments.models import Acceptance, Commitment, Outcome
from alongside.commitments.rules import State
from alongside.communities.models import Restriction
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.notices.models import Message, Notice
from alongside.notices.rules import MESSAGE_LENGTH
from alongside.people import actions as people
from alongside.people.models import BookedHours

Clients = Callable[..., Client]
HOUR = dt.timedelta(hours=1)


def page(client: Client, commitment: Commitment) -> str:
    return client.get(f"/commitments/{commitment.pk}/").content.decode()


def plain(text: str) -> str:
    """A page without what is new in each of its forms."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|once)" value=)"[^"]*"', r"\1", text)


def state(commitment: Commitment, now: dt.datetime) -> State:
    return Commitment.objects.with_history().get(pk=commitment.pk).state(now)


def test_commitment_shows_its_ally_the_steps_and_the_steward_the_answers(
    client_of: Clients, offer: Commitment, cast: Cast
) -> None:
    assert "Take the offer back" in page(client_of(cast.bruno), offer)
    steward = page(client_of(cast.jun), offer)
    assert "Say yes" in steward
    assert "Take the offer back" not in steward


@pytest.mark.parametrize("who", ["gita", "dara", "edda", "farid", "olu"])
def test_commitment_does_not_exist_for_anybody_else(
    client_of: Clients, offer: Commitment, cast: Cast, who: str
) -> None:
    seen = client_of(getattr(cast, who)).get(f"/commitments/{offer.pk}/")
    unknown = client_of(getattr(cast, who)).get("/commitments/aaaaaaaaaaaaaaaaa/")
    assert (seen.status_code, seen.content) == (404, unknown.content)


@pytest.mark.parametrize("role", ["delegate", "the member who asked"])
def test_commitment_shows_its_note_and_needs_to_stewards_alone(
    client_of: Clients, cast: Cast, now: dt.datetime, role: str
) -> None:
    people.set_needs(by=cast.bruno, facts=["quiet"], now=now)
    mine = actions.offer(
        shift=cast.shift, by=cast.bruno, now=now, note="I bring a trolley.", shared_needs=["quiet"]
    )
    actions.accept(commitment=mine, by=cast.amal, now=now)
    judges_only(cast, role, now)
    for who, reads in ((cast.jun, True), (cast.bruno, True), (cast.chidi, False)):
        shown = page(client_of(who), mine)
        assert ("trolley" in shown, "A quiet room" in shown) == (reads, reads)


def judges_only(cast: Cast, role: str, now: dt.datetime) -> None:
    """Chidi may say whether it helped, and is no steward."""
    if role == "delegate":
        asks.delegate(ask=cast.ask, person=cast.chidi, by=cast.amal, now=now)
    else:
        Ask.objects.update(posted_by=cast.chidi)


def test_commitment_opens_the_exact_place_late_and_to_its_ally_alone(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    waiting = "The exact place opens here:"
    before = page(client_of(cast.bruno), promise)
    assert EXACT_PLACE not in before
    assert waiting in before
    assert waiting not in page(client_of(cast.chidi), promise)
    with time_machine.travel(cast.shift.starts_at - dt.timedelta(hours=47)):
        assert EXACT_PLACE in page(client_of(cast.bruno), promise)
        assert EXACT_PLACE not in page(client_of(cast.chidi), promise)
    with time_machine.travel(cast.shift.ends_at + 2 * DAY):
        after = page(client_of(cast.bruno), promise)
        assert EXACT_PLACE not in after
        assert waiting not in after


def test_commitment_opens_no_exact_place_without_a_steward_s_yes(
    client_of: Clients, offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    """Also where the ask had no place when its rule took everybody, and got one later; and once the steward left."""
    Acceptance.objects.create(commitment=offer, at=now, by=None)
    Shift.objects.update(places_taken=1)
    with time_machine.travel(cast.shift.starts_at - HOUR):
        own = page(client_of(cast.bruno), offer)
        assert EXACT_PLACE not in own
        assert "Ask a steward for the exact place" in own
        Acceptance.objects.update(yes_at=now)
        assert EXACT_PLACE in page(client_of(cast.bruno), offer)
        cast.bruno.standings.all().delete()
        assert EXACT_PLACE not in page(client_of(cast.bruno), offer)


def test_commitment_hides_the_exact_place_from_whoever_is_kept_out_before_the_worker_comes(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    soon = cast.shift.starts_at - DAY
    Restriction.objects.create(
        community=cast.harbour,
        person=cast.bruno,
        reason="safety",
        at=soon,
        by=cast.jun,
        until=soon + 5 * DAY,
    )
    with time_machine.travel(soon):
        assert EXACT_PLACE not in page(client_of(cast.bruno), promise)


def test_commitment_tells_its_ally_of_no_verdict_but_that_it_helped(
    client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    silence = plain(page(client_of(cast.bruno), over))
    desk = plain(client_of(cast.bruno).get("/desk/").content.decode())
    for outcome in (Outcome.NOT_NEEDED, Outcome.DID_NOT_COME):
        actions.judge(commitment=over, outcome=outcome, by=cast.amal, now=now)
        assert plain(page(client_of(cast.bruno), over)) == silence
        assert plain(client_of(cast.bruno).get("/desk/").content.decode()) == desk
        assert str(outcome.label) in page(client_of(cast.jun), over)
    assert client_of(cast.bruno).post(f"/commitments/{over.pk}/done/").status_code == 302
    actions.judge(commitment=over, outcome=Outcome.HELPED, by=cast.amal, now=now)
    assert "It helped" in page(client_of(cast.bruno), over)


def test_keep_confirms_once_more(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert client_of(cast.bruno).get(f"/commitments/{promise.pk}/keep/").status_code == 405
    assert client_of(cast.bruno).post(f"/commitments/{promise.pk}/keep/").status_code == 302
    assert state(promise, now) is State.KEPT


def test_release_early_gives_place_and_hours_back(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    browser = client_of(cast.bruno)
    assert "no reason" in browser.get(f"/commitments/{promise.pk}/release/").content.decode()
    browser.post(f"/commitments/{promise.pk}/release/")
    cast.shift.refresh_from_db()
    assert state(promise, now) is State.RELEASED
    assert cast.shift.places_taken == 0
    assert BookedHours.objects.get().minutes == 0


def test_release_late_keeps_the_hours_and_says_so(
    client_of: Clients, promise: Commitment, cast: Cast
) -> None:
    with time_machine.travel(cast.shift.starts_at - dt.timedelta(hours=23)):
        browser = client_of(cast.bruno)
        assert "close to the time" in browser.get(f"/commitments/{promise.pk}/release/").content.decode()
        browser.post(f"/commitments/{promise.pk}/release/")
    promise.refresh_from_db()
    assert promise.release.is_late
    assert BookedHours.objects.get().minutes == 120
    cast.shift.refresh_from_db()
    assert cast.shift.places_taken == 0


def test_release_after_a_change_is_free_at_any_hour(
    promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    cast.shift.changed_at = now + DAY
    cast.shift.save()
    actions.release(commitment=promise, by=cast.bruno, now=cast.shift.starts_at - dt.timedelta(hours=1))
    promise.refresh_from_db()
    assert not promise.release.is_late
    assert BookedHours.objects.get().minutes == 0


def test_release_of_a_yes_to_what_had_moved_meanwhile_is_free_too(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    cast.shift.changed_at = now + HOUR
    cast.shift.save()
    actions.accept(commitment=offer, by=cast.amal, now=now + 2 * HOUR)
    actions.release(commitment=offer, by=cast.bruno, now=cast.shift.starts_at - HOUR)
    offer.refresh_from_db()
    assert not offer.release.is_late


def test_done_is_claimed_after_the_start_and_counts_for_nothing_yet(
    client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert client_of(cast.bruno).post(f"/commitments/{over.pk}/done/").status_code == 302
    assert state(over, now) is State.DONE_CLAIMED
    assert "counts when the people who asked" in page(client_of(cast.bruno), over)


def test_done_before_the_start_is_refused(client_of: Clients, promise: Commitment, cast: Cast) -> None:
    assert client_of(cast.bruno).post(f"/commitments/{promise.pk}/done/").status_code == 409


def test_conversation_reaches_the_other_side_and_nobody_else(
    client_of: Clients, promise: Commitment, cast: Cast
) -> None:
    address = f"/commitments/{promise.pk}/messages/"
    client_of(cast.bruno).post(address, {"text": "Is there a lift?"})
    client_of(cast.amal).post(address, {"text": "Yes, behind the bar."})
    assert "Is there a lift?" in client_of(cast.jun).get(address).content.decode()
    assert "behind the bar" in client_of(cast.bruno).get(address).content.decode()
    assert client_of(cast.chidi).get(address).status_code == 404
    assert client_of(cast.bruno).post(address, {"text": "  "}).status_code == 200
    assert Message.objects.count() == 2


def test_conversation_takes_in_its_form_what_may_be_sent_and_no_letter_more(
    client_of: Clients, promise: Commitment, cast: Cast
) -> None:
    address, browser = f"/commitments/{promise.pk}/messages/", client_of(cast.bruno)
    assert f'maxlength="{MESSAGE_LENGTH}"' in browser.get(address).content.decode()
    assert browser.post(address, {"text": "x" * MESSAGE_LENGTH}).status_code == 302
    assert browser.post(address, {"text": "x" * (MESSAGE_LENGTH + 1)}).status_code == 200
    lines = "x\r\n" * (MESSAGE_LENGTH // 2 - 1)
    assert browser.post(address, {"text": lines + "xx"}).status_code == 302
    assert browser.post(address, {"text": lines + "xxx"}).status_code == 200


def test_conversation_about_a_place_reaches_whoever_answers_about_getting_in(
    client_of: Clients, promise: Commitment, cast: Cast
) -> None:
    Place.objects.filter(pk=cast.place.pk).update(contact=cast.jun)
    client_of(cast.bruno).post(f"/commitments/{promise.pk}/messages/", {"text": "Is there a lift?"})
    assert [one.to for one in Notice.objects.filter(kind="message.received")] == [cast.jun]


def test_conversation_is_read_and_not_written_by_whoever_is_kept_out(
    client_of: Clients, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    address, browser = f"/commitments/{promise.pk}/messages/", client_of(cast.bruno)
    browser.post(address, {"text": "Is there a lift?"})
    restriction = Restriction.objects.create(
        community=cast.harbour, person=cast.bruno, reason="safety", at=now, by=cast.jun, until=now + 5 * DAY
    )
    told = Notice.objects.filter(kind="message.received").count()
    shown = browser.get(address).content.decode()
    assert "Is there a lift?" in shown
    assert "<textarea" not in shown
    assert f'href="/restrictions/{restriction.pk}/"' in shown
    assert browser.post(address, {"text": "I know where you live."}).status_code == 200
    assert "I know where" not in client_of(cast.jun).get(address).content.decode()
    assert Notice.objects.filter(kind="message.received").count() == told
    assert "<textarea" in client_of(cast.jun).get(address).content.decode()


def test_commitment_names_no_group_that_hid_itself_from_its_ally(
    client_of: Clients, promise: Commitment, cast: Cast
) -> None:
    """It may have taken another name, to be safe from somebody who is outside by now."""
    cast.bruno.standings.all().delete()
    browser, pages = client_of(cast.bruno), [f"/commitments/{promise.pk}/", "/desk/", "/me/everything/"]
    assert all(cast.harbour.name in browser.get(one).content.decode() for one in pages)
    type(cast.harbour).objects.filter(pk=cast.harbour.pk).update(visibility="hidden")
    shown = [browser.get(one).content.decode() for one in pages]
    assert not any(cast.harbour.name in one for one in shown)
    assert all(cast.ask.what in one for one in shown)
