"""The words of the interface: found in the sources, kept in one catalogue for each area and language.

Babel reads the sources, so that neither a translator nor the tests need the gettext programs.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import alongside

SOURCE = Path(alongside.__file__).parent
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
"""Each language's plural forms, in the order that translators know from Django's own catalogues."""
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
START = """
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
HEADERS_WITHOUT_NEWS = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Generated-By'
    rb"|Last-Translator|Language-Team|MIME-Version):.*\n",
    re.MULTILINE,
)


def areas() -> list[Path]:
    return sorted(folder.parent for folder in SOURCE.glob("*/apps.py"))


def catalogue_path(area: Path, language: str) -> Path:
    return area / "locale" / language / "LC_MESSAGES" / "django.po"


def sources(area: Path) -> Iterator[Path]:
    """Everything of an area that may speak to a person; tests do not."""
    for path in sorted(area.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not {"tests", "migrations", "locale"} & set(
            path.parts
        ):
            yield path


def python_of(path: Path) -> bytes:
    """A template as the calls to gettext in it. Its indentation means nothing, and would confuse a reader of Python."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    return "\n".join(line.strip() for line in templatize(text).split("\n")).encode()


def found(area: Path) -> Catalog:
    """Every message of an area, with the files where it stands."""
    catalogue = Catalog(project="Alongside", charset="utf-8")
    for path in sources(area):
        place = path.relative_to(SOURCE.parent).as_posix()
        for line, message, notes, context in extract(
            "python", BytesIO(python_of(path)), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalogue.add(message, locations=[(place, line)], auto_comments=notes, context=context)
    return catalogue


def kept(area: Path, language: str) -> Catalog:
    """What is translated already; for an area without a catalogue, an empty one with the right plural forms."""
    path = catalogue_path(area, language)
    start = START.format(language=language, plurals=PLURALS[language]).encode()
    return read_po(BytesIO(path.read_bytes() if path.exists() else start), locale=language, charset="utf-8")


def update(area: Path, language: str) -> tuple[int, int]:
    """Brings a catalogue to what the sources say; keeps what is translated and drops what is gone.

    Answers with the number of messages, and of those that wait for a translation.
    """
    catalogue = kept(area, language)
    catalogue.update(found(area), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = f"# The words of {area.name}. How to translate: CONTRIBUTING.md"
    messages = [message for message in catalogue if message.id]
    path = catalogue_path(area, language)
    if messages:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
    elif path.exists():
        path.unlink()
    return len(messages), sum(not is_translated(message.string) for message in messages)


def written(catalogue: Catalog) -> bytes:
    """The file, without the headers that change each time or tell nobody anything."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return HEADERS_WITHOUT_NEWS.sub(b"", file.getvalue())


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and all(string or "")


def compile_one(path: Path) -> None:
    """Makes the file that the server reads. What is marked as a guess (fuzzy) stays in English."""
    with path.open("rb") as file:
        catalogue = read_po(file, charset="utf-8")
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
