"""Nothing here yet: says so, and what to do next."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example(
            "With a way on",
            {
                "title": "You have not promised anything yet.",
                "text": "Look at what fits your hours and your way.",
                "action": "See asks",
                "href": "#empty",
            },
        ),
        Example("Nothing to do", {"title": "Nothing waits for you.", "text": "Rest well."}),
    ]
