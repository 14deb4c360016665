"""A spreadsheet on its way into drafts, as the steward who brought it sees it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext

from alongside.asks.models import Ask, SheetDoubt, SheetField, SheetImport, SheetProblem
from alongside.asks.queries.groups import places_by_name
from alongside.asks.rules import sheets
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Preview:
    """Every line of a sheet, parted by what can become of it. `known` are already drafts or asks."""

    sheet: SheetImport
    ready: list[sheets.Line]
    known: list[sheets.Line]
    problems: list[sheets.Line]
    headings: list[sheets.Line]
    left_out: tuple[str, ...]
    columns_left_out: list[str]


def sheet(*, viewer: Person, community_id: str, id: str, now: dt.datetime) -> SheetImport:
    """Only whoever brought it, while they are a steward; 404 for everybody else."""
    community = communities.stewarded_community(viewer=viewer, id=community_id, now=now)
    found = SheetImport.objects.filter(pk=id, community=community, by=viewer).first()
    if found is None:
        raise Http404
    found.community = community
    return found


def columns(*, sheet: SheetImport) -> list[tuple[str, list[str]]]:
    """For each column its heading and its first examples."""
    return headings(sheets.load(sheet.rows))


def has_endless(*, sheet: SheetImport) -> bool:
    """Whether something in it repeats without an end, so that somebody must say whether it is wanted."""
    return sheets.has_endless(sheets.load(sheet.rows))


def headings(table: sheets.Table) -> list[tuple[str, list[str]]]:
    """A calendar has no headings of its own: its columns are called by what they are, in the reader's language."""
    found = sheets.headings(table)
    if not sheets.is_of_calendar(table):
        return found
    names = [str(SheetField(field.value).label) for field in sheets.CALENDAR_COLUMNS]
    return [(name, examples) for name, (_heading, examples) in zip(names, found, strict=False)]


def sheet_lines(*, sheet: SheetImport, now: dt.datetime) -> list[sheets.Line]:
    return read(sheet, sheets.load(sheet.rows), now)


def read(sheet: SheetImport, table: sheets.Table, now: dt.datetime) -> list[sheets.Line]:
    mapping = {int(column): sheets.Field(name) for column, name in sheet.mapping["columns"].items()}
    habits = sheets.Habits(
        mapping=mapping,
        day_first=sheet.mapping.get("day_first"),
        today=now.astimezone(sheet.community.zone).date(),
        places=frozenset(places_by_name(community=sheet.community)),
        zone=sheet.community.zone,
        takes_endless=bool(sheet.mapping.get("takes_endless")),
    )
    return sheets.read_lines(table, habits)


def preview(*, sheet: SheetImport, now: dt.datetime) -> Preview:
    table = sheets.load(sheet.rows)
    lines = read(sheet, table, now)
    known = imported(community=sheet.community)
    understood = [line for line in lines if line.is_understood]
    is_known = {line.number: sheets.fingerprint(sheet.community_id, line) in known for line in understood}
    return Preview(
        sheet=sheet,
        ready=[line for line in understood if not is_known[line.number]],
        known=[line for line in understood if is_known[line.number]],
        problems=[line for line in lines if line.problems and not is_heading(line)],
        headings=[line for line in lines if is_heading(line)],
        left_out=table.left_out,
        columns_left_out=columns_left_out(sheet, table),
    )


def columns_left_out(sheet: SheetImport, table: sheets.Table) -> list[str]:
    """By their headings, or by their numbers where there is none but something stands in them."""
    kept = sheet.mapping["columns"]
    return [
        named_column(column, heading)
        for column, (heading, examples) in enumerate(headings(table))
        if str(column) not in kept and (heading or examples)
    ]


def named_column(column: int, heading: str) -> str:
    return heading or gettext("Column %(number)s") % {"number": column + 1}


def columns_taken(*, sheet: SheetImport) -> list[tuple[str, str]]:
    """Each heading with what its column is read as."""
    kept = sheet.mapping["columns"]
    columns = enumerate(headings(sheets.load(sheet.rows)))
    return [
        (named_column(column, heading), str(SheetField(kept[str(column)]).label))
        for column, (heading, _examples) in columns
        if str(column) in kept
    ]


@dataclass(frozen=True, slots=True)
class WordedLine:
    """A line with its problems and doubts in words, and its dates in the community's zone."""

    line: sheets.Line
    dates: list[tuple[dt.datetime, dt.datetime]]
    problems: list[tuple[str, dt.date | str]]
    doubts: list[tuple[str, str]]


def worded(*, sheet: SheetImport, lines: Iterable[sheets.Line]) -> list[WordedLine]:
    zone = sheet.community.zone
    return [
        WordedLine(
            line=line,
            dates=[(one.starts_at, one.ends_at) for one in line.slots(zone)],
            problems=[
                (str(SheetProblem(one.value).label), day_or_words(words)) for one, words in line.problems
            ],
            doubts=[(str(SheetDoubt(one.value).label), words) for one, words in line.doubts],
        )
        for line in lines
    ]


def day_or_words(words: str) -> dt.date | str:
    """A day that was read from a cell is said as the reader says days; everything else as it stands in the sheet."""
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return words


def is_heading(line: sheets.Line) -> bool:
    return any(problem is sheets.Problem.HEADING for problem, _words in line.problems)


def imported(*, community: Community) -> set[str]:
    """The fingerprints of all lines that became drafts of this community."""
    marks = Ask.objects.filter(community=community).exclude(imported_from="")
    return set(marks.values_list("imported_from", flat=True))
