"""A calendar that a steward brings: looked at line by line, taken once, and never more than they said."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from alongside.asks.models import Ask, SheetImport
from alongside.home.cast import Cast

FILES = Path(__file__).parent / "calendars"
CROWDED = b"\n".join(
    [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"BEGIN:VEVENT",
        *(b"ATTENDEE:mailto:%d@x.example" % number for number in range(60_000)),
        b"DTSTART:20260310T180000",
        b"END:VEVENT",
        b"END:VCALENDAR",
    ]
)


def bring(client: Any, cast: Cast, name: str) -> Any:
    content = (FILES / name).read_bytes()
    return client.post(
        reverse("asks:sheet", args=[cast.harbour.pk]), {"file": SimpleUploadedFile(name, content)}
    )


def test_calendar_goes_the_way_of_a_sheet_and_comes_in_once(cast: Cast, client_of: Any) -> None:
    client, answers = client_of(cast.amal), {"kind": "in_person", "open_to": "usual"}
    for time_brought in range(2):
        columns = bring(client, cast, "google.ics")["Location"]
        page = client.get(columns).content.decode()
        assert "Cook soup" in page
        assert '<option value="date" selected' in page
        sheet = SheetImport.objects.latest("at")
        chosen = {f"column_{column}": field for column, field in sheet.mapping["columns"].items()}
        assert "note" not in chosen.values()
        lines = client.post(columns, {**chosen, **answers})["Location"]
        text = client.get(lines).content.decode()
        assert "Line 26" in text
        assert "private.example" not in text
        assert "0470" not in text
        taken = reverse("asks:taken_sheet", args=[cast.harbour.pk, sheet.pk])
        client.post(taken, {"all": "1"})
        drafts = Ask.objects.filter(published_at=None, community=cast.harbour)
        assert drafts.count() == 3, f"brought {time_brought + 1} times"
        SheetImport.objects.all().delete()
    soup = drafts.get(place=cast.place)
    assert soup.shifts.first().starts_at == dt.datetime(2026, 3, 10, 17, tzinfo=dt.UTC)
    assert soup.shifts.count() == 4


def test_import_asks_takes_a_calendar_as_the_page_does(cast: Cast, capsys: Any) -> None:
    file, before = str(FILES / "google.ics"), Ask.objects.count()
    for said in (
        "3 lines became drafts. 0 were here already.",
        "0 lines became drafts. 3 were here already.",
    ):
        call_command("import_asks", file, "--community", cast.harbour.pk, "--by", "secret-amal", "--yes")
        assert said in capsys.readouterr().out
        assert Ask.objects.count() == before + 3


def test_calendar_says_its_columns_in_the_language_of_whoever_brings_it(cast: Cast, client_of: Any) -> None:
    cast.amal.language = "es"
    cast.amal.save()
    client = client_of(cast.amal)
    page = client.get(bring(client, cast, "google.ics")["Location"]).content.decode()
    assert "Fecha" in page
    assert ">date<" not in page
    assert ">notes<" not in page


def test_calendar_keeps_nobody_who_was_invited(cast: Cast, client_of: Any) -> None:
    bring(client_of(cast.amal), cast, "google.ics")
    assert "dara@private" not in SheetImport.objects.get().rows
    assert "amal@private" not in SheetImport.objects.get().rows


def test_calendar_that_is_a_bomb_is_refused_on_its_page(cast: Cast, client_of: Any) -> None:
    content = CROWDED
    page = client_of(cast.amal).post(
        reverse("asks:sheet", args=[cast.harbour.pk]), {"file": SimpleUploadedFile("x.ics", content)}
    )
    assert page.status_code == 200
    assert "Line 3: One event has more than 5,000 lines." in page.content.decode()


def test_calendar_that_never_ends_is_left_out_until_its_steward_says_that_they_want_it(
    cast: Cast, client_of: Any
) -> None:
    client, answers = client_of(cast.amal), {"kind": "in_person", "open_to": "usual"}
    columns = bring(client, cast, "nextcloud.ics")["Location"]
    assert 'name="takes_endless"' in client.get(columns).text
    sheet = SheetImport.objects.get()
    chosen = {f"column_{column}": field for column, field in sheet.mapping["columns"].items()}
    left_out = client.post(columns, {**chosen, **answers}, follow=True).text
    assert "It repeats and has no end." in left_out
    client.post(reverse("asks:taken_sheet", args=[cast.harbour.pk, sheet.pk]), {"all": "1"})
    assert not Ask.objects.filter(published_at=None, community=cast.harbour).exists()
    wanted = client.post(columns, {**chosen, **answers, "takes_endless": "on"}, follow=True).text
    assert "It goes on after these dates." in wanted
    client.post(reverse("asks:taken_sheet", args=[cast.harbour.pk, sheet.pk]), {"all": "1"})
    assert Ask.objects.get(published_at=None, community=cast.harbour).shifts.count() == 12


def test_calendar_that_ends_is_not_asked_about(cast: Cast, client_of: Any) -> None:
    client = client_of(cast.amal)
    assert "takes_endless" not in client.get(bring(client, cast, "google.ics")["Location"]).text


def test_import_asks_leaves_out_what_never_ends_unless_it_is_told(cast: Cast, capsys: Any) -> None:
    said = ["import_asks", str(FILES / "nextcloud.ics"), "--community", cast.harbour.pk]
    said += ["--by", "secret-amal", "--yes"]
    call_command(*said)
    assert "0 lines became drafts." in capsys.readouterr().out
    call_command(*said, "--endless")
    assert "1 lines became drafts." in capsys.readouterr().out
