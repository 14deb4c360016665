"""Merging: two asks that look alike become one when both sides say so, and one no ends it."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from alongside.asks import actions, queries
from alongside.asks.models import Ask, Delegate, SameAsk, Shift
from alongside.asks.rules import Slot, repeating
from alongside.asks.rules.repeating import Often
from alongside.commitments import actions as commitments
from alongside.commitments import jobs as commitment_jobs
from alongside.commitments import queries as commitment_queries
from alongside.communities.models import Membership, Restriction
from alongside.home.cast import DAY, Cast, belongs, person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people.models import Block, Person

HOUR = dt.timedelta(hours=1)
ASKS, MERGED = "Is this the same as another ask?", "This ask goes on in another one"


@pytest.fixture
def ines(cast: Cast, now: dt.datetime) -> Person:
    """A member who asks for what chidi asks for already."""
    made = person("Ines", now)
    belongs(cast.harbour, made, now - 9 * DAY, vouched_at=now - 9 * DAY)
    Ask.objects.update(posted_by=cast.chidi)
    return made


@pytest.fixture
def twin(cast: Cast, ines: Person, now: dt.datetime) -> Ask:
    return published(cast, ines, now)


def published(cast: Cast, by: Person, now: dt.datetime, **said: Any) -> Ask:
    """What the cast asks for, in nearly the same words, an hour later."""
    usual = {"kind": "in_person", "what": "Carry soup pots to the hall", "open_to": "allies"}
    slot = Slot(cast.shift.starts_at + HOUR, cast.shift.ends_at + HOUR)
    made = actions.draft(
        community=cast.harbour, by=by, now=now, language="en", **{"slots": [slot], **usual, **said}
    )
    return actions.publish(ask=made, by=by, now=now)


def asked(viewer: Person, now: dt.datetime) -> list[queries.Alike]:
    return queries.alike_for(viewer=viewer, now=now)


def url(name: str, *asks: Ask) -> str:
    return reverse(name, args=[one.pk for one in asks])


def kinds() -> list[str]:
    return list(
        Entry.objects.filter(kind__startswith="asks.").order_by("number").values_list("kind", flat=True)
    )


def test_two_yes_make_one_and_no_date_is_lost(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, client_of
) -> None:
    mine, theirs = client_of(cast.chidi), client_of(ines)
    page = mine.post(url("asks:same", cast.ask, twin), follow=True).content.decode()
    assert "Now the other side is asked" in page
    assert Notice.objects.get(kind="ask.same").to == ines
    assert not Ask.objects.exclude(closed_at=None).exists()
    page = theirs.post(url("asks:same", twin, cast.ask), follow=True).content.decode()
    assert "They are one now." in page
    assert cast.ask.what in page
    closed, stays = Ask.objects.get(pk=twin.pk), Ask.objects.get(pk=cast.ask.pk)
    assert (closed.closed_by, closed.merged_into, stays.closed_at) == (ines, stays, None)
    dates = [(one.starts_at, one.place) for one in stays.shifts.order_by("starts_at")]
    assert dates == [(cast.shift.starts_at, cast.place), (cast.shift.starts_at + HOUR, cast.place)]
    assert kinds()[-4:] == ["asks.call_same", "asks.call_same", "asks.add_shift", "asks.merge"]
    assert [one.person for one in Delegate.objects.filter(ask=stays)] == [ines]
    page = theirs.get(url("asks:ask", twin)).content.decode()
    assert MERGED in page
    assert url("asks:ask", stays) in page
    assert asked(ines, now) == asked(cast.chidi, now) == []


def test_one_no_ends_it_for_both(cast: Cast, ines: Person, twin: Ask, now: dt.datetime, client_of) -> None:
    actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    page = client_of(ines).post(url("asks:different", twin, cast.ask), follow=True).content.decode()
    assert "Both stay as they are." in page
    assert ASKS not in page
    assert asked(ines, now) == asked(cast.chidi, now) == []
    with pytest.raises(Http404):
        actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    assert not Ask.objects.exclude(closed_at=None).exists()
    assert kinds()[-1] == "asks.call_different"


def test_question_waits_on_the_desk_and_on_the_page_until_it_is_answered(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, client_of
) -> None:
    assert not Notice.objects.exists()
    for who, ask, other in ((cast.chidi, cast.ask, twin), (ines, twin, cast.ask)):
        for path in ("/desk/", url("asks:ask", ask)):
            page = client_of(who).get(path).content.decode()
            assert f'action="{url("asks:same", ask, other)}"' in page
            assert f'action="{url("asks:different", ask, other)}"' in page
            assert f'href="{url("asks:ask", other)}"' in page
        assert ASKS not in client_of(who).get(url("asks:ask", other)).content.decode()
    actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    assert asked(cast.chidi, now) == []
    page = client_of(cast.chidi).get(url("asks:ask", cast.ask)).content.decode()
    assert "You said yes." in page
    assert url("asks:same", cast.ask, twin) not in page
    actions.call_different(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    assert asked(ines, now) == []


def test_yes_holds_only_for_what_the_other_side_said_then(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime
) -> None:
    actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    actions.edit(ask=twin, by=ines, now=now + HOUR, changes={"what": "Carry heavy soup pots to the hall"})
    assert len(asked(cast.chidi, now + HOUR)) == 1
    assert actions.call_same(ask=twin, other=cast.ask, by=ines, now=now + HOUR) is None
    stays = actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now + HOUR)
    assert stays == cast.ask


def test_question_is_for_those_who_asked_alone(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, client, client_of
) -> None:
    pages = [url(name, cast.ask, twin) for name in ("asks:same", "asks:different")]
    nothing = url("asks:same", cast.ask, cast.ask).replace(cast.ask.pk, "a" * len(cast.ask.pk))
    for stranger in (
        cast.amal,
        cast.jun,
        cast.bruno,
        cast.dara,
        cast.edda,
        cast.farid,
        cast.gita,
        cast.olu,
        ines,
    ):
        browser = client_of(stranger)
        missing = browser.post(nothing).content
        for path in pages:
            answer = browser.post(path)
            assert (answer.status_code, answer.content) == (404, missing)
        for verb in (actions.call_same, actions.call_different):
            with pytest.raises(Http404):
                verb(ask=cast.ask, other=twin, by=stranger, now=now)
        assert ASKS not in browser.get(url("asks:ask", cast.ask)).content.decode()
    assert client.post(pages[0]).status_code == 302
    assert client_of(cast.chidi).get(pages[0]).status_code == 405
    assert not SameAsk.objects.exists()


def test_delegate_answers_for_their_side(cast: Cast, ines: Person, twin: Ask, now: dt.datetime) -> None:
    leo = person("Leo", now)
    belongs(cast.harbour, leo, now, vouched_at=now)
    Delegate.objects.create(ask=twin, person=leo, at=now, by=ines)
    actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    assert {one.to for one in Notice.objects.filter(kind="ask.same")} == {ines, leo}
    assert actions.call_same(ask=twin, other=cast.ask, by=leo, now=now) == cast.ask
    judging = Delegate.objects.filter(ask=cast.ask).values_list("person", flat=True)
    assert set(judging) == {ines.pk, leo.pk}


def test_whoever_asked_for_both_answers_once(cast: Cast, now: dt.datetime, client_of) -> None:
    """Two that stewards wrote down for people who phoned: each steward answers for both."""
    Ask.objects.update(on_behalf=True)
    twin = published(cast, cast.jun, now, on_behalf=True)
    (found,) = asked(cast.jun, now)
    assert found.is_of_both
    client_of(cast.jun).post(url("asks:same", found.ask, found.other))
    assert Ask.objects.get(pk=twin.pk).merged_into == cast.ask
    assert SameAsk.objects.count() == 2
    assert not Notice.objects.filter(kind="ask.same").exists()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "from_afar"},
        {"what": "Bake bread for the supper"},
        {"open_to": "known"},
        {"details": {"acceptance": "at_once"}},
        {"details": {"two_people": True}},
        {"is_flexible": True},
        {"slots": "a week later"},
    ],
)
def test_what_differs_in_words_day_or_terms_is_not_asked_about(
    cast: Cast, ines: Person, now: dt.datetime, said: dict[str, Any]
) -> None:
    if "slots" in said:
        said = {"slots": [Slot(cast.shift.starts_at + 7 * DAY, cast.shift.ends_at + 7 * DAY)]}
    published(cast, ines, now, **said)
    assert asked(ines, now) == asked(cast.chidi, now) == []


@pytest.mark.parametrize("change", [{"paused_at": True}, {"asked_again_at": -15 * DAY}, {"closed_at": True}])
def test_only_what_is_open_is_asked_about(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, change: dict[str, Any]
) -> None:
    then = {name: now if ago is True else now + ago for name, ago in change.items()}
    Ask.objects.filter(pk=twin.pk).update(**then)
    assert asked(ines, now) == asked(cast.chidi, now) == []


@pytest.mark.parametrize("kept_apart", ["blocks", "is blocked", "kept out", "left"])
def test_block_or_suspension_proposes_nothing(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, kept_apart: str
) -> None:
    if kept_apart == "blocks":
        Block.objects.create(by=cast.chidi, against=ines, at=now)
    elif kept_apart == "is blocked":
        Block.objects.create(by=ines, against=cast.chidi, at=now)
    elif kept_apart == "kept out":
        Restriction.objects.create(
            community=cast.harbour, person=ines, reason="safety", at=now, by=cast.amal, until=now + DAY
        )
    else:
        Membership.objects.filter(person=ines).delete()
    assert asked(ines, now) == []
    assert bool(asked(cast.chidi, now)) is (kept_apart == "left")
    assert bool(asked(cast.amal, now)) is (kept_apart == "left")


def test_delegate_is_asked_nothing_of_what_their_block_hides(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime
) -> None:
    leo = person("Leo", now)
    belongs(cast.harbour, leo, now, vouched_at=now)
    Delegate.objects.create(ask=twin, person=leo, at=now, by=ines)
    assert len(asked(leo, now)) == 1
    Block.objects.create(by=leo, against=cast.chidi, at=now)
    assert asked(leo, now) == []
    assert len(asked(ines, now)) == 1


def promised(cast: Cast, ask: Ask, ally: Person, now: dt.datetime) -> None:
    offer = commitments.offer(shift=ask.shifts.get(), by=ally, now=now)
    commitments.accept(commitment=offer, by=cast.amal, now=now)


def test_ask_with_a_promise_stays_and_two_with_promises_stay_two(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime
) -> None:
    promised(cast, twin, cast.bruno, now)
    actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    assert asked(ines, now)[0].stays == twin.pk
    Shift.objects.filter(ask=cast.ask).update(places_taken=1)
    assert asked(ines, now) == []
    with pytest.raises(Http404):
        actions.call_same(ask=twin, other=cast.ask, by=ines, now=now)
    Shift.objects.filter(ask=cast.ask).update(places_taken=0)
    assert actions.call_same(ask=twin, other=cast.ask, by=ines, now=now) == twin
    assert Ask.objects.get(pk=cast.ask.pk).merged_into == twin
    assert list(commitment_queries.broken_promises()) == []


def test_what_repeats_stays(cast: Cast, ines: Person, twin: Ask, now: dt.datetime) -> None:
    shift = twin.shifts.get()
    first = shift.starts_at.astimezone(cast.harbour.zone).date()
    rule = repeating.times(repeating.pattern(Often.WEEK, first), first, 30)
    actions.repeat(shift=shift, by=ines, now=now, rule=rule)
    assert asked(cast.chidi, now)[0].stays == twin.pk
    promised(cast, cast.ask, cast.bruno, now)
    assert asked(cast.chidi, now) == []


def test_ally_whose_offer_waited_reads_where_it_goes_on(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, client_of
) -> None:
    offer = commitments.offer(shift=twin.shifts.get(), by=cast.bruno, now=now)
    actions.call_same(ask=twin, other=cast.ask, by=ines, now=now)
    actions.call_same(ask=cast.ask, other=twin, by=cast.chidi, now=now)
    commitment_jobs.expire_offers(now)
    assert Notice.objects.get(to=cast.bruno).kind == "offer.expired"
    path = reverse("commitments:commitment", args=[offer.pk])
    page = client_of(cast.bruno).get(path).content.decode()
    assert MERGED in page
    assert "you can offer there" in page
    assert "did not find the time" not in page
    Ask.objects.filter(pk=cast.ask.pk).update(open_to="members")
    page = client_of(cast.bruno).get(path).content.decode()
    assert url("asks:ask", cast.ask) not in page


def test_desk_and_page_take_as_many_queries_for_thirty(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime, django_assert_num_queries
) -> None:
    relation = {"viewer": ines, "now": now}
    queries.alike_for(**relation)
    with django_assert_num_queries(COUNTED):
        assert len(queries.alike_for(**relation)) == 1
    for number in range(29):
        published(cast, ines, now, what=f"Carry soup pots to the hall {number}")
    with django_assert_num_queries(COUNTED):
        assert len(queries.alike_for(**relation)) == 10


COUNTED = 18


def test_everything_about_me_names_what_i_compared(
    cast: Cast, ines: Person, twin: Ask, now: dt.datetime
) -> None:
    actions.call_same(ask=twin, other=cast.ask, by=ines, now=now)
    said = {"ask": twin.pk, "other": cast.ask.pk, "is_same": True, "at": now}
    assert queries.about_person(person=ines)["asks_compared"] == [said]
    actions.erase_person(person=ines, now=now)
    assert SameAsk.objects.get().by is None
