"""What may be asked about people, by whom."""

from alongside.people.queries.about import about_person
from alongside.people.queries.devices import Device, device, devices
from alongside.people.queries.people import blocked_pair, hours_left, is_resting, rest, viewer
from alongside.people.queries.profile import blocks, booked, languages, needs, overview, skills

__all__ = [
    "Device",
    "about_person",
    "blocked_pair",
    "blocks",
    "booked",
    "device",
    "devices",
    "hours_left",
    "is_resting",
    "languages",
    "needs",
    "overview",
    "rest",
    "skills",
    "viewer",
]
