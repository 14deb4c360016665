from alongside.ui.tests.elements import Elements, shown


def test_list_shows_rows_with_their_language() -> None:
    page = shown(
        "list", {"rows": [{"title": "مرافقة", "language": "ar", "facts": ["<9:00>"], "tag": "Soon"}]}
    )
    assert '<span lang="ar" dir="auto">مرافقة</span>' in page
    assert "&lt;9:00&gt;" in page
    assert not Elements(page).named("a")
