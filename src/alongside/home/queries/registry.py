"""What each area registers in its apps.py. The areas come in import order, from the top down."""

import datetime as dt
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

from django.apps import AppConfig, apps

from alongside.core.fields import SealBroken
from alongside.core.snapshots import snapshot
from alongside.ledger.models import Key
from alongside.ledger.queries import breaks

Job = Callable[[dt.datetime], int]


def areas() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith("alongside.")]


def jobs() -> list[tuple[str, Job]]:
    """What time does, with the name under which the worker reports a failure."""
    return [
        (f"{area.label}.{name}", resolve_name(f"{area.name}.jobs:{name}"))
        for area in areas()
        for name in getattr(area, "jobs", [])
    ]


def registered(attribute: str) -> list[tuple[str, Any]]:
    """What areas name in one attribute of their apps.py, such as the function `erase_of`."""
    return [(area.label, resolve_name(named)) for area in areas() if (named := getattr(area, attribute, ""))]


def breaks_everywhere() -> Iterator[str]:
    """Everything that does not hold on this server: the ledger's chain, then each area's own promises.

    All of it is read at one moment: what somebody writes meanwhile must not look like a broken promise.
    Where the data keys do not open what is stored, as after a restore with other keys, that is all that can be said.
    """
    with snapshot():
        yield from breaks()
        try:
            Key.objects.first()
            yield from promises()
        except SealBroken as error:
            yield str(error)


def promises() -> Iterator[str]:
    """What each area finds broken of its own."""
    for area in areas():
        if find_spec(f"{area.name}.queries") is None:
            continue
        check = getattr(import_module(f"{area.name}.queries"), "broken_promises", None)
        if check is not None:
            yield from check()
