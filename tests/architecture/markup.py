"""Templates as the architecture tests read them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.source import files, place

TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.S)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"alt", "title", "aria-label", "placeholder", "aria-description", "aria-roledescription"}


def templates() -> Iterator[Path]:
    yield from files(".html")


def blank(pattern: re.Pattern[str], text: str) -> str:
    """The same lines with what matches taken out."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


class Reader(HTMLParser):
    """Collects words that nobody marked for translation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "code"}:
            self.silent += 1
        for name, value in attributes:
            if name in SPOKEN and value and WORD.search(value):
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "code"}:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent and WORD.search(data):
            self.found.append((self.getpos()[0], data.strip()))


def bare_words(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    for pattern in (COMMENT, TRANSLATED, TAG):
        text = blank(pattern, text)
    reader = Reader()
    reader.feed(text)
    reader.close()
    return [f"{place(path, line)}: not marked for translation: {words!r}" for line, words in reader.found]


FORM = re.compile(r"<form\b(?P<tag>[^>]*)>(?P<body>.*?)</form>", re.S | re.I)
HAS_KEY = re.compile(r"{% form_(?:key|again [\w.]+) %}")


def forms_without_key(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [
        f"{place(path, text[: match.start()].count(chr(10)) + 1)}: a POST form without form_key"
        for match in FORM.finditer(text)
        if re.search(r"""method=["']?post""", match["tag"], re.I) and not HAS_KEY.search(match["body"])
    ]


INLINE = re.compile(r"""\sstyle=|<style\b|\son[a-z]+=["']|<script(?![^>]*\bsrc=)|javascript:""", re.I)
ELSEWHERE = re.compile(
    r"""(?:src|href|action|srcset|poster|data)=["']\s*(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//"""
)


def lines_with(pattern: re.Pattern[str], path: Path, problem: str) -> list[str]:
    text = blank(COMMENT, path.read_text(encoding="utf-8"))
    return [
        f"{place(path, number)}: {problem}"
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
