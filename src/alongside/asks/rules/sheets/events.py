"""The events of a calendar file, each with its line, and of each only what an ask can be made of.

Whatever else stands there (who was invited, by whom, pictures, alarms) is passed over and never kept. Lines are
counted and weighed before anything is understood, so that no file takes long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from alongside.asks.rules.sheets import delimited
from alongside.asks.rules.sheets.broken import Broken, SheetBroken

LINE_AT_MOST = 100_000
LINES_OF_AN_EVENT = 5_000
EVENTS_AT_MOST = 10_000
DEEPEST = 5
BEGINS = "BEGIN:VCALENDAR"
OF_EVENTS = frozenset(
    (
        *("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CLASS"),
        *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    )
)
OF_ZONES = frozenset(["TZID", "X-LIC-LOCATION", "TZOFFSETTO"])
NAME = re.compile(r"[A-Za-z0-9-]+")
ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Said:
    """One property: its value as it stands there, and what is named beside it: a zone, or how far a change reaches."""

    value: str
    zone: str = ""
    reach: str = ""

    @property
    def text(self) -> str:
        return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value).strip()


@dataclass(slots=True)
class Component:
    """An event, or a time zone that the file describes. `first` and `last` are its lines in the file."""

    kind: str
    first: int
    last: int = 0
    said: dict[str, list[Said]] = field(default_factory=dict)

    def one(self, name: str) -> Said | None:
        return next(iter(self.said.get(name, ())), None)

    def text(self, name: str) -> str:
        found = self.one(name)
        return found.text if found else ""


def is_calendar(content: bytes) -> bool:
    return delimited.decoded(content[:400]).lstrip("\ufeff \t\r\n").upper().startswith(BEGINS)


def components(content: bytes) -> Iterator[Component]:
    """Every event and every time zone of a file, in its order. Raises `SheetBroken` with the line."""
    open_ones: list[tuple[str, Component | None]] = []
    events = 0
    for number, line in content_lines(delimited.decoded(content)):
        name, _colon, rest = line.partition(":")
        if name.upper() == "BEGIN":
            kind = rest.strip().upper()
            open_ones.append((kind, begun(kind, number, open_ones)))
            events += kind == "VEVENT"
            if len(open_ones) > DEEPEST:
                raise SheetBroken(Broken.TOO_DEEP, number)
            if events > EVENTS_AT_MOST:
                raise SheetBroken(Broken.TOO_MANY_LINES, number)
        elif name.upper() == "END":
            if not open_ones or open_ones[-1][0] != rest.strip().upper():
                raise SheetBroken(Broken.DAMAGED, number)
            kind, ended = open_ones.pop()
            if ended is not None and ended.kind == kind:
                ended.last = number
                yield ended
        elif open_ones and (component := open_ones[-1][1]) is not None:
            note(component, line, number)
    if open_ones:
        raise SheetBroken(Broken.DAMAGED, number)


def begun(kind: str, number: int, around: list[tuple[str, Component | None]]) -> Component | None:
    """What stands inside a time zone tells of that zone. An alarm inside an event tells nothing."""
    if kind in {"VEVENT", "VTIMEZONE"}:
        return Component(kind, number)
    inside = around[-1][1] if around else None
    return inside if inside is not None and inside.kind == "VTIMEZONE" else None


def note(component: Component, line: str, number: int) -> None:
    if number - component.first > LINES_OF_AN_EVENT:
        raise SheetBroken(Broken.TOO_CROWDED, component.first)
    match = NAME.match(line)
    name = match[0].upper() if match else ""
    if name not in (OF_EVENTS if component.kind == "VEVENT" else OF_ZONES):
        return
    try:
        _name, beside, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # the library says no types here
    except ValueError:
        return
    said = Said(str(value), zone=str(beside.get("TZID", "")), reach=str(beside.get("RANGE", "")))
    component.said.setdefault(name, []).append(said)


def content_lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number; what was folded is one line again."""
    parts: list[str] = []
    first = size = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text.lstrip("\ufeff")), start=1):
        size = size + len(line) if line[:1] in {" ", "\t"} else len(line)
        if size > LINE_AT_MOST:
            raise SheetBroken(Broken.LINE_TOO_LONG, number)
        if line[:1] in {" ", "\t"} and parts:
            parts.append(line[1:])
            continue
        if parts and parts != [""]:
            yield first, "".join(parts)
        first, parts = number, [line]
    if parts and parts != [""]:
        yield first, "".join(parts)
