"""The languages of the interface: those that the program brings, and those that an operator laid beside the data.

A language needs no program. Its folder is named by its code and holds `LC_MESSAGES/django.po`. Where Django does not
know the language, `language.toml` beside it says what it calls itself and which way it is written.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import to_locale

from alongside.config.environment import SettingMissing

CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
DIRECTIONS = {"left to right": False, "right to left": True}
LAST = "en"
"""The language of the sources: everything can be said in it."""


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    is_right_to_left: bool = False
    is_added: bool = False
    """Whether it may lack words. What the program brings is whole; a test holds that."""


OWN = {
    one.code: one
    for one in (
        Language("en", "English"),
        Language("es", "Español"),
        Language("ar", "العربية", is_right_to_left=True),
    )
}


def languages(codes: str, folder: Path) -> list[Language]:
    """The languages of a setting, in its order. Raises `SettingMissing`, in words that say what to do."""
    named = [OWN.get(code) or added(code, folder / to_locale(code)) for code in codes.split()]
    if LAST not in [one.code for one in named]:
        raise SettingMissing(f"Name {LAST} in ALONGSIDE_LANGUAGES: it says what no other language can.")
    return named


def added(code: str, folder: Path) -> Language:
    if not CODE.fullmatch(code):
        raise SettingMissing(f"ALONGSIDE_LANGUAGES names {code}, which is no code of a language.")
    if not folder.is_dir():
        raise SettingMissing(
            f"ALONGSIDE_LANGUAGES names {code}, and there is no folder {folder}."
            f" `alongside update_messages --language {code}` makes it."
        )
    said, known = read(folder / "language.toml"), LANG_INFO.get(code, {})
    name = str(said.get("name") or known.get("name_local") or "")
    if not name:
        raise SettingMissing(f'What does {code} call itself? Write name = "..." into {folder}/language.toml.')
    direction = said.get("direction", "right to left" if known.get("bidi") else "left to right")
    if direction not in DIRECTIONS:
        raise SettingMissing(f'In {folder}/language.toml direction is "left to right" or "right to left".')
    return Language(code, name, is_right_to_left=DIRECTIONS[direction], is_added=True)


def read(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingMissing(f"{file} cannot be read: {error}") from error


def introduce(named: list[Language]) -> Iterator[str]:
    """Tells Django of languages that it does not know. Answers with those that are written from right to left."""
    for one in named:
        LANG_INFO.setdefault(
            one.code,
            {"bidi": one.is_right_to_left, "code": one.code, "name": one.name, "name_local": one.name},
        )
        if one.is_right_to_left:
            yield one.code
