"""A person's own pages."""

from alongside.people.views.away import block, blocks, unblock
from alongside.people.views.exit import exit_, exit_explained
from alongside.people.views.languages import language, languages
from alongside.people.views.pace import hours, quiet, rest, rest_end
from alongside.people.views.profile import home_area, me, name, needs, skills, travel
from alongside.people.views.sessions import everywhere, session, session_out, sessions, this_device
from alongside.people.views.start import first, start

__all__ = [
    "block",
    "blocks",
    "everywhere",
    "exit_",
    "exit_explained",
    "first",
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
    "session",
    "session_out",
    "sessions",
    "skills",
    "start",
    "this_device",
    "travel",
    "unblock",
]
