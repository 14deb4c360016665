"""Something to know before going on."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("Information", {"text": "Exact places open two days before."}),
        Example(
            "Warning",
            {"kind": "warning", "title": "You are the only steward", "text": "Invite a second one."},
        ),
        Example("Something went wrong", {"kind": "error", "text": "The list could not be read."}),
        Example("Good", {"kind": "good", "text": "Your offer was sent."}),
    ]
