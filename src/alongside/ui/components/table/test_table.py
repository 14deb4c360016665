from alongside.ui.tests.elements import Elements, shown


def test_table_names_itself_and_its_heads_and_can_be_scrolled_by_keys() -> None:
    elements = Elements(
        shown("table", {"caption": "Lines", "head": ["Line", "What"], "rows": [["2", "<Soup>"]]})
    )
    region = elements.found[0].attributes
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Lines")
    assert [each.attributes["scope"] for each in elements.named("th")] == ["col", "col", "row"]
