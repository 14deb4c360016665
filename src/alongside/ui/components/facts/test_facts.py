from alongside.ui.tests.elements import Elements, shown


def test_facts_are_names_and_values() -> None:
    page = shown("facts", {"facts": [("Where", "<the harbour>")]})
    assert "<dt>Where</dt><dd>&lt;the harbour&gt;</dd>" in page
    assert Elements(page).found[0].name == "dl"
