"""The way back to the page above."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [Example("Back to a group", {"href": "#crumb", "text": "Harbour Kitchen", "language": "en"})]
