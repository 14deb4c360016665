"""Tries are counted by line, which the proxy names; nobody can choose theirs, and no address is kept."""

from django.core.cache import cache
from django.test import RequestFactory

from alongside.people.adapters import AccountAdapter

PROXY = "127.0.0.1"


def line(said: str) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=said)
    return AccountAdapter().get_client_ip(request)


def test_line_is_the_one_that_the_proxy_names(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert line("203.0.113.5") != line("203.0.113.6")
    assert line("198.51.100.1, 203.0.113.5") == line("198.51.100.2, 203.0.113.5") == line("203.0.113.5")


def test_line_without_a_proxy_is_the_line(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert line("203.0.113.5") == line("203.0.113.6")


def test_line_is_kept_nowhere_as_it_is(settings, db: None, client) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.post("/account/sign-in/", {"login": "x", "password": "y"}, HTTP_X_FORWARDED_FOR="203.0.113.77")
    kept = repr(cache._cache)
    assert cache._cache
    assert "203.0.113.77" not in kept
    assert "203.0.113.77" not in line("203.0.113.77")
