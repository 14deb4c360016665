"""The languages that people may name, each by its own name."""

from babel import Locale

from alongside.core import languages


def test_own_names_are_those_that_each_language_has_for_itself() -> None:
    known = {code: Locale.parse(code).get_display_name(code) or code for code in languages.CODES}
    assert known == languages.OWN_NAMES


def test_choices_are_in_the_order_of_the_names() -> None:
    names = [name.casefold() for _code, name in languages.choices()]
    assert names == sorted(names)
    assert ("es", "español") in languages.choices()
