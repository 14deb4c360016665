"""From a spreadsheet to drafts: all chosen lines at once, or none."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from alongside.asks import queries, rules
from alongside.asks.actions import refusals
from alongside.asks.actions.placing import check_steward
from alongside.asks.models import Ask, Kind, Place, SheetImport, Shift
from alongside.asks.rules import sheets
from alongside.communities.models import Community
from alongside.core.storing import add_all
from alongside.people.models import Person

KEPT_FOR = dt.timedelta(days=2)


@transaction.atomic
def bring_sheet(*, community: Community, by: Person, now: dt.datetime, content: bytes) -> SheetImport:
    """Reads a file and keeps its lines, sealed, for two days. Raises `CannotRead` with the line where reading ended.

    Of a calendar the long descriptions are left out at first: they hold numbers and names more often than not.
    """
    check_steward(community, by=by, now=now)
    try:
        table = read_file(content, now.astimezone(community.zone))
    except sheets.SheetBroken as error:
        raise refusals.CannotRead(error.reason.value, error.line) from error
    guessed = sheets.guess(table)
    if sheets.is_of_calendar(table):
        guessed = {column: field for column, field in guessed.items() if field is not sheets.Field.NOTE}
    mapping = {
        "columns": {str(column): field.value for column, field in guessed.items()},
        "day_first": sheets.is_day_first(table, guessed),
        "kind": Kind.IN_PERSON.value,
    }
    return SheetImport.objects.create(
        community=community, by=by, at=now, rows=sheets.dump(table), mapping=mapping
    )


def read_file(content: bytes, now: dt.datetime) -> sheets.Table:
    """`now` is the group's, in its zone: a calendar is read from today on. Raises `SheetBroken`."""
    if len(content) <= sheets.BYTES_AT_MOST and sheets.is_calendar(content):
        return sheets.read_calendar(content, now=now)
    return sheets.read(content)


@transaction.atomic
def map_columns(
    *,
    sheet: SheetImport,
    by: Person,
    now: dt.datetime,
    columns: Mapping[int, str],
    day_first: bool | None,
    kind: str,
    open_to: str = "",
    takes_endless: bool = False,
) -> None:
    """Keeps what the person confirmed: which column is which, and how dates are written."""
    check_steward(sheet.community, by=by, now=now)
    check_meanings(columns)
    mapping = {column: sheets.Field(field) for column, field in columns.items() if field}
    sheet.mapping = {
        "columns": {str(column): field.value for column, field in mapping.items()},
        "day_first": habit(sheet, mapping) if day_first is None else day_first,
        "kind": kind,
        "open_to": open_to,
        "takes_endless": takes_endless,
        "is_confirmed": True,
    }
    sheet.save(update_fields=["mapping"])


def check_meanings(columns: Mapping[int, str]) -> None:
    """Each meaning once, notes apart, and one of them says what is needed."""
    chosen = [field for field in columns.values() if field and field != sheets.Field.NOTE.value]
    if len(chosen) != len(set(chosen)):
        raise refusals.ColumnTwice
    if sheets.Field.WHAT.value not in chosen and sheets.Field.ROLE.value not in chosen:
        raise refusals.NoWhatColumn


def habit(sheet: SheetImport, mapping: Mapping[int, sheets.Field]) -> bool | None:
    """How its dates are written, as the dates themselves tell; nothing where none can be read both ways."""
    table = sheets.load(sheet.rows)
    told = sheets.is_day_first(table, mapping)
    if told is None and sheets.needs_habit(table, mapping):
        raise refusals.WhichComesFirst
    return told


@transaction.atomic
def take_over(
    *, sheet: SheetImport, by: Person, now: dt.datetime, numbers: Collection[int] | None = None
) -> int:
    """Makes drafts of the chosen lines, or of all that were understood; how many are new. Again makes none twice.

    One after the other in a group: two tabs, or two stewards with the same list, would both find a line new.
    """
    check_steward(sheet.community, by=by, now=now)
    Community.objects.select_for_update(no_key=True).get(pk=sheet.community_id)
    if not sheet.mapping.get("is_confirmed"):
        raise refusals.NotConfirmed
    lines = [
        line
        for line in queries.sheet_lines(sheet=sheet, now=now)
        if line.is_understood and (numbers is None or line.number in numbers)
    ]
    return make_drafts(sheet, lines, by=by, now=now)


def make_drafts(sheet: SheetImport, lines: list[sheets.Line], *, by: Person, now: dt.datetime) -> int:
    known = queries.imported(community=sheet.community)
    marked = {sheets.fingerprint(sheet.community_id, line): line for line in lines}
    fresh = {mark: line for mark, line in marked.items() if mark not in known}
    places = queries.places_by_name(community=sheet.community)
    alike = {**terms(sheet), "posted_by_id": by.pk, "created_at": now}
    zone = sheet.community.zone
    asks: list[Ask] = []
    shifts: list[Shift] = []
    for mark, line in fresh.items():
        slots = line.slots(zone)
        asks.append(new_ask(mark, line, slots, place=places.get(sheets.plain(line.place)), alike=alike))
        shifts += (Shift.of(asks[-1], slot) for slot in slots)
    add_all(asks)
    add_all(shifts)
    return len(asks)


def terms(sheet: SheetImport) -> dict[str, Any]:
    """What all asks of a sheet have in common, by the columns of their table."""
    kind = sheet.mapping.get("kind", Kind.IN_PERSON.value)
    chosen = {"open_to": sheet.mapping["open_to"]} if sheet.mapping.get("open_to") else {}
    group = {"community_id": sheet.community_id, "language": sheet.community.language}
    return {**rules.starting_points(kind), **chosen, **group, "kind": kind}


def new_ask(
    mark: str, line: sheets.Line, slots: list[rules.Slot], *, place: Place | None, alike: dict[str, Any]
) -> Ask:
    return Ask(
        what=line.what,
        why=line.why,
        place_id=place.pk if place else None,
        minutes=rules.minutes(slots, is_flexible=False),
        imported_from=mark,
        sheet_note="\n".join(line.notes),
        **alike,
    )


@transaction.atomic
def drop_sheet(*, sheet: SheetImport, by: Person, now: dt.datetime) -> None:
    check_steward(sheet.community, by=by, now=now)
    sheet.delete()


@transaction.atomic
def forget_sheets(*, now: dt.datetime) -> int:
    """Deletes spreadsheets after two days, taken over or not."""
    gone, _rows = SheetImport.objects.filter(at__lte=now - KEPT_FOR).delete()
    return gone
