"""The key pages in easy words: short sentences, each page explained, each explanation leading to its page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.architecture.test_plain_words import RARE_AT_MOST, ease_in_spanish, explained, share_of_rare
from tests.ease import ease
from tests.world import address, build

from alongside.home import queries
from alongside.home.cast import PASSPHRASE, Cast
from alongside.home.queries.easy.shape import EasyText

pytestmark = pytest.mark.django_db
EASY = 80
"""Flesch's reading ease from which English is easy; 70 is plain."""
ON_AVERAGE, AT_MOST = 10, 15
"""Words a sentence."""
LINK = "This page in easy words"


def lines(*texts: EasyText) -> list[str]:
    return [str(line) for text in texts or queries.easy_texts() for part in text.parts for line in part.lines]


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_sentences_are_short_and_stand_alone(language: str) -> None:
    with translation.override(language):
        said = lines()
    counted = {line: len(line.split()) for line in said}
    assert [line for line, words in counted.items() if words > AT_MOST] == []
    assert sum(counted[line] for line in said) / len(said) <= ON_AVERAGE
    assert [line for line in said if len(re.findall(r"[.?؟!](?:\s|$)", line)) != 1] == []


@pytest.mark.parametrize(("language", "measure"), [("en", ease), ("es", ease_in_spanish)])
def test_sentences_are_easy(language: str, measure: Callable[[list[str]], float]) -> None:
    """All together, and each text alone."""
    with translation.override(language):
        found = {text.slug: measure(lines(text)) for text in queries.easy_texts()}
        assert measure(lines()) > EASY
    assert {slug: score for slug, score in found.items() if score <= EASY} == {}


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_words_are_those_of_every_day(language: str) -> None:
    with translation.override(language):
        share = share_of_rare(lines(), language, explained(language))
    assert share <= RARE_AT_MOST, f"{share:.3f}"


def test_each_text_is_short_and_in_parts() -> None:
    texts = queries.easy_texts()
    assert len(texts) == 10
    for text in texts:
        assert 2 <= len(text.parts) <= 4
        assert 6 <= sum(len(part.lines) for part in text.parts) <= 14


def test_help_leads_to_all_texts_and_each_to_its_page_and_the_next(client: Client) -> None:
    assert f'href="{reverse("home:easy")}"' in client.get(reverse("home:help")).content.decode()
    listed = client.get(reverse("home:easy")).content.decode()
    paths = [reverse("home:easy_text", args=[text.slug]) for text in queries.easy_texts()]
    assert re.findall(r'<li><a href="(/easy/[^"]+)"', listed) == paths
    for text, path, following in zip(queries.easy_texts(), paths, [*paths[1:], ""], strict=True):
        page = client.get(path).content.decode()
        assert f'class="button" href="{reverse(text.leads_to)}"' in page
        assert f'href="{reverse("home:easy")}"' in page
        assert re.findall(r'<p><a href="(/easy/[^"]+)"', page) == [following] * bool(following)


def test_each_page_that_a_text_explains_leads_to_it(
    cast: Cast, client: Client, client_of: Any, now: Any
) -> None:
    """For somebody at least who may open it: a stranger, whoever just signed in, an ally, a steward."""
    world = build(cast, now)
    lately = Client()
    lately.post(reverse("account_login"), {"login": cast.gita.sign_in_name, "password": PASSPHRASE})
    readers = [client, lately, client_of(cast.bruno), client_of(cast.amal)]
    for text in queries.easy_texts():
        assert text.leads_to in {*text.explains, "home:desk"}
        way = f'<p class="easier"><a href="{reverse("home:easy_text", args=[text.slug])}">{LINK}</a></p>'
        for route in text.explains:
            pages = [reader.get(address(route, world)) for reader in readers]
            shown = [page.content.decode() for page in pages if page.status_code == 200]
            assert shown, route
            assert all(page.count(way) == 1 for page in shown), route
    assert LINK not in client.get(reverse("home:help")).content.decode()


def test_page_that_does_not_exist_is_explained_to_nobody(client: Client) -> None:
    never = client.get("/asks/22222222222222222/")
    assert never.status_code == 404
    assert LINK not in never.content.decode()


def test_no_page_is_explained_twice() -> None:
    routes = [route for text in queries.easy_texts() for route in text.explains]
    assert len(routes) == len(set(routes))


def test_text_that_nobody_wrote_is_no_page(client: Client) -> None:
    assert client.get("/easy/nothing/").status_code == 404
    with pytest.raises(Http404):
        queries.easy_text(slug="nothing")


def test_texts_are_only_read(client: Client) -> None:
    for path in (reverse("home:easy"), reverse("home:easy_text", args=["start"])):
        assert client.post(path).status_code == 405


def test_buttons_are_called_by_what_stands_on_them(client: Client) -> None:
    for language, words in {"en": "Tap <b>Sign up</b>.", "es": "Toca <b>Registrarse</b>."}.items():
        page = client.get(reverse("home:easy_text", args=["sign-up"]), headers={"accept-language": language})
        assert words in page.content.decode()
