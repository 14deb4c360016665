"""What the frame of every page shows: the neutral name, the ways on, and whether something new waits."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pkgutil import resolve_name
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.core.written import until_written

SIGNED_IN: list[tuple[str, str | Promise, str]] = [
    ("home:desk", _("Desk"), "desk"),
    ("matching:fits", _("Asks"), "asks"),
    ("communities:communities", _("Groups"), "groups"),
    ("notices:notices", _("Notices"), "notices"),
    ("people:me", _("Me"), "me"),
]
SIGNED_OUT: list[tuple[str, str | Promise, str]] = [
    ("account_login", _("Sign in"), "in"),
    ("account_signup", _("Sign up"), "me"),
]


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation. `new` counts what its page holds unread."""

    url: str
    label: str | Promise
    icon: str
    here: str = ""
    new: int = 0


@cache
def ways_on(*, is_signed_in: bool, places: str) -> list[Way]:
    """What the navigation offers wherever somebody stands; `places` is the map of addresses that the server has."""
    named = SIGNED_IN if is_signed_in else SIGNED_OUT
    return [Way(url, label, icon) for name, label, icon in named if (url := address(name, places))]


@lru_cache(maxsize=1000)
def marks(path: str, *, is_signed_in: bool, places: str) -> tuple[str, ...]:
    """For each way, whether a path is its page or lies below it."""
    ways = ways_on(is_signed_in=is_signed_in, places=places)
    return tuple("page" if path == way.url else "true" if path.startswith(way.url) else "" for way in ways)


def address(name: str, places: str, *arguments: str) -> str:
    """The address of a page, or nothing where this server has no such page."""
    try:
        return reverse(name, urlconf=places, args=arguments)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1000)
def easy(route: str, places: str) -> str:
    """Where a page is said in easy words, or nothing. The area with these texts says, as `easy_of`, whom to ask."""
    explains = said_by_an_area("easy_of")
    slug = explains(route=route) if explains else ""
    return address("home:easy_text", places, slug) if slug else ""


def unread(person: Any) -> int:
    """How many notices wait for somebody."""
    count = counts_unread()
    return until_written(("unread", person.pk), lambda: count(person=person)) if count else 0


def warning(person: object) -> object | None:
    """What must not be missed on any page of somebody."""
    warns = warns_somebody()
    return warns(person=person) if warns else None


@cache
def warns_somebody() -> Callable[..., object | None] | None:
    """The area that may have such a thing says in its apps.py, as `warning_of`, whom to ask."""
    return said_by_an_area("warning_of")


@cache
def counts_unread() -> Callable[..., int] | None:
    """The area that keeps notices says, as `unread_of`, whom to ask."""
    return said_by_an_area("unread_of")


def said_by_an_area(name: str) -> Callable[..., Any] | None:
    asked = [getattr(area, name) for area in apps.get_app_configs() if hasattr(area, name)]
    found: Callable[..., Any] | None = resolve_name(asked[0]) if asked else None
    return found


class Frame:
    """Lazy, because most of it is asked for only by a page's template, and a redirect has none.

    A plain frame is for pages that must look the same whatever address was asked for: it marks no place as "here",
    counts nothing, shows no message and holds no form with a key.
    """

    def __init__(self, request: HttpRequest | None, *, is_plain: bool = False) -> None:
        self.request = request
        self.is_plain = is_plain
        self.name = settings.ALONGSIDE_NAME
        self.exit_url = settings.ALONGSIDE_EXIT_URL
        self.contact = settings.ALONGSIDE_CONTACT
        self.languages = settings.LANGUAGES

    @cached_property
    def is_signed_in(self) -> bool:
        person = getattr(self.request, "user", None)
        return bool(person and person.is_authenticated)

    @cached_property
    def new(self) -> int:
        return unread(self.request.user) if self.request and self.is_signed_in and not self.is_plain else 0

    @cached_property
    def going_on(self) -> str:
        """Whoever is on the way to a page that needs an account takes that along, whichever door they use."""
        is_going = self.request is not None and not self.is_signed_in and not self.is_plain
        going = self.request.GET.get("next", "") if self.request is not None and is_going else ""
        return f"?{urlencode({'next': going})}" if going else ""

    @cached_property
    def easy(self) -> str:
        """Where the page that was asked for is said in easy words."""
        match = getattr(self.request, "resolver_match", None)
        return easy(match.view_name, settings.ROOT_URLCONF) if match and not self.is_plain else ""

    @cached_property
    def marks(self) -> tuple[str, ...]:
        path = "" if self.request is None or self.is_plain else self.request.path
        return marks(path, is_signed_in=self.is_signed_in, places=settings.ROOT_URLCONF)

    @property
    def ways(self) -> list[Way]:
        if self.request is None:
            return []
        fixed = ways_on(is_signed_in=self.is_signed_in, places=settings.ROOT_URLCONF)
        return [
            replace(way, url=way.url + self.going_on, here=mark, new=self.new if way.icon == "notices" else 0)
            for way, mark in zip(fixed, self.marks, strict=True)
        ]

    @cached_property
    def warning(self) -> Any | None:
        """Nothing on the page to which it leads: that page says it itself."""
        if self.request is None or self.is_plain or not self.is_signed_in:
            return None
        found = warning(self.request.user)
        return None if getattr(found, "page", "") == self.request.path else found

    @property
    def stamp(self) -> Hashable:
        """Everything that the frame says beside the language, so that it is made once."""
        server = (settings.ROOT_URLCONF, self.name, self.exit_url, self.contact)
        reader = (self.is_signed_in, self.new, self.going_on)
        return *server, self.request is None, self.is_plain, self.marks, self.easy, *reader


def page(request: HttpRequest) -> dict[str, object]:
    return {"frame": Frame(request)}
