"""A whole form: key, list of errors with links to their fields, the fields, the button."""

from django import forms as django_forms

from alongside.ui import forms
from alongside.ui.queries import Example


class NoteForm(forms.Form):
    title = django_forms.CharField(label="Title", help_text="What the page is called.")
    text = forms.TextField(label="Your words", required=False)


def examples() -> list[Example]:
    wrong = NoteForm({"wrong-text": "Bring a warm coat."}, prefix="wrong")
    wrong.add_error(None, "Three people already wrote today. Try again tomorrow.")
    return [
        Example("Fresh", {"form": NoteForm(prefix="new"), "submit": "Write it"}),
        Example("With errors; what was typed stays", {"form": wrong, "submit": "Write it", "back": "#form"}),
    ]
