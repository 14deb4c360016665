from alongside.ui.tests.elements import Elements, shown


def test_confirm_is_a_form_with_its_key_and_its_fields() -> None:
    elements = Elements(shown("confirm", {"action": "/keep/", "text": "Keep", "fields": {"seen": "2"}}))
    assert elements.named("form")[0].attributes == {"class": "confirm", "method": "post", "action": "/keep/"}
    names = [each.attributes["name"] for each in elements.named("input")]
    assert names == ["csrfmiddlewaretoken", "once", "seen"]
