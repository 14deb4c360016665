"""What somebody chooses on home's own pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.notices.models import Budget
from alongside.notices.rules import MAILS_TO_CHOOSE, NOTES_TO_CHOOSE
from alongside.people.models import Person
from alongside.ui.forms import Form


class BudgetForm(Form):
    """How often somebody may be reached in a week, and asked for help."""

    mails_a_week = forms.TypedChoiceField(
        label=_("How many mails may reach you in a week?"),
        help_text=_("All groups together. What is more waits for the next week, or until you look in here."),
        coerce=int,
        widget=forms.RadioSelect,
    )

    notes_a_week = forms.TypedChoiceField(
        label=_("How often may groups ask you for help in a week?"),
        help_text=_("Only for what fits you, and within the number above. No answer is fine."),
        coerce=int,
        widget=forms.RadioSelect,
    )

    hears_emergencies = forms.BooleanField(
        label=_("Call me when somebody is needed at once"),
        help_text=_("Also at night, in a rest and beyond these numbers. It is counted here."),
        required=False,
    )

    def __init__(self, data: Any = None, *, budget: Budget) -> None:
        initial = {name: getattr(budget, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        for name, choices in (("mails_a_week", MAILS_TO_CHOOSE), ("notes_a_week", NOTES_TO_CHOOSE)):
            numbers = sorted({*choices, initial[name]})
            self.fields[name].choices = [(one, str(one) if one else _("Never")) for one in numbers]  # type: ignore[attr-defined]  # declared above as a choice


class TurnForm(Form):
    """Who takes a turn at a duty that is on one person."""

    to = forms.ChoiceField(label=_("Who could take a turn?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, others: Iterable[Person]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [(one.pk, one.display_name) for one in others]  # type: ignore[attr-defined]  # declared above as a choice
