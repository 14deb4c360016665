"""A short word about a thing. It says in words what its colour says."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("Plain", {"text": "Draft"}),
        Example("Good", {"text": "Covered", "kind": "good"}),
        Example("Needs eyes", {"text": "Help needed", "kind": "warning"}),
    ]
