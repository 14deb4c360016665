"""Which asks look alike, and which of two would go on: rules alone, without a database."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.asks import rules
from alongside.asks.rules import DATES_AT_MOST, Likeness, Part

SATURDAY = dt.date(2026, 3, 7)
WEEK = dt.timedelta(days=7)
START = dt.datetime(2026, 3, 7, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def like(what: str, on: dt.date = SATURDAY, kind: str = "in_person", place: str = "") -> Likeness:
    return Likeness(terms=(kind,), place=place, words=rules.words(what), days=frozenset({on}))


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Carry pots from the car", "Carry the pots from a car", True),
        ("Carry pots from the car", "CARRY POTS, from the car!", True),
        ("Carry pots from the car", "Bake bread for the supper", False),
        ("Cooking", "Cooking", False),
        ("Cook lunch for Friday", "Cook lunch on Friday", True),
        ("Cook on Friday", "Bake on Friday", False),
        ("Cook on Friday", "Cook on Friday for forty people", True),
        ("Drive Amina to the clinic", "Sit with Bo at the library", False),
        ("Llevar a José a la clínica", "Llevar a Jose a la clinica", True),
        ("نقل القدور من السيارة إلى القاعة", "نَقْل القدور من السيارة", True),
        ("نقل القدور من السيارة إلى القاعة", "خبز الخبز للعشاء يوم الجمعة", False),
        ("送阿明去诊所", "送阿明去诊所看病", True),
        ("送阿明去诊所", "送小华去诊所", False),
        ("送阿明去诊所", "周六做饭", False),
    ],
)
def test_alike_is_what_says_nearly_the_same(one: str, other: str, is_alike: bool) -> None:
    assert rules.is_alike(like(one), like(other)) is is_alike


WORDS = "Drive Amina to the clinic"


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (like("Drive Bo to the clinic"), True),
        (like("Drive Bo to the clinic", on=SATURDAY + WEEK), False),
        (like(WORDS, on=SATURDAY + WEEK), False),
        (like(WORDS, kind="from_afar"), False),
        (like(WORDS, place="hall"), True),
    ],
)
def test_alike_needs_a_day_in_common_and_the_same_terms(other: Likeness, is_alike: bool) -> None:
    assert rules.is_alike(like(WORDS), other) is is_alike


def test_two_places_are_two_asks() -> None:
    assert not rules.is_alike(like(WORDS, place="hall"), like(WORDS, place="shed"))
    assert rules.is_alike(like(WORDS, place="hall"), like(WORDS, place="hall"))


said = st.lists(
    st.sampled_from(["carry", "pots", "the", "car", "hall", "حمل", "القدور", "送去诊所"]), max_size=6
)
likenesses = st.builds(
    lambda words, on, place: like(" ".join(words), on=SATURDAY + on * WEEK, place=place),
    said,
    st.integers(0, 1),
    st.sampled_from(["", "hall", "shed"]),
)


@given(likenesses, likenesses)
def test_alike_is_the_same_from_both_sides(one: Likeness, other: Likeness) -> None:
    assert rules.is_alike(one, other) == rules.is_alike(other, one)


@given(likenesses)
def test_everything_that_says_two_words_is_like_itself(one: Likeness) -> None:
    assert rules.is_alike(one, one) == (len(one.words) >= 2)


def test_days_are_those_of_the_group() -> None:
    late = dt.datetime(2026, 3, 7, 23, 30, tzinfo=dt.UTC)
    assert list(rules.days(late, late + HOUR, ZoneInfo("Europe/Madrid"))) == [SATURDAY + dt.timedelta(days=1)]
    assert list(rules.days(late, late + HOUR, dt.UTC)) == [SATURDAY, SATURDAY + dt.timedelta(days=1)]


def part(
    id: str, *, at: dt.datetime = START, is_bound: bool = False, is_flexible: bool = False, lasts: int = 1
) -> Part:
    """One with a single date; `lasts` are its hours."""
    moments = frozenset({(START, START + lasts * HOUR, "")})
    return Part(id=id, published_at=at, is_flexible=is_flexible, is_bound=is_bound, moments=moments)


@pytest.mark.parametrize(
    ("one", "other", "stays"),
    [
        (part("a"), part("b", at=START - HOUR), "b"),
        (part("a", is_bound=True), part("b", at=START - HOUR), "a"),
        (part("a", is_bound=True), part("b", is_bound=True), None),
        (part("a", is_flexible=True), part("b", is_flexible=True, lasts=9), "b"),
        (part("a", is_flexible=True, is_bound=True), part("b", is_flexible=True, lasts=9), None),
        (part("a", is_flexible=True, is_bound=True, lasts=9), part("b", is_flexible=True), "a"),
    ],
)
def test_what_binds_stays_and_else_the_first(one: Part, other: Part, stays: str | None) -> None:
    for found in (rules.stays_and_goes(one, other), rules.stays_and_goes(other, one)):
        assert (found[0].id if found else None) == stays
        assert found is None or not found[1].is_bound


def test_two_with_too_many_dates_together_stay_two() -> None:
    many = frozenset(
        (START + number * HOUR, START + (number + 1) * HOUR, "") for number in range(DATES_AT_MOST)
    )
    one = Part("a", START, is_flexible=False, is_bound=False, moments=many)
    assert rules.stays_and_goes(one, part("b")) is not None
    assert rules.stays_and_goes(one, part("b", lasts=7)) is None
