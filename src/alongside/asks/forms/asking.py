"""The five questions of a new ask, and everything that may be added later."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.asks import rules
from alongside.asks.models import Acceptance, Ask, Kind, OpenTo, Place
from alongside.asks.rules import Slot
from alongside.core import languages
from alongside.core.skills import Skill
from alongside.people.rules import tidied_name
from alongside.ui.forms import ChoiceField, DateField, Form, MultipleChoiceField, TextField, TimeField

END_OF_DAY = dt.time(23, 59)
AS_USUAL = (
    "usual",
    _("As usual: people the group knows for help close to somebody, its allies for the rest"),
)
TERMS = ("why", "good", "language", "minutes", "acceptance", "two_people", "check_in", "on_behalf")
LANGUAGES_ASKED = 3
SAY_WHEN = {"required": _("Say when, or give a last day below.")}


def no_language() -> list[tuple[str, str]]:
    return [("", "–"), *languages.choices()]


def clean_what(typed: str) -> str:
    what = tidied_name(typed)
    if not what:
        raise forms.ValidationError(_("Write words that can be seen."))
    return what


class OpenToField(ChoiceField):
    """Nothing means as usual: the action takes it from the sort of help."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Who may offer?"), choices=[AS_USUAL, *OpenTo.choices], **options)

    def clean(self, value: Any) -> str:
        said = str(super().clean(value))
        return "" if said == AS_USUAL[0] else said


class AskForm(Form):
    """What, where and who. A new ask adds when and how many."""

    what = forms.CharField(
        label=_("What you need, in one sentence"),
        max_length=160,
        help_text=_("Others will read it. Leave out names and addresses."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    kind = forms.ChoiceField(label=_("What sort of help is it?"), choices=Kind.choices)
    place = forms.ChoiceField(
        label=_("Where?"),
        required=False,
        help_text=_("Others see the area. Only people you accept see the exact place, shortly before."),
    )
    open_to = OpenToField(initial=AS_USUAL[0])

    def __init__(self, *args: Any, places: list[Place], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {one.pk: one for one in places}
        choices = [("", _("From anywhere, or no fixed place"))]
        self.fields["place"].choices = choices + [  # type: ignore[attr-defined]  # declared above as a choice
            (one.pk, f"{one.name} ({one.area})") for one in places
        ]

    def clean_what(self) -> str:
        return clean_what(self.cleaned_data["what"])

    def place_chosen(self) -> Place | None:
        return self.places.get(self.cleaned_data.get("place") or "")


class NewAskForm(AskForm):
    """The first form: five questions. Each date has a day, a start and, if known, an end."""

    use_required_attribute = False
    """The browser lets it go to the next date; ears hear all the same which answer must not be missing."""

    until = DateField(
        label=_("Open until"),
        required=False,
        help_text=_("Only if any day will do: write the last one here, and leave the days empty."),
    )
    how_many = forms.IntegerField(
        label=_("How many people?"),
        min_value=1,
        max_value=rules.PLACES_AT_MOST,
        initial=1,
        help_text=_("For each day."),
    )

    def __init__(self, *args: Any, rows: int = 1, zone: dt.tzinfo, now: dt.datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone, self.now = zone, now
        self.fields["what"].widget.attrs["aria-required"] = "true"
        self.count = max(1, min(rows, rules.DATES_AT_MOST))
        for row in range(self.count):
            is_needed = row == 0 and not self.data.get("until")
            self.fields[f"on_{row}"] = DateField(label=_("Day"), required=is_needed, error_messages=SAY_WHEN)
            self.fields[f"from_{row}"] = TimeField(
                label=_("From"), required=is_needed, error_messages=SAY_WHEN
            )
            self.fields[f"to_{row}"] = TimeField(label=_("To"), required=False)

    def answers(self) -> dict[str, Any]:
        """What `actions.draft` is told."""
        names = ("kind", "what", "open_to", "slots", "is_flexible")
        return {**{name: self.cleaned_data[name] for name in names}, "place": self.place_chosen()}

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each date, as the page shows them."""
        return [(self[f"on_{row}"], self[f"from_{row}"], self[f"to_{row}"]) for row in range(self.count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        slots = [slot for row in range(self.count) if (slot := self.slot(row))]
        until = cleaned.get("until")
        if until and slots:
            self.add_error("until", _("Give days, or a last day, not both."))
        elif until:
            slots = [self.until_slot(until)]
        cleaned["slots"], cleaned["is_flexible"] = slots, bool(until)
        return cleaned

    def slot(self, row: int) -> Slot | None:
        on = self.cleaned_data.get(f"on_{row}")
        starts, ends = self.cleaned_data.get(f"from_{row}"), self.cleaned_data.get(f"to_{row}")
        places = self.cleaned_data.get("how_many") or 1
        if on is None:
            if (starts or ends) and f"on_{row}" not in self.errors:
                self.add_error(f"on_{row}", _("Which day?"))
            return None
        if starts is None:
            if f"from_{row}" not in self.errors:
                self.add_error(f"from_{row}", _("From what time?"))
            return None
        slot = rules.local_slot(on, starts, ends, zone=self.zone, places=places)
        if slot.ends_at <= self.now:
            self.add_error(f"on_{row}", _("This is over. Choose a time that is still to come."))
        return slot

    def until_slot(self, until: dt.date) -> Slot:
        ends_at = dt.datetime.combine(until, END_OF_DAY, self.zone)
        if ends_at <= self.now:
            self.add_error("until", _("This day is over. Choose a later one."))
            ends_at = self.now + rules.USUAL_LENGTH
        return Slot(self.now, ends_at, self.cleaned_data.get("how_many") or 1)


class MoreForm(Form):
    """All of it optional: an ask is complete without."""

    why = TextField(label=_("Why does it matter?"), required=False, max_length=2000)
    good = TextField(label=_("What does good help look like?"), required=False, max_length=2000)
    language = forms.ChoiceField(label=_("Language of your words"), choices=languages.choices)
    minutes = forms.IntegerField(
        label=_("How many minutes does one person give?"),
        min_value=5,
        max_value=6000,
        help_text=_("For one day. It counts on the hours that people set for themselves."),
    )
    acceptance = ChoiceField(label=_("Who says yes to an offer?"), choices=Acceptance.choices)
    two_people = forms.BooleanField(label=_("Never one helper alone: two people go together"), required=False)
    check_in = forms.BooleanField(label=_("A steward checks in before and after"), required=False)
    on_behalf = forms.BooleanField(
        label=_("This is for somebody without an account. Nothing will name them."), required=False
    )
    needed = MultipleChoiceField(label=_("Skills that are needed"), required=False, choices=Skill.choices)
    welcome = MultipleChoiceField(label=_("Skills that are welcome"), required=False, choices=Skill.choices)

    def __init__(self, *args: Any, ask: Ask, **options: Any) -> None:
        options.setdefault("initial", values_of(ask))
        super().__init__(*args, **options)
        for number in range(LANGUAGES_ASKED):
            self.fields[f"language_{number}"] = forms.ChoiceField(
                label=_("A helper should speak") if number == 0 else _("or"),
                required=False,
                choices=no_language,
            )
        if not ask.community.relation.is_steward:
            del self.fields["on_behalf"]

    @property
    def spoken(self) -> list[Any]:
        return [self[f"language_{number}"] for number in range(LANGUAGES_ASKED)]

    def changes(self) -> dict[str, object]:
        """What `actions.edit` takes as changes; languages and skills go beside it."""
        return {name: self.cleaned_data[name] for name in TERMS if name in self.fields}

    def languages(self) -> list[str]:
        chosen = [self.cleaned_data.get(f"language_{number}") for number in range(LANGUAGES_ASKED)]
        return list(dict.fromkeys(one for one in chosen if one))


def values_of(ask: Ask) -> dict[str, object]:
    spoken = [one.code for one in ask.spoken]
    return {
        **{name: getattr(ask, name) for name in TERMS},
        "needed": [one.skill for one in ask.sought if one.is_needed],
        "welcome": [one.skill for one in ask.sought if not one.is_needed],
        **{f"language_{number}": code for number, code in enumerate(spoken)},
    }
