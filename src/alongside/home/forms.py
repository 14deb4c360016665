"""What somebody chooses on home's own pages."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Person
from alongside.ui.forms import Form


class TurnForm(Form):
    """Who takes a turn at a duty that is on one person."""

    to = forms.ChoiceField(label=_("Who could take a turn?"), widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, others: Iterable[Person]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [(one.pk, one.display_name) for one in others]  # type: ignore[attr-defined]  # declared above as a choice
