from alongside.ui.tests.elements import Elements, shown


def test_tabs_mark_the_page_that_is_open() -> None:
    tabs = [{"href": "/a/", "text": "A"}, {"href": "/b/", "text": "B", "here": True}]
    links = Elements(shown("tabs", {"label": "Parts", "tabs": tabs})).named("a")
    assert [link.attributes.get("aria-current") for link in links] == [None, "page"]
