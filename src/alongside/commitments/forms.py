"""What comes in from the pages of commitments."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Shift
from alongside.commitments.models import Decline, Outcome, Release
from alongside.core.access import Fact
from alongside.people.models import Person
from alongside.ui.forms import ChoiceField, Form, MultipleChoiceField, TextField
from alongside.ui.templatetags.ui import moment

NOTE_LENGTH = 1000


class OfferForm(Form):
    """Which date, and what the ally wants the group to know. Ticked needs are shared for this one offer."""

    note = TextField(
        label=_("A word to the group"),
        help_text=_("Only the group's stewards read it."),
        required=False,
        max_length=NOTE_LENGTH,
        rows=3,
    )
    field_order = ("shift", "note", "shared_needs")

    def __init__(self, *args: Any, shifts: list[Shift], ally: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shifts = {shift.pk: shift for shift in shifts}
        only_one = len(shifts) == 1
        if only_one:
            self.initial["shift"] = shifts[0].pk
        self.fields["shift"] = forms.ChoiceField(
            label=_("Which date?"),
            choices=[(shift.pk, date_in_words(shift)) for shift in shifts],
            widget=forms.HiddenInput if only_one else forms.RadioSelect,
            error_messages={"invalid_choice": _("This date is no longer free. Choose another one.")},
        )
        needs = set(ally.access_needs.values_list("fact", flat=True))
        if needs:
            self.fields["shared_needs"] = MultipleChoiceField(
                label=_("Tell the group what you need"),
                help_text=_("Only for this one offer. Leave it empty to tell nothing."),
                choices=[(fact.value, fact.label) for fact in Fact if fact in needs],
                required=False,
            )
        self.order_fields(self.field_order)

    def clean_shift(self) -> Shift:
        return self.shifts[self.cleaned_data["shift"]]


def date_in_words(shift: Shift) -> str:
    """When it is, in the time of its place, and in which role."""
    said = moment(shift.starts_at, shift.ends_at, shift.ask.community.zone)
    return format_html("{} · {}", said, shift.role) if shift.role else said


class DeclineForm(Form):
    reason = ChoiceField(
        label=_("Give a reason, if you like"), choices=Decline.Reason.choices, required=False, initial=""
    )


class DismissalForm(Form):
    reason = ChoiceField(
        label=_("Give a reason, if you like"),
        choices=[
            choice
            for choice in Release.Reason.choices
            if choice[0] not in {Release.Reason.CANCELLED, Release.Reason.LEFT}
        ],
        required=False,
        initial="",
    )


class VerdictForm(Form):
    outcome = ChoiceField(label=_("Did it help?"), choices=Outcome.choices)


class MessageForm(Form):
    text = TextField(label=_("Your message"), max_length=4000, rows=4)
