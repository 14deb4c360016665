"""A piece of paper on the board: an ask, or any other thing that has a page of its own."""

from django.utils.safestring import mark_safe

from alongside.ui.queries import Example

FACTS = mark_safe("<p>Saturday, 10:00 to 13:00</p><p>Near the old harbour</p>")
KITCHEN = "Harbour Kitchen"


def examples() -> list[Example]:
    return [
        Example(
            "An ask",
            {
                "kind": "ask",
                "title": "Carry soup to the harbour",
                "href": "#card",
                "language": "en",
                "over": KITCHEN,
            },
            FACTS,
        ),
        Example(
            "An ask in Arabic",
            {
                "kind": "ask",
                "title": "ترجمة في موعد الطبيب",
                "href": "#card",
                "language": "ar",
                "over": KITCHEN,
            },
            FACTS,
        ),
        Example("Without a page of its own", {"title": "Chairs for the vigil", "language": "en"}, FACTS),
        Example("A thing", {"title": "What this server holds", "href": "#card", "language": "en"}, FACTS),
    ]
