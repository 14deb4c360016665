"""The time zones that calendar files name, in the words of Outlook, of Google and of everybody else."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from alongside.asks.rules.sheets.events import Component


class Zones:
    """Looks a name up in the world's list, then in Outlook's, then in what the file itself says of it."""

    def __init__(self, own: dt.tzinfo, described: Mapping[str, Component]) -> None:
        self.own, self.described = own, described
        self.found: dict[str, dt.tzinfo | None] = {"": own, "UTC": dt.UTC}

    def zone(self, name: str) -> dt.tzinfo | None:
        """None where nobody knows it: an hour that is guessed is worse than one that is asked about."""
        if name not in self.found:
            self.found[name] = listed(name) or self.as_described(name)
        return self.found[name]

    def as_described(self, name: str) -> dt.tzinfo | None:
        described = self.described.get(name)
        if described is None:
            return None
        return listed(described.text("X-LIC-LOCATION")) or self.own_if_like(described)

    def own_if_like(self, described: Component) -> dt.tzinfo | None:
        """The group's own zone, where a zone without a name that anybody knows has the same two offsets."""
        offsets = {one.text.replace(":", "") for one in described.said.get("TZOFFSETTO", ())}
        ours = {f"{dt.datetime(2026, month, 1, tzinfo=self.own):%z}" for month in (1, 7)}
        return self.own if offsets and offsets == ours else None


def listed(name: str) -> dt.tzinfo | None:
    """Also where a program puts its own path before the name, as in /example.org/2026/Europe/Madrid."""
    parts = name.strip("/ ").split("/")
    for tried in (name, WINDOWS_TO_OLSON.get(name), "/".join(parts[-2:]), "/".join(parts[-3:])):
        try:
            if tried:
                return zoneinfo.ZoneInfo(tried)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
