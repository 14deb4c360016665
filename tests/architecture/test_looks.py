"""What styles, scripts and words never do, so that a page is the same for whoever looks, listens, waits or types."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.architecture.source import SOURCE, files, none, place
from tests.ease import ease

MOVES = re.compile(
    r"@keyframes|animation\s*:|<marquee|<blink|scroll-behavior\s*:\s*smooth|http-equiv=.refresh",
    re.I,
)
SHOWN_ON_HOVER = re.compile(
    r":(?:hover|focus)[^{}]*\{[^}]*(?:display|visibility|opacity|content|block-size)\s*:"
)
TURNED = re.compile(r"orientation|rotate\(|user-scalable|maximum-scale")
JUSTIFIED = re.compile(r"text-align\s*:\s*justify")
PICTURES_OF_WORDS = re.compile(r"<img\b|<picture\b|background-image\s*:\s*url")
SOUND = re.compile(r"<(?:audio|video|object|embed|iframe|canvas)\b", re.I)
HEARD = re.compile(r"addEventListener\(\s*[\"'](\w+)[\"']")
LISTENED_FOR = {"submit", "keydown"}
"""A form that is sent, and three Shifts. Nothing happens because something was touched, chosen or reached."""
BY_ITSELF = re.compile(
    r"setInterval|setTimeout|EventSource|WebSocket|requestAnimationFrame|ondevice|geolocation"
)
COLOURS = re.compile(
    r"\b(?:red|green|blue|yellow|orange|grey|gray|purple|circle|triangle|square|round button)\b",
    re.I,
)
EASY = 70
"""Flesch's reading ease from which English is plain."""
CHARACTERS = 4
"""Words of a text from which its sentences count."""


def found(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    return [
        f"{place(path, text[: match.start()].count(chr(10)) + 1)}: {match[0][:60]}"
        for path in files(*suffixes)
        for text in [path.read_text(encoding="utf-8")]
        for match in pattern.finditer(text)
    ]


def test_nothing_moves_by_itself() -> None:
    none(found(MOVES, ".css", ".html", ".js"))
    none(found(BY_ITSELF, ".js"))


def test_only_the_way_to_skip_glides_and_only_for_whoever_likes_that() -> None:
    style = (SOURCE / "ui" / "static" / "ui" / "page.css").read_text(encoding="utf-8")
    allowed = "@media (prefers-reduced-motion: no-preference) { .skip { transition: inset-block-start .1s } }"
    assert allowed in style
    assert "transition:" not in style.replace(allowed, "")


def test_nothing_appears_because_something_is_under_the_pointer() -> None:
    none(found(SHOWN_ON_HOVER, ".css"))
    none(found(re.compile(r"\stitle=\""), ".html"))


def test_pages_may_be_turned_and_enlarged_and_are_not_justified() -> None:
    none(found(TURNED, ".css", ".html"))
    none(found(JUSTIFIED, ".css"))


def test_no_words_are_pictures_and_nothing_sounds() -> None:
    none(found(PICTURES_OF_WORDS, ".css", ".html"))
    none(found(SOUND, ".html", ".js"))


def test_scripts_wait_for_forms_and_shifts_alone() -> None:
    heard = {match for path in files(".js") for match in HEARD.findall(path.read_text(encoding="utf-8"))}
    assert heard == LISTENED_FOR
    none(
        found(
            re.compile(r"\son(?:click|change|input|focus|blur|key\w+|pointer\w+|mouse\w+|touch\w+)="), ".html"
        )
    )


def test_a_fault_is_seen() -> None:
    assert MOVES.search("@keyframes x { }")
    assert SHOWN_ON_HOVER.search("a:hover .more { display: block }")
    assert not SHOWN_ON_HOVER.search("a:hover { color: red }")
    assert HEARD.findall('x.addEventListener("focus", y)') == ["focus"]


def english() -> list[str]:
    """Every text of the interface that is a sentence or nearly one, with a name where one is filled in."""
    texts = set()
    for catalogue in SOURCE.glob("*/locale/es/LC_MESSAGES/django.po"):
        for block in catalogue.read_text(encoding="utf-8").split("\n\n"):
            if said := re.search(r'^msgid ((?:".*"\n)+)', block, re.MULTILINE):
                text = "".join(re.findall(r'"(.*)"', said[1]))
                texts.add(re.sub(r"%\(\w+\)[sd]", "Amal", text))
    return sorted(text for text in texts if len(text.split()) >= CHARACTERS)


def test_words_are_plain() -> None:
    texts = english()
    assert len(texts) > 1000
    assert ease(texts) > EASY


def test_hard_words_are_seen() -> None:
    assert (
        ease(
            [
                "Notwithstanding organisational considerations, participants necessarily acknowledge obligations."
            ]
        )
        < 0
    )


def test_no_words_lead_by_a_colour_or_a_shape() -> None:
    none(text for text in english() if COLOURS.search(text))


def test_help_is_at_the_same_place_of_every_page() -> None:
    """In the frame, which every page has; another test holds that each page is made of it."""
    frame = (SOURCE / "ui" / "templates" / "ui" / "page.html").read_text(encoding="utf-8")
    foot = frame[frame.index('<footer class="foot">') : frame.index("</footer>")]
    order = [
        foot.index(one)
        for one in ('{% url "home:help" as help %}', "{% if help %}", "{% if frame.contact %}")
    ]
    assert order == sorted(order)
    assert frame.count("{% if help %}") == 1


def test_lines_of_text_have_room() -> None:
    found_style = finders.find("ui/page.css")
    style = Path(str(found_style)).read_text(encoding="utf-8")
    (height,) = re.findall(r"^html \{ font: 100%/([\d.]+)", style, re.MULTILINE)
    assert float(height) >= 1.5


def test_what_is_shortened_is_explained_on_the_help_page() -> None:
    used = {short for text in english() for short in re.findall(r"\b[A-Z]{2,6}\b", text)}
    page = (SOURCE / "home" / "templates" / "home" / "help.html").read_text(encoding="utf-8")
    explained = page[page.index("Words that we use") :]
    assert {"CSV", "MB"} <= used
    assert [one for one in sorted(used) if not re.search(rf"<dt>.*\b{one}\b.*</dt>", explained)] == []
    for word in ("Ask", "An ally", "A steward", "Promise", "Vouch", "Passkey"):
        assert f'<dt>{{% translate "{word}" %}}</dt><dd>' in explained


ELSEWHERE = {
    "account_logout": "ends what one does",
    "home:everything": "stands on Help under another question",
    "home:everything_file": "a file",
}


def test_every_page_about_oneself_is_reached_from_two_pages() -> None:
    """From Me, and from Help, which every page leads to."""
    me = (SOURCE / "people" / "templates" / "people" / "me.html").read_text(encoding="utf-8")
    page = (SOURCE / "home" / "templates" / "home" / "help.html").read_text(encoding="utf-8")
    named = set(re.findall(r"\{% url ['\"]([\w:]+)['\"]", me)) - ELSEWHERE.keys()
    assert len(named) > 15
    assert named - set(re.findall(r"\{% url ['\"]([\w:]+)['\"]", page)) == set()
