"""Identifiers that nobody can guess."""

from collections import Counter

from alongside.core import ids


def test_identifier_is_one_in_an_address() -> None:
    assert all(ids.is_id(ids.new_id()) for _ in range(1000))


def test_every_letter_is_as_likely_as_every_other() -> None:
    """34,000 letters, 1,097 of each on average. Five standard deviations, of which a run in a million has one more."""
    found = Counter(letter for _ in range(2000) for letter in ids.new_id())
    expected = 2000 * ids.ID_LENGTH / len(ids.ALPHABET)
    assert set(found) == set(ids.ALPHABET)
    assert max(abs(count - expected) for count in found.values()) < 5 * expected**0.5


def test_what_would_favour_the_first_letters_is_drawn_again(monkeypatch) -> None:
    """Of 256 bytes 8 are left over when 31 letters share them."""
    drawn = iter([bytes(range(239, 256)), bytes(range(17))])
    monkeypatch.setattr(ids.secrets, "token_bytes", lambda length: next(drawn))
    assert ids.new_id() == (ids.ALPHABET[22:] + ids.ALPHABET)[: ids.ID_LENGTH]
