"""What stewards read beside the name of an ally: how much of what was promised to their group helped."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alongside.asks.models import Ask, Shift
from alongside.commitments import queries
from alongside.commitments.models import Acceptance, Commitment, Verdict
from alongside.commitments.rules import VERDICTS, State
from alongside.communities.models import Community, Standing
from alongside.home.cast import DAY, Cast
from alongside.people.models import Person


def promised(ally: Person, ask: Ask, now: dt.datetime, outcome: State | None) -> None:
    """An ally's promise for a date of its own, yesterday, and what was said of it."""
    date = Shift.objects.create(ask=ask, starts_at=now - DAY, ends_at=now - DAY / 2)
    made = Commitment.objects.create(
        shift=date,
        ally=ally,
        language="en",
        minutes=60,
        period_on=now.date(),
        offered_at=now - 2 * DAY,
        closed_at=now if outcome else None,
    )
    Acceptance.objects.create(commitment=made, at=now - 2 * DAY)
    if outcome:
        Verdict.objects.create(commitment=made, at=now, first_at=now, outcome=outcome)


@pytest.fixture
def elsewhere(cast: Cast, now: dt.datetime) -> Ask:
    """What another group asks for."""
    return Ask.objects.create(
        community=cast.listed, kind="in_person", what="Read", language="en", created_at=now
    )


def counted(community: Community, *allies: Person) -> dict[str, tuple[int, int]]:
    return queries.chain_with(community=community, allies=[one.pk for one in allies])


def test_chain_counts_what_this_group_answered_of_these_people(
    cast: Cast, now: dt.datetime, elsewhere: Ask
) -> None:
    for outcome in (*VERDICTS, State.HELPED, None):
        promised(cast.bruno, cast.ask, now, outcome)
    promised(cast.bruno, elsewhere, now, State.HELPED)
    promised(cast.gita, cast.ask, now, State.HELPED)
    assert counted(cast.harbour, cast.bruno, cast.edda) == {cast.bruno.pk: (2, 4)}
    assert counted(cast.listed, cast.bruno, cast.gita) == {cast.bruno.pk: (1, 1)}


def test_stewards_read_it_beside_the_name(
    cast: Cast, now: dt.datetime, client_of: Callable[..., Client]
) -> None:
    Standing.objects.create(community=cast.harbour, person=cast.gita, level=1, given_at=now)
    promised(cast.bruno, cast.ask, now, State.HELPED)
    promised(cast.bruno, cast.ask, now, State.DID_NOT_COME)
    shown = client_of(cast.amal).get(reverse("communities:allies", args=[cast.harbour.pk])).content.decode()
    assert shown.count("answered promise") == 1
    assert "1 of 2 answered promises helped" in shown
