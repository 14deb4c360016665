from alongside.ui.tests.elements import Elements, shown


def test_doors_are_one_list_of_links() -> None:
    elements = Elements(
        shown("doors", {"doors": [{"href": "/a/", "text": "A & B"}], "content": "<li>c</li>"})
    )
    assert len(elements.named("ul")) == 1
    assert list(elements.values("href")) == ["/a/"]
    assert "A &amp; B" in shown("doors", {"doors": [{"href": "/a/", "text": "A & B"}]})
