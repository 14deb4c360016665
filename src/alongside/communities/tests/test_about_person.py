import datetime as dt
import json

import pytest

from alongside.communities import actions, queries
from alongside.communities.models import Link, MembershipRequest, Restriction
from alongside.home.cast import belongs


def test_everything_about_somebody_names_nobody_else(cast, now):
    actions.ask_to_join(community=cast.listed, by=cast.farid, words="I live nearby.", now=now)
    told = json.dumps(queries.about_person(person=cast.farid), default=str)
    assert "I live nearby." in told
    assert "safety" in told
    assert "Elder Circle" in told
    assert "Amal" not in told
    assert cast.amal.pk not in told
    assert cast.gita.pk not in json.dumps(queries.about_person(person=cast.gita), default=str)


@pytest.mark.parametrize("who", ["kept out", "gone", "still asking"])
def test_a_hidden_group_is_not_named_to_whoever_is_outside(cast, now, who):
    """It may have taken another name to be safe from them; a founder who was sent away knows its reference."""
    founder = cast.edda
    belongs(cast.rainbow, cast.chidi, now, vouched_at=now, steward_since=now)
    assert cast.rainbow.name in json.dumps(queries.about_person(person=founder), default=str)
    if who == "kept out":
        Restriction.objects.create(
            community=cast.rainbow, person=founder, reason="safety", at=now, until=now + dt.timedelta(days=5)
        )
    else:
        actions.leave(community=cast.rainbow, by=founder, now=now)
    if who == "still asking":
        MembershipRequest.objects.create(community=cast.rainbow, person=founder, at=now)
    told = json.dumps(queries.about_person(person=founder), default=str)
    assert cast.rainbow.pk in told
    assert cast.rainbow.name not in told
    assert cast.listed.name in told


def test_the_cast_breaks_no_promise_and_broken_ones_are_seen(cast, now):
    assert list(queries.broken_promises()) == []
    Restriction.objects.update(until=now + dt.timedelta(days=9))
    for number in range(11):
        Link.objects.create(
            community=cast.harbour, purpose="read", title="x", url="https://x.example/", position=number
        )
    assert len(list(queries.broken_promises())) == 2
