"""Rows with a title, facts and at most one thing to do."""

from django.utils.safestring import mark_safe

from alongside.ui.queries import Example

DO = mark_safe('<a class="button is-quiet" href="#list-change">Change</a>')


def examples() -> list[Example]:
    soup = {
        "title": "Carry soup to the harbour",
        "href": "#list",
        "language": "en",
        "facts": ["Saturday, 10:00 to 13:00", "2 of 4 places"],
        "tag": "Help needed",
        "tag_kind": "warning",
    }
    visit = {"title": "مرافقة إلى الطبيب", "href": "#list", "language": "ar", "facts": ["Monday, 9:00"]}
    return [
        Example("Two rows", {"rows": [soup, visit]}),
        Example("A row without a page", {"rows": [{"title": "Chairs for the vigil", "language": "en"}]}),
        Example("A row with something to do", {"rows": [{**soup, "action": DO}]}),
    ]
