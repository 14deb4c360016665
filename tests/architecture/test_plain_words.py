"""Whether the words of the interface are those that people meet every day, in each language that is shipped."""

import re
import unicodedata
from collections import Counter

import pytest
from wordfreq import zipf_frequency

from alongside.home.management import catalogues
from tests.architecture.source import SOURCE
from tests.architecture.test_looks import EASY
from tests.architecture.test_messages import PLACEHOLDER, interface

EVERYDAY = 4.0
"""On the Zipf scale, ten of a million words: from there on words are frequent (van Heuven et al., 2014)."""
RARE_AT_MOST = 0.08
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670'’])*")
MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
BEFORE = ("", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
AFTER = (
    "",
    "هما",
    "هم",
    "ها",
    "كم",
    "نا",
    "ني",
    "ك",
    "ه",
    "ي",
    "ين",
    "ون",
    "ات",
    "ة",
    "ا",
    "ان",
    "تم",
    "ت",
    "وا",
)
"""What Arabic writes as one word with another: *and*, *the*, *to*; *your*, *their*, and the endings of many."""


def words_of(text: str) -> list[str]:
    return [
        one.lower() for one in WORD.findall(re.sub(r"https?://\S+|\w+@\S+", " ", PLACEHOLDER.sub(" ", text)))
    ]


def stems(word: str, language: str) -> set[str]:
    """The word itself, and in Arabic what is left without what is written together with it."""
    if language != "ar":
        return {word}
    word = MARKS.sub("", unicodedata.normalize("NFC", word))
    found = {word}
    for first in BEFORE:
        for last in AFTER:
            if word.startswith(first) and word.endswith(last) and len(word) - len(first) - len(last) >= 3:
                stem = word[len(first) : len(word) - len(last)]
                found |= {stem, f"{stem}ة"}
    return found


def explained(language: str) -> set[str]:
    """The words that the page Help explains, as it says them in this language."""
    page = (SOURCE / "home" / "templates" / "home" / "help.html").read_text(encoding="utf-8")
    terms = set(re.findall(r'<dt>{% translate "([^"]+)" %}</dt>', page))
    assert len(terms) >= 8
    if language != "en":
        terms = {str(one.string) for one in catalogues.kept(SOURCE / "home", language) if one.id in terms}
    return {stem for term in terms for word in words_of(term) for stem in stems(word, language)}


def is_rare(word: str, language: str, known: set[str]) -> bool:
    found = stems(word, language)
    return not found & known and max(zipf_frequency(one, language) for one in found) < EVERYDAY


def share_of_rare(texts: list[str], language: str, known: set[str]) -> float:
    said = Counter(word for text in texts for word in words_of(text))
    return sum(count for word, count in said.items() if is_rare(word, language, known)) / said.total()


@pytest.mark.parametrize("language", ["en", *catalogues.PLURALS])
def test_words_are_those_of_every_day(language: str) -> None:
    texts = interface(language)
    assert len(texts) > 1000
    share = share_of_rare(texts, language, explained(language))
    assert share <= RARE_AT_MOST, f"{share:.3f}"


def test_a_text_of_rare_words_is_seen() -> None:
    text = "Notwithstanding organisational considerations, participants acknowledge obligations."
    assert share_of_rare([text], "en", set()) > RARE_AT_MOST


def syllables(word: str) -> int:
    """In Spanish: strong vowels, and weak ones with an accent, are one each; a weak one beside them adds none."""
    groups = re.findall(r"[aeiouáéíóúü]+", re.sub(r"([gq])u(?=[eiéí])", r"\1", word))
    return max(1, sum(max(1, len(re.findall(r"[aeoáéíóú]", group))) for group in groups))


def ease_in_spanish(texts: list[str]) -> float:
    """Fernández Huerta (1959), Flesch's ease for Spanish: 206.84 − 60 × syllables a word − 1.02 × words a sentence."""
    sentences = [one for text in texts for one in re.split(r"[.!?:]+", text) if one.strip()]
    said = [word for text in texts for word in words_of(text)]
    return 206.84 - 60 * sum(map(syllables, said)) / len(said) - 1.02 * len(said) / len(sentences)


def test_spanish_is_plain() -> None:
    texts = [text for text in interface("es") if len(text.split()) >= 4]
    assert ease_in_spanish(texts) > EASY


@pytest.mark.parametrize(
    ("word", "count"), [("petición", 3), ("guía", 2), ("quien", 1), ("ayuda", 3), ("día", 2), ("correo", 3)]
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count
