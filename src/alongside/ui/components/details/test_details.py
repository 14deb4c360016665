from alongside.ui.tests.elements import Elements, shown


def test_details_is_closed_unless_told() -> None:
    assert "open" not in Elements(shown("details", {"summary": "Why"})).found[0].attributes
    assert "open" in Elements(shown("details", {"summary": "Why", "open": True})).found[0].attributes
