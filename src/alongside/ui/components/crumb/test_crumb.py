from alongside.ui.tests.elements import Elements, shown


def test_crumb_leads_back_in_the_language_of_its_page() -> None:
    page = shown("crumb", {"href": "/a/", "text": "Cocina", "language": "es"})
    assert Elements(page).named("a")[0].attributes["href"] == "/a/"
    assert '<span lang="es" dir="auto">Cocina</span>' in page
