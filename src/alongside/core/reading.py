"""In which languages somebody reads, in their own order: what the first lacks is said in the next, and in English last.

Django knows one language at a time, and English after it. A reader of Romani may read Spanish and no English. So the
words of their languages are joined in their order; Django's own functions then find each word without knowing of it.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import NullTranslations
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import trans_real

Order = tuple[str, ...]
Asked = Callable[[], Sequence[str]]
_words_in: ContextVar[Asked | None] = ContextVar("words_in", default=None)


def order_of(codes: Sequence[str]) -> Order:
    """The codes that the interface has, each once. English ends it: nothing is missing there, so none comes after."""
    offered = dict(settings.LANGUAGES)
    known = [code for code in dict.fromkeys(codes) if code in offered]
    last = settings.LANGUAGE_CODE
    return (*known[: known.index(last)], last) if last in known else (*known, last)


def is_whole(code: str) -> bool:
    """Whether the program itself brings the language, so that no reader ever needs the next one."""
    return code in dict(settings.LANGUAGES) and code not in settings.ALONGSIDE_ADDED_LANGUAGES


@contextmanager
def in_order(codes: Sequence[str]) -> Iterator[str]:
    """Reads in these languages until the end of the block; answers with the first. What was read before comes back."""
    active: Any = vars(trans_real)["_active"]
    before, order = getattr(active, "value", None), order_of(codes)
    active.value = joined(order)
    try:
        yield order[0]
    finally:
        if before is None:
            translation.deactivate()
        else:
            active.value = before


@contextmanager
def as_before(language: str) -> Iterator[None]:
    """For whoever reads already; where nobody was found yet, because their choice cannot be read, in this language."""
    if getattr(vars(trans_real)["_active"], "value", None) is not None:
        yield
        return
    with in_order([language]):
        yield


@lru_cache(maxsize=256)
def joined(order: Order) -> NullTranslations:
    """One catalogue after the other. Copies, because Django shares its own among all readers."""
    first: Any = copy.copy(trans_real.translation(order[0]))
    first._fallback = joined(order[1:]) if order[1:] else None
    first.order = order
    return first  # type: ignore[no-any-return]  # Django's class has no annotations


def order() -> Order:
    """The languages of whoever reads now."""
    spoken: Order | None = getattr(trans_real.catalog(), "order", None)
    return spoken or order_of([translation.get_language() or settings.LANGUAGE_CODE])


@contextmanager
def words_in(languages: Asked) -> Iterator[None]:
    """What people wrote in several languages is read in these, in this order, until the end of the block.

    `languages` is asked once, and only where there is a choice: most pages never have to.
    """
    before = _words_in.set(cache(languages))
    try:
        yield
    finally:
        _words_in.reset(before)


def word_order() -> Sequence[str]:
    """In which languages whoever reads now wants what people wrote; the language of the page when nobody said.

    English does not end it, as it ends `order`: what people wrote has a first wording of its own.
    """
    languages = _words_in.get()
    return languages() if languages else order()[:1]


def manner() -> tuple[Order, str]:
    """How whoever reads now reads: the languages in their order, and the clock."""
    return order(), timezone.get_current_timezone_name()


def locale_code() -> str:
    """The first of the reader's languages in which dates, numbers and names of languages are known."""
    return first_known(order())


@lru_cache(maxsize=256)
def first_known(codes: Order) -> str:
    return next((code for code in codes if has_locale(code)), "en")


def has_locale(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
