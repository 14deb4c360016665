"""Somebody from outside runs one ask: they answer, write and mark who came, and read nothing else of the group."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks.models import Runner
from alongside.asks.rules import Slot
from alongside.commitments import actions, jobs
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment
from alongside.communities.models import Restriction
from alongside.home.actions import erase
from alongside.home.cast import EXACT_PLACE, belongs, person
from alongside.ledger.models import Entry
from alongside.notices.models import Message
from alongside.people.models import Block

DAY = dt.timedelta(days=1)


def begun(cast, somebody, now, **given):
    chosen = {"ask": cast.ask, "until": (now + 10 * DAY).date(), "reads_place": False, "by": cast.amal}
    secret = asks.let_run(**{**chosen, **given}, now=now)
    return actions.begin_run(secret=secret, by=somebody, now=now)


@pytest.fixture
def offer(cast, now):
    """Bruno's, with a word that is for stewards alone."""
    return actions.offer(shift=cast.shift, by=cast.bruno, now=now, note="Canary-note")


@pytest.fixture
def run(cast, offer, now):
    """Gita's, who is nothing to the group."""
    return begun(cast, cast.gita, now)


def pages(run, cast, offer):
    return [
        reverse("commitments:run", args=[run.pk]),
        reverse("commitments:run_date", args=[run.pk, cast.shift.pk]),
        reverse("commitments:run_person", args=[run.pk, offer.pk]),
    ]


def statuses(client, addresses):
    return {client.get(one).status_code for one in addresses}


def test_runner_reads_names_and_dates_and_nothing_else(cast, client_of, run, offer, now):
    actions.write(commitment=offer, text="Canary-to-stewards", by=cast.bruno, now=now)
    gita = client_of(cast.gita)
    said = "".join(gita.get(one).content.decode() for one in pages(run, cast, offer))
    assert "Bruno" in said
    assert cast.ask.what in said
    unread = [
        "Canary-note",
        "Canary-to-stewards",
        EXACT_PLACE,
        cast.harbour.name,
        cast.place.name,
        "Amal",
        "Jun Ito",
    ]
    assert [word for word in unread if word in said] == []


def test_desk_and_list_lead_to_it(cast, client_of, run):
    gita = client_of(cast.gita)
    for page in ("home:desk", "commitments:runs"):
        assert reverse("commitments:run", args=[run.pk]) in gita.get(reverse(page)).content.decode()
    assert "You run no ask" in client_of(cast.edda).get(reverse("commitments:runs")).content.decode()


def test_it_ends_by_itself_on_every_page_and_for_every_act(cast, client_of, run, offer, now):
    with time_machine.travel(run.until - dt.timedelta(hours=1)):
        assert statuses(client_of(cast.gita), pages(run, cast, offer)[:2]) == {200}
    with time_machine.travel(run.until):
        gita = client_of(cast.gita)
        assert statuses(gita, pages(run, cast, offer)) == {404}
        for act in ("commitments:run_yes", "commitments:run_no", "commitments:run_came"):
            path = reverse(act, args=[run.pk, offer.pk])
            assert gita.post(path, {"came_or_not": "yes"}).status_code == 404


def test_whoever_ran_it_until_its_day_may_begin_anew(cast, run, now):
    later = now + 12 * DAY
    again = begun(cast, cast.gita, later, until=(later + 5 * DAY).date())
    assert [one.pk for one in Runner.objects.live(later)] == [again.pk]
    run.refresh_from_db()
    assert run.ended_at == run.until


def test_steward_takes_it_back_at_once(cast, client_of, run, offer, now):
    gita = client_of(cast.gita)
    assert statuses(gita, pages(run, cast, offer)) == {200}
    client_of(cast.jun).post(reverse("asks:runner_end", args=[cast.ask.pk, run.pk]))
    assert statuses(gita, pages(run, cast, offer)) == {404}
    assert cast.gita.notices.filter(kind="run.ended").count() == 1


def test_runner_gives_it_back(cast, client_of, run, offer):
    gita = client_of(cast.gita)
    gita.post(reverse("commitments:run_end", args=[run.pk]))
    assert statuses(gita, pages(run, cast, offer)) == {404}


@pytest.mark.parametrize(
    "what", ["giver kept out", "giver steps down", "runner kept out", "paused", "too near"]
)
def test_whatever_takes_the_ground_away_ends_it(cast, client_of, run, offer, now, what):
    shut_out = {"community": cast.harbour, "reason": "safety", "at": now, "by": cast.jun, "until": now + DAY}
    if what == "giver kept out":
        Restriction.objects.create(person=cast.amal, **shut_out)
    elif what == "giver steps down":
        cast.harbour.memberships.filter(person=cast.amal).update(steward_since=None)
    elif what == "runner kept out":
        Restriction.objects.create(person=cast.gita, **shut_out)
    elif what == "paused":
        cast.harbour.paused_at, cast.harbour.paused_by = now, cast.jun
        cast.harbour.save()
    else:
        cast.ask.kind, cast.ask.open_to = "at_home", "known"
        cast.ask.save()
    assert statuses(client_of(cast.gita), pages(run, cast, offer)) == {404}


def test_runner_says_yes_and_the_ledger_says_by_what(cast, client_of, run, offer):
    client_of(cast.gita).post(reverse("commitments:run_yes", args=[run.pk, offer.pk]))
    offer.refresh_from_db()
    cast.shift.refresh_from_db()
    assert offer.acceptance.by == cast.gita
    assert cast.shift.places_taken == 1
    entry = Entry.objects.get(kind="commitments.accept", subject=offer.pk)
    assert entry.facts == {"runner": run.pk}
    assert cast.bruno.notices.filter(kind="offer.accepted").exists()


@pytest.mark.parametrize("reads_place", [False, True])
def test_exact_place_opens_by_their_yes_only_if_a_steward_said_so(cast, client_of, offer, now, reads_place):
    run = begun(cast, cast.gita, now, reads_place=reads_place)
    actions.say_yes_in_run(runner=run, commitment=offer, by=cast.gita, now=now)
    near = cast.shift.starts_at - dt.timedelta(hours=1)
    with time_machine.travel(near):
        own = client_of(cast.bruno).get(reverse("commitments:commitment", args=[offer.pk]))
        date = client_of(cast.gita).get(reverse("commitments:run_date", args=[run.pk, cast.shift.pk]))
    assert (EXACT_PLACE in own.content.decode()) is reads_place
    assert (EXACT_PLACE in date.content.decode()) is reads_place


def test_nobody_gets_into_the_group_by_their_yes(cast, run, now):
    cast.ask.open_to = "anyone"
    cast.ask.save()
    stranger = person("Zora", now)
    offered = actions.offer(shift=cast.shift, by=stranger, now=now)
    with pytest.raises(refusals.StewardLetsIn):
        actions.say_yes_in_run(runner=run, commitment=offered, by=cast.gita, now=now)
    assert not cast.harbour.standings.filter(person=stranger).exists()


def test_yes_to_close_help_stays_with_stewards(cast, client_of, offer, now):
    cast.ask.kind = "transport"
    cast.ask.save()
    run = begun(cast, cast.gita, now)
    with pytest.raises(refusals.StewardSaysYes):
        actions.say_yes_in_run(runner=run, commitment=offer, by=cast.gita, now=now)
    page = client_of(cast.gita).get(reverse("commitments:run_date", args=[run.pk, cast.shift.pk]))
    assert reverse("commitments:run_yes", args=[run.pk, offer.pk]) not in page.content.decode()
    assert actions.say_no_in_run(runner=run, commitment=offer, by=cast.gita, now=now)


def test_runner_neither_answers_nor_marks_themselves(cast, now):
    run = begun(cast, cast.chidi, now)
    own = actions.offer(shift=cast.shift, by=cast.chidi, now=now)
    with pytest.raises(Http404):
        actions.say_yes_in_run(runner=run, commitment=own, by=cast.chidi, now=now)


def test_runner_reaches_no_other_ask_and_nobody_elses_run(cast, run, offer, client_of, now):
    other = asks.draft(
        community=cast.harbour, by=cast.amal, now=now, kind="make", language="en", what="Other",
        open_to="allies", slots=[asks_slot(now)],
    )  # fmt: skip
    asks.publish(ask=other, by=cast.amal, now=now)
    elsewhere = actions.offer(shift=other.shifts.get(), by=cast.bruno, now=now)
    gita = client_of(cast.gita)
    for page, key in (("run_person", elsewhere.pk), ("run_date", other.shifts.get().pk)):
        assert gita.get(reverse(f"commitments:{page}", args=[run.pk, key])).status_code == 404
    with pytest.raises(Http404):
        actions.say_yes_in_run(runner=run, commitment=elsewhere, by=cast.gita, now=now)
    with pytest.raises(Http404):
        actions.say_yes_in_run(runner=run, commitment=offer, by=cast.edda, now=now)
    assert gita.post(reverse("commitments:acceptance", args=[offer.pk])).status_code == 404
    assert (
        gita.post(reverse("commitments:verdict", args=[offer.pk]), {"outcome": "helped"}).status_code == 404
    )


def asks_slot(now):
    return Slot(now + 5 * DAY, now + 5 * DAY + dt.timedelta(hours=2))


def test_dates_that_were_over_when_it_was_given_are_not_there(cast, client_of, offer, now):
    actions.accept(commitment=offer, by=cast.amal, now=now)
    later = cast.shift.ends_at + DAY
    with time_machine.travel(later):
        run = begun(cast, cast.gita, later, until=(later + DAY).date())
        gita = client_of(cast.gita)
        assert "Bruno" not in gita.get(reverse("commitments:run", args=[run.pk])).content.decode()
        assert statuses(gita, pages(run, cast, offer)[1:]) == {404}


def test_who_came_is_marked_for_stewards_and_is_no_verdict(cast, client_of, run, offer, now):
    actions.say_yes_in_run(runner=run, commitment=offer, by=cast.gita, now=now)
    with pytest.raises(refusals.NotBegunYet):
        actions.mark_in_run(runner=run, commitment=offer, came=True, by=cast.gita, now=now)
    with time_machine.travel(cast.shift.ends_at):
        path = reverse("commitments:run_came", args=[run.pk, offer.pk])
        client_of(cast.gita).post(path, {"came_or_not": "no"})
        date = client_of(cast.jun).get(reverse("commitments:date", args=[cast.shift.pk])).content.decode()
        own = client_of(cast.bruno).get(reverse("commitments:commitment", args=[offer.pk])).content.decode()
    offer.refresh_from_db()
    assert offer.attendance.came is False
    assert not offer.outcome
    assert "did not come, says whoever runs it" in date
    assert "did not come" not in own.lower()


def test_what_the_asking_side_said_is_not_theirs_to_read(cast, client_of, run, offer, now):
    actions.accept(commitment=offer, by=cast.amal, now=now)
    with time_machine.travel(cast.shift.ends_at):
        actions.judge(commitment=offer, outcome="not_needed", by=cast.amal, now=cast.shift.ends_at)
        said = client_of(cast.gita).get(reverse("commitments:run_date", args=[run.pk, cast.shift.pk]))
    assert "Not what we needed" not in said.content.decode()


def test_both_write_and_stewards_read_it_and_nobody_else(cast, client_of, run, offer, now):
    path = reverse("commitments:run_person", args=[run.pk, offer.pk])
    client_of(cast.gita).post(path, {"text": "Bring gloves."})
    own = reverse("commitments:with_runner", args=[offer.pk, run.pk])
    assert "Bring gloves." in client_of(cast.bruno).get(own).content.decode()
    client_of(cast.bruno).post(own, {"text": "I have two pairs."})
    assert "I have two pairs." in client_of(cast.gita).get(path).content.decode()
    assert "I have two pairs." in client_of(cast.jun).get(own).content.decode()
    assert "I have two pairs." not in (
        client_of(cast.jun).get(reverse("commitments:conversation", args=[offer.pk])).content.decode()
    )
    assert client_of(cast.chidi).get(own).status_code == 404
    assert [one.kind for one in cast.gita.notices.all()].count("message.received") == 1
    written = Entry.objects.filter(kind="commitments.write")
    assert {one.facts["runner"] for one in written} == {run.pk}


def test_words_reach_nobody_once_it_is_over(cast, client_of, run, offer, now):
    asks.end_run(runner=run, by=cast.amal, now=now)
    own = reverse("commitments:with_runner", args=[offer.pk, run.pk])
    answer = client_of(cast.bruno).post(own, {"text": "Are you there?"})
    assert "Write to the stewards instead" in answer.content.decode()
    assert not Message.objects.exists()


def test_everybody_who_offered_hears_of_it_and_reads_who_and_until_when(cast, client_of, run, offer):
    assert cast.bruno.notices.filter(kind="run.concerns").count() == 1
    own = client_of(cast.bruno).get(reverse("commitments:commitment", args=[offer.pk])).content.decode()
    assert "Answers for this ask" in own
    assert "Gita" in own
    assert "14 Mar" in own or "March 14" in own


def test_whoever_is_about_to_offer_reads_that_somebody_else_answers(cast, client_of, run):
    said = client_of(cast.chidi).get(reverse("commitments:offer", args=[cast.ask.pk])).content.decode()
    assert "Somebody else answers here" in said
    assert "Gita" not in said


def test_whoever_blocks_the_runner_is_not_there_for_them(cast, client_of, run, offer, now):
    Block.objects.create(by=cast.bruno, against=cast.gita, at=now)
    gita = client_of(cast.gita)
    listed = gita.get(reverse("commitments:run_date", args=[run.pk, cast.shift.pk])).content.decode()
    assert "Bruno" not in listed
    assert gita.get(reverse("commitments:run_person", args=[run.pk, offer.pk])).status_code == 404
    own = client_of(cast.bruno).get(reverse("commitments:commitment", args=[offer.pk])).content.decode()
    assert "Somebody whom you block" in own
    assert "Gita" not in own


def test_runner_hears_once_of_offers_that_came(cast, run, now):
    hana = person("Hana", now)
    cast.harbour.standings.create(person=hana, level=2, given_at=now)
    assert jobs.tell_of_offers(now) == 0
    actions.offer(shift=cast.shift, by=hana, now=now + DAY / 24)
    assert jobs.tell_of_offers(now + DAY / 12) == 1
    assert jobs.tell_of_offers(now + DAY / 12) == 0
    assert cast.gita.notices.filter(kind="run.offers").count() == 1


def test_opening_it_is_in_the_ledger_once_a_day(cast, client_of, run, now):
    gita = client_of(cast.gita)
    for _ in range(2):
        gita.get(reverse("commitments:run", args=[run.pk]))
    assert Entry.objects.filter(kind="asks.read_run", subject=run.pk).count() == 1


def test_link_shows_what_it_is_and_begins_with_a_word(cast, client_of, now):
    secret = asks.let_run(ask=cast.ask, until=(now + DAY).date(), reads_place=False, by=cast.amal, now=now)
    path = reverse("commitments:running", args=[secret])
    gita = client_of(cast.gita)
    said = gita.get(path).content.decode()
    assert cast.ask.what in said
    assert cast.harbour.name not in said
    assert gita.post(path).status_code == 302
    assert Runner.objects.get().person == cast.gita
    assert cast.ask.what not in client_of(cast.farid).get(path).content.decode()


def test_messages_go_with_their_ask(cast, run, offer, now):
    actions.write_in_run(runner=run, commitment=offer, text="Bring gloves.", by=cast.gita, now=now)
    actions.forget_group(community=cast.harbour, now=now + DAY)
    assert not Message.objects.exists()


def test_what_was_written_with_a_runner_goes_when_they_leave_for_good(cast, client_of, run, offer, now):
    """Nobody would have a page for it any more, and no term of the group would find it."""
    actions.answer_runner(runner=run, commitment=offer, text="Canary-of-bruno", by=cast.bruno, now=now)
    actions.write(commitment=offer, text="To the stewards", by=cast.bruno, now=now)
    erase(by=cast.gita, now=now)
    assert [one.text for one in Message.objects.all()] == ["To the stewards"]


def test_as_many_queries_for_one_as_for_thirty(cast, client_of, run, offer, now):
    gita = client_of(cast.gita)
    addresses = pages(run, cast, offer)[:2]
    gita.get(addresses[0])
    before = [queries_of(lambda one=one: gita.get(one)) for one in addresses]
    cast.shift.places = 40
    cast.shift.save()
    for n in range(30):
        somebody = person(f"Ally {n}", now, sign_in_name=f"ally-{n}")
        belongs(cast.harbour, somebody, now, vouched_at=now)
        actions.offer(shift=cast.shift, by=somebody, now=now)
    assert Commitment.objects.count() == 31
    assert [queries_of(lambda one=one: gita.get(one)) for one in addresses] == before


def queries_of(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)
