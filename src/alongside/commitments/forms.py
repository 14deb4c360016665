"""What comes in from the pages of commitments."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import SeriesReach, Shift
from alongside.asks.queries import date_in_words
from alongside.asks.rules.repeating import Reach
from alongside.commitments.models import Decline, Outcome, Release, Shown
from alongside.core.access import Fact
from alongside.notices.rules import MESSAGE_LENGTH
from alongside.ui.forms import ChoiceField, DateField, Form, MultipleChoiceField, TextField

NOTE_LENGTH = 1000


class OfferForm(Form):
    """Which date, and what the ally wants the group to know. Ticked needs are shared for this one offer.

    What is sent is read without the page; `show` gives the form the choices of the page that it stands on.
    """

    shift = forms.CharField(label=_("Which date?"), widget=forms.RadioSelect)
    as_one_more = forms.BooleanField(
        label=_("I come as one more"),
        help_text=_(
            "All places are taken, and one more makes it sure that enough come. "
            "If you are not needed, we tell you two days before. Then your hours are yours again."
        ),
        required=False,
    )
    note = TextField(
        label=_("A word to the group"),
        help_text=_("Only the group's stewards read it."),
        required=False,
        max_length=NOTE_LENGTH,
        rows=3,
    )
    shared_needs = MultipleChoiceField(
        label=_("Tell the group what you need"),
        help_text=_("Only for this one offer. Leave it empty to tell nothing."),
        choices=Fact.choices,
        required=False,
    )

    def __init__(self, *args: Any, ask_id: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_id = ask_id

    def clean_shift(self) -> Shift:
        """The date by its name only: the offer reads it, and refuses one that is not there."""
        return Shift(pk=self.cleaned_data["shift"], ask_id=self.ask_id)

    def show(self, *, shifts: list[Shift], needs: list[str]) -> None:
        """A lone date is not asked about; what stands against it is then said above the whole form."""
        self.fields["shift"].widget.choices = [
            (one.pk, date_in_words(one, "" if one.free else gettext("as one more"))) for one in shifts
        ]
        if len(shifts) == 1:
            self.initial["shift"] = shifts[0].pk
            self.fields["shift"].widget = forms.HiddenInput()
            for words in self.errors.pop("shift", []):
                self.add_error(None, words)
        if all(shift.free for shift in shifts):
            del self.fields["as_one_more"]
        self.fields["shared_needs"].widget.choices = [
            (fact.value, fact.label) for fact in Fact if fact in needs
        ]
        if not needs:
            del self.fields["shared_needs"]


class StintForm(Form):
    until = DateField(
        label=_("Until which day?"), help_text=_("At most twelve weeks from today. You can end it sooner.")
    )


class EndStintForm(Form):
    held = ChoiceField(
        label=_("And the dates that you promised already?"),
        choices=[("keep", _("I keep them")), ("back", _("I give them all back"))],
        initial="keep",
        required=False,
    )

    def __init__(self, *args: Any, holds_some: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not holds_some:
            del self.fields["held"]

    def gives_back(self) -> bool:
        return self.cleaned_data.get("held") == "back"


class DeclineForm(Form):
    reason = ChoiceField(
        label=_("Give a reason, if you like"), choices=Decline.Reason.choices, required=False, initial=""
    )


class CancellationForm(Form):
    """Only a date of a series is asked about the others; nothing said means this one alone."""

    reach = ChoiceField(
        label=_("Which dates?"), choices=SeriesReach.choices, required=False, initial=Reach.ONE.value
    )

    def reached(self) -> Reach:
        return Reach(self.cleaned_data["reach"] or Reach.ONE)


class DismissalForm(Form):
    reason = ChoiceField(
        label=_("Why?"),
        choices=[
            (reason.value, reason.label)
            for reason in (Release.Reason.COVERED, Release.Reason.CHANGED, Release.Reason.OTHER)
        ],
    )


class VerdictForm(Form):
    outcome = ChoiceField(label=_("Did it help?"), choices=Outcome.choices)


class CalendarForm(Form):
    name = forms.CharField(
        label=_("A name for this address"),
        help_text=_("So that you know later which calendar it is. Only you see it."),
        max_length=60,
    )
    shows = ChoiceField(label=_("What may stand there?"), choices=Shown.choices, initial=Shown.TIME)


class MailedTimesForm(Form):
    shows = ChoiceField(label=_("What may stand there?"), choices=Shown.choices, initial=Shown.TIME)


class CameForm(Form):
    came_or_not = ChoiceField(
        label=_("Did they come?"), choices=[("yes", _("Came")), ("no", _("Did not come"))]
    )

    def came(self) -> bool:
        return bool(self.cleaned_data["came_or_not"] == "yes")


class MessageForm(Form):
    text = TextField(label=_("Your message"), max_length=MESSAGE_LENGTH, rows=4)
