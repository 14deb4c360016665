"""A picture of a page holds few colours. With at most 256 of them in a palette a PNG is a third of its size."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 256
CHANNELS = {2: 3, 6: 4}
"""By PNG's number for the kind of colour: red, green, blue; and the same with transparency."""
Colour = bytes


def smaller(png: bytes) -> bytes:
    """The same picture with a palette. Where there are too many colours, near ones become the one that is used most."""
    width, height, rows = read(png)
    used = Counter(colour for row in rows for colour in row)
    stands_for = merged(used)
    palette = sorted(set(stands_for.values()))
    number = {colour: palette.index(stands_for[colour]) for colour in used}
    body = b"".join(b"\0" + bytes(number[colour] for colour in row) for row in rows)
    return SIGNATURE + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            chunk(b"PLTE", b"".join(palette)),
            chunk(b"IDAT", zlib.compress(body, 9)),
            chunk(b"IEND", b""),
        )
    )


def merged(used: Counter[Colour]) -> dict[Colour, Colour]:
    """For each colour the one that stands for it: itself, if a palette has room for all."""
    for shift in range(8):
        most_used: dict[tuple[int, ...], Colour] = {}
        for colour, _times in used.most_common():
            most_used.setdefault(tuple(part >> shift for part in colour), colour)
        if len(most_used) <= MOST:
            break
    return {colour: most_used[tuple(part >> shift for part in colour)] for colour in used}


def read(png: bytes) -> tuple[int, int, list[list[Colour]]]:
    """Width, height and the colours of each row of a PNG as browsers make it: eight bits, not interlaced."""
    parts = dict.fromkeys([b"IHDR", b"IDAT"], b"")
    for kind, content in chunks(png):
        if kind in parts:
            parts[kind] += content
    width, height, bits, kind_of_colour, _compression, _filter, interlaced = struct.unpack(
        ">IIBBBBB", parts[b"IHDR"]
    )
    if bits != 8 or kind_of_colour not in CHANNELS or interlaced:
        raise ValueError("This PNG is not of the form that browsers make.")
    step = CHANNELS[kind_of_colour]
    rows = unfiltered(zlib.decompress(parts[b"IDAT"]), width * step, step)
    return width, height, [[row[at : at + 3] for at in range(0, len(row), step)] for row in rows]


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def unfiltered(data: bytes, length: int, step: int) -> Iterator[bytes]:
    """PNG stores each byte as the difference to a neighbour: see its specification, part 9."""
    above = bytes(length)
    for start in range(0, len(data), length + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        if kind:
            for at in range(length):
                left = row[at - step] if at >= step else 0
                corner = above[at - step] if at >= step else 0
                row[at] = (row[at] + neighbour(kind, left, above[at], corner)) & 255
        above = bytes(row)
        yield above


def neighbour(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
