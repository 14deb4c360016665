"""What the component folders hold: the gallery, its tests and the accessibility check all read it from here."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "components"


@dataclass(frozen=True, slots=True)
class Example:
    """One way to use a component. With `content` it is shown through `wrap`, otherwise through `component`."""

    title: str
    values: dict[str, Any]
    content: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    name: str
    about: str
    examples: list[Example]


def names() -> list[str]:
    return sorted(folder.name for folder in FOLDER.iterdir() if (folder / f"{folder.name}.html").exists())


def components() -> Iterator[Component]:
    for name in names():
        module = importlib.import_module(f"alongside.ui.components.{name}.examples")
        yield Component(name, (module.__doc__ or "").strip(), module.examples())
