"""The languages that somebody speaks: found without a script, and put in order."""

import pytest
from django.urls import reverse

from alongside.home.cast import Cast
from alongside.people import queries, rules
from alongside.people.models import Person

LANGUAGES = "/me/languages/"


@pytest.mark.parametrize("typed", ["Tagalog", "tagal", "tl", "arab", "العربية", "عرب", "español", "ESPANOL"])
def test_language_is_found_by_any_of_its_names(typed: str) -> None:
    codes = [code for code, _name in rules.find_languages(typed, "en", {})]
    assert codes[0] in {"tl", "fil", "ar", "es"}


def test_language_is_found_by_its_name_in_the_reader_s_language() -> None:
    assert ("de", "alemán") in rules.find_languages("alem", "es", {})


def test_added_language_is_found_by_what_it_calls_itself(cast: Cast, client_of, add_language) -> None:
    add_language("rom", "Romani čhib", {})
    page = client_of(cast.bruno).get(LANGUAGES, {"find": "romani c"}).content.decode()
    assert 'name="code" value="rom"' in page


def test_page_says_that_the_order_counts_where_words_are_missing(cast: Cast, client_of, add_language) -> None:
    add_language("rom", "Romani čhib", {})
    said = "they use these languages, in this order"
    assert said not in client_of(cast.bruno).get(LANGUAGES).content.decode()
    Person.objects.filter(pk=cast.bruno.pk).update(language="rom")
    assert said in client_of(cast.bruno).get(LANGUAGES).content.decode()


def test_sign_languages_are_there() -> None:
    assert "ase" in [code for code, _name in rules.find_languages("american sign", "en", {})]


def test_languages_are_found_added_ordered_and_removed(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    page = client.get(LANGUAGES, {"find": "portug"}).content.decode()
    assert 'value="pt"' in page
    for code in ("pt", "en", "ar", "pt"):
        client.post(LANGUAGES, {"change": "add", "code": code})
    assert queries.languages(person=cast.bruno) == ["pt", "en", "ar"]
    client.post(LANGUAGES, {"change": "up", "code": "ar"})
    client.post(LANGUAGES, {"change": "remove", "code": "pt"})
    assert queries.languages(person=cast.bruno) == ["ar", "en"]


def test_language_that_does_not_exist_is_refused(cast: Cast, client_of) -> None:
    answer = client_of(cast.bruno).post(LANGUAGES, {"change": "add", "code": "xx1"})
    assert answer.status_code == 409
    assert queries.languages(person=cast.bruno) == []


def test_languages_page_says_when_nothing_was_found(cast: Cast, client_of) -> None:
    assert "We found none" in client_of(cast.bruno).get(LANGUAGES, {"find": "qqqq"}).content.decode()
    assert client_of(cast.bruno).get(LANGUAGES, {"find": ""}).status_code == 200


def test_languages_are_reached_from_me(cast: Cast, client_of) -> None:
    assert reverse("people:languages") in client_of(cast.bruno).get(reverse("people:me")).content.decode()
