import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.locations import GRID_DEGREES, Location

points = st.builds(Location, st.floats(-90, 90), st.floats(-180, 180))


def test_distance_is_that_of_the_atlas() -> None:
    madrid, lisbon = Location(40.4168, -3.7038), Location(38.7223, -9.1393)
    assert madrid.distance_km(lisbon) == pytest.approx(503, abs=2)


def test_distance_across_the_date_line_is_short() -> None:
    assert Location(0, 179.9).distance_km(Location(0, -179.9)) == pytest.approx(22.2, abs=0.1)


@given(points, points)
def test_distance_is_the_same_both_ways(here: Location, there: Location) -> None:
    assert here.distance_km(there) == pytest.approx(there.distance_km(here), abs=1e-6)
    assert 0 <= here.distance_km(there) <= 20_040


@given(points)
def test_a_rounded_home_is_on_the_grid_and_near(home: Location) -> None:
    rounded = home.rounded()
    assert abs(rounded.latitude - home.latitude) <= GRID_DEGREES / 2 + 1e-6
    assert rounded.rounded() == rounded
    steps = rounded.latitude / GRID_DEGREES
    assert steps == pytest.approx(round(steps), abs=1e-4)


def test_two_neighbours_have_one_rounded_home() -> None:
    assert Location(41.3801, 2.1734).rounded() == Location(41.3899, 2.1699).rounded()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(91, 0), (-91, 0), (0, 181), (0, -181), (float("nan"), 0)]
)
def test_a_point_off_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Location(latitude, longitude)
