"""An ask in one more language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks.forms.asking import clean_what
from alongside.asks.models import Ask, Wording
from alongside.core import languages
from alongside.ui.forms import Form, TextField


class WordingForm(Form):
    """The words that are there to change; `NewWordingForm` asks first for which language."""

    what = forms.CharField(
        label=_("What you need, in one sentence"),
        max_length=160,
        help_text=_("Others will read it. Leave out names and addresses."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    why = TextField(label=_("Why does it matter?"), required=False, max_length=2000)
    good = TextField(label=_("What does good help look like?"), required=False, max_length=2000)

    def clean_what(self) -> str:
        return clean_what(self.cleaned_data["what"])


class NewWordingForm(WordingForm):
    language = forms.ChoiceField(label=_("In which language?"))
    field_order = ("language", "what", "why", "good")

    def __init__(self, *args: Any, ask: Ask, **options: Any) -> None:
        super().__init__(*args, **options)
        taken = {ask.language, *(one.language for one in ask.reworded)}
        free = [one for one in languages.choices() if one[0] not in taken]
        self.fields["language"].choices = [("", "–"), *free]  # type: ignore[attr-defined]  # declared above as a choice


def words_of(wording: Wording) -> dict[str, str]:
    return {"what": wording.what, "why": wording.why, "good": wording.good}
