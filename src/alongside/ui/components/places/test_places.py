from alongside.ui.tests.elements import Elements, shown


def test_places_are_said_and_drawn() -> None:
    page = shown("places", {"free": 1, "places": 3})
    assert "1 of 3 places is free." in page
    elements = Elements(page)
    assert elements.named("ul")[0].attributes["aria-hidden"] == "true"
    assert [each.attributes.get("class") for each in elements.named("li")] == ["is-taken", "is-taken", None]


def test_places_without_number_are_only_said() -> None:
    page = shown("places", {"free": 40, "places": 60})
    assert "40 of 60 places are free." in page
    assert not Elements(page).named("li")
