"""A few choices in large targets, where no form class stands behind them."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    said = [("helped", "It helped"), ("not_needed", "Not what we needed"), ("did_not_come", "Did not come")]
    return [
        Example(
            "One of a few", {"legend": "How was it?", "name": "said", "options": said, "chosen": "helped"}
        ),
        Example(
            "Several",
            {
                "legend": "Who was there?",
                "hint": "Tick everybody.",
                "name": "who",
                "several": True,
                "options": [("a", "Amal"), ("b", "Bruno")],
                "chosen": ["b"],
            },
        ),
    ]
