"""How far an ask has come: asked, promised, done, it helped. `at` is the number of steps reached, 0 to 4."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("Promised", {"at": 2, "note": "Saturday, 10:00"}),
        Example("Only asked", {"at": 1}),
        Example("Done, and not answered yet", {"at": 3}),
        Example("It helped", {"at": 4}),
    ]
