"""What no browser sends and no person types, and what both may."""

import os
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CASES = int(os.environ.get("ALONGSIDE_FUZZING", "0"))
"""How often each thing is tried in the long run. Without it each test has its own small number, always the same."""
CANARY = "qzqz"
SCRIPT = f"<script>{CANARY}()</script>\"'><img src=x onerror={CANARY}()>"
HARMLESS = ("&lt;", "&quot;", "&#x27;")

WORDS = [
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\ufffe\uffff",
    "\u202e\u2066 turned",
    "٣",
    "²",
    "Ⅻ",
    "᠐",
    "e\u0301" * 50,
    "👩🏽‍🦽" * 30,
    "x" * 70_000,
    "-1",
    "0",
    "1",
    "9" * 30,
    "9" * 5_000,
    "1e999",
    "nan",
    "-inf",
    "0x10",
    "1_000",
    "--",
    "None",
    "../../etc/passwd",
    "%00",
    "%",
    "{{ 7|add:7 }}",
    "${7}",
    "' OR 1=1 --",
    "javascript:alert(1)",
    "//evil.example",
    "http://[::1",
    "\r\nSet-Cookie: a=b",
    SCRIPT,
    "[]",
    '{"a": [',
    "ask:",
    "ask:\0",
    ":" * 40,
]
TIMES = [
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "1000000000000-01-01",
    "2026-02-30",
    "2026-03-29",
    "2026-13-01",
    "2026-03-14T10:00",
    "00:00",
    "24:00",
    "25:61",
    "02:30",
    "23:59:59.999999",
]
BYTES = [
    b"\xff\xfe",
    b"\x80",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\x00",
    b"%ff%00",
    b"%u0041",
    b"&&==&;",
    b"=" * 300,
]
KINDS = [
    "a;q*;q*0",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=zlib",
    "text/plain; charset=unicode_escape",
    "multipart/form-data; boundary=b; charset=unicode_escape",
    "multipart/form-data; boundary=b; charset=hex",
    "multipart/form-data",
    "multipart/form-data; boundary=b",
    "multipart/form-data; boundary=\xff",
    "application/json",
    "",
    "x",
]
PARTS = [
    b"",
    b"--b",
    b"--b\r\n",
    b"--b--",
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nWhat,When\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="\x00/../a"\r\n\r\n\xff\xff\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="what"\r\n\r\n\\ud800\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="what"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="what"\r\n\r\nno end',
    b"\r\n" * 100,
]
words = st.one_of(st.sampled_from(WORDS + TIMES), st.text(max_size=40), st.integers().map(str))
headers = words.map(lambda one: one.encode(errors="replace").decode("latin-1").replace("\0", ""))
"""A server of HTTP lets no NUL pass in a header."""
raw = st.one_of(st.sampled_from(BYTES + PARTS), st.binary(max_size=60))


def tried(short: int) -> Any:
    """A test of Hypothesis, with the same small number of cases each time or with as many new ones as are wanted."""
    return settings(
        max_examples=CASES or short,
        derandomize=not CASES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def encoded(words: str) -> str:
    """As an address may hold it, a half of a pair too."""
    return quote_from_bytes(words.encode(errors="surrogatepass"))


def is_utf8(words: str) -> bool:
    """What `core.readable` lets through."""
    return not any("\ud800" <= letter <= "\udfff" for letter in words)


def is_escaped(page: str) -> bool:
    """Whether none of what was written into it is markup in it."""
    return not re.search(rf"<script>{CANARY}|<img src=x onerror={CANARY}", page)


class Forms(HTMLParser):
    """The forms of a page: where each goes, and every field of it with what a browser would send at first."""

    PLAIN = {
        "date": "2026-03-14",
        "time": "10:00",
        "number": "3",
        "email": "a@mail.example",
        "url": "https://a.example",
    }

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.field, self.inside = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        name = has.get("name", "")
        if tag == "form":
            self.inside = True
            self.found.append(
                {"action": has.get("action", ""), "method": has.get("method", "get").lower(), "fields": {}}
            )
        elif self.inside and tag == "option" and self.field:
            fields = self.found[-1]["fields"]
            if not fields[self.field] or "selected" in has:
                fields[self.field] = has.get("value", "")
        elif self.inside and name and tag in {"input", "select", "textarea"}:
            self.field = name if tag == "select" else ""
            kind = has.get("type", "text" if tag == "input" else tag)
            if kind == "radio" and name in self.found[-1]["fields"] and "checked" not in has:
                return
            value = has.get("value", "") or self.PLAIN.get(kind, "" if tag == "select" else CANARY)
            self.found[-1]["fields"][name] = "on" if kind == "checkbox" and not has.get("value") else value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.field = ""


def forms(page: str) -> list[dict[str, Any]]:
    reader = Forms()
    reader.feed(page)
    return reader.found
