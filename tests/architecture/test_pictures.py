"""The pictures of the docs: each that is named is taken by `make pictures`, and each that is taken is shown."""

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, none, place
from tests.journeys.album import ALBUM
from tests.journeys.palette import SIGNATURE, chunk, merged, read, smaller

LARGEST = 60_000
"""Bytes. Somebody reads the docs on a telephone, and pays for each."""
SHORTEST = 25
"""Letters of a text that says what is on a picture: a name is not enough."""


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def shown(page: Path) -> Iterator[tuple[str, str]]:
    """Each picture's path from the root, and the text instead of it."""
    for text, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+\.png)\)", page.read_text(encoding="utf-8")):
        yield (page.parent / target).resolve().relative_to(ROOT).as_posix(), text


def test_pictures_of_the_docs_are_those_that_the_command_takes() -> None:
    named = {path for page in pages() for path, _text in shown(page)}
    assert named == {one.path for one in ALBUM}


def test_no_picture_is_left_over_or_missing() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.png")}
    assert there == {one.path for one in ALBUM}


def test_every_picture_is_said_in_words() -> None:
    none(
        f"{place(page)}: {path} needs a sentence that says what is on it"
        for page in pages()
        for path, text in shown(page)
        if len(text) < SHORTEST
    )


@pytest.mark.parametrize("path", [one.path for one in ALBUM])
def test_picture_is_small(path: str) -> None:
    assert (ROOT / path).stat().st_size < LARGEST, f"{path}: take it with `make pictures`"


def png(rows: list[list[bytes]], kinds: list[int]) -> bytes:
    """A picture in which each row is stored in another of PNG's five ways."""
    width, above, body = len(rows[0]), bytes(3 * len(rows[0])), b""
    for kind, colours in zip(kinds, rows, strict=True):
        row = b"".join(colours)
        body += bytes([kind, *((row[at] - before(kind, row, above, at)) & 255 for at in range(len(row)))])
        above = row
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def before(kind: int, row: bytes, above: bytes, at: int) -> int:
    left, corner = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
    up = above[at]
    closest = sorted((left, up, corner), key=lambda one: abs(left + up - corner - one))[0]
    return (0, left, up, (left + up) // 2, closest)[kind]


def painted(path: bytes) -> list[list[bytes]]:
    """The colours of a picture with a palette, as any program finds them."""
    width = struct.unpack_from(">I", path, 16)[0]
    parts = {path[at + 4 : at + 8]: at for at in offsets(path)}
    palette = content(path, parts[b"PLTE"])
    body = zlib.decompress(content(path, parts[b"IDAT"]))
    rows = [body[at + 1 : at + 1 + width] for at in range(0, len(body), width + 1)]
    return [[palette[3 * one : 3 * one + 3] for one in row] for row in rows]


def offsets(path: bytes) -> Iterator[int]:
    at = len(SIGNATURE)
    while at < len(path):
        yield at
        at += struct.unpack_from(">I", path, at)[0] + 12


def content(path: bytes, at: int) -> bytes:
    return path[at + 8 : at + 8 + struct.unpack_from(">I", path, at)[0]]


def test_picture_with_few_colours_stays_as_it_is() -> None:
    rows = [[bytes([x * 40, y * 50, (x * y) % 7]) for x in range(6)] for y in range(5)]
    picture = png(rows, [0, 1, 2, 3, 4])
    assert read(picture) == (6, 5, rows)
    assert painted(smaller(picture)) == rows


def test_too_many_colours_become_those_that_are_used_most() -> None:
    used = Counter({bytes([x, y, 0]): 1 for x in range(40) for y in range(40)})
    used[bytes([7, 7, 0])] = 1000
    stands_for = merged(used)
    assert len(set(stands_for.values())) <= 256
    assert stands_for[bytes([7, 7, 0])] == stands_for[bytes([6, 6, 0])] == bytes([7, 7, 0])
