"""What can be set, run or named stands in the docs."""

import re
import subprocess
from pathlib import Path

import pytest

from alongside.commitments import rules
from alongside.config import environment
from tests.architecture.source import ROOT, SOURCE, layers, none, place

DOCS = ROOT / "docs"
COMMANDS = SOURCE / "home" / "management" / "commands"


def said(*paths: Path) -> str:
    pages = [page for path in paths for page in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def missing(names: list[str], text: str) -> list[str]:
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


@pytest.mark.parametrize("name", environment.DECLARED)
def test_setting_is_documented(name: str) -> None:
    assert not missing([f"`{name}`"], said(DOCS / "operate"))


def test_documented_settings_exist() -> None:
    named = set(re.findall(r"`(ALONGSIDE_[A-Z_]+)`", said(DOCS / "operate")))
    twins = {f"{name}_FILE" for name, setting in environment.DECLARED.items() if setting.secret}
    assert named <= environment.DECLARED.keys() | twins


@pytest.mark.parametrize("name", sorted(path.stem for path in COMMANDS.glob("[a-z]*.py")))
def test_command_is_documented(name: str) -> None:
    assert not missing([f"alongside {name}"], said(DOCS, ROOT / "README.md", ROOT / "CONTRIBUTING.md"))
    assert re.fullmatch(r"serve|migrate|[a-z]+(_[a-z]+)+", name), f"{name}: a command is a verb and a noun"


def test_areas_are_listed_in_their_order() -> None:
    text = (DOCS / "areas.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE) == layers()


def test_make_targets_are_documented() -> None:
    targets = re.findall(r'@echo "make ([a-z]+) ', (ROOT / "Makefile").read_text(encoding="utf-8"))
    none(
        f"{place(ROOT / 'Makefile')}: {name} is not in README or CONTRIBUTING"
        for name in missing(
            [f"make {target}" for target in targets], said(ROOT / "README.md", ROOT / "CONTRIBUTING.md")
        )
    )


def test_published_states_are_the_states_of_the_rules() -> None:
    rows = re.findall(
        r"^\| `([a-z_]+)` \|[^|]*\|([^|]*)\|([^|]*)\|$",
        (DOCS / "use" / "states.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    published = {
        state: (set(re.findall(r"`([a-z_]+)`", before)), "yes" in ends) for state, before, ends in rows
    }
    assert published == {
        str(state): ({str(one) for one in before}, state not in rules.OPEN)
        for state, before in rules.BEFORE.items()
    }


def test_every_decision_is_numbered_and_says_who_could_be_hurt() -> None:
    pages = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name[0].isdigit())
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "## Who could be hurt" in text, f"{place(page)}: says nothing about who could be hurt"
        assert "## Decided" in text, f"{place(page)}: says no decision"


def test_words_of_the_glossary_stand_once_and_in_order() -> None:
    words = re.findall(r"^\*\*([^*]+)\*\*", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(words) > 30
    assert words == sorted(set(words), key=str.lower)


def links(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [
        f"{place(page, text[: match.start()].count(chr(10)) + 1)}: {match[1]} is not there"
        for match in re.finditer(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
        if not (page.parent / match[1]).exists()
    ]


def test_links_between_documents_hold() -> None:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.split():
        none(links(ROOT / name))


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("See [there](nowhere.md) and [here](page.md).")
    assert len(links(page)) == 1


def test_a_missing_name_is_seen() -> None:
    assert missing(["alongside serve"], "run `alongside serve_all`") == ["alongside serve"]
    assert missing(["alongside serve"], "run `alongside serve` now") == []
