"""What a steward writes down on the phone: one sentence, one choice, and what there is time for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.asks import rules
from alongside.asks.forms.asking import AskForm
from alongside.asks.models import Kind
from alongside.asks.rules import Slot
from alongside.people.rules import tidied_name
from alongside.ui.forms import ChoiceField, DateField, TimeField
from alongside.ui.rules import clock
from alongside.ui.templatetags.ui import day_in_words, habits

KINDS = (Kind.TRANSPORT, Kind.ACCOMPANY, Kind.AT_HOME, Kind.IN_PERSON, Kind.FROM_AFAR)
ANY_DAY = "any"
HOURS = {
    dt.time(10): _("In the morning, from %(hour)s"),
    dt.time(12): _("At midday, from %(hour)s"),
    dt.time(15): _("In the afternoon, from %(hour)s"),
    dt.time(18): _("In the evening, from %(hour)s"),
}


def days(today: dt.date) -> list[tuple[str, str]]:
    """Any day soon, or one of the next seven. The values are days, so that a page left open keeps its meaning."""
    named = [today + dt.timedelta(days=number) for number in range(rules.DAYS_AHEAD)]
    words = [day_in_words(one, habits()) for one in named]
    words[0] = gettext("Today, %(day)s") % {"day": words[0]}
    words[1] = gettext("Tomorrow, %(day)s") % {"day": words[1]}
    return [(ANY_DAY, gettext("Any day in the next seven days")), *zip(map(str, named), words, strict=True)]


def hours() -> list[tuple[str, str]]:
    return [
        (one.isoformat("minutes"), words % {"hour": clock(one, habits())}) for one, words in HOURS.items()
    ]


class PhonedForm(AskForm):
    """Only what and which sort must be said. Who may offer is not asked: it is what is safe, until it is changed."""

    open_to = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out

    what = forms.CharField(
        label=_("What is needed, in one sentence"),
        max_length=160,
        help_text=_("Others will read it. Leave out names and addresses."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    kind = ChoiceField(label=_("What sort of help is it?"), choices=[(one.value, one.label) for one in KINDS])
    day = ChoiceField(label=_("Which day?"), initial=ANY_DAY)
    on = DateField(
        label=_("A later day"), required=False, help_text=_("It counts instead of the choice above.")
    )
    hour = ChoiceField(label=_("From what time?"), required=False, choices=hours)
    at = TimeField(
        label=_("Another time"), required=False, help_text=_("It counts instead of the choice above.")
    )
    known_as = forms.CharField(
        label=_("A first name, or a word by which you know whom it is for"),
        required=False,
        max_length=40,
        help_text=_("Only stewards read it. No full name, no address, no number."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, zone: dt.tzinfo, now: dt.datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone, self.now = zone, now.astimezone(zone)
        self.fields["day"].choices = days(self.now.date())  # type: ignore[attr-defined]  # declared above as a choice

    def clean_known_as(self) -> str:
        word = tidied_name(self.cleaned_data["known_as"])
        if rules.has_number(word):
            raise forms.ValidationError(_("Leave numbers out. A first name or a word is enough."))
        return word

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on, starts = self.day_said(cleaned), self.hour_said(cleaned)
        cleaned["slots"], cleaned["is_flexible"] = [], on is None
        if self.errors or "kind" not in cleaned:
            return cleaned
        if on is None and starts is not None:
            self.add_error("hour", _("Choose a day too, or leave the time out."))
        elif on is None:
            cleaned["slots"] = [rules.any_day(self.now, cleaned["kind"])]
        elif starts is None:
            self.add_error("hour", _("Choose a time too, or any day."))
        else:
            cleaned["slots"] = [self.slot(on, starts, cleaned["kind"])]
        return cleaned

    def day_said(self, cleaned: dict[str, Any]) -> dt.date | None:
        said = cleaned.get("day", ANY_DAY)
        on: dt.date | None = cleaned.get("on")
        return on or (None if said == ANY_DAY else dt.date.fromisoformat(said))

    def hour_said(self, cleaned: dict[str, Any]) -> dt.time | None:
        at: dt.time | None = cleaned.get("at")
        said = cleaned.get("hour")
        return at or (dt.time.fromisoformat(said) if said else None)

    def slot(self, on: dt.date, starts: dt.time, kind: str) -> Slot:
        slot = rules.local_slot(on, starts, None, zone=self.zone, places=rules.phoned_places(kind))
        if slot.ends_at <= self.now:
            self.add_error("hour", _("This is over. Choose a time that is still to come."))
        return slot

    def answers(self) -> dict[str, Any]:
        """What `actions.phone_in` is told."""
        names = ("kind", "what", "slots", "is_flexible", "known_as")
        said = {name: self.cleaned_data[name] for name in names}
        return {**said, "place": self.place_chosen(), "is_open": "draft" not in self.data}
