"""What each line of a sheet says, and what of it was not understood."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.asks.rules.dates import DATES_AT_MOST, FARTHEST, PLACES_AT_MOST, is_sane
from alongside.asks.rules.sheets.calendar import ENDLESS, MORE
from alongside.asks.rules.sheets.columns import Field, field_of, header
from alongside.asks.rules.sheets.dates import Days, read_days
from alongside.asks.rules.sheets.line import Doubt, Line, Problem, fingerprint
from alongside.asks.rules.sheets.table import Row, Table
from alongside.asks.rules.sheets.times import Hours, read_hour, read_hours
from alongside.asks.rules.sheets.words import NUMBER, plain
from alongside.people.rules import tidied_name

WHAT_AT_MOST, ROLE_AT_MOST, WHY_AT_MOST = 160, 80, 2000
ALL_DAY = Hours(dt.time(9), dt.time(17))
HEADINGS_OF_OURS = 0
"""The line before the first: a calendar has no headings, so its table begins with ours."""
PROBLEMS = frozenset(one.value for one in Problem)
PEOPLE = re.compile(r"(?<![\d.])(\d{1,4})(?:\s*(?:-|to|a|or|o)\s*(\d{1,4}))?(?![\d.])")


@dataclass(frozen=True, slots=True)
class Habits:
    """How this sheet is to be read: the group's day and zone, and the names of its saved places, in plain letters."""

    mapping: Mapping[int, Field]
    day_first: bool | None
    today: dt.date
    places: frozenset[str] = frozenset()
    zone: dt.tzinfo = dt.UTC
    takes_endless: bool = False
    """Whether what repeats without an end comes with the dates that were read."""


def read_lines(table: Table, habits: Habits) -> list[Line]:
    """Every line of the table, in order, also those that are only headings. Takes time in proportion to the lines."""
    top = header(table)
    reader = Reader(habits, top.cells if top else ())
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        if row.number == HEADINGS_OF_OURS:
            continue
        line = Line(row.number, notes=words(row), problems=((Problem.HEADING, ""),))
        if top is None or row.number > top.number:
            line = reader.line(row)
        if line.is_understood:
            first = seen.setdefault(fingerprint("", line), line.number)
            if first != line.number:
                line = Line(line.number, line.what, problems=((Problem.SAME_AS_ABOVE, str(first)),))
        lines.append(line)
    return lines


def words(row: Row) -> tuple[str, ...]:
    return tuple(cell for cell in row.cells if cell)


class Reader:
    """Reads line after line and remembers the last date, which merged cells and headings leave to the lines below."""

    def __init__(self, habits: Habits, heading: tuple[str, ...]) -> None:
        self.habits = habits
        self.heading = heading
        self.above: Days | None = None
        self.days: dict[str, Days | None] = {}
        self.hours: dict[str, Hours | None] = {}

    def line(self, row: Row) -> Line:
        cells = dict.fromkeys(Field, "")
        notes: list[str] = []
        for column, cell in enumerate(row.cells):
            field = self.habits.mapping.get(column)
            if field is Field.NOTE and cell:
                notes.append(cell)
            elif field is not None:
                cells[field] = cell
        findings = self.findings(row)
        if problems := tuple((Problem(value), said) for value, said in findings if value in PROBLEMS):
            return Line(row.number, tidied_name(cells[Field.WHAT])[:WHAT_AT_MOST], problems=problems)
        if row.cells == self.heading or self.is_heading(row, cells):
            return Line(row.number, notes=words(row), problems=((Problem.HEADING, ""),))
        return Draft(self, row, cells, notes, findings).line()

    def findings(self, row: Row) -> tuple[tuple[str, str], ...]:
        return MORE if self.habits.takes_endless and row.findings == ENDLESS else row.findings

    def is_heading(self, row: Row, cells: Mapping[Field, str]) -> bool:
        """A line with one cell, as a merged title leaves it. If it names a day, the lines below are on that day."""
        filled = words(row)
        if len(filled) != 1 or cells[Field.DATE] == filled[0]:
            return len(filled) > 1 and all(field_of(one) is not None for one in filled)
        days = self.read_days(filled[0])
        if days:
            self.above = days
        return True

    def read_days(self, cell: str) -> Days | None:
        if cell not in self.days:
            self.days[cell] = read_days(cell, day_first=self.habits.day_first, today=self.habits.today)
        return self.days[cell]

    def read_hours(self, cell: str, *, is_strict: bool) -> Hours | None:
        key = f"{is_strict}{cell}"
        if key not in self.hours:
            self.hours[key] = read_hours(cell, is_strict=is_strict)
        return self.hours[key]


class Draft:
    """One line in the making."""

    def __init__(
        self,
        reader: Reader,
        row: Row,
        cells: Mapping[Field, str],
        notes: list[str],
        findings: tuple[tuple[str, str], ...],
    ) -> None:
        self.reader, self.number, self.mark, self.cells, self.notes = (
            reader,
            row.number,
            row.mark,
            cells,
            notes,
        )
        self.problems: list[tuple[Problem, str]] = []
        self.doubts: list[tuple[Doubt, str]] = [(Doubt(value), said) for value, said in findings]
        self.said: list[str] = []

    def line(self) -> Line:
        what, role = self.what()
        dates = self.dates()
        said = (plain(what), plain(role), *self.said, plain(self.cells[Field.PLACE]), *sorted(self.notes))
        return Line(
            number=self.number,
            what=what,
            role=role[:ROLE_AT_MOST],
            why=self.why(),
            place=self.place(),
            places=self.places(),
            dates=dates,
            said=(self.mark,) if self.mark else said,
            notes=tuple(self.notes),
            problems=tuple(self.problems),
            doubts=tuple(self.doubts),
        )

    def what(self) -> tuple[str, str]:
        what, role = tidied_name(self.cells[Field.WHAT]), tidied_name(self.cells[Field.ROLE])
        if not what:
            what, role = role, ""
        if not what:
            self.problems.append((Problem.NO_WHAT, ""))
        if what.startswith("="):
            self.problems.append((Problem.FORMULA, what[:40]))
        if len(what) > WHAT_AT_MOST:
            self.problems.append((Problem.WHAT_TOO_LONG, str(len(what))))
        return what, role

    def why(self) -> str:
        why = self.cells[Field.WHY]
        if len(why) > WHY_AT_MOST:
            self.problems.append((Problem.WHY_TOO_LONG, str(len(why))))
        return why

    def dates(self) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
        days = self.days()
        if days is None:
            return ()
        hours = self.hours(days)
        if hours is None:
            return ()
        self.said = [*(day.isoformat() for day in days.days), f"{hours.starts:%H:%M}/{hours.ends:%H:%M}"]
        return self.coming(days, hours)

    def days(self) -> Days | None:
        cell = self.cells[Field.DATE]
        if not cell:
            if self.reader.above is None:
                self.problems.append((Problem.NO_DATE, ""))
            else:
                self.doubts.append((Doubt.DATE_FROM_ABOVE, ""))
            return self.reader.above
        days = self.reader.read_days(cell)
        if days is None:
            self.reader.above = None
            problem = Problem.DATE_BOTH_WAYS if self.is_both_ways(cell) else Problem.DATE_NOT_UNDERSTOOD
            self.problems.append((problem, cell[:60]))
            return None
        self.reader.above = days
        if days.is_doubtful:
            self.doubts.append((Doubt.WEEKDAY_DIFFERS, cell[:60]))
        return days

    def is_both_ways(self, cell: str) -> bool:
        habits = self.reader.habits
        return habits.day_first is None and bool(read_days(cell, day_first=True, today=habits.today))

    def hours(self, days: Days) -> Hours | None:
        starts, ends, cell = self.cells[Field.STARTS], self.cells[Field.ENDS], self.cells[Field.TIME]
        if starts:
            return self.started(starts, ends)
        hours = self.reader.read_hours(cell or days.rest, is_strict=not cell)
        if cell and hours is None:
            self.problems.append((Problem.TIME_NOT_UNDERSTOOD, cell[:60]))
            return None
        if days.rest and self.cells[Field.DATE] and (cell or hours is None):
            self.notes.append(days.rest)
        if hours is None:
            self.doubts.append((Doubt.NO_TIME, ""))
            return ALL_DAY
        if hours.rest:
            self.notes.append(hours.rest)
        if hours.is_doubtful:
            self.doubts.append((Doubt.NO_END, cell[:60]))
        return hours

    def started(self, starts: str, ends: str) -> Hours | None:
        begins = self.reader.read_hours(starts, is_strict=False) if not ends else None
        first, last = read_hour(starts), read_hour(ends) if ends else None
        if begins:
            if begins.is_doubtful:
                self.doubts.append((Doubt.NO_END, starts[:60]))
            return begins
        if first is None or last is None or first == last:
            self.problems.append((Problem.TIME_NOT_UNDERSTOOD, f"{starts[:30]} {ends[:30]}".strip()))
            return None
        return Hours(first, last)

    def coming(self, days: Days, hours: Hours) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
        next_day = dt.timedelta(days=1 if hours.ends <= hours.starts else 0)
        if next_day:
            self.doubts.append((Doubt.NEXT_DAY, ""))
        today = self.reader.habits.today
        coming = [day for day in days.days if day >= today]
        if not coming or len(coming) > DATES_AT_MOST:
            self.problems.append((Problem.DATE_IS_OVER, days.days[-1].isoformat()))
        elif max(coming) > today + FARTHEST:
            self.problems.append((Problem.DATE_TOO_FAR, max(coming).isoformat()))
            return ()
        elif len(coming) < len(days.days):
            self.doubts.append((Doubt.SOME_DATES_OVER, ""))
        dates = tuple(
            (dt.datetime.combine(day, hours.starts), dt.datetime.combine(day + next_day, hours.ends))
            for day in coming
        )
        self.check_clocks(dates)
        return dates

    def check_clocks(self, dates: tuple[tuple[dt.datetime, dt.datetime], ...]) -> None:
        """On the day on which summer time begins, what ends later on paper may end before it starts."""
        for one in Line(self.number, dates=dates).slots(self.reader.habits.zone):
            if not is_sane(one):
                self.problems.append((Problem.NO_SUCH_HOUR, one.starts_at.date().isoformat()))

    def places(self) -> int:
        cell = plain(self.cells[Field.PLACES][:60])
        if not cell:
            self.doubts.append((Doubt.ONE_PLACE, ""))
            return 1
        match = PEOPLE.search(cell)
        if match:
            count = int(match[2] or match[1])
            if match[2]:
                self.doubts.append((Doubt.MORE_OF_TWO, cell))
        else:
            count = next((NUMBER[one] for one in cell.split() if one in NUMBER), 0)
        if not 1 <= count <= PLACES_AT_MOST:
            self.problems.append((Problem.PLACES_NOT_UNDERSTOOD, cell))
            return 1
        return count

    def place(self) -> str:
        cell = " ".join(self.cells[Field.PLACE].split())
        if cell and plain(cell) not in self.reader.habits.places:
            self.doubts.append((Doubt.PLACE_NOT_SAVED, cell[:120]))
            self.notes.append(cell)
            return ""
        return cell
