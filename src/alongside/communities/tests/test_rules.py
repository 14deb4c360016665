"""Properties of the rules, over every relation that can be."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from alongside.communities import rules
from alongside.communities.rules import Relation

NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
RELATIONS = st.builds(
    Relation,
    is_signed_in=st.booleans(),
    standing=st.integers(0, 3),
    is_newcomer=st.booleans(),
    is_member=st.booleans(),
    is_steward=st.booleans(),
    is_shut_out=st.booleans(),
)
VISIBILITIES = st.sampled_from(["hidden", "listed", "public"])


@given(RELATIONS, VISIBILITIES, st.booleans(), st.booleans())
def test_whoever_may_read_a_page_may_know_of_it(relation, visibility, is_vouched, is_closed):
    state = {"visibility": visibility, "is_vouched": is_vouched, "is_closed": is_closed}
    if rules.may_read_page(relation, **state):
        assert rules.may_know(relation, **state)


@given(RELATIONS, st.booleans(), st.booleans())
def test_a_hidden_community_is_known_inside_only(relation, is_vouched, is_closed):
    known = rules.may_know(relation, visibility="hidden", is_vouched=is_vouched, is_closed=is_closed)
    assert known == relation.is_inside


@given(RELATIONS, VISIBILITIES, st.booleans())
def test_without_a_vouch_or_when_closed_it_is_as_hidden(relation, visibility, is_closed):
    as_hidden = rules.may_know(relation, visibility="hidden", is_vouched=True)
    assert rules.may_know(relation, visibility=visibility, is_vouched=False, is_closed=is_closed) == as_hidden
    assert rules.may_know(relation, visibility=visibility, is_vouched=True, is_closed=True) == as_hidden


@given(RELATIONS, VISIBILITIES, st.booleans(), st.booleans())
def test_whoever_is_shut_out_never_knows_more_than_a_stranger(relation, visibility, is_vouched, is_closed):
    state = {"visibility": visibility, "is_vouched": is_vouched, "is_closed": is_closed}
    if relation.is_shut_out:
        assert not relation.is_inside
        assert rules.may_know(relation, **state) <= rules.may_know(rules.STRANGER, **state)
        assert rules.may_read_page(relation, **state) <= rules.may_read_page(rules.STRANGER, **state)


@given(VISIBILITIES, st.booleans(), st.booleans())
def test_only_public_pages_are_read_from_outside(visibility, is_vouched, is_closed):
    read = rules.may_read_page(
        rules.STRANGER, visibility=visibility, is_vouched=is_vouched, is_closed=is_closed
    )
    assert read == (visibility == "public" and is_vouched and not is_closed)


@given(st.booleans(), st.integers(0, 10))
def test_vouching_takes_the_operator_or_two_communities(by_operator, by_communities):
    vouched = rules.is_vouched(by_operator=by_operator, by_communities=by_communities)
    assert vouched == (by_operator or by_communities >= 2)


@given(st.booleans(), st.timedeltas(dt.timedelta(0), dt.timedelta(days=400)))
def test_a_community_is_established_when_vouched_for_and_thirty_days_old(vouched, age):
    established = rules.is_established(founded_at=NOW - age, vouched=vouched, now=NOW)
    assert established == (vouched and age >= dt.timedelta(days=30))


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_ties_go_both_ways(ours, theirs):
    assert rules.has_ties(ours, theirs) == rules.has_ties(theirs, ours) == bool(ours & theirs)


@given(RELATIONS, st.sampled_from(["member", "ally", "steward"]))
def test_nobody_shut_out_uses_an_invitation_and_only_members_become_stewards(relation, role):
    usable = rules.may_use_role(relation, role)
    if relation.is_shut_out or (role == "steward" and not relation.is_member):
        assert not usable
    if role != "steward" and relation.is_member:
        assert not usable


@given(st.text(max_size=60))
def test_no_address_but_http_is_safe(text):
    if rules.is_safe_address(text):
        assert text.strip().lower().startswith(("http://", "https://"))
        assert "@" not in text.split("/")[2]


def test_addresses_that_must_not_be_shown():
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "//x.org",
        "https://a:b@x.org",
        "http://[::1",
    ]:
        assert not rules.is_safe_address(url)
    assert rules.is_safe_address("https://example.org/give?x=1")


@given(st.timedeltas(dt.timedelta(days=-900), dt.timedelta(days=900)))
def test_an_age_is_never_negative(passed):
    assert rules.age_in_days(NOW - passed, NOW) == max(0, passed.days)


VOICES = st.lists(
    st.builds(
        rules.Voice,
        person=st.sampled_from("abcdefgh"),
        since=st.none() | st.integers(0, 60).map(lambda days: NOW - dt.timedelta(days=days)),
        let_in_by=st.sampled_from("abcdefgh"),
        circle=st.sampled_from(["", "one", "two", "three"]),
    ),
    max_size=200,
)


@given(VOICES, st.sampled_from("abcdefgh"), st.none() | st.sampled_from("abcdefgh"))
def test_crowd_is_no_more_voices_than_circles(given, ally, giver):
    steward = giver and rules.Voice(giver, NOW, None, "one")
    counted = rules.voices(given, ally=ally, giver=steward, now=NOW)
    aged = [one for one in given if one.since and NOW - one.since >= rules.BELONGS_FOR]
    assert counted <= len({one.circle for one in aged})
    assert counted <= len(aged)
    assert rules.voices([one for one in given if one.person == ally], ally=ally, giver=steward, now=NOW) == 0
    assert (
        rules.voices([one for one in given if one.let_in_by == ally], ally=ally, giver=steward, now=NOW) == 0
    )
    if steward:
        assert (
            rules.voices([one for one in given if one.circle == "one"], ally=ally, giver=steward, now=NOW)
            == 0
        )
