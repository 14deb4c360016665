from alongside.ui.components.field.examples import AskForm
from alongside.ui.tests.elements import Elements, shown


def test_field_with_several_inputs_is_one_group_with_one_name() -> None:
    elements = Elements(shown("field", {"field": AskForm()["languages"]}))
    group = elements.named("fieldset")[0]
    assert group.attributes["aria-describedby"] == "id_languages_helptext"
    assert len(elements.named("legend")) == 1
    assert all("label" in each.inside for each in elements.named("input"))


def test_field_shows_its_hint_before_what_is_typed() -> None:
    page = shown("field", {"field": AskForm()["what"]})
    assert page.index("A few plain words") < page.index("<input")


def test_a_choice_that_is_made_beforehand_is_not_called_optional() -> None:
    """Something is always chosen there: nobody could leave it out."""
    form = AskForm()
    assert "optional" not in shown("field", {"field": form["reach"]})
    assert "optional" in shown("field", {"field": form["languages"]})
