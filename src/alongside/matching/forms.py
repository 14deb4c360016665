"""What a reader narrows the list to. It stands in the address, so that it can be kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Kind
from alongside.asks.queries import Filters
from alongside.core import languages
from alongside.core.access import Fact
from alongside.ui.forms import DateField, DistanceChoiceField, MultipleChoiceField, NarrowingForm


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
