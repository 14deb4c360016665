"""Hours given of hours offered, in minutes: said in words, with a bar beside them."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("Some", {"used": 210, "offered": 480, "label": "This month:"}),
        Example("All of it", {"used": 480, "offered": 480}),
        Example("Nothing yet", {"used": 0, "offered": 480}),
    ]
