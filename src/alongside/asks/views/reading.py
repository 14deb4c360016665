"""Who reads, and how, as the views of this area are told."""

from typing import cast

from django.http import HttpRequest

from alongside.people.models import Person

FORM = ["GET", "HEAD", "POST"]
"""A page with a form of its own."""


def viewer(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def person(request: HttpRequest) -> Person:
    """Whoever is signed in, in views that let nobody else through."""
    return cast(Person, request.user)
