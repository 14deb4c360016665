"""The language of a person's pages, and the languages that they speak."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.people import rules
from alongside.people.models import Person, SpokenLanguage


class NoSuchLanguage(Refused):
    message = _("We do not know this language. Please look for another name of it.")
    field = "find"


@transaction.atomic
def read_in(*, by: Person, language: str, now: dt.datetime) -> None:
    by.language = language
    by.save(update_fields=["language"])


def ordered(person: Person) -> list[str]:
    return list(SpokenLanguage.objects.filter(person=person).values_list("code", flat=True))


def keep(person: Person, codes: list[str]) -> None:
    SpokenLanguage.objects.filter(person=person).delete()
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(person=person, code=code, position=place) for place, code in enumerate(codes)
    )


@transaction.atomic
def add_language(*, by: Person, code: str, now: dt.datetime) -> None:
    """At the end of the person's list; one that stands in it already stays where it is."""
    if not rules.is_language(code):
        raise NoSuchLanguage
    codes = ordered(by)
    if code not in codes:
        keep(by, [*codes, code])


@transaction.atomic
def remove_language(*, by: Person, code: str, now: dt.datetime) -> None:
    keep(by, [other for other in ordered(by) if other != code])


@transaction.atomic
def move_language_up(*, by: Person, code: str, now: dt.datetime) -> None:
    codes = ordered(by)
    place = codes.index(code) if code in codes else 0
    if place:
        codes[place - 1 : place + 1] = [code, codes[place - 1]]
        keep(by, codes)
