"""What people do in a minute, and how often: each visit is one request of somebody in particular."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from alongside.core.ids import new_id
from alongside.core.once import FIELD

FORM_KEY = "k" * 32


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a session, and the ids of what they may open."""

    session: str
    asks: list[str]
    dates: list[tuple[str, str]]
    group: str


@dataclass(frozen=True, slots=True)
class Town:
    readers: list[Reader]
    public: list[str]
    style: str


@dataclass(frozen=True, slots=True)
class Visit:
    kind: str
    path: str
    session: str = ""
    form: dict[str, str] = field(default_factory=dict)

    def request(self, port: int) -> bytes:
        """As a phone sends it, on a line of its own."""
        body = urlencode({"csrfmiddlewaretoken": FORM_KEY, FIELD: new_id(), **self.form}) if self.form else ""
        lines = [
            f"{'POST' if self.form else 'GET'} {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Accept-Encoding: gzip",
            "Accept-Language: en",
            "Connection: close",
            f"Cookie: form={FORM_KEY}" + (f"; session={self.session}" if self.session else ""),
        ]
        if body:
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
                f"Origin: http://127.0.0.1:{port}",
            ]
        return "\r\n".join([*lines, "", body]).encode()


Make = Callable[[Town, random.Random], Visit]


def reading(kind: str, path: str) -> Make:
    """A page that is the same address for everybody who is signed in."""
    return lambda town, draw: Visit(kind, path, draw.choice(town.readers).session)


def an_ask(town: Town, draw: random.Random) -> Visit:
    who = draw.choice(town.readers)
    return Visit("one ask", f"/asks/{draw.choice(who.asks)}/", who.session)


def a_group(town: Town, draw: random.Random) -> Visit:
    who = draw.choice(town.readers)
    return Visit("a group", f"/communities/{who.group}/", who.session)


def an_offer(town: Town, draw: random.Random) -> Visit:
    """Some are refused, because the date is covered or the hours are spent: that is an answer too."""
    who = draw.choice(town.readers)
    ask, date = draw.choice(who.dates)
    return Visit("an offer", f"/asks/{ask}/offer/", who.session, {"shift": date})


def a_choice(town: Town, draw: random.Random) -> Visit:
    return Visit("a choice kept", "/asks/choice/", draw.choice(town.readers).session, {"order": "soonest"})


def a_public_ask(town: Town, draw: random.Random) -> Visit:
    return Visit("one ask, as nobody", f"/asks/{draw.choice(town.public)}/")


MIX: list[tuple[float, Make]] = [
    (22, reading("open asks", "/asks/")),
    (22, an_ask),
    (8, a_group),
    (9, reading("the desk", "/desk/")),
    (5, reading("notices", "/notices/")),
    (4, reading("own page", "/me/")),
    (3, reading("help", "/help/")),
    (9, lambda town, draw: Visit("open asks, as nobody", "/asks/")),
    (6, a_public_ask),
    (4, lambda town, draw: Visit("style", town.style)),
    (6, an_offer),
    (2, a_choice),
]
"""Of a hundred requests: eight write something."""


def drawn(town: Town, draw: random.Random) -> Visit:
    make = draw.choices([one for _share, one in MIX], [share for share, _one in MIX])[0]
    return make(town, draw)
