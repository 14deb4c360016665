"""Cells are compared without case, accents and other digits."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from alongside.asks.rules.sheets.words import ALEFS, ascii_digit, plain

MARKS = "a" + "\u0301\u0316" * 2000


def taken_apart_as_a_whole(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(ALEFS))
    kept = "".join(ascii_digit(one) for one in apart if not unicodedata.combining(one))
    return " ".join(kept.lower().split())


@given(st.text(max_size=40))
@example("ﬁ Ångström ٣ أحمد 각 \u1e9b\u0323")
@example(MARKS)
def test_letters_taken_apart_one_by_one_give_the_same_words(text: str) -> None:
    assert plain(text) == taken_apart_as_a_whole(text)


def test_accents_case_and_digits_do_not_count() -> None:
    assert plain("  ÉCOLE – ٣ ") == "ecole - 3"
