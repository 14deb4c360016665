"""Sister pages side by side. They are links; each leads to a page of its own."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    tabs = [
        {"href": "#tabs", "text": "Offers", "here": True, "count": 3},
        {"href": "#tabs-dates", "text": "Dates"},
        {"href": "#tabs-people", "text": "People"},
    ]
    return [Example("Three pages", {"label": "Parts of this group", "tabs": tabs})]
