"""One date of an ask that stands already."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks import rules
from alongside.asks.forms.asking import END_OF_DAY
from alongside.asks.models import Ask, Place, SeriesReach, Shift
from alongside.asks.rules import Slot
from alongside.asks.rules.repeating import Reach
from alongside.ui.forms import ChoiceField, DateField, Form, TimeField


class DateForm(Form):
    """Day, times, places and role; for an ask without days of its own the last day only."""

    on = DateField(label=_("Day"))
    starts = TimeField(label=_("From"))
    ends = TimeField(label=_("To"), required=False)
    places = forms.IntegerField(
        label=_("How many people?"), min_value=1, max_value=rules.PLACES_AT_MOST, initial=1
    )
    role = forms.CharField(
        label=_("Role"),
        required=False,
        max_length=80,
        help_text=_("If people do different things: cook, driver, host."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    place = forms.ChoiceField(
        label=_("Where?"), required=False, help_text=_("Only if it is not where the rest of this ask is.")
    )
    reach = ChoiceField(label=_("Which dates?"), choices=SeriesReach.choices, initial=Reach.ONE.value)

    def __init__(
        self,
        *args: Any,
        ask: Ask,
        now: dt.datetime,
        places: list[Place],
        date: Shift | None = None,
        **options: Any,
    ) -> None:
        """Only a date of a series, which knows its `occurrence`, is asked about the others."""
        if date is not None:
            options.setdefault("initial", values_of(date, ask.community.zone))
        super().__init__(*args, **options)
        self.ask, self.now, self.date = ask, now, date
        others = [(one.pk, f"{one.name} ({one.area})") for one in places if one.pk != ask.place_id]
        self.fields["place"].choices = [("", _("Where the rest of this ask is")), *others]  # type: ignore[attr-defined]  # declared above as a choice
        if not others:
            del self.fields["place"]
        if ask.is_flexible:
            del self.fields["starts"], self.fields["ends"]
            self.fields["on"].label = _("Open until")
        if date is None or not hasattr(date, "occurrence"):
            del self.fields["reach"]

    def reached(self) -> Reach:
        return Reach(self.cleaned_data.get("reach", Reach.ONE))

    def slot(self) -> Slot:
        said, zone = self.cleaned_data, self.ask.community.zone
        if self.ask.is_flexible:
            starts_at = self.date.starts_at if self.date else self.now
            ends_at = dt.datetime.combine(said["on"], END_OF_DAY, zone)
            return Slot(starts_at, ends_at, said["places"], said["role"], said.get("place", ""))
        slot = rules.local_slot(
            said["on"], said["starts"], said["ends"], zone=zone, places=said["places"], role=said["role"]
        )
        return replace(slot, place=said.get("place", ""))


def values_of(date: Shift, zone: dt.tzinfo) -> dict[str, object]:
    starts_at, ends_at = date.starts_at.astimezone(zone), date.ends_at.astimezone(zone)
    return {
        "on": (ends_at if date.ask.is_flexible else starts_at).date(),
        "starts": starts_at.time(),
        "ends": ends_at.time(),
        "places": date.places,
        "role": date.role,
        "place": date.elsewhere_id or "",
    }
