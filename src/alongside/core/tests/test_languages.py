"""The languages that people may name, each by its own name."""

from babel import Locale, UnknownLocaleError

from alongside.core import languages
from alongside.core.own_names import OWN_NAMES


def own_name(code: str) -> str | None:
    try:
        return Locale.parse(code).get_language_name(code)
    except (ValueError, UnknownLocaleError):
        return None


def test_own_names_are_those_that_the_locale_data_has() -> None:
    codes = [code for code in Locale("en").languages if code.isalpha() and 2 <= len(code) <= 3]
    assert {code: name for code in codes if (name := own_name(code))} == OWN_NAMES


def test_choices_are_in_the_order_of_the_names() -> None:
    names = [name.casefold() for _code, name in languages.choices()]
    assert names == sorted(names)
    assert ("es", "español") in languages.choices()
