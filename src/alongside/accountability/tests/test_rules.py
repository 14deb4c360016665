"""Properties of who handles a report, and of what one steward alone may do."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from alongside.accountability import rules
from alongside.accountability.rules import Actor

NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
ACTORS = st.builds(
    Actor,
    is_steward=st.booleans(),
    is_operator=st.booleans(),
    is_first=st.booleans(),
    other_stewards=st.integers(0, 4),
    is_from_before=st.booleans(),
)
UNTILS = st.timedeltas(dt.timedelta(days=-60), dt.timedelta(days=5)).map(lambda passed: NOW + passed)


@given(st.booleans(), st.booleans(), st.integers(0, 5))
def test_what_concerns_those_in_charge_leaves_the_group(is_about_community, concerns_steward, others):
    away = rules.goes_to_operator(
        is_about_community=is_about_community, concerns_steward=concerns_steward, other_stewards=others
    )
    assert away or (others > 0 and not concerns_steward and not is_about_community)
    if is_about_community or concerns_steward:
        assert away


@given(ACTORS, st.booleans(), st.booleans(), UNTILS)
def test_one_steward_never_makes_it_last_early_nor_against_a_steward(actor, target_steers, is_lasting, until):
    may = rules.may_make_last(actor, target_steers=target_steers, is_lasting=is_lasting, until=until, now=NOW)
    if is_lasting or not (actor.is_steward or actor.is_operator):
        assert not may
    if may and not actor.is_first and not target_steers:
        assert actor.is_from_before
    if may and actor.is_first:
        assert actor.other_stewards == 0
        assert rules.is_nearly_over(until=until, now=NOW)
        assert actor.is_operator if target_steers else actor.is_steward
    if may and not actor.is_steward:
        assert target_steers


@given(st.timedeltas(dt.timedelta(0), dt.timedelta(days=29)))
def test_a_lone_steward_is_never_trapped(passed):
    alone = Actor(is_steward=True, is_operator=False, is_first=True, other_stewards=0)
    until = NOW + rules.LAST_DAY - passed
    assert rules.may_make_last(alone, target_steers=False, is_lasting=False, until=until, now=NOW)
    assert rules.may_restrict_again(target_steers=False, is_same_actor=True, until=until, now=NOW)


@given(UNTILS)
def test_nobody_keeps_a_steward_out_by_repeating_it(until):
    assert rules.may_restrict_again(target_steers=True, is_same_actor=True, until=until, now=NOW) == (
        NOW - until >= dt.timedelta(days=30)
    )


@given(st.none() | st.timedeltas(dt.timedelta(0), dt.timedelta(days=9)))
def test_a_crowd_rings_once_a_day(passed):
    last_at = None if passed is None else NOW - passed
    assert rules.rings_again(last_at=last_at, now=NOW) == (passed is None or passed >= dt.timedelta(days=1))
