"""What is wrong with a translation. A string with a flaw is left out, and its reader gets the next of their languages.

Templates show translated words as they are. So a translation may hold no tag, no quotation mark of a tag and no address
that its English has not: it could otherwise lead a reader away from this server, in a voice that they trust.
"""

import re
from collections import Counter

from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
MARKUP = re.compile(r"<[^>]*>?|\w+://|\bjavascript:|&#?\w+;|\"")
WAITING, GUESSED = "not translated", "only guessed"


def singulars(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def holes(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def markup(text: str) -> Counter[str]:
    return Counter(MARKUP.findall(text))


def is_translated(message: Message) -> bool:
    return bool(message.string) and all(strings(message))


def flaw(message: Message, answer: Message | None, plurals: int) -> str:
    """Why `answer` cannot stand for `message`, in words; nothing when it can. `plurals` are the language's forms."""
    if answer is None or not is_translated(answer):
        return WAITING
    if answer.fuzzy:
        return GUESSED
    said, asked = strings(answer), singulars(message)
    if len(said) != (1 if isinstance(message.id, str) else plurals):
        return f"has {len(said)} plural forms"
    if set.union(*map(holes, said)) != set.union(*map(holes, asked)):
        return "has other placeholders"
    if not all(can_be_filled(text, set.union(*map(holes, asked))) for text in said if "%(" in asked[-1]):
        return "has a % that stands for nothing"
    if any(markup(text) not in [markup(one) for one in asked] for text in said):
        return "has other tags or addresses"
    return ""


def can_be_filled(text: str, names: set[str]) -> bool:
    try:
        text % dict.fromkeys(names, 0)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def flaws(source: Catalog, translated: Catalog) -> list[str]:
    """What a catalogue lacks against the words found in the sources."""
    found = (
        (flaw(message, translated.get(message.id, message.context), translated.num_plurals), message)
        for message in source
        if message.id
    )
    return [f"{why}: {singulars(message)[0]!r}" for why, message in found if why]
