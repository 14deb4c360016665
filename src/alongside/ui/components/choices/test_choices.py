from alongside.ui.tests.elements import Elements, shown


def test_choices_mark_what_was_chosen() -> None:
    options = [("a", "One"), ("ab", "Two")]
    one = Elements(
        shown("choices", {"legend": "?", "name": "n", "options": options, "chosen": ["ab"], "several": True})
    )
    assert [each.attributes["value"] for each in one.named("input") if "checked" in each.attributes] == ["ab"]


def test_choices_mark_one_value_and_not_the_letters_in_it() -> None:
    options = [("a", "One"), ("ab", "Two")]
    one = Elements(shown("choices", {"legend": "?", "name": "n", "options": options, "chosen": "ab"}))
    assert [each.attributes["value"] for each in one.named("input") if "checked" in each.attributes] == ["ab"]
