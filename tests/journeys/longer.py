"""A language that nobody speaks: English in strange letters, each word 40 % longer, to see which page is too narrow."""

import re
from math import ceil

from babel.messages.catalog import Catalog

from alongside.home.management import catalogues, flaws

CODE, NAME = "art", "Ļöñģ"
"""The code of all languages that somebody made. Django and the locale data do not know it: dates are in English."""
KEPT = re.compile(f"{flaws.PLACEHOLDER.pattern}|{flaws.MARKUP.pattern}|%%")
WORD = re.compile(r"[^\W\d_]+")
STRANGE = str.maketrans("aceginosuyACEGINOSUY", "åçéģîñöšûýÅÇÉĢÎÑÖŠÛÝ")


def catalogue() -> Catalog:
    """Every word of the interface."""
    made = Catalog(locale=CODE)
    for message in catalogues.everything():
        if message.id:
            said = [longer(text) for text in flaws.singulars(message)]
            made.add(
                message.id, said[0] if isinstance(message.id, str) else tuple(said), context=message.context
            )
    return made


def longer(text: str) -> str:
    """What a form or a tag needs stays as it is."""
    made, at = [], 0
    for kept in KEPT.finditer(text):
        made += [WORD.sub(stretched, text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*made, WORD.sub(stretched, text[at:])])


def stretched(word: re.Match[str]) -> str:
    letters = word.group()
    return (letters + letters[: ceil(len(letters) * 0.4)].lower()).translate(STRANGE)
