"""What people say about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.core.access import Fact
from alongside.core.locations import Location
from alongside.core.skills import Skill
from alongside.people import rules
from alongside.people.models import Digests
from alongside.ui.forms import ChoiceField, DateField, DistanceField, Form, MultipleChoiceField, TimeField


class NameForm(Form):
    display_name = forms.CharField(
        label=_("The name that others see"),
        help_text=_("Any name, in any script. You can change it whenever you like."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )

    def clean_display_name(self) -> str:
        name = rules.tidied_name(self.cleaned_data["display_name"])
        if not name:
            raise forms.ValidationError(_("Please type a name that can be seen."))
        return name


class ReadInForm(Form):
    language = ChoiceField(label=_("Language of the pages"), choices=lambda: settings.LANGUAGES)


class FindLanguageForm(Form):
    find = forms.CharField(
        label=_("Find a language"),
        help_text=_("Type its name, or the beginning of it."),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "type": "search"}),
    )


class NeedsForm(Form):
    facts = MultipleChoiceField(label=_("What I need to take part"), choices=Fact.choices, required=False)


class SkillsForm(Form):
    skills = MultipleChoiceField(label=_("What I can offer"), choices=Skill.choices, required=False)


class HomeForm(Form):
    area = forms.CharField(
        label=_("Name of the area"),
        help_text=_("A part of town or a village, as people call it. Never your address."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        help_text=_("From −90 to 90. For example 41.4."),
        min_value=-90,
        max_value=90,
        required=False,
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        help_text=_("From −180 to 180. For example 2.2."),
        min_value=-180,
        max_value=180,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        latitude, longitude = (
            self.cleaned_data.pop("latitude", None),
            self.cleaned_data.pop("longitude", None),
        )
        if not self.errors and (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("A point needs both numbers. Leave both empty for no point."))
        has_point = latitude is not None and longitude is not None
        self.cleaned_data["point"] = Location(latitude, longitude) if has_point else None
        return self.cleaned_data


class TravelForm(Form):
    km = DistanceField(help_text=_("As the crow flies, one way."), min_value=0, max_value=500)


class HoursForm(Form):
    hours = forms.IntegerField(
        label=_("Hours in four weeks"),
        help_text=_("For all groups together. 0 means: not now."),
        min_value=0,
        max_value=160,
    )


class QuietTimesForm(Form):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=rules.time_zones)
    quiet_from = TimeField(label=_("Quiet from"))
    quiet_until = TimeField(label=_("Quiet until"), help_text=_("The same time twice means: no quiet hours."))
    digests_a_week = forms.TypedChoiceField(
        label=_("Mails with news"),
        help_text=_("News of your own promises and of your account always come at once."),
        coerce=int,
        choices=Digests.choices,
        widget=forms.RadioSelect,
    )


class RestForm(Form):
    until_on = DateField(label=_("The first day that I am back"))
    gives_back = forms.BooleanField(
        label=_("Give back what I promised for that time"),
        help_text=_("Within a minute, and without saying why. What is later stays promised."),
        required=False,
        initial=True,
    )


class BlockForm(Form):
    note = forms.CharField(
        label=_("A note for yourself"),
        help_text=_("So that you know later whom this is about. Only you ever see it."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class DeviceForm(Form):
    name = forms.CharField(
        label=_("A name for this device"),
        help_text=_("For example: kitchen tablet."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class StartForm(Form):
    """What helps to show fitting asks from the first day. All of it can wait."""

    skills = MultipleChoiceField(label=_("What I can offer"), choices=Skill.choices, required=False)
    hours = HoursForm.declared_fields["hours"]
