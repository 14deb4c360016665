"""How easy English is to read."""

import re


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le")
    return max(1, count - (silent and count > 1))


def ease(texts: list[str]) -> float:
    """Flesch (1948): 206.835 − 1.015 × words a sentence − 84.6 × syllables a word."""
    sentences = [one for text in texts for one in re.split(r"[.!?:]+", text) if one.strip()]
    words = [word for text in texts for word in re.findall(r"[A-Za-z']+", text)]
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)
