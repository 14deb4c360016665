"""The part of "everything about me" that this area keeps."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from alongside.core.access import Fact
from alongside.core.declaring import Exported
from alongside.core.skills import Skill
from alongside.people.models import BookedHours, Digests, Person, Rest, Session
from alongside.people.queries.profile import blocks, languages, needs, skills
from alongside.ui.templatetags.ui import km, language_name

WAYS = {"totp": _("Codes from an app"), "webauthn": _("A passkey"), "recovery_codes": _("Recovery codes")}


EXPORTED = {
    "people": Exported(_("My account")),
    "sign_in_name": Exported(_("Sign-in name")),
    "display_name": Exported(_("The name that others see")),
    "language": Exported(_("Language of the pages"), language_name),
    "time_zone": Exported(_("Time zone")),
    "home_area": Exported(_("Name of the area")),
    "home_latitude": Exported(_("Latitude")),
    "home_longitude": Exported(_("Longitude")),
    "travel_km": Exported(_("How far I go"), km),
    "hours": Exported(_("Hours in four weeks")),
    "quiet_from": Exported(_("Quiet from")),
    "quiet_until": Exported(_("Quiet until")),
    "digests_a_week": Exported(_("Mails with news"), lambda number: Digests(number).label),
    "is_operator": Exported(_("Runs this server")),
    "has_seen_exit": Exported(_("Has read how Exit works")),
    "joined_at": Exported(_("Signed up")),
    "languages": Exported(_("Languages I speak"), language_name),
    "access_needs": Exported(_("What I need to take part"), lambda code: Fact(code).label),
    "skills": Exported(_("What I can offer"), lambda code: Skill(code).label),
    "rests": Exported(_("Rest")),
    "until_on": Exported(_("The first day back")),
    "gives_back_since": Exported(_("What I promised goes back from")),
    "ended_at": Exported(_("Ended")),
    "blocks": Exported(_("People I block")),
    "note": Exported(_("A note for yourself")),
    "at": Exported(_("When")),
    "booked_hours": Exported(_("Booked hours")),
    "starts_on": Exported(_("Four weeks from")),
    "minutes": Exported(_("Minutes")),
    "sessions": Exported(_("Where I am signed in")),
    "name": Exported(_("A name for this device")),
    "started_at": Exported(_("Began")),
    "mail_addresses": Exported(_("Mail address")),
    "email": Exported(_("Address")),
    "verified": Exported(_("Confirmed")),
    "ways_to_sign_in": Exported(_("Ways to sign in")),
    "type": Exported(_("Kind"), lambda kind: WAYS[kind]),
    "created_at": Exported(_("Added")),
    "last_used_at": Exported(_("Used last")),
}


def about_person(*, person: Person) -> dict[str, Any]:
    """Everything that this area keeps about a person, except what only proves who they are."""
    return {
        "account": account(person),
        "languages": languages(person=person),
        "access_needs": needs(person=person),
        "skills": skills(person=person),
        "rests": list(
            Rest.objects.filter(person=person)
            .order_by("started_at")
            .values("started_at", "until_on", "gives_back_since", "ended_at")
        ),
        "blocks": [{"note": block.note, "at": block.at} for block in blocks(person=person)],
        "booked_hours": list(
            BookedHours.objects.filter(person=person).order_by("starts_on").values("starts_on", "minutes")
        ),
        "sessions": list(
            Session.objects.filter(person=person).order_by("started_at").values("name", "started_at")
        ),
        "mail_addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified")),
        "ways_to_sign_in": list(
            Authenticator.objects.filter(user=person)
            .order_by("pk")
            .values("type", "created_at", "last_used_at")
        ),
    }


def account(person: Person) -> dict[str, Any]:
    return {
        name: getattr(person, name)
        for name, said in Person.declared.items()
        if said.exported and name != "id"
    }
