"""The part of "everything about me" that this area keeps."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from alongside.people.models import BookedHours, Person, Rest, Session
from alongside.people.queries.profile import blocks, languages, needs, skills


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
            .values("started_at", "until_on", "ended_at")
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
