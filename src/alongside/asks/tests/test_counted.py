"""Pages with rows: as many queries for thirty as for one, so that a busy group waits no longer than a small one."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks.models import Ask, Delegate, Place, PlaceFact, SheetImport, Shift
from alongside.core.access import Answer, Fact
from alongside.home.cast import Cast, belongs, person

DAY = dt.timedelta(days=1)
Grow = Callable[[Cast, dt.datetime, int], None]


def more_places(cast: Cast, now: dt.datetime, number: int) -> None:
    place = Place.objects.create(community=cast.harbour, name=f"Hall {number}", area="North", exact="1 Quay")
    PlaceFact.objects.create(place=place, fact=Fact.STEP_FREE, answer=Answer.YES)


def more_drafts(cast: Cast, now: dt.datetime, number: int) -> None:
    """Each time one draft and one ask that rests, as both stand on the page."""
    place = Place.objects.create(community=cast.harbour, name=f"Hall {number}", area="North")
    for published_at, paused_at in ((None, None), (now, now)):
        ask = Ask.objects.create(
            community=cast.harbour,
            posted_by=cast.amal,
            kind="in_person",
            what=f"Bake {number}",
            language="en",
            place=place,
            created_at=now,
            published_at=published_at,
            paused_at=paused_at,
        )
        Shift.objects.create(ask=ask, starts_at=now + DAY, ends_at=now + 2 * DAY)


def more_dates(cast: Cast, now: dt.datetime, number: int) -> None:
    Shift.objects.create(ask=cast.ask, starts_at=now + number * DAY, ends_at=now + (number + 1) * DAY)


def more_delegates(cast: Cast, now: dt.datetime, number: int) -> None:
    """Each time somebody who was chosen, and somebody who may be."""
    for name in ("Chosen", "Free"):
        somebody = person(f"{name} {number}", now, sign_in_name=f"{name}-{number}")
        belongs(cast.harbour, somebody, now, vouched_at=now)
        if name == "Chosen":
            Delegate.objects.create(ask=cast.ask, person=somebody, at=now, by=cast.amal)


def taken(client, address: str) -> int:
    """How many queries a page takes that was read before."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("name", "grow"),
    [("places", more_places), ("drafts", more_drafts), ("dates", more_dates), ("delegates", more_delegates)],
)
def test_page_takes_the_same_queries_for_one_and_thirty(
    cast: Cast, client_of, now, name: str, grow: Grow
) -> None:
    client = client_of(cast.amal)
    about = cast.harbour if name in {"places", "drafts"} else cast.ask
    address = reverse(f"asks:{name}", args=[about.pk])
    grow(cast, now, 1)
    before = taken(client, address)
    for number in range(2, 31):
        grow(cast, now, number)
    assert taken(client, address) == before


def brought(client, cast: Cast, table: list[list[str]]) -> str:
    content = "\n".join(";".join(row) for row in table).encode()
    page = reverse("asks:sheet", args=[cast.harbour.pk])
    known = list(SheetImport.objects.values_list("pk", flat=True))
    assert client.post(page, {"file": SimpleUploadedFile("list.csv", content)}).status_code == 302
    return str(SheetImport.objects.exclude(pk__in=known).get().pk)


def table(columns: int, lines: int) -> list[list[str]]:
    """Tasks on a day each, at a saved place, with further columns that say nothing."""
    further = [f"Extra {number}" for number in range(columns)]
    rows = [[f"Cook {n}", f"{n:02d}/04/2026", "The kitchen", *further] for n in range(1, lines + 1)]
    return [["Task", "Date", "Place", *further], *rows]


def test_columns_of_a_sheet_take_the_same_queries_for_few_and_thirty(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)

    def count(columns: int) -> int:
        sheet = brought(client, cast, table(columns, lines=2))
        return taken(client, reverse("asks:columns", args=[cast.harbour.pk, sheet]))

    assert count(1) == count(27)


@pytest.mark.parametrize("day", ["known", "over"])
def test_lines_of_a_sheet_take_the_same_queries_for_one_and_thirty(cast: Cast, client_of, day: str) -> None:
    """Lines that are understood, and lines with a problem."""
    client = client_of(cast.amal)
    year = "2026" if day == "known" else "2025"

    def count(lines: int) -> int:
        rows = [[cell.replace("2026", year) for cell in row] for row in table(0, lines)]
        sheet = brought(client, cast, rows)
        mapped = {"column_0": "what", "column_1": "date", "column_2": "place", "day_first": "day"}
        columns = reverse("asks:columns", args=[cast.harbour.pk, sheet])
        answer = client.post(columns, {**mapped, "kind": "in_person", "open_to": "usual"})
        assert answer.status_code == 302
        text = client.get(answer["Location"]).content.decode()
        assert "Cook 1" in text
        assert f"Cook {lines}" in text
        assert ("This date is over" in text) == (day == "over")
        return taken(client, answer["Location"])

    assert count(1) == count(30)
