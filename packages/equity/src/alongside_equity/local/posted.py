"""What a form sent: fields and files, read from memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Posted:
    """Fields with all their values, and files by the names of their fields."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        return self.fields.get(name, [""])[0].strip()

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.fields.get(name, []) if value)

    def file(self, name: str) -> tuple[str, bytes]:
        """(name of the file, content), both empty when none was chosen."""
        return self.files.get(name, ("", b""))


def read(kind: str, body: bytes) -> Posted:
    """From the content type and the body; what is neither kind of form is an empty one."""
    if kind.startswith("application/x-www-form-urlencoded"):
        text = body.decode("utf-8", errors="replace")
        try:
            return Posted(parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            return Posted()
    boundary = re.match(r'multipart/form-data;.*?boundary="?([^";]+)"?', kind)
    return _parts(body, boundary[1].encode()) if boundary else Posted()


def _parts(body: bytes, boundary: bytes) -> Posted:
    fields: dict[str, list[str]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1 : MOST_FIELDS + 1]:
        head, _, content = part.partition(b"\r\n\r\n")
        described = head.decode("utf-8", errors="replace")
        name = re.search(r'\bname="([^"]*)"', described)
        if name is None:
            continue
        chosen = re.search(r'filename="([^"]*)"', described)
        if chosen:
            files[name[1]] = (chosen[1].replace("\\", "/").rpartition("/")[2], content)
        else:
            fields.setdefault(name[1], []).append(content.decode("utf-8", errors="replace"))
    return Posted(fields, files)
