"""Earlier and later pages of a long list."""

from django.core.paginator import Paginator

from alongside.ui.queries import Example


def examples() -> list[Example]:
    pages = Paginator(range(90), 30)
    return [
        Example("At the beginning", {"page": pages.page(1)}),
        Example("In the middle", {"page": pages.page(2)}),
        Example("At the end, keeping a filter", {"page": pages.page(3), "query": "kind=make&"}),
    ]
