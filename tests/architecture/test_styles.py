"""Styles name start and end, never left and right: Arabic reads the other way."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import files, none, place

PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?:left|right)\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-width)\s*:\s*([^;}]+)")


def physical(path: Path) -> list[str]:
    """Lines whose sides do not turn with the script; four values count when left and right differ."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sides = [match[1].split() for match in FOUR_SIDES.finditer(line)]
        if PHYSICAL.search(line) or any(len(one) == 4 and one[1] != one[3] for one in sides):
            found.append(f"{place(path, number)}: {line.strip()}")
    return found


def test_pages_need_no_font_and_no_picture_of_their_own() -> None:
    """What a device has is read by whoever chose it, and costs nothing on a bad line."""
    none(place(path, 1) for path in files(".css") if re.search(r"@font-face|@import|url\(", path.read_text()))
    none(place(path, 1) for path in files(".html") if "<img" in path.read_text())


def test_styles_turn_with_the_script() -> None:
    none(problem for path in files(".css") for problem in physical(path))


@pytest.mark.parametrize(
    "line",
    ["a { margin-left: 1px }", "a { left: 0 }", "a { text-align: right }", "a { padding: 1px 2px 3px 4px }"],
)
def test_a_physical_side_is_seen(tmp_path: Path, line: str) -> None:
    fault = tmp_path / "page.css"
    fault.write_text(line)
    assert physical(fault)


def test_logical_sides_are_left_alone(tmp_path: Path) -> None:
    fine = tmp_path / "page.css"
    fine.write_text("a { margin-inline-start: 1px; padding: 1px 2px 3px 2px; text-align: start }")
    assert physical(fine) == []
