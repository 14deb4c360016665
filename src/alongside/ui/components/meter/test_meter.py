from alongside.ui.tests.elements import Elements, shown


def test_meter_says_in_words_what_it_draws() -> None:
    page = shown("meter", {"used": 90, "offered": 480})
    assert "1 hour 30 minutes of 8 hours" in page
    elements = Elements(page)
    assert elements.named("rect")[0].attributes["width"] == "90"
    assert elements.named("svg")[0].attributes["viewbox"] == "0 0 480 10"


def test_meter_stands_when_nothing_is_offered() -> None:
    assert (
        Elements(shown("meter", {"used": 0, "offered": 0})).named("svg")[0].attributes["viewbox"]
        == "0 0 1 10"
    )
