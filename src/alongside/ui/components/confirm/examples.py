"""One tap that does something: a form of its own with hidden fields and one button."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("One tap", {"action": "#confirm", "text": "I will be there", "fields": {"kept": "yes"}}),
        Example("Danger", {"action": "#confirm", "text": "Take my offer back", "kind": "danger"}),
    ]
