"""The chain told in five pictures, for the front page and the guided path."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    steps = [
        {"title": "A group asks", "text": "They say what they need, when and where."},
        {
            "title": "You offer",
            "text": "You offer the time that you have. A steward says yes.",
            "href": "#story",
        },
        {"title": "You come", "text": "You say that you come, or you free the place early."},
        {"title": "They say whether it helped", "text": "Only the people who asked can say so."},
        {"title": "The group tells what changed", "text": "So that the next ask is a better one."},
    ]
    return [Example("Five steps", {"steps": [{"link": "Look at an offer", **step} for step in steps]})]
