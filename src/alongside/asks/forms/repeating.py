"""How a date repeats, when that ends, and which days it leaves out."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks.actions import refusals
from alongside.asks.models import Series, Shift
from alongside.asks.queries import rule_choices, weekdays
from alongside.asks.rules import repeating
from alongside.asks.rules.repeating import Often
from alongside.ui.forms import ChoiceField, DateField, Form, MultipleChoiceField


class RepeatForm(Form):
    """In plain words; `rule` is the same as an iCalendar rule, which `first`, the day of the date, begins."""

    often = ChoiceField(label=_("How often?"), initial=Often.WEEK.value)
    weekdays = MultipleChoiceField(
        label=_("On which days of the week?"),
        help_text=_("Only for what repeats by the week."),
        required=False,
        choices=weekdays,
    )
    until = DateField(label=_("Until which day?"), required=False)
    times = forms.IntegerField(
        label=_("Or how many dates in all?"),
        help_text=_("At most 120. You can always add more later."),
        required=False,
        min_value=2,
        max_value=repeating.SERIES_DATES_AT_MOST,
    )

    def __init__(self, *args: Any, date: Shift, **options: Any) -> None:
        self.first = date.starts_at.astimezone(date.ask.community.zone).date()
        options.setdefault("initial", {"weekdays": [self.first.weekday()]})
        super().__init__(*args, **options)
        self.fields["often"].choices = rule_choices(self.first)  # type: ignore[attr-defined]  # declared above as a choice
        self.fields["weekdays"].initial = [self.first.weekday()]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not (said["until"] or said["times"]):
            self.add_error("until", _("Say until when, or how many dates."))
        elif not self.errors and said["until"] and said["times"]:
            self.add_error("times", _("Give a last day or a number, not both."))
        elif not self.errors and (found := repeating.fault(self.rule(), self.first)):
            refusal = refusals.OF_FAULT[found]()
            is_about_the_end = refusal.field == "until" and not said["until"]
            self.add_error("times" if is_about_the_end else refusal.field, str(refusal))
        return said

    def rule(self) -> str:
        said = self.cleaned_data
        pattern = repeating.pattern(Often(said["often"]), self.first, [int(one) for one in said["weekdays"]])
        if said["until"]:
            return repeating.until(pattern, said["until"])
        return repeating.times(pattern, self.first, said["times"])

    def next_days(self) -> list[dt.date]:
        return repeating.next_days(self.rule(), self.first, (), self.first)


class EndForm(Form):
    until = DateField(label=_("Until which day?"))

    def __init__(self, *args: Any, series: Series, **options: Any) -> None:
        super().__init__(*args, initial={"until": repeating.last_day(series.rule)}, **options)


class DayOffForm(Form):
    on = DateField(label=_("Which day is left out?"))
