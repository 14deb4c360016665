"""The page on this machine: whole ways through it without script, and everybody else kept out."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from page import everything, read
from releases import promotion, waves, workplace
from visits import CHOSEN, Browser, csv_of, parquet_of, uploaded

from alongside_equity.local.kept import MOST, SECONDS, Kept
from alongside_equity.local.uploads import Upload
from alongside_equity.locales import LANGUAGES
from alongside_equity.report.data import as_csv


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_file_to_a_report(browser: Browser, language: str) -> None:
    start = browser.page(f"/{language}/")
    assert start.all("html")[0].attributes["lang"] == language
    assert start.all("form")[0].attributes["action"] == f"/{language}/file"
    place = uploaded(browser, language)
    form = browser.page(place).all("form")[0]
    status, place, _ = browser.send(form.attributes["action"], CHOSEN)
    assert status == 303
    report = browser.page(place)
    assert len(report.all("section")[0].all("li")) == 5
    assert report.all("svg")


def test_report_is_that_of_the_command_line(browser: Browser) -> None:
    name = uploaded(browser).rpartition("/")[2]
    _, place, _ = browser.send(f"/en/report/{name}", CHOSEN)
    answer, content = browser.ask("GET", f"{place}.csv")
    assert content.decode() == as_csv(promotion())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="equity-report.csv"'
    assert json.loads(browser.ask("GET", f"{place}.json")[1])["outcome"] == "promoted"
    assert b'http-equiv="Content-Security-Policy"' in browser.ask("GET", f"{place}.html")[1]


def test_workbook_is_read_from_memory(browser: Browser, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(tmp_path / "book.xlsx")
    sheet = book.add_worksheet()
    for row, values in enumerate([("g", "y"), ("w", 1), ("m", 0)]):
        sheet.write_row(row, 0, values)
    book.close()
    status, place, _ = browser.upload("book.xlsx", (tmp_path / "book.xlsx").read_bytes())
    assert status == 303
    assert "book.xlsx: 2 rows." in browser.page(place).text


def test_parquet_gives_the_report_of_the_same_rows(browser: Browser) -> None:
    status, place, _ = browser.upload("workplace.parquet", parquet_of(workplace(people=900)))
    assert status == 303
    page = browser.page(place)
    assert "workplace.parquet: 900 rows." in page.text
    assert "gender (different answers: 5)" in page.text
    _, report, _ = browser.send(page.all("form")[0].attributes["action"], CHOSEN)
    assert browser.ask("GET", f"{report}.csv")[1].decode() == as_csv(promotion())


def test_word_that_is_no_outcome_has_no_line_where_there_are_none(browser: Browser) -> None:
    _, place, _ = browser.upload("workplace.parquet", parquet_of(workplace()))
    wrong = {**CHOSEN, "outcome": "origin", "by": ["gender"]}
    status, _, shown = browser.send(f"/en/report/{place.rpartition('/')[2]}", wrong)
    assert status == 422
    told = next(e.text for e in read(shown.decode()).all("div") if e.attributes.get("role") == "alert")
    assert re.search(r"problem\w+ in the column origin is neither a yes nor a no\. Say below", told)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", b"", "No file was chosen."),
        ("a.parquet", b"", "a.parquet is empty"),
        ("a.parquet", b"PAR1", "The file a.parquet cannot be read"),
        ("a.csv", b"", "a.csv is empty"),
        ("a.csv", b"g,y\nw\n", "a.csv, line 2: 1 fields where the header has 2."),
        ("a.csv", b"g,y\nw,1\n\xff,1\n", "a.csv, line 3: the text is not UTF-8"),
        ("a.pdf", b"%PDF", "a.pdf: save this workbook as .xlsx or .csv"),
        ("a.xlsx", b"PK", "a.xlsx cannot be read"),
    ],
)
def test_broken_upload_is_refused_with_its_line(
    browser: Browser, name: str, content: bytes, said: str
) -> None:
    status, _, shown = browser.upload(name, content)
    assert status == 422
    page = read(shown.decode())
    alert = next(e for e in page.all("div") if e.attributes.get("role") == "alert")
    assert said in alert.text
    assert page.all("title")[0].text.startswith("Problem: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_files_are_compared(browser: Browser, language: str) -> None:
    start = browser.page(f"/{language}/")
    assert f"/{language}/waves" in [a.attributes["href"] for a in start.all("a")]
    form = browser.page(f"/{language}/waves").all("form")[0]
    later = workplace()
    earlier = {name: values[:500] for name, values in later.items()}
    files = {"earlier": ("then.csv", csv_of(earlier)), "later": ("now.parquet", parquet_of(later))}
    status, place, _ = browser.send_files(form.attributes["action"], files)
    assert status == 303
    page = browser.page(place)
    assert {"first_period", "second_period"} <= {e.attributes["name"] for e in page.all("input")}
    asked = {**CHOSEN, "by": ["gender"], "first_period": "2024", "second_period": "2025"}
    status, place, _ = browser.send(page.all("form")[0].attributes["action"], asked)
    assert status == 303
    part = next(s for s in browser.page(place).all("section") if s.attributes["aria-labelledby"] == "waves")
    heads = [head.text for head in part.all("th")[1:3]]
    assert ["2024" in heads[0], "2025" in heads[1]] == [True, True]
    assert browser.ask("GET", f"{place}.csv")[1].decode() == as_csv(waves())


def test_one_file_is_not_two(browser: Browser) -> None:
    then = ("then.csv", csv_of(workplace()))
    status, _, shown = browser.send_files("/en/waves", {"earlier": then, "later": ("", b"")})
    assert status == 422
    page = read(shown.decode())
    assert "No file was chosen." in page.text
    assert page.all("form")[0].attributes["action"] == "/en/waves"


def test_two_files_that_differ_by_too_few_are_refused(browser: Browser) -> None:
    later = workplace()
    earlier = {name: values[:-2] for name, values in later.items()}
    files = {"earlier": ("a.csv", csv_of(earlier)), "later": ("b.csv", csv_of(later))}
    _, place, _ = browser.send_files("/en/waves", files)
    status, _, shown = browser.send(f"/en/report/{place.rpartition('/')[2]}", {**CHOSEN, "by": ["gender"]})
    assert status == 422
    assert "only 2 people joined or left" in read(shown.decode()).text


def test_columns_of_both_files_are_offered(browser: Browser) -> None:
    then = {name: values for name, values in workplace().items() if name != "pay"}
    files = {"earlier": ("a.csv", csv_of(then)), "later": ("b.csv", csv_of(workplace()))}
    _, place, _ = browser.send_files("/en/waves", files)
    offered = {o.attributes["value"] for o in browser.page(place).all("option")} - {""}
    assert offered == {"gender", "origin", "promoted", "grade"}


def test_plan_is_made_from_head_counts(browser: Browser) -> None:
    status, _, shown = browser.send(
        "/en/plan", {"counts": "gender=women:90,men:105,non-binary:5\n", "kind": "rate"}
    )
    assert status == 200
    assert "too small to ask apart" in read(shown.decode()).text
    status, _, shown = browser.send("/en/plan", {"counts": "gender", "kind": "rate"})
    assert status == 422
    assert "gender is not a head count" in shown.decode()


def test_forget_forgets(browser: Browser) -> None:
    place = uploaded(browser)
    _, report, _ = browser.send(f"/en/report/{place.rpartition('/')[2]}", CHOSEN)
    assert browser.send("/en/forget", {})[:2] == (303, "/en/")
    for gone in (place, report, f"{report}.json"):
        browser.page(gone, status=404)


def test_old_and_many_things_are_forgotten() -> None:
    now = [0.0]
    kept = Kept(clock=lambda: now[0])
    first = kept.keep(Upload("a.csv", {}, 0, {}))
    assert kept.upload(first)
    assert kept.report(first) is None
    names = [kept.keep(Upload(f"{i}.csv", {}, 0, {})) for i in range(MOST)]
    assert kept.upload(first) is None
    now[0] = SECONDS + 1
    assert not any(map(kept.upload, names))


def test_first_page_speaks_the_language_of_the_browser(browser: Browser) -> None:
    for asked, place in (("ar-EG,en", "/ar/"), ("es", "/es/"), ("de", "/en/"), ("", "/en/")):
        answer, _ = browser.ask("GET", "/", Accept_Language=asked)
        assert (answer.status, answer.headers["Location"]) == (303, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_used_by_everybody(browser: Browser, language: str) -> None:
    place = uploaded(browser, language)
    _, report, _ = browser.send(f"/{language}/report/{place.rpartition('/')[2]}", CHOSEN)
    for path in (f"/{language}/", place, report, f"/{language}/plan", f"/{language}/waves"):
        page = browser.page(path)
        elements = everything(page)
        names = [e.attributes["id"] for e in elements if "id" in e.attributes]
        assert len(names) == len(set(names))
        assert len(page.all("main")) == len(page.all("h1")) == 1
        labelled = {label.attributes.get("for") for label in page.all("label")}
        for field in page.all("input") + page.all("select") + page.all("textarea"):
            inside = field.parent is not None and field.parent.tag == "label"
            assert inside or field.attributes["id"] in labelled, (path, field.attributes)
        for element in elements:
            assert element.tag != "script"
            assert not [a for a in element.attributes if a.startswith("on") or a == "style"], path
            assert all(n in names for n in element.attributes.get("aria-describedby", "").split())
            assert not element.attributes.get("href", "/").startswith(("http", "//"))
        other = [a.attributes["href"] for a in page.all("header")[0].all("a")]
        assert len(other) == len(LANGUAGES) - 1
        assert all(browser.ask("GET", href)[0].status == 200 for href in other)


def test_words_of_the_file_are_never_markup(browser: Browser) -> None:
    columns: dict[str, list[object]] = {"<script>g": [*["<i>w"] * 30, *["m"] * 30], "y": [0, 1] * 30}
    _, place, _ = browser.upload("<img>.csv", csv_of(columns))
    assert "<script" not in browser.ask("GET", place)[1].decode()
    name = place.rpartition("/")[2]
    _, report, _ = browser.send(f"/en/report/{name}", {"outcome": "y", "kind": "rate", "by": ["<script>g"]})
    shown = browser.ask("GET", report)[1].decode()
    assert "<script" not in shown
    assert "<i>" not in shown


def test_nothing_is_stored(tmp_path: Path) -> None:
    """A real process, whose folders stay empty through a whole visit, and which ends when it is told to."""
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path),
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "alongside_equity.cli.main", "serve", "--no-browser"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            said = running.stdout.readline()
            port = int(said.split("127.0.0.1:")[1].split("/")[0])
            browser = Browser(port)
            name = uploaded(browser).rpartition("/")[2]
            held = browser.upload("workplace.parquet", parquet_of(workplace()))[1].rpartition("/")[2]
            for one in (name, held):
                status, report, _ = browser.send(f"/en/report/{one}", CHOSEN)
                assert status == 303
                browser.page(report)
            assert list(tmp_path.iterdir()) == []
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
    assert list(tmp_path.iterdir()) == []
