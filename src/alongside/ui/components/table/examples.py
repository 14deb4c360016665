"""Rows and columns with a caption. A wide one scrolls inside itself, by keyboard too."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example(
            "An imported sheet",
            {
                "caption": "What was read from the sheet",
                "head": ["Line", "What", "When", "How many", "Note"],
                "rows": [
                    ["2", "Soup", "Saturday, 10:00", "4", "ready"],
                    ["3", "Chairs", "not understood", "2", "Which day is “soon”?"],
                ],
            },
        )
    ]
