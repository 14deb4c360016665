"""Languages that people speak, write and work in, each by its own name. Many more than the interface has."""

from functools import cache

from django.conf import settings

from alongside.core.own_names import OWN_NAMES

KNOWN = (
    "am ar bg bn bs cs da de el en es et fa fi fr ga ha he hi hr ht hu hy id ig it ja ka km ko ku lo lt lv mk ml mn "
    "my ne nl no om pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te th ti tl tr uk ur uz vi wo yo zh zu"
)
CODES = tuple(KNOWN.split())


def choices() -> list[tuple[str, str]]:
    """Code and own name, in the order of the names: those below, and whatever else the pages speak."""
    return named(tuple(tuple(one) for one in settings.LANGUAGES if one[0] not in CODES))


@cache
def named(added: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    known = ((code, OWN_NAMES[code]) for code in CODES)
    return sorted([*known, *added], key=lambda each: each[1].casefold())
