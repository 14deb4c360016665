"""A calendar file as a table of lines, so that it goes the way of every sheet: looked at, confirmed, taken once."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from icalendar import vDuration

from alongside.asks.rules import repeats
from alongside.asks.rules.dates import DATES_AT_MOST
from alongside.asks.rules.sheets.broken import Broken, SheetBroken
from alongside.asks.rules.sheets.columns import Field
from alongside.asks.rules.sheets.events import Component, Said, components
from alongside.asks.rules.sheets.line import Doubt, Problem
from alongside.asks.rules.sheets.table import CELL_AT_MOST, Row, Table
from alongside.asks.rules.sheets.zones import Zones

HORIZON = dt.timedelta(days=366)
EARLIER = dt.timedelta(days=60)
"""How long before today something may have begun that is not over."""
STEPS_AT_MOST = 400_000
"""Periods that may be looked at in one file, all its events together."""
COLUMNS = {
    Field.WHAT: "what",
    Field.DATE: "date",
    Field.STARTS: "start",
    Field.ENDS: "end",
    Field.PLACE: "place",
    Field.NOTE: "notes",
}
"""What is read of an event, and the heading under which it stands, in the order of the columns."""
MORE = ((Doubt.MORE_DATES.value, ""),)
ENDLESS = ((Problem.NEVER_ENDS.value, ""),)
"""Refused until somebody says that they want it: then it is one with more dates than come in."""
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")


class Unread(Exception):
    """Why one event cannot become a line: a problem, and the words that it is about."""

    def __init__(self, problem: Problem, words: str = "") -> None:
        super().__init__(problem.value)
        self.problem, self.words = problem, words


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when in the group's zone. `ends` is None where the event has no length."""

    starts: dt.datetime
    ends: dt.datetime | None
    is_whole_day: bool


@dataclass(slots=True)
class Reader:
    """`now` is the group's, in its zone. Of a series it knows which dates stand in the file as events of their own.

    In those of `changed` an event of its own counts for all that follow. They are named and not read: their later
    dates would come in as they were before.
    """

    now: dt.datetime
    zones: Zones
    changed: set[str] = field(default_factory=set)
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    patience: repeats.Patience = field(default_factory=lambda: repeats.Patience(STEPS_AT_MOST))

    def rows(self, event: Component) -> Iterator[Row]:
        try:
            spans, findings = self.ahead(event)
        except Unread as unread:
            yield row(event, event.first, (), ((unread.problem.value, unread.words[:60]),))
            return
        except repeats.TooLong as error:
            raise SheetBroken(Broken.TOO_MUCH_REPETITION, event.first) from error
        except OverflowError:
            yield row(
                event, event.first, (), ((Problem.DATE_NOT_UNDERSTOOD.value, event.text("DTSTART")[:60]),)
            )
            return
        groups: dict[tuple[object, ...], list[Span]] = defaultdict(list)
        for one in spans:
            groups[hours(one)].append(one)
        if len(groups) > event.last - event.first:
            yield row(event, event.first, (), ((Problem.REPEATS_NOT_UNDERSTOOD.value, ""),))
            return
        for place, found in enumerate(sorted(groups.values(), key=lambda one: one[0].starts)):
            yield row(event, event.first + place, tuple(found), findings)

    def ahead(self, event: Component) -> tuple[list[Span], tuple[tuple[str, str], ...]]:
        """What of an event is not over, and what to say when more would follow."""
        if event.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
            raise Unread(Problem.IS_PRIVATE)
        if event.text("STATUS").upper() == "CANCELLED":
            raise Unread(Problem.CALLED_OFF)
        if event.text("UID") in self.changed:
            raise Unread(Problem.REPEATS_NOT_UNDERSTOOD, "RANGE=THISANDFUTURE")
        start = event.one("DTSTART")
        if start is None:
            raise Unread(Problem.NO_DATE)
        first = self.moment(start)
        lasts = self.lasts(event, first)
        found: list[Span] = []
        for one in self.occurrences(event, first):
            if (span := self.span(one, lasts)) is None:
                continue
            if len(found) == DATES_AT_MOST:
                break
            found.append(span)
        else:
            return found, ENDLESS if self.is_endless(event) else MORE if self.goes_on(event, first) else ()
        return found, ENDLESS if self.is_endless(event) else MORE

    def is_endless(self, event: Component) -> bool:
        """Whether it repeats by a rule without a count or a last day. One that stands apart repeats no more."""
        if not event.text("RRULE") or event.one("RECURRENCE-ID"):
            return False
        rule = repeats.read_rule(event.text("RRULE"))
        return rule.count is None and not rule.until

    def goes_on(self, event: Component, first: dt.datetime | dt.date) -> bool:
        """Whether its rule names a day after those that were looked at."""
        if not event.text("RRULE") or event.one("RECURRENCE-ID"):
            return False
        beyond = (self.now + HORIZON).date()
        found = self.repeated(event, first, beyond + HORIZON)
        return any((one.date() if isinstance(one, dt.datetime) else one) > beyond for one in found)

    def occurrences(self, event: Component, first: dt.datetime | dt.date) -> list[dt.datetime | dt.date]:
        """Every start of an event in the time that is looked at: its rule, single ones more, without those left out."""
        last = (self.now + HORIZON).date()
        out = {self.key(one) for one in self.moments(event, "EXDATE", first)} | self.apart[event.text("UID")]
        starts = [*self.repeated(event, first, last), *self.moments(event, "RDATE", first)]
        kept = {key: one for one in starts if (key := self.key(one)) not in out}
        if event.one("RECURRENCE-ID"):
            kept = {"": first}
        return [kept[key] for key in sorted(kept)]

    def repeated(
        self, event: Component, first: dt.datetime | dt.date, last: dt.date
    ) -> Iterator[dt.datetime | dt.date]:
        text = event.text("RRULE")
        if not text:
            yield first
            return
        day = first.date() if isinstance(first, dt.datetime) else first
        try:
            rule = repeats.read_rule(text)
            until = self.until(rule, first)
            for one in repeats.days(rule, day, last, self.patience, self.now.date() - EARLIER):
                again = dt.datetime.combine(one, first.timetz()) if isinstance(first, dt.datetime) else one
                if until and self.key(again) > until:
                    return
                yield again
        except repeats.NotUnderstood as error:
            raise Unread(Problem.REPEATS_NOT_UNDERSTOOD, text) from error

    def until(self, rule: repeats.Rule, first: dt.datetime | dt.date) -> str:
        """A rule ends on a day, or at a moment of the zone in which the event is."""
        if not rule.until:
            return ""
        end = self.moment(Said(rule.until))
        if isinstance(first, dt.datetime) and not isinstance(end, dt.datetime):
            end = dt.datetime.combine(end, dt.time(23, 59, 59), tzinfo=first.tzinfo)
        return self.key(end) if isinstance(first, dt.datetime) else f"{end:%Y%m%d}"

    def key(self, when: dt.datetime | dt.date) -> str:
        """By which two ways of writing the same moment are one."""
        return (
            f"{when.astimezone(dt.UTC):%Y%m%dT%H%M%S}" if isinstance(when, dt.datetime) else f"{when:%Y%m%d}"
        )

    def moments(
        self, event: Component, name: str, first: dt.datetime | dt.date
    ) -> Iterator[dt.datetime | dt.date]:
        """Of a day in a list for an event with hours, the event's own hour is meant."""
        for said in event.said.get(name, ()):
            for one in said.value.split(","):
                self.patience.spend(repeats.COST_OF_A_DAY)
                when = self.moment(Said(one.partition("/")[0], said.zone))
                if isinstance(first, dt.datetime) and not isinstance(when, dt.datetime):
                    when = dt.datetime.combine(when, first.timetz())
                yield when

    def moment(self, said: Said) -> dt.datetime | dt.date:
        match = MOMENT.fullmatch(said.value.strip())
        zone = self.zones.zone("UTC" if match and match[7] else said.zone)
        if zone is None:
            raise Unread(Problem.ZONE_NOT_KNOWN, said.zone)
        try:
            if match is None:
                raise ValueError
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
            if match[4] is None:
                return day
            clock = dt.time(int(match[4]), int(match[5]), tzinfo=zone)
        except ValueError as error:
            raise Unread(Problem.DATE_NOT_UNDERSTOOD, said.value) from error
        return dt.datetime.combine(day, clock)

    def lasts(self, event: Component, first: dt.datetime | dt.date) -> dt.timedelta | None:
        """How long each occurrence is. A whole day is one day long, unless its end says more."""
        lasts = self.length(event, first)
        if lasts is not None and lasts < dt.timedelta(0):
            raise Unread(Problem.TIME_NOT_UNDERSTOOD, event.text("DTEND") or event.text("DURATION"))
        if isinstance(first, dt.datetime):
            return lasts or None
        return max(lasts or dt.timedelta(0), dt.timedelta(days=1))

    def length(self, event: Component, first: dt.datetime | dt.date) -> dt.timedelta | None:
        end, duration = event.one("DTEND"), event.text("DURATION")
        try:
            if duration:
                read: dt.timedelta = vDuration.from_ical(duration)  # type: ignore[no-untyped-call]  # the library says no types here
                return read
        except ValueError as error:
            raise Unread(Problem.TIME_NOT_UNDERSTOOD, duration) from error
        if end is None:
            return None
        last = self.moment(end)
        if isinstance(first, dt.datetime) and isinstance(last, dt.datetime):
            return last.astimezone(dt.UTC) - first.astimezone(dt.UTC)
        if isinstance(first, dt.datetime) or isinstance(last, dt.datetime):
            raise Unread(Problem.TIME_NOT_UNDERSTOOD, end.value)
        return last - first

    def span(self, starts: dt.datetime | dt.date, lasts: dt.timedelta | None) -> Span | None:
        """An occurrence in the group's zone, or nothing when it is over."""
        zone = self.now.tzinfo
        if isinstance(starts, dt.datetime):
            begun = starts.astimezone(dt.UTC)
            ends = (begun + lasts).astimezone(zone) if lasts is not None else None
            is_over = (ends or begun + dt.timedelta(hours=2)) <= self.now
            return None if is_over else Span(begun.astimezone(zone), ends, is_whole_day=False)
        begins = dt.datetime.combine(starts, dt.time(0), tzinfo=zone)
        ends = begins + (lasts or dt.timedelta(days=1))
        return None if ends <= self.now else Span(begins, ends, is_whole_day=True)


def hours(span: Span) -> tuple[object, ...]:
    """Dates of one line have the same hours; one that ends days later stands alone."""
    if span.is_whole_day or span.ends is None:
        return (span.is_whole_day, f"{span.starts:%H:%M}")
    apart = (span.ends.date() - span.starts.date()).days
    return (False, f"{span.starts:%H:%M}", f"{span.ends:%H:%M}", apart)


def row(event: Component, number: int, spans: tuple[Span, ...], findings: tuple[tuple[str, str], ...]) -> Row:
    days = [f"{day:%Y-%m-%d}" for one in spans for day in days_of(one)]
    if len(days) > DATES_AT_MOST:
        findings = findings or MORE
    starts = ends = ""
    if spans and not spans[0].is_whole_day:
        starts = f"{spans[0].starts:%H:%M}"
        if (end := spans[0].ends) is not None:
            ends = f"{end:%H:%M}"
            if end - spans[0].starts >= dt.timedelta(days=1):
                findings = ((Problem.LONGER_THAN_A_DAY.value, ""),)
    cells = {
        Field.WHAT: event.text("SUMMARY"),
        Field.DATE: ", ".join(days[:DATES_AT_MOST]),
        Field.STARTS: starts,
        Field.ENDS: ends,
        Field.PLACE: " ".join(event.text("LOCATION").split()),
        Field.NOTE: event.text("DESCRIPTION"),
    }
    again = event.text("RRULE") or cells[Field.DATE]
    named = (event.text("UID"), event.text("RECURRENCE-ID"), starts, ends, again)
    mark = "\n".join(named) if named[0] else ""
    return Row(number, tuple(cells[one][:CELL_AT_MOST] for one in COLUMNS), mark, findings)


def days_of(span: Span) -> Iterator[dt.date]:
    yield span.starts.date()
    if span.is_whole_day and span.ends is not None:
        count = min((span.ends.date() - span.starts.date()).days, DATES_AT_MOST)
        yield from (span.starts.date() + dt.timedelta(days=one) for one in range(1, count))


def table(content: bytes, *, now: dt.datetime) -> Table:
    """What of a calendar is still to come. `now` is in the group's zone. Raises `SheetBroken`."""
    found = list(components(content))
    zones = {one.text("TZID"): one for one in found if one.kind == "VTIMEZONE"}
    events = [one for one in found if one.kind == "VEVENT"]
    reader = Reader(now, Zones(now.tzinfo or dt.UTC, zones))
    set_apart(reader, events)
    rows = [line for event in events for line in reader.rows(event) if line.cells[1] or line.findings]
    if not rows:
        raise SheetBroken(Broken.NOTHING_AHEAD if events else Broken.EMPTY)
    return Table((Row(0, tuple(COLUMNS.values())), *rows))


def is_of_calendar(table: Table) -> bool:
    return any(row.number == 0 for row in table.rows[:1])


def set_apart(reader: Reader, events: Iterable[Component]) -> None:
    for event in events:
        if replaced := event.one("RECURRENCE-ID"):
            if replaced.reach:
                reader.changed.add(event.text("UID"))
            try:
                reader.apart[event.text("UID")].add(reader.key(reader.moment(replaced)))
            except Unread:
                continue


def has_endless(table: Table) -> bool:
    return any(one in ENDLESS for row in table.rows for one in row.findings)
