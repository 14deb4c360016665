import datetime as dt
import json

from alongside.communities import actions, queries
from alongside.communities.models import Link, Restriction


def test_everything_about_somebody_names_nobody_else(cast, now):
    actions.ask_to_join(community=cast.listed, by=cast.farid, words="I live nearby.", now=now)
    told = json.dumps(queries.about_person(person=cast.farid), default=str)
    assert "I live nearby." in told
    assert "safety" in told
    assert "Elder Circle" in told
    assert "Amal" not in told
    assert cast.amal.pk not in told
    assert cast.gita.pk not in json.dumps(queries.about_person(person=cast.gita), default=str)


def test_the_cast_breaks_no_promise_and_broken_ones_are_seen(cast, now):
    assert list(queries.broken_promises()) == []
    Restriction.objects.update(until=now + dt.timedelta(days=9))
    for number in range(11):
        Link.objects.create(
            community=cast.harbour, purpose="read", title="x", url="https://x.example/", position=number
        )
    assert len(list(queries.broken_promises())) == 2
