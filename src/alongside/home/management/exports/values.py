"""How a value of a row stands in a line. What is sealed on the disk is open here: the keys stay behind."""

import datetime as dt
import json
from typing import Any

from django.db.models import Field, ForeignKey, JSONField

from alongside.core.fields import SealBroken, seal, unseal

SEALED = "$sealed"
BEGINS = "gAAAA"
"""Every text that Fernet makes begins so. The library of code apps keeps such texts inside of a JSON value."""


def line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=said)


def said(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def going_out(value: Any, field: "Field[Any, Any]") -> Any:
    return opened(value) if isinstance(field, JSONField) else value


def coming_in(value: Any, field: "Field[Any, Any]") -> Any:
    if isinstance(field, JSONField):
        return closed(value)
    target = field.target_field if isinstance(field, ForeignKey) else field
    return target.to_python(value)


def opened(value: Any) -> Any:
    """Also what is sealed inside."""
    if isinstance(value, dict):
        return {key: opened(one) for key, one in value.items()}
    if isinstance(value, list):
        return [opened(one) for one in value]
    if isinstance(value, str) and value.startswith(BEGINS):
        try:
            return {SEALED: unseal(value)}
        except SealBroken:
            return value
    return value


def closed(value: Any) -> Any:
    """The opposite, under the keys of the server that it comes to."""
    if isinstance(value, dict):
        if set(value) == {SEALED}:
            return seal(value[SEALED])
        return {key: closed(one) for key, one in value.items()}
    return [closed(one) for one in value] if isinstance(value, list) else value


def cell(value: Any) -> str:
    """For CSV. A spreadsheet program must not take somebody's words for a formula."""
    text = value if isinstance(value, str) else plain(value)
    return f"'{text}" if text[:1] in set("=+-@\t\r") else text


def plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date | dt.time):
        return said(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
