"""What somebody chooses on home's own pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.notices.rules import MAILS_TO_CHOOSE
from alongside.people.models import Person
from alongside.ui.forms import Form


class BudgetForm(Form):
    """How many mails may reach somebody in a week."""

    mails_a_week = forms.TypedChoiceField(
        label=_("How many mails may reach you in a week?"),
        help_text=_("All groups together. What is more waits for the next week, or until you look in here."),
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, mails_a_week: int) -> None:
        super().__init__(data, initial={"mails_a_week": mails_a_week})
        choices = sorted({*MAILS_TO_CHOOSE, mails_a_week})
        self.fields["mails_a_week"].choices = [(one, str(one)) for one in choices]  # type: ignore[attr-defined]  # declared above as a choice


class TurnForm(Form):
    """Who takes a turn at a duty that is on one person."""

    to = forms.ChoiceField(label=_("Who could take a turn?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, others: Iterable[Person]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [(one.pk, one.display_name) for one in others]  # type: ignore[attr-defined]  # declared above as a choice
