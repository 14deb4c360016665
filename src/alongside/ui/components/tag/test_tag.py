from alongside.ui.tests.elements import Elements, shown


def test_tag_says_its_word() -> None:
    assert "Help needed" in shown("tag", {"text": "Help needed", "kind": "warning"})
    assert Elements(shown("tag", {"text": "<b>"})).named("b") == []
