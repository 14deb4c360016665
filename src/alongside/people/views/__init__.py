"""A person's own pages."""

from alongside.people.views.away import block, blocks, unblock
from alongside.people.views.devices import device, device_out, devices, everywhere, this_device
from alongside.people.views.exit import exit_, exit_explained
from alongside.people.views.languages import language, languages
from alongside.people.views.pace import hours, quiet, rest, rest_end
from alongside.people.views.profile import home_area, me, name, needs, skills, travel
from alongside.people.views.start import start, start_name

__all__ = [
    "block",
    "blocks",
    "device",
    "device_out",
    "devices",
    "everywhere",
    "exit_",
    "exit_explained",
    "home_area",
    "hours",
    "language",
    "languages",
    "me",
    "name",
    "needs",
    "quiet",
    "rest",
    "rest_end",
    "skills",
    "start",
    "start_name",
    "this_device",
    "travel",
    "unblock",
]
