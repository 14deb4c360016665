"""The JSON schema of a report, made from the types of a release so that the two cannot drift apart.

`python -m alongside_equity.report.schema` prints it; `release.schema.json` beside this file is that text.
"""

from __future__ import annotations

import json
import sys
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from alongside_equity.release import SCHEMA, Release

PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}, NoneType: {"type": "null"},
    float: {"type": ["number", "null"]}, Any: {},
}  # fmt: skip
"""A number that is not finite is written as null, so every float may be null."""


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12, of the document that `as_json` writes."""
    parts: dict[str, Any] = {}
    root = _of(Release, parts)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **root, "$defs": parts}


def as_text() -> str:
    return json.dumps(schema(), indent=1, sort_keys=True) + "\n"


def _of(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    if kind in PLAIN:
        return PLAIN[kind]
    if is_dataclass(kind):
        return _record(kind, parts)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [str(value) for value in kind]}
    arguments = get_args(kind)
    if isinstance(kind, UnionType):
        return {"anyOf": [_of(argument, parts) for argument in arguments]}
    if get_origin(kind) is dict:
        return {"type": "object"}
    if get_origin(kind) is tuple and arguments[-1] is not Ellipsis:
        return {"type": "array", "prefixItems": [_of(a, parts) for a in arguments], "items": False}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _of(arguments[0], parts)}
    raise TypeError(f"no schema for {kind}")


def _record(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """One definition a class; all its fields are always there, and no others."""
    name = kind.__name__
    if name not in parts:
        parts[name] = {}
        hints = get_type_hints(kind)
        properties = {part.name: _of(hints[part.name], parts) for part in fields(kind)}
        parts[name] = {
            "type": "object", "description": " ".join((kind.__doc__ or "").split()),
            "properties": properties, "required": sorted(properties), "additionalProperties": False,
        }  # fmt: skip
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    sys.stdout.write(as_text())
