"""What the tables of the libraries hold; every other table says it in its own `declared`. And who carries what.

In an authenticator's `data` the secrets of code apps and recovery codes are sealed. A passkey's name and public key
are not, and so the whole of it counts as open.
"""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from enum import IntEnum
from typing import Any

from alongside.core.declaring import AFTER_ITS_END, OF_SERVER, PERSONAL, SECRET, Declaration, Erasure, Whose

WORKER = "worker"
"""The lease of whoever does what time brings about."""


class Duty(IntEnum):
    """What those who run a group do for it, in the order in which it is told. The number stands in an address."""

    RUN = 1
    ANSWER = 2
    JUDGE = 3
    WRITE = 4
    LET_IN = 5
    GETTING_IN = 6
    KEEP_OUT = 7


def on_one_person(holders: Mapping[Duty, Collection[str]]) -> list[Duty]:
    """The duties that would end with one person. Whoever runs a group alone needs a second person before all else.

    What nobody did lately is on nobody.
    """
    if len(holders.get(Duty.RUN, ())) < 2:
        return [Duty.RUN]
    return [duty for duty in Duty if len(holders.get(duty, ())) == 1]


BORROWED: dict[str, dict[str, Declaration]] = {
    "account.EmailAddress": {
        "id": PERSONAL.but(exported=False),
        "user": PERSONAL.but(exported=False),
        "email": PERSONAL,
        "verified": PERSONAL,
        "primary": PERSONAL.but(exported=False),
    },
    "account.EmailConfirmation": {
        "id": SECRET,
        "email_address": SECRET,
        "created": SECRET,
        "sent": SECRET,
        "key": SECRET,
    },
    "mfa.Authenticator": {
        "id": SECRET,
        "user": SECRET,
        "type": SECRET,
        "data": SECRET,
        "created_at": SECRET,
        "last_used_at": SECRET,
    },
    "auth.Permission": {
        "id": OF_SERVER,
        "name": OF_SERVER,
        "content_type": OF_SERVER,
        "codename": OF_SERVER,
    },
    "auth.Group": {"id": OF_SERVER, "name": OF_SERVER, "permissions": OF_SERVER},
    "auth.Group_permissions": {"id": OF_SERVER, "group": OF_SERVER, "permission": OF_SERVER},
    "contenttypes.ContentType": {"id": OF_SERVER, "app_label": OF_SERVER, "model": OF_SERVER},
}


def leaves_with_group(said: Declaration) -> bool:
    """Whether a field goes along when a group leaves: the group's or public, as long as it or its ask, about nobody.

    What somebody offered, promised or was told is about them. It stays, and so do keys to people and marks.
    """
    is_the_groups = said.whose in {Whose.PUBLIC, Whose.COMMUNITY} and said.kept in AFTER_ITS_END
    return is_the_groups and said.exported and not said.is_mark and said.erasure is Erasure.NOTHING


def line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=said)


def said(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def cell(value: Any) -> str:
    """For CSV. A spreadsheet program must not take somebody's words for a formula."""
    text = value if isinstance(value, str) else plain(value)
    return f"'{text}" if text[:1] in set("=+-@\t\r") else text


def plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date | dt.time):
        return said(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
