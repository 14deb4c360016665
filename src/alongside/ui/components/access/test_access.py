from alongside.ui.tests.elements import Elements, shown


def test_access_says_in_words_what_is_not_known() -> None:
    facts = [("Toilet", "unknown"), ("Quiet", "no"), ("Loop", ""), ("Seats", "yes")]
    page = shown("access", {"facts": facts})
    assert "<b>Not known:</b> Toilet · Loop" in page
    assert "Quiet: <b>No</b>" in page
    assert "Seats: <b>Yes</b>" in page


def test_access_takes_an_answer_it_does_not_know_as_not_known() -> None:
    assert "Not known" in shown("access", {"facts": [("Loop", "")]})


def test_access_keeps_its_signs_from_being_read_out() -> None:
    signs = Elements(shown("access", {"facts": [("Toilet", "no")]})).named("span")
    assert signs[0].attributes["aria-hidden"] == "true"
