"""A spreadsheet of many lines, brought in by our actions and by a bare twin."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from itertools import count

from django.db import transaction

from alongside.asks import actions, queries
from alongside.asks.models import Ask, SheetImport
from alongside.communities.models import Community, Visibility
from alongside.core import clock
from alongside.home import cast as the_cast
from alongside.people.models import Person

HEADING = ["What", "When", "Time", "How many"]
number_of_group: Iterator[int] = count()


def content(lines: int) -> bytes:
    """As many different lines as asked for, with the heading, on days to come."""
    start = clock.now().date() + dt.timedelta(days=3)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADING)
    for line in range(lines - 1):
        day = start + dt.timedelta(days=line % 90)
        writer.writerow([f"Cook for {line + 2} people", day.isoformat(), "10:00-12:00", line % 9 + 1])
    return written.getvalue().encode()


def new_group(steward: Person) -> Community:
    """Each round has a group of its own, because the same lines are taken over only once."""
    return the_cast.community(f"Group {next(number_of_group)}", Visibility.HIDDEN, steward, clock.now())


def previewed(group: Community, steward: Person, file: bytes) -> SheetImport:
    """What a steward waits for until every line is on the page."""
    now = clock.now()
    sheet = actions.bring_sheet(community=group, by=steward, now=now, content=file)
    columns = {int(column): field for column, field in sheet.mapping["columns"].items()}
    kind, day_first = sheet.mapping["kind"], sheet.mapping["day_first"]
    actions.map_columns(sheet=sheet, by=steward, now=now, columns=columns, day_first=day_first, kind=kind)
    seen = queries.preview(sheet=sheet, now=now)
    assert not seen.problems
    return sheet


def taken(sheet: SheetImport, steward: Person, lines: int) -> None:
    made = actions.take_over(sheet=sheet, by=steward, now=clock.now())
    assert made == lines - 1


@transaction.atomic
def taken_by_the_twin(group: Community, steward: Person, file: bytes) -> None:
    """Reads the lines and keeps each as one row, without understanding any of it."""
    lines = csv.DictReader(io.StringIO(file.decode()))
    now = clock.now()
    Ask.objects.bulk_create(
        Ask(
            community=group,
            posted_by=steward,
            what=line["What"],
            why=line["When"],
            language="en",
            created_at=now,
        )
        for line in lines
    )
