"""Who carries what in a group, for its stewards alone: "home:carrying" and "home:handover"."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.asks.models import Shift
from alongside.commitments import actions
from alongside.communities import actions as communities
from alongside.home import queries
from alongside.home.cast import DAY, Cast, belongs, person
from alongside.home.rules import Duty, on_one_person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice

Clients = Callable[..., Client]


def page_of(client: Client, cast: Cast) -> str:
    return client.get(f"/communities/{cast.harbour.pk}/carrying/").content.decode()


def holders(cast: Cast, now: dt.datetime, duty: Duty) -> list[str]:
    page = queries.carrying(viewer=cast.amal, id=cast.harbour.pk, now=now)
    return [one.display_name for each in page.duties if each.duty is duty for one in each.holders]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({Duty.RUN: ["a", "b"], Duty.WRITE: ["a"], Duty.JUDGE: ["a", "b"]}, [Duty.WRITE]),
        ({Duty.RUN: ["a", "b"], Duty.WRITE: []}, []),
        ({Duty.RUN: ["a"], Duty.WRITE: ["a"], Duty.JUDGE: ["a"]}, [Duty.RUN]),
    ],
    ids=["one of two", "nobody did it", "whoever is alone needs a second one first"],
)
def test_a_duty_of_one_person_is_seen(held: dict[Duty, list[str]], expected: list[Duty]) -> None:
    assert on_one_person(held) == expected


def test_carrying_counts_what_each_steward_did(client_of: Clients, cast: Cast, now: dt.datetime) -> None:
    offer = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=offer, by=cast.jun, now=now)
    actions.write(commitment=offer, text="Come by the yard.", by=cast.jun, now=now)
    actions.write(commitment=offer, text="I will.", by=cast.bruno, now=now)
    Shift.objects.update(starts_at=now - 2 * DAY, ends_at=now - DAY)
    actions.judge(commitment=offer, outcome="helped", by=cast.jun, now=now)
    page = queries.carrying(viewer=cast.amal, id=cast.harbour.pk, now=now)
    amal, jun = page.loads
    assert (jun.steward, jun.decisions, jun.messages, jun.minutes) == (cast.jun, 2, 1, 0)
    assert (amal.steward, amal.messages, amal.minutes) == (cast.amal, 0, 120)
    assert holders(cast, now, Duty.ANSWER) == holders(cast, now, Duty.JUDGE) == ["Jun Ito"]
    assert "2 decisions · 1 message" in page_of(client_of(cast.amal), cast)


def test_carrying_looks_four_weeks_back_and_a_duty_half_a_year(cast: Cast, now: dt.datetime) -> None:
    offer = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=offer, by=cast.jun, now=now)
    for days, decisions, names in ((29, 0, ["Jun Ito"]), (181, 0, [])):
        later = now + days * DAY
        page = queries.carrying(viewer=cast.amal, id=cast.harbour.pk, now=later)
        assert page.loads[1].decisions == decisions
        assert holders(cast, later, Duty.ANSWER) == names


def test_carrying_counts_nothing_of_another_group(cast: Cast, now: dt.datetime) -> None:
    belongs(cast.rainbow, cast.jun, now, vouched_at=now, steward_since=now)
    offer = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=offer, by=cast.jun, now=now)
    actions.write(commitment=offer, text="Come by the yard.", by=cast.jun, now=now)
    load = queries.carrying(viewer=cast.edda, id=cast.rainbow.pk, now=now).loads[1]
    assert (load.steward, load.decisions, load.messages, load.minutes) == (cast.jun, 0, 0, 0)


def test_carrying_is_for_the_stewards_of_that_group_alone(client_of: Clients, cast: Cast) -> None:
    path = f"/communities/{cast.harbour.pk}/carrying/"
    missing = client_of(cast.gita).get("/communities/nowhere/carrying/").content
    for outsider in (cast.edda, cast.chidi, cast.bruno, cast.dara, cast.farid, cast.olu):
        for way in (path, f"{path}4/"):
            assert client_of(outsider).get(way).status_code == 404
    assert client_of(cast.gita).get(path).content == missing
    assert client_of(cast.jun).post(path).status_code == 405


def test_desk_of_a_steward_says_what_rests_on_one(client_of: Clients, cast: Cast) -> None:
    way = f"/communities/{cast.harbour.pk}/carrying/"
    assert way in client_of(cast.jun).get("/desk/").content.decode()
    assert way not in client_of(cast.chidi).get("/desk/").content.decode()
    communities.close(community=cast.harbour, by=cast.amal, now=cast.ask.created_at)
    assert way not in client_of(cast.jun).get("/desk/").content.decode()


def test_handover_asks_somebody_else_and_ends_once_they_did_it(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    offer = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=offer, by=cast.amal, now=now)
    path = f"/communities/{cast.harbour.pk}/carrying/2/"
    assert client_of(cast.amal).post(path, {"to": cast.jun.pk}).status_code == 302
    told = Notice.objects.get(kind="duty.shared")
    assert (told.to, told.url) == (cast.jun, f"/communities/{cast.harbour.pk}/carrying/")
    assert Entry.objects.get(kind="home.ask_for_a_turn").facts == {"duty": "answer"}
    hana = person("Hana", now)
    communities.join_as_ally(community=cast.harbour, by=hana, now=now)
    second = actions.offer(shift=cast.shift, by=hana, now=now)
    actions.decline(commitment=second, by=cast.jun, now=now)
    assert client_of(cast.amal).get(path).status_code == 404


def test_handover_asks_nobody_from_outside(client_of: Clients, cast: Cast) -> None:
    path = f"/communities/{cast.harbour.pk}/carrying/4/"
    for nobody in (cast.chidi, cast.edda, cast.amal):
        assert client_of(cast.amal).post(path, {"to": nobody.pk}).status_code == 200
    assert not Notice.objects.filter(kind="duty.shared").exists()
    assert client_of(cast.amal).get(f"/communities/{cast.harbour.pk}/carrying/99/").status_code == 404


def test_whoever_is_alone_is_led_to_a_second_steward(client_of: Clients, cast: Cast) -> None:
    page = client_of(cast.edda).get(f"/communities/{cast.rainbow.pk}/carrying/1/").content.decode()
    assert f"/communities/{cast.rainbow.pk}/invitations/?role=steward" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


def test_carrying_takes_as_many_queries_for_one_as_for_thirty(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    amal, counts = client_of(cast.amal), []
    for many in (1, 30):
        for number in range(many):
            belongs(
                cast.harbour,
                person(f"Steward-{many}-{number}", now),
                now,
                vouched_at=now,
                vouched_by=cast.jun,
                steward_since=now,
            )
        page_of(amal, cast)
        with CaptureQueriesContext(connection) as captured:
            page_of(amal, cast)
        counts.append(len(captured))
    assert counts[0] == counts[1]
