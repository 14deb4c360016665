"""Free places of a date, for those who may offer: in words, and as strips that people tear off a note."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("Some taken", {"free": 2, "places": 4}),
        Example("One left", {"free": 1, "places": 3}),
        Example("None left", {"free": 0, "places": 2}),
        Example("Too many to draw", {"free": 40, "places": 60}),
    ]
