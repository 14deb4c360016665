from alongside.ui.tests.elements import Elements, shown


def test_story_tells_its_steps_in_order() -> None:
    page = shown(
        "story", {"steps": [{"title": "Ask", "text": "a"}, {"title": "Offer", "text": "b"}], "level": 2}
    )
    assert page.index("<h2>Ask</h2>") < page.index("<h2>Offer</h2>")
    assert Elements(page).found[0].name == "ol"
