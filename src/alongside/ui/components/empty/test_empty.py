from alongside.ui.tests.elements import Elements, shown


def test_empty_says_what_to_do_next() -> None:
    page = shown("empty", {"title": "Nothing.", "action": "See asks", "href": "/asks/"})
    assert Elements(page).named("a")[0].attributes["href"] == "/asks/"


def test_empty_has_no_button_that_leads_nowhere() -> None:
    assert not Elements(shown("empty", {"title": "Nothing.", "action": "See asks"})).named("a", "button")
