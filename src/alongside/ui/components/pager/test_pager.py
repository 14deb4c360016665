from django.core.paginator import Paginator

from alongside.ui.tests.elements import Elements, shown


def test_pager_keeps_what_was_looked_for() -> None:
    links = Elements(shown("pager", {"page": Paginator(range(9), 3).page(2), "query": "kind=make&"})).named(
        "a"
    )
    assert [link.attributes["href"] for link in links] == ["?kind=make&page=1", "?kind=make&page=3"]


def test_pager_is_not_there_for_one_page() -> None:
    assert not Elements(shown("pager", {"page": Paginator(range(3), 3).page(1)})).found
