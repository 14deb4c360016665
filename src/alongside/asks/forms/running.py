"""Until when somebody runs one ask, and whether they read the exact place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import DateField, Form


class RunnerForm(Form):
    until = DateField(
        label=_("Until which day?"), help_text=_("At most 30 days from today. You can take it back sooner.")
    )
    reads_place = forms.BooleanField(
        label=_("They also read the exact place"),
        help_text=_("As those who come do, some hours before. Then a yes of theirs opens it too."),
        required=False,
    )
