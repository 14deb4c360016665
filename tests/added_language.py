"""A language laid beside the program, as an operator does it, for the tests of every area."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from alongside.core import reading
from alongside.home.management import catalogues

Words = Mapping[str | tuple[str, str], str | tuple[str, ...]]


@pytest.fixture
def add_language(settings: Any, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """`add_language(code, name, words)` puts the language behind those that are there, until the test ends."""

    def add(code: str, name: str, words: Words | Catalog) -> None:
        folder = tmp_path / "languages"
        path = catalogues.added_path(folder, code)
        path.parent.mkdir(parents=True)
        path.write_bytes(catalogues.written(words if isinstance(words, Catalog) else said(words, code)))
        catalogues.compile_one(path)
        settings.LOCALE_PATHS = [folder]
        settings.ALONGSIDE_ADDED_LANGUAGES = [*settings.ALONGSIDE_ADDED_LANGUAGES, code]
        settings.LANGUAGES = [*settings.LANGUAGES, (code, name)]
        reading.joined.cache_clear()

    yield add
    reading.joined.cache_clear()


def said(words: Words, code: str) -> Catalog:
    catalogue = Catalog(locale=code)
    for message, string in words.items():
        catalogue.add(message, string)
    return catalogue
