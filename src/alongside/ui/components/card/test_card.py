from alongside.ui.tests.elements import Elements, shown


def test_card_marks_the_language_and_the_direction_of_its_title() -> None:
    page = shown("card", {"title": "ترجمة", "language": "ar", "href": "/a/", "level": 2})
    assert '<h2><a href="/a/"><span lang="ar" dir="auto">ترجمة</span></a></h2>' in page


def test_card_escapes_what_people_wrote() -> None:
    elements = Elements(shown("card", {"title": "<script>", "over": "<script>"}))
    assert not elements.named("script")
