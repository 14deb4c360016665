"""What people type about a group. Forms read; actions write."""

import datetime as dt
from dataclasses import fields
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.communities import queries, rules
from alongside.communities.actions.founding import Details, GivenLink
from alongside.communities.models import Community, Invitation, Link, Standing, Term, Visibility
from alongside.core import languages
from alongside.people import rules as people
from alongside.people.models import Digests, Person
from alongside.ui.forms import ChoiceField, Form, TextField

BOUNDARY = _(
    "What allies may do here:\n"
    "Offer help with what we ask for.\n"
    "Ask us when something is not clear.\n"
    "Say no. Give a promise back early when you cannot keep it.\n"
    "\n"
    "What allies may not do here:\n"
    "Decide for us, or speak in our name.\n"
    "Take photos, unless each of us said yes.\n"
    "Tell anybody who we are, where we live or where we meet.\n"
    "Come when nobody asked you to.\n"
    "Ask us to explain our pain. Read our links first.\n"
    "\n"
    "When a line is crossed, we say so. We may keep you out for a time."
)


class LinksField(TextField):
    """Links, one a line: words first, then the address. Answers a list of (title, address)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(rows=2, required=False, max_length=4500, **options)

    def clean(self, value: Any) -> list[tuple[str, str]]:
        text = super().clean(value)
        return [self.read(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]

    def read(self, line: str, number: int) -> tuple[str, str]:
        *title, url = line.split()
        if not rules.is_safe_address(url) or len(url) > 300:
            raise forms.ValidationError(
                gettext("Line %(number)s has no address at its end. An address starts with https://"),
                params={"number": number},
            )
        return " ".join(title)[:120] or str(urlsplit(url).hostname)[:120], url


class DetailsForm(Form):
    """What a group says of itself. The first two fields are all that somebody must write."""

    name = forms.CharField(
        label=_("Name of the group"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    purpose = TextField(
        label=_("What is it for?"),
        rows=2,
        max_length=300,
        help_text=_("One or two sentences, in your own words."),
    )
    boundary = TextField(
        label=_("What allies may and may not do"),
        rows=12,
        max_length=6000,
        help_text=_("Allies read this before they join. We wrote a start; change what you like."),
    )
    language = forms.ChoiceField(label=_("Language that the group writes in"), choices=languages.choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=people.time_zones)
    area = forms.CharField(
        label=_("Area"),
        max_length=120,
        required=False,
        help_text=_("A town or a quarter. Never an address."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    visibility = ChoiceField(
        label=_("Who may know that it exists?"),
        choices=Visibility.choices,
        help_text=_("Others see it only after somebody has vouched for it. You can change this later."),
    )
    read = LinksField(
        label=_("Links: read this first"),
        help_text=_("One a line: some words, then the address. Ten links in all."),
    )
    give = LinksField(label=_("Links: give here"), help_text=_("Where people can give you money."))
    other = LinksField(label=_("Links: see also"))

    def clean_name(self) -> str:
        name = people.tidied_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write words that can be seen."))
        return name

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = sum(len(self.cleaned_data.get(purpose, [])) for purpose in Link.Purpose.values)
        if given > rules.LINKS_AT_MOST:
            too_many = given - rules.LINKS_AT_MOST
            self.add_error(
                "read",
                ngettext(
                    "A group can show ten links. Take %(count)s away.",
                    "A group can show ten links. Take %(count)s away.",
                    too_many,
                )
                % {"count": too_many},
            )
        return self.cleaned_data

    def details(self) -> Details:
        data = self.cleaned_data
        links = tuple(
            GivenLink(purpose, title, url) for purpose in Link.Purpose.values for title, url in data[purpose]
        )
        kept = {field.name: data[field.name] for field in fields(Details) if field.name in data}
        return Details(**kept, links=links)


class StewardingForm(Form):
    """Asks whoever begins to run a group how often mail may call them. A server that sends none does not ask."""

    digests_a_week = forms.TypedChoiceField(
        label=_("Mails with news"),
        help_text=_(
            "An offer ends after four days without an answer. So we suggest one a day. "
            "It counts for all groups together, and you can change it on your own page."
        ),
        required=False,
        coerce=int,
        empty_value=None,
        choices=Digests.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not settings.ALONGSIDE_SENDS_MAIL:
            del self.fields["digests_a_week"]


class FoundingForm(DetailsForm, StewardingForm):
    field_order = [
        "name",
        "purpose",
        "area",
        "visibility",
        "digests_a_week",
        "boundary",
        "language",
        "time_zone",
    ]


class EditingForm(DetailsForm):
    late_hours = forms.IntegerField(
        label=_("When is giving back late?"),
        min_value=0,
        max_value=336,
        help_text=_("So many hours before the time. Late or not, nobody is punished for it."),
    )
    late_words = TextField(
        label=_("What do you say to somebody who gives back late?"),
        rows=3,
        max_length=600,
        required=False,
        help_text=_(
            "They read it before they do it. For example: whom to ask for a stand-in. No blame, and no address."
        ),
    )
    vouches_needed = forms.TypedChoiceField(
        label=_("How many members must vouch for an ally?"),
        coerce=int,
        choices=[(0, _("None: the word of a steward is enough"))]
        + [(one, one) for one in range(1, rules.ALLY_VOUCHES_AT_MOST + 1)],
        help_text=_(
            "Before help close to somebody, and what is for trusted allies. They must have belonged for 30 days. "
            "In a new group nobody has: choose none then, and more later."
        ),
    )
    takes_one_more = forms.BooleanField(
        label=_("Take one more than needed, where that makes it sure"),
        required=False,
        help_text=_(
            "For dates that may lack somebody. Whoever comes as one more knows it, and is let go two days before "
            "if not needed."
        ),
    )
    field_order = [
        "name",
        "purpose",
        "area",
        "visibility",
        "boundary",
        "language",
        "time_zone",
        "vouches_needed",
        "late_hours",
        "late_words",
        "takes_one_more",
    ]


def starting_values(founder: Person) -> dict[str, Any]:
    return {
        "boundary": str(BOUNDARY),
        "language": founder.language,
        "time_zone": founder.time_zone,
        "visibility": Visibility.HIDDEN,
        **stewarding_values(founder),
    }


def stewarding_values(steward: Person) -> dict[str, Any]:
    return {"digests_a_week": rules.suggested_digests(steward.digests_a_week)}


def values_of(community: Community) -> dict[str, Any]:
    """What the editing form shows first: the group as it stands, its links written as lines."""
    lines: dict[str, list[str]] = {purpose: [] for purpose in Link.Purpose.values}
    for link in community.links.all():
        lines[link.purpose].append(f"{link.title} {link.url}")
    elsewhere = {*lines, "late_words"}
    own = {name: getattr(community, name) for name in EditingForm.base_fields if name not in elsewhere}
    own["late_words"] = queries.late_words(community=community)
    return {**own, **{purpose: "\n".join(each) for purpose, each in lines.items()}}


def joining_form(role: str, joiner: Person, data: Any) -> Form:
    """What an invitation asks: only whoever is to run the group is asked about mail."""
    if role == Invitation.Role.STEWARD:
        return StewardingForm(data, initial=stewarding_values(joiner))
    return Form(data)


class KeepingForm(Form):
    """For how long a group keeps each kind of thing. Each choice says the day, because days are hard to count back."""

    HELP: ClassVar = {
        Term.What.NEEDS: _("Counted from the date that the offer was for."),
        Term.What.NOTES: _("Counted from the date that the offer was for."),
        Term.What.MESSAGES: _("Counted from the day on which each was written."),
        Term.What.ASKS: _(
            "Counted from the last date. The words, the place and the names go. What came of it stays, without names."
        ),
        Term.What.GROUP: _("Counted from the day on which it closes. Stewards hear of it 30 days before."),
    }

    def __init__(self, data: Any, *, page: queries.KeepingPage, now: dt.datetime) -> None:
        super().__init__(data, initial=page.chosen)
        today = now.astimezone(page.community.zone).date()
        for what in Term.What:
            self.fields[what] = forms.TypedChoiceField(
                label=what.label,
                coerce=int,
                choices=choices_of_days(what, today),
                help_text=self.HELP[what],
                widget=forms.RadioSelect,
            )


def choices_of_days(what: str, today: dt.date) -> list[tuple[int, str]]:
    days = rules.KEPT_DAYS[rules.Keeping(what)]
    words = {
        number: ngettext("%(days)s day", "%(days)s days", number) % {"days": number}
        for number in reversed(days)
    }
    usual = gettext("%(words)s, as usual") % {"words": words[days[-1]]}
    return [
        (number, f"{usual if number == days[-1] else said} · {day_before(today, number)}")
        for number, said in words.items()
    ]


def day_before(today: dt.date, days: int) -> str:
    on = date_format(today - dt.timedelta(days=days), "DATE_FORMAT")
    return gettext("today: what is from before %(day)s") % {"day": on}


class RequestForm(Form):
    words = TextField(
        label=_("Do you want to add something?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Only the stewards read it. You owe nobody proof of who you are."),
    )


class AnswerForm(Form):
    answer = ChoiceField(
        choices=[("accept", _("Let in")), ("vouch", _("Let in and vouch")), ("decline", _("Not now"))]
    )


class InvitationForm(Form):
    role = ChoiceField(label=_("Whom do you invite?"), choices=Invitation.Role.choices)


class StandingForm(Form):
    level = forms.TypedChoiceField(choices=Standing.Level.choices, coerce=int)


class VoucherForm(Form):
    """In the name of which of their groups somebody vouches."""

    voucher = ChoiceField(label=_("Which of your groups vouches?"))

    def __init__(self, *args: Any, choices: list[Community], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(each.pk, each.name) for each in choices]
        self.fields["voucher"].choices = named  # type: ignore[attr-defined]  # declared above as a choice
        if len(named) == 1:
            self.fields["voucher"].initial = named[0][0]


class KeyholderForm(Form):
    """The choice is made beforehand, by the person themselves: nobody may decide it for them later."""

    second_step = ChoiceField(
        label=_("If your account has a passkey or codes from an app"),
        choices=[
            ("stays", _("They stay needed. I keep my recovery codes on paper.")),
            ("ends", _("They end when I am helped back in. I keep everything on one phone.")),
        ],
    )


class ComingBackForm(Form):
    code = forms.CharField(
        label=_("The code that you were given"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )
    passphrase = forms.CharField(
        label=_("New passphrase"),
        help_text=_("15 characters or more; spaces count. Four or five words in a row work well."),
        max_length=500,
        strip=False,
        validators=[validate_password],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
