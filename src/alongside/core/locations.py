"""Where something is, never more exactly than it needs to be."""

import math
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0088
GRID_DEGREES = 0.05


@dataclass(frozen=True, slots=True)
class Location:
    """A point in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("A latitude lies in -90..90 and a longitude in -180..180.")

    def rounded(self, grid: float = GRID_DEGREES) -> "Location":
        """The nearest point of a grid; 0.05 degrees are about 5 km north to south."""
        return Location(
            round(round(self.latitude / grid) * grid, 6), round(round(self.longitude / grid) * grid, 6)
        )

    def distance_km(self, other: "Location") -> float:
        """Great-circle distance in kilometres, by the haversine formula."""
        north, other_north = math.radians(self.latitude), math.radians(other.latitude)
        half_up = math.sin((other_north - north) / 2) ** 2
        half_along = math.sin(math.radians(other.longitude - self.longitude) / 2) ** 2
        chord = half_up + math.cos(north) * math.cos(other_north) * half_along
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
