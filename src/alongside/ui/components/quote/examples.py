"""What somebody wrote, with who and when where that may be shown."""

from types import SimpleNamespace

from alongside.ui.queries import Example


def examples() -> list[Example]:
    amal = SimpleNamespace(display_name="Amal")
    return [
        Example(
            "A message",
            {
                "text": "Please come to the back door.\n\nBring the big pot if you can.",
                "language": "en",
                "has_author": True,
                "person": amal,
                "when": "Friday, 18:20",
            },
        ),
        Example("Words without a name", {"text": "شكرا على وقتكم", "language": "ar"}),
    ]
