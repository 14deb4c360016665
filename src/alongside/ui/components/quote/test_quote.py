from alongside.ui.tests.elements import Elements, shown


def test_quote_marks_the_language_of_each_paragraph() -> None:
    page = shown("quote", {"text": "Uno\n\nDos", "language": "es"})
    assert page.count('<p lang="es" dir="auto">') == 2
    assert not Elements(page).named("figcaption")


def test_quote_of_somebody_who_left_says_so() -> None:
    page = shown("quote", {"text": "Hello", "has_author": True, "person": None, "when": "today"})
    assert "somebody who has left" in page
    assert "today" in page
