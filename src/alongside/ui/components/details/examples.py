"""More for whoever wants it. What everybody needs stands outside."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example(
            "Closed",
            {"summary": "Why do you ask this?", "text": "So that nobody is asked beyond their hours."},
        ),
        Example("Open", {"summary": "Who sees this?", "text": "Only the stewards.", "open": True}),
    ]
