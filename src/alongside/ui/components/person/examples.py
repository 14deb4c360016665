"""A person's name as it is today, in its own direction. Whoever left is "somebody who has left"."""

from types import SimpleNamespace

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("A name", {"person": SimpleNamespace(display_name="Bruno")}),
        Example("A name in another script", {"person": SimpleNamespace(display_name="أمل")}),
        Example("No name chosen", {"person": SimpleNamespace(display_name="")}),
        Example("Left", {"person": None}),
    ]
