"""How a value of a row stands in a line. What is sealed on the disk is open here: the keys stay behind."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import Field, ForeignKey, JSONField

from alongside.core.fields import SealBroken, seal, unseal

SEALED = "$sealed"
BEGINS = "gAAAA"
"""Every text that Fernet makes begins so. The library of code apps keeps such texts inside of a JSON value."""

UNFIT = (
    *(DatabaseError, ValidationError, ValueError, KeyError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)
"""What comes of a row that does not fit. The last two: a number that no database holds, a thousand brackets."""


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
