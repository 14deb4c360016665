"""What a reader narrows a list to. It stands in the address, so that it can be kept and shared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Kind
from alongside.asks.queries import Filters
from alongside.core import languages
from alongside.core.access import Fact
from alongside.ui.forms import DateField, MultipleChoiceField, NarrowingForm


class FilterForm(NarrowingForm):
    days_from = DateField(label=_("From"), required=False)
    days_until = DateField(label=_("Until"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("Any")), *languages.choices()]
    )
    kind = forms.ChoiceField(label=_("Sort of help"), required=False, choices=[("", _("Any")), *Kind.choices])
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
