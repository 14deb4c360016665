"""The words of the interface: found in the sources, kept in one catalogue for each area and language.

Babel reads the sources, so that neither a translator nor the tests need the gettext programs.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po
from django.conf.locale import LANG_INFO
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

import alongside
from alongside.home.management import flaws

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
INTRODUCTION = """\
# What the language calls itself, as its readers write it.
name = ""
# "left to right" or "right to left"
direction = "left to right"
"""
HEADERS_WITHOUT_NEWS = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Generated-By'
    rb"|Last-Translator|Language-Team|MIME-Version):.*\n",
    re.MULTILINE,
)


class Words(Catalog):
    """A catalogue that says its plural forms also for a language that Babel does not know, where Babel drops them."""

    def __iter__(self) -> Iterator[Message]:
        header, *messages = super().__iter__()
        if "Plural-Forms:" not in str(header.string):
            header.string = f"{header.string}Plural-Forms: {self.plural_forms}\n"
        yield header
        yield from messages


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


def everything() -> Catalog:
    """The words of all areas in one catalogue, which is what a language outside of the program needs."""
    joined = Catalog(project="Alongside", charset="utf-8")
    for area in areas():
        for message in found(area):
            if message.id:
                joined.add(
                    message.id,
                    locations=message.locations,
                    auto_comments=message.auto_comments,
                    context=message.context,
                )
    return joined


def kept(area: Path, language: str) -> Catalog:
    return read(catalogue_path(area, language), language)


def read(path: Path, language: str) -> Catalog:
    """What is translated already; where there is no catalogue, an empty one with the right plural forms."""
    if path.exists():
        start = path.read_bytes()
    else:
        plurals = PLURALS.get(language) or Catalog(locale=to_locale(language)).plural_forms
        start = START.format(language=language, plurals=plurals).encode()
    return parsed(start, Words(locale=to_locale(language), charset="utf-8"))


def parsed(file: bytes, catalogue: Catalog) -> Catalog:
    PoFileParser(catalogue).parse(BytesIO(file))
    return catalogue


def update(area: Path, language: str) -> tuple[int, int]:
    """Brings an area's catalogue to what its sources say."""
    heading = f"# The words of {area.name}. How to translate: CONTRIBUTING.md"
    return bring(catalogue_path(area, language), language, found(area), heading)


def update_added(folder: Path, language: str) -> tuple[int, int]:
    """The same for a language in the folder of an operator: one catalogue of all areas, begun where there is none."""
    path = added_path(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    introduction = path.parent.parent / "language.toml"
    if not introduction.exists() and "name_local" not in LANG_INFO.get(language, {}):
        introduction.write_text(INTRODUCTION, encoding="utf-8")
    return bring(path, language, everything(), "# How to translate: docs/translate.md of the program")


def added_path(folder: Path, language: str) -> Path:
    return folder / to_locale(language) / "LC_MESSAGES" / "django.po"


def bring(path: Path, language: str, said: Catalog, heading: str) -> tuple[int, int]:
    """Keeps what is translated and drops what is gone.

    Answers with the number of messages, and of those that wait for a translation.
    """
    catalogue = read(path, language)
    catalogue.update(said, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = heading
    messages = [message for message in catalogue if message.id]
    if messages:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
    elif path.exists():
        path.unlink()
    return len(messages), sum(not flaws.is_translated(message) for message in messages)


def written(catalogue: Catalog) -> bytes:
    """The file, without the headers that change each time or tell nobody anything."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return HEADERS_WITHOUT_NEWS.sub(b"", file.getvalue())


def compile_one(path: Path) -> tuple[int, list[str]]:
    """Makes the file that the server reads. Whatever waits, is guessed or has a flaw is left out of it.

    Answers with the number of messages that went in, and with each flaw in words.
    """
    catalogue = parsed(path.read_bytes(), Words(charset="utf-8"))
    found = [
        (message, flaws.flaw(message, message, catalogue.num_plurals)) for message in catalogue if message.id
    ]
    for message, why in found:
        if why:
            catalogue.delete(message.id, message.context)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    wrong = [(message, why) for message, why in found if why not in {"", flaws.WAITING, flaws.GUESSED}]
    return (
        sum(not why for _message, why in found),
        [f"{why}: {flaws.singulars(message)[0]!r}" for message, why in wrong],
    )
