"""The predicate behind the list of asks and behind the offer: each reason alone, and that nothing unsaid counts."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.asks import rules
from alongside.asks.rules import Ally, Misfit, Wanted
from alongside.communities.rules import Relation
from alongside.core.locations import Location

START = dt.datetime(2026, 3, 7, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
WANTED = Wanted(
    shift="s",
    community="c",
    starts_at=START,
    ends_at=START + 2 * HOUR,
    period_day=START.date(),
    minutes=120,
    free=1,
    languages=frozenset({"es", "ar"}),
    needed=frozenset({"driving"}),
    answers={"step_free": "no", "seats": "yes"},
    location=Location(51, 3),
)
ALLY = Ally(
    languages=frozenset({"en", "ar"}),
    skills=frozenset({"driving"}),
    needs=frozenset({"seats", "loop"}),
    home=Location(51.05, 3),
    travel_km=10,
    hours=2,
)


def test_an_ally_who_meets_everything_fits() -> None:
    assert rules.misfits(ALLY, WANTED) == frozenset()


@pytest.mark.parametrize(
    ("ally", "wanted", "misfit"),
    [
        ({"skills": frozenset()}, {}, Misfit.SKILL),
        ({"languages": frozenset({"en"})}, {}, Misfit.LANGUAGE),
        ({"needs": frozenset({"step_free"})}, {}, Misfit.ACCESS),
        ({"travel_km": 5}, {}, Misfit.TOO_FAR),
        ({"hours": 1}, {}, Misfit.NO_HOURS),
        ({"booked": {dt.date(2026, 2, 23): 1}}, {}, Misfit.NO_HOURS),
        ({"is_resting": True}, {}, Misfit.RESTING),
        ({}, {"free": 0}, Misfit.COVERED),
        ({"busy": ((START + HOUR, START + 3 * HOUR),)}, {}, Misfit.SAME_TIME),
        ({"promised": frozenset({"s"})}, {"is_flexible": True}, Misfit.SAME_TIME),
        ({"one_first": frozenset({"c"})}, {}, Misfit.ONE_FIRST),
    ],
)
def test_each_reason_stands_alone(ally: dict[str, object], wanted: dict[str, object], misfit: Misfit) -> None:
    assert rules.misfits(replace(ALLY, **ally), replace(WANTED, **wanted)) == {misfit}


def test_who_may_not_offer_does_not_fit() -> None:
    assert rules.misfits(ALLY, WANTED, may_offer=False) == {Misfit.MAY_NOT}


def test_what_nobody_said_stands_against_nothing() -> None:
    silent = Ally(hours=2, skills=frozenset({"driving"}))
    assert rules.misfits(silent, WANTED) == frozenset()
    assert (
        rules.misfits(ALLY, replace(WANTED, location=None, answers={}, languages=frozenset())) == frozenset()
    )
    assert rules.unknown_needs(["loop", "seats"], WANTED.answers, has_place=True) == ["loop"]
    assert rules.unknown_needs(["loop"], {}, has_place=False) == []


def test_dates_that_only_touch_do_not_collide() -> None:
    busy = ((START - HOUR, START), (START + 2 * HOUR, START + 3 * HOUR))
    assert rules.misfits(replace(ALLY, busy=busy), WANTED) == frozenset()


RELATIONS = st.builds(
    Relation,
    is_signed_in=st.booleans(),
    standing=st.integers(0, 3),
    is_vouched_for=st.booleans(),
    is_newcomer=st.booleans(),
    is_member=st.booleans(),
    is_steward=st.booleans(),
    is_shut_out=st.booleans(),
)


@given(
    RELATIONS,
    st.sampled_from(["anyone", "allies", "known", "trusted", "members"]),
    st.sampled_from(["hidden", "listed", "public"]),
    st.booleans(),
    st.sampled_from(["in_person", "transport"]),
)
def test_who_offers_may_see_and_who_is_shut_out_sees_nothing(
    relation: Relation, open_to: str, visibility: str, is_vouched: bool, kind: str
) -> None:
    terms = {"kind": kind, "open_to": open_to, "visibility": visibility, "is_vouched": is_vouched}
    sees, offers = rules.may_see(relation, **terms), rules.may_offer(relation, **terms)
    assert sees or not offers
    assert not (
        relation.is_shut_out
        and (sees or offers or rules.may_know_hours(relation) or rules.may_post(relation))
    )
    if sees and not relation.is_member and rules.is_sensitive(kind=kind, open_to=open_to):
        assert relation.is_vouched_for
        assert relation.standing >= rules.STANDING_NEEDED[open_to]
    if not relation.is_member and not relation.standing and sees:
        assert (open_to, visibility, is_vouched) == ("anyone", "public", True)
        assert not rules.may_know_hours(relation)


@given(st.booleans(), st.sampled_from(sorted(rules.CLOSE_KINDS | rules.REMOTE_KINDS | {"in_person"})))
def test_places_at_once_never_meet_an_exact_place_or_close_help(has_exact_place: bool, kind: str) -> None:
    is_risky = has_exact_place or kind in rules.CLOSE_KINDS
    assert rules.may_be_at_once(has_exact_place=has_exact_place, kind=kind) is not is_risky
    assert rules.starting_points(kind)["acceptance"] == "steward"
