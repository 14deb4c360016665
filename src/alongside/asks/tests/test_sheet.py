"""The pages that bring a sheet, and the command that does the same."""

import contextlib
import datetime as dt
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.urls import reverse

from alongside.asks import actions
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, SheetImport
from alongside.core import clock
from alongside.home.cast import Cast

LIST = """Harbour list;;;;
Task;Date;Time;How many;Place;Phone
Cook;25/03/2026;18:00-20:00;3;The kitchen;0470 12 34 56;bring aprons
Serve;26/3/2026;6-8pm;2;Quay 7;
Wash;26/3/2026;evening;1;;
""".encode("utf-8-sig")
MAPPED = {
    "column_0": "what",
    "column_1": "date",
    "column_2": "time",
    "column_3": "places",
    "column_4": "place",
    "column_6": "note",
    "kind": "in_person",
    "open_to": "usual",
}


def url(cast: Cast, page: str = "asks:sheet", *more: str) -> str:
    return reverse(page, args=[cast.harbour.pk, *more])


def upload(client, cast: Cast, content: bytes = LIST, name: str = "list.csv"):
    return client.post(url(cast), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def brought(cast: Cast, client_of):
    client = client_of(cast.amal)
    assert upload(client, cast).status_code == 302
    return client, SheetImport.objects.get()


def test_sheet_leads_from_the_file_over_its_columns_and_lines_to_drafts(cast: Cast, brought) -> None:
    client, sheet = brought
    columns = url(cast, "asks:columns", sheet.pk)
    text = client.get(columns).content.decode()
    assert "Harbour list" not in text
    assert '<option value="places" selected' in text
    assert client.post(columns, MAPPED)["Location"] == url(cast, "asks:lines", sheet.pk)
    text = client.get(url(cast, "asks:lines", sheet.pk)).content.decode()
    for words in ("Line 5", "evening", "Quay 7", "bring aprons", "Harbour list", "Phone"):
        assert words in text
    assert "0470" not in text
    assert client.post(url(cast, "asks:taken_sheet", sheet.pk), {"all": "1"})["Location"] == url(
        cast, "asks:drafts"
    )
    cook, serve = Ask.objects.filter(published_at=None).order_by("what")
    assert (cook.what, cook.place, cook.sheet_note) == ("Cook", cast.place, "bring aprons")
    assert (serve.place, serve.sheet_note, serve.posted_by) == (None, "Quay 7", cast.amal)
    assert cook.shifts.get().starts_at == dt.datetime(2026, 3, 25, 17, tzinfo=dt.UTC)


def test_sheet_margin_is_left_out_when_the_person_says_so(cast: Cast, brought) -> None:
    client, sheet = brought
    columns = url(cast, "asks:columns", sheet.pk)
    assert "bring aprons" in client.get(columns).content.decode()
    client.post(columns, {**MAPPED, "column_6": ""})
    assert "Column 7" in client.get(url(cast, "asks:lines", sheet.pk)).content.decode()
    client.post(url(cast, "asks:taken_sheet", sheet.pk), {"all": "1"})
    assert Ask.objects.get(what="Cook").sheet_note == ""


def test_sheet_brought_again_makes_nothing_twice(cast: Cast, brought) -> None:
    client, sheet = brought
    for _again in range(2):
        client.post(url(cast, "asks:columns", sheet.pk), MAPPED)
        client.post(url(cast, "asks:taken_sheet", sheet.pk), {"all": "1"})
        upload(client, cast, LIST.replace(b"\nTask", b"\n\n\nTask"))
        sheet = SheetImport.objects.exclude(pk=sheet.pk).latest("at")
    assert Ask.objects.exclude(imported_from="").count() == 2
    client.post(url(cast, "asks:columns", sheet.pk), MAPPED)
    assert "Here already" in client.get(url(cast, "asks:lines", sheet.pk)).content.decode()


def test_sheet_takes_the_ticked_lines_only(cast: Cast, brought) -> None:
    client, sheet = brought
    client.post(url(cast, "asks:columns", sheet.pk), MAPPED)
    client.post(url(cast, "asks:taken_sheet", sheet.pk), {"line": ["4", "5", "x", "99"]})
    assert [one.what for one in Ask.objects.filter(published_at=None)] == ["Serve"]


def test_sheet_is_taken_whole_or_not_at_all(cast: Cast, brought, now) -> None:
    client, sheet = brought
    client.post(url(cast, "asks:columns", sheet.pk), MAPPED)
    sheet.refresh_from_db()

    def disk_full(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "asks_shift" in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(disk_full), pytest.raises(OperationalError):
        actions.take_over(sheet=sheet, by=cast.amal, now=now)
    assert Ask.objects.count() == 1


def test_sheet_is_not_taken_before_its_columns_are_confirmed(cast: Cast, brought, now) -> None:
    _client, sheet = brought
    with pytest.raises(refusals.NotConfirmed):
        actions.take_over(sheet=sheet, by=cast.amal, now=now)


def test_columns_ask_which_comes_first_when_dates_do_not_tell(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)
    upload(client, cast, b"Task,Date,Time\nCook,3/4/2026,18:00-20:00\n")
    columns = url(cast, "asks:columns", SheetImport.objects.get().pk)
    said = {**MAPPED, "column_3": "", "column_4": "", "column_6": ""}
    assert "the day or the month comes first" in client.post(columns, said).content.decode()
    assert client.post(columns, {**said, "day_first": "month"}).status_code == 302
    assert "the same meaning" in client.post(columns, {**said, "column_2": "date"}).content.decode()
    assert "says what is needed" in client.post(columns, {**said, "column_0": ""}).content.decode()


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04 no zip", b",,,\n", b"\xd0\xcf\x11\xe0old", b"x," * 99]
)
def test_sheet_that_cannot_be_read_is_answered_at_its_field(cast: Cast, client_of, content: bytes) -> None:
    answer = upload(client_of(cast.amal), cast, content, "list.xlsx")
    assert answer.status_code == 200
    assert 'id="id_file_error"' in answer.content.decode()
    assert not SheetImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (LIST, "list.exe"),
        (LIST, "list"),
        (LIST, "list.csv.php"),
        (LIST, "list.xlsx"),
        (b"PK\x03\x04 a workbook", "list.csv"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "list.csv"),
    ],
)
def test_sheet_whose_name_and_content_do_not_agree_is_refused(
    cast: Cast, client_of, content: bytes, name: str
) -> None:
    page = upload(client_of(cast.amal), cast, content, name).content.decode()
    assert "with a name that says so" in page
    assert not SheetImport.objects.exists()


@pytest.mark.parametrize("name", ["LIST.CSV", "../../etc/list.csv", "my list (2).txt", "=cmd.tsv"])
def test_sheet_is_taken_by_its_ending_and_its_name_is_kept_nowhere(
    cast: Cast, client_of, data_folder: Path, name: str
) -> None:
    assert upload(client_of(cast.amal), cast, LIST, name).status_code == 302
    assert SheetImport.objects.count() == 1
    assert [one.name for one in data_folder.rglob("*.[ct]*")] == []


def test_sheet_is_sealed_on_disk(cast: Cast, brought) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM asks_sheetimport")
        assert "Cook" not in cursor.fetchone()[0]


@pytest.mark.parametrize("name", ["jun", "bruno", "chidi", "dara", "edda", "farid", "gita"])
def test_sheet_is_its_bringers_own(cast: Cast, brought, client_of, name: str) -> None:
    _client, sheet = brought
    client = client_of(getattr(cast, name))
    assert client.get(url(cast)).status_code == (200 if name == "jun" else 404)
    assert client.get(url(cast, "asks:columns", sheet.pk)).status_code == 404
    assert client.get(url(cast, "asks:lines", sheet.pk)).status_code == 404
    for page in ("asks:taken_sheet", "asks:dropped_sheet"):
        assert client.post(url(cast, page, sheet.pk)).status_code == 404
    assert SheetImport.objects.exists()


def test_sheet_goes_when_dropped_and_after_two_days(cast: Cast, brought, now) -> None:
    client, sheet = brought
    assert client.post(url(cast, "asks:dropped_sheet", sheet.pk)).status_code == 302
    assert not SheetImport.objects.exists()
    upload(client, cast)
    assert actions.forget_sheets(now=now + dt.timedelta(hours=47)) == 0
    assert actions.forget_sheets(now=clock.now() + dt.timedelta(hours=48)) == 1


def run(
    cast: Cast, path: Path, capsys: pytest.CaptureFixture[str], *more: str, by: str = "secret-amal"
) -> str:
    call_command("import_asks", str(path), "--community", cast.harbour.pk, "--by", by, *more)
    return capsys.readouterr().out


def test_import_asks_names_every_line_and_makes_nothing_twice(cast: Cast, tmp_path: Path, capsys) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    said = run(cast, path, capsys, "--dry-run")
    assert "2 lines would become drafts" in said
    assert "Column How many is read as: How many people" in said
    assert "Line 5, not taken: We could not read this time" in said
    assert not Ask.objects.exclude(imported_from="").exists()
    assert "2 lines became drafts" in run(cast, path, capsys, "--yes")
    assert "0 lines became drafts. 2 were here already." in run(cast, path, capsys, "--yes")
    assert Ask.objects.exclude(imported_from="").count() == 2
    assert not SheetImport.objects.exists()


@pytest.mark.parametrize(("answer", "made"), [("yes\n", 2), ("no\n", 0), ("", 0)])
def test_import_asks_makes_drafts_of_columns_that_a_person_confirmed(
    cast: Cast, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch, answer: str, made: int
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    with contextlib.suppress(CommandError):
        assert "Are the columns" in run(cast, path, capsys)
    assert Ask.objects.exclude(imported_from="").count() == made
    assert not SheetImport.objects.exists()


@pytest.mark.parametrize("by", ["secret-chidi", "secret-edda", "nobody"])
def test_import_asks_is_for_stewards(cast: Cast, tmp_path: Path, capsys, by: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    with pytest.raises(CommandError):
        run(cast, path, capsys, by=by)
    with pytest.raises(CommandError, match="cannot be read"):
        run(cast, tmp_path / "missing.csv", capsys)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_take_over_at_once_make_each_draft_once(cast: Cast, brought, now) -> None:
    """Two lists of the same lines: one steward in two tabs, or two stewards who were sent the same file."""
    client, _sheet = brought
    assert upload(client, cast).status_code == 302
    for sheet in SheetImport.objects.all():
        client.post(url(cast, "asks:columns", sheet.pk), MAPPED)
    start = threading.Barrier(2)

    def take(sheet: SheetImport) -> int:
        try:
            start.wait(10)
            return actions.take_over(sheet=sheet, by=cast.amal, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as tabs:
        made = list(tabs.map(take, SheetImport.objects.select_related("community")))
    assert sorted(made) == [0, 2]
    assert Ask.objects.filter(imported_from__gt="").count() == 2


def test_lines_that_cannot_be_leave_the_others_to_be_taken(cast: Cast, client_of) -> None:
    type(cast.harbour).objects.update(time_zone="America/New_York")
    client = client_of(cast.amal)
    content = b"Task,Date,Time\nFar,9999-12-31,22:00-23:00\nGap,2026-03-08,02:15-03:00\nGood,2026-05-05,10:00-11:00\n"
    upload(client, cast, content)
    sheet = SheetImport.objects.get()
    said = {
        "column_0": "what",
        "column_1": "date",
        "column_2": "time",
        "kind": "in_person",
        "open_to": "usual",
    }
    client.post(url(cast, "asks:columns", sheet.pk), said)
    text = client.get(url(cast, "asks:lines", sheet.pk)).content.decode()
    assert "more than five years ahead" in text
    assert "The clocks change" in text
    assert client.post(url(cast, "asks:taken_sheet", sheet.pk), {"all": "1"}).status_code == 302
    assert Ask.objects.get(imported_from__gt="").what == "Good"
