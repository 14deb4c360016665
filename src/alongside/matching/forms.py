"""What a reader narrows the list to, and its order: in the address, or kept for whoever is signed in. And how many a
round asks.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask, Kind, Shift
from alongside.asks.queries import Filters, date_in_words
from alongside.core import languages
from alongside.core.access import Fact
from alongside.ui.forms import DateField, DistanceChoiceField, Form, MultipleChoiceField, NarrowingForm

BY_DATE = "soonest"
NOT_NARROWING = frozenset({"order"})


class FitsForm(NarrowingForm):
    days_from = DateField(label=_("From"), required=False)
    days_until = DateField(label=_("Until"), required=False)
    kind = forms.ChoiceField(label=_("Sort of help"), required=False, choices=[("", _("Any")), *Kind.choices])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("Any")), *languages.choices()]
    )
    within = DistanceChoiceField(
        label=_("At most this far away"),
        required=False,
        distances=[2, 5, 10, 25, 50],
        no_distance=_("As far as I travel"),
    )
    facts = MultipleChoiceField(label=_("The place has"), required=False, choices=Fact.choices)

    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("What helps most first")), (BY_DATE, _("Soonest first"))],
    )

    @property
    def is_narrow(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name not in NOT_NARROWING)

    @property
    def is_by_date(self) -> bool:
        return self.cleaned_data.get("order") == BY_DATE

    @property
    def said(self) -> str:
        """What was chosen and makes sense, as an address, so that it can be kept."""
        said = QueryDict(mutable=True)
        for name in self.fields:
            if self.cleaned_data.get(name):
                said.setlist(name, self.address.getlist(name))
        return said.urlencode()

    @property
    def turned(self) -> str:
        """The same in the other order, as an address."""
        said = QueryDict(self.said, mutable=True)
        said.pop("order", None)
        if not self.is_by_date:
            said["order"] = BY_DATE
        return f"?{said.urlencode()}"

    def filters(self) -> Filters:
        said = self.cleaned_data
        return Filters(
            kind=said.get("kind", ""),
            language=said.get("language", ""),
            days_from=said.get("days_from"),
            days_until=said.get("days_until"),
            facts=tuple(said.get("facts", ())),
        )

    def within_km(self) -> int | None:
        return self.cleaned_data.get("within")


class StandInForm(Form):
    """For which date somebody stands in."""

    shift = forms.ChoiceField(label=_("For which date?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, shifts: Iterable[Shift]) -> None:
        self.shifts = {one.pk: one for one in shifts}
        initial = {"shift": next(iter(self.shifts), "")}
        super().__init__(data, initial=initial)
        self.fields["shift"].choices = [(one.pk, date_in_words(one)) for one in self.shifts.values()]  # type: ignore[attr-defined]  # declared above as a choice

    def date(self) -> Shift:
        return self.shifts[self.cleaned_data["shift"]]


class RoundForm(Form):
    """For which ask, and how many people at most."""

    ask = forms.ChoiceField(label=_("For what?"), required=False)
    at_most = forms.TypedChoiceField(
        label=_("How many people may we ask?"),
        help_text=_("It may be fewer: only those whom it fits, and who have room for a question now."),
        coerce=int,
        choices=[(number, str(number)) for number in (3, 5, 10, 20)],
        initial=5,
    )

    is_urgent = forms.BooleanField(
        label=_("It is urgent"),
        help_text=_(
            "For one ask with a date within two days. We call a few, and then more until it is covered."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, *, asks: Iterable[Ask], ask: str = "") -> None:
        super().__init__(data, initial={"ask": ask})
        named = [(one.pk, one.said.what) for one in asks]
        self.fields["ask"].choices = [("", _("All that is open")), *named]  # type: ignore[attr-defined]  # declared above as a choice
