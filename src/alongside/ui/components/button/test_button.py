from alongside.ui.tests.elements import Elements, shown


def test_button_sends_or_leads() -> None:
    assert Elements(shown("button", {"text": "Save"})).found[0].name == "button"
    assert Elements(shown("button", {"text": "Read", "href": "/a/"})).found[0].attributes["href"] == "/a/"


def test_button_tells_ears_what_it_is_about() -> None:
    page = shown("button", {"text": "It helped", "about": "Soup <1>"})
    assert '<span class="unseen"> Soup &lt;1&gt;</span>' in page


def test_button_carries_its_value() -> None:
    button = Elements(shown("button", {"text": "No", "name": "count", "value": 0})).found[0]
    assert (button.attributes["name"], button.attributes["value"]) == ("count", "0")
