"""Something to press. One primary button on a page; the rest are quiet, dangerous or look like links."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    return [
        Example("Primary, sends its form", {"text": "I can do this"}),
        Example("Quiet, leads somewhere", {"text": "Read more", "href": "#button", "kind": "quiet"}),
        Example("Danger", {"text": "Delete my account", "kind": "danger"}),
        Example("Looks like a link", {"text": "Not now", "kind": "link"}),
        Example(
            "With words for those who hear the page",
            {"text": "It helped", "about": "Soup for forty, Bruno", "name": "said", "value": "helped"},
        ),
    ]
