"""Names and values."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example(
            "When and where",
            {
                "facts": [
                    ("When", "Saturday, 10:00 to 13:00"),
                    ("Where", "Near the old harbour"),
                    ("Places", "4"),
                ]
            },
        )
    ]
