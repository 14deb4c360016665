from django import forms as django_forms

from alongside.ui import forms
from alongside.ui.tests.elements import Elements, shown


class SheetForm(forms.Form):
    sheet = django_forms.FileField(label="Sheet")


def test_form_has_its_key() -> None:
    names = [
        each.attributes.get("name") for each in Elements(shown("form", {"form": SheetForm()})).named("input")
    ]
    assert names == ["csrfmiddlewaretoken", "once", "sheet"]


def test_form_with_a_file_can_carry_it() -> None:
    form = Elements(shown("form", {"form": SheetForm()})).named("form")[0]
    assert form.attributes["enctype"] == "multipart/form-data"
    assert form.attributes["method"] == "post"
