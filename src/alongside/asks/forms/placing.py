"""A saved place and what is known about getting in."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Place
from alongside.core.access import Answer, Fact
from alongside.core.locations import Location
from alongside.people.models import Person
from alongside.ui.forms import Form, ShortChoiceField, TextField

HOURS = [
    (2, _("2 hours before")),
    (12, _("12 hours before")),
    (24, _("1 day before")),
    (48, _("2 days before")),
    (168, _("1 week before")),
]
POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


class PlaceForm(Form):
    """Its exact words are for people whom a steward accepted; everybody else reads the area."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Only your group sees it."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    area = forms.CharField(
        label=_("Area that everybody may see"),
        max_length=120,
        help_text=_("A part of town, not a street."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    exact = TextField(
        label=_("Exact place and how to find it"),
        required=False,
        max_length=2000,
        help_text=_("Kept encrypted. Only people you accept can read it, and only shortly before."),
    )
    opens_hours_before = forms.TypedChoiceField(
        label=_("When may they read it?"), choices=HOURS, coerce=int, initial=48
    )
    point = forms.CharField(
        label=_("Latitude and longitude"),
        required=False,
        max_length=60,
        help_text=_("Such as 51.05, 3.72. We keep it rounded to a few kilometres."),
    )

    is_contact = forms.BooleanField(
        label=_("I answer questions about getting in"),
        required=False,
        help_text=_("Whoever may offer sees your name. Offers and questions for this place reach you first."),
    )

    def __init__(self, *args: Any, viewer: Person, place: Place | None = None, **options: Any) -> None:
        if place is not None:
            options.setdefault("initial", {**values_of(place), "is_contact": place.contact_id == viewer.pk})
        super().__init__(*args, **options)
        for value, label in Fact.choices:
            self.fields[f"fact_{value}"] = ShortChoiceField(
                label=label, choices=Answer.choices, initial=Answer.UNKNOWN.value
            )
        if place is not None and place.opens_hours_before not in dict(HOURS):
            own = (place.opens_hours_before, f"{place.opens_hours_before} h")
            self.fields["opens_hours_before"].choices = [own, *HOURS]  # type: ignore[attr-defined]  # declared above as a choice

    @property
    def fact_fields(self) -> list[Any]:
        return [self[f"fact_{value}"] for value in Fact.values]

    @property
    def main_fields(self) -> list[Any]:
        return [self[name] for name in ("name", "area", "exact", "opens_hours_before", "point")]

    def clean_point(self) -> Location | None:
        said = self.cleaned_data["point"]
        if not said:
            return None
        match = POINT.fullmatch(said)
        try:
            if match:
                return Location(float(match[1]), float(match[2]))
        except ValueError:
            pass
        raise forms.ValidationError(_("Write two numbers, such as 51.05, 3.72."))

    def answers(self) -> dict[str, Any]:
        """What `actions.save_place` is told."""
        names = ("name", "area", "exact", "opens_hours_before", "point", "is_contact")
        return {**{name: self.cleaned_data[name] for name in names}, "facts": self.facts()}

    def facts(self) -> dict[str, str]:
        return {value: self.cleaned_data[f"fact_{value}"] for value in Fact.values}


def values_of(place: Place) -> dict[str, object]:
    return {
        "name": place.name,
        "area": place.area,
        "exact": place.exact,
        "opens_hours_before": place.opens_hours_before,
        "point": f"{place.latitude}, {place.longitude}" if place.location else "",
        **{f"fact_{one.fact}": one.answer for one in place.known},
    }
