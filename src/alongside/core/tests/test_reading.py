"""What a language lacks is said in the next one that its reader reads, and in English last."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from alongside.core import reading

HOURS = ("%(count)s hour", "%(count)s hours")


@pytest.fixture(autouse=True)
def romani(add_language):
    """Two words of Romani, which neither Django nor the Unicode locale data know."""
    add_language("rom", "Romani čhib", {"Desk": "Mesali", HOURS: ("%(count)s časo", "%(count)s časura")})


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (["rom", "es"], ["Mesali", "Grupos"]),
        (["rom", "tlh", "ar", "es"], ["Mesali", "المجموعات"]),
        (["rom"], ["Mesali", "Groups"]),
        (["rom", "en", "es"], ["Mesali", "Groups"]),
        (["es", "rom"], ["Escritorio", "Grupos"]),
    ],
)
def test_missing_words_come_from_the_next_language(languages, said):
    with reading.in_order(languages):
        assert [gettext("Desk"), gettext("Groups")] == said


def test_plural_forms_come_from_the_language_that_has_the_words():
    with reading.in_order(["rom", "ar"]):
        assert [ngettext(*HOURS, number) % {"count": number} for number in (1, 2)] == ["1 časo", "2 časura"]
        assert ngettext("%(count)s minute", "%(count)s minutes", 2) == "دقيقتان"


def test_two_readers_of_one_language_have_their_own_order():
    with reading.in_order(["rom", "es"]) as first:
        with reading.in_order(["rom", "ar"]):
            assert gettext("Groups") == "المجموعات"
        assert gettext("Groups") == "Grupos"
        assert (first, translation.get_language(), reading.order()) == ("rom", "rom", ("rom", "es", "en"))
    with translation.override("rom"):
        assert gettext("Groups") == "Groups"


def test_reading_ends_with_the_block():
    before = translation.get_language()
    with reading.in_order(["rom", "es"]):
        pass
    assert translation.get_language() == before
    assert gettext("Groups") == "Groups"


def test_dates_follow_the_first_language_whose_habits_are_known():
    with reading.in_order(["rom", "es"]):
        assert reading.locale_code() == "es"
    with reading.in_order(["rom"]):
        assert reading.locale_code() == "en"


def test_words_of_people_have_an_order_of_their_own_which_is_asked_for_once():
    asked = []

    def languages():
        asked.append(1)
        return ["so", "es"]

    with reading.in_order(["es"]):
        assert list(reading.word_order()) == ["es"], "nobody said: the page's, and no English after it"
        with reading.words_in(languages):
            assert not asked
            assert [reading.word_order(), reading.word_order()] == [["so", "es"]] * 2
        assert list(reading.word_order()) == ["es"]
    assert len(asked) == 1
