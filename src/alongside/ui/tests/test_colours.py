"""The tokens of page.css, light and dark, measured by the formula of WCAG 2.2 (relative luminance, sRGB)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parent.parent / "static" / "ui" / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w{6});", block))
    for block in re.findall(r":root \{(.*?)\}", CSS.split("@media print")[0], re.DOTALL)
)
SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param({**LIGHT, **DARK}, id="dark")]
TEXT_ON_GROUND = [
    *((text, ground) for text in ("ink", "soft", "good", "bad") for ground in ("board", "paper")),
    ("on-marigold", "marigold"),
    ("board", "ink"),
]
TURNED = "|".join(
    [
        r"[{;\s](?:margin|padding|border)-(?:left|right|top|bottom)",
        r"[{;\s](?:left|right|float)\s*:",
        r"text-align:\s*(?:left|right)",
    ]
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_seven_to_one(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["board", "paper"])
def test_edges_and_focus_stand_out_three_to_one(scheme: dict[str, str], ground: str) -> None:
    assert contrast(scheme["edge"], scheme[ground]) >= 3
    assert contrast(scheme["ink"], scheme[ground]) >= 3


def test_style_uses_no_side_that_a_script_may_turn() -> None:
    assert not re.findall(TURNED, CSS)
    assert "url(" not in CSS
    assert "@import" not in CSS
