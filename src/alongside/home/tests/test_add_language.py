"""A language comes to a server without a line of code: a folder, a file of words, and a setting."""

from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from django.conf.locale import LANG_INFO

from alongside.config import languages
from alongside.config.environment import SettingMissing
from alongside.home.management import catalogues
from alongside.home.tests.installation import Installation

pytestmark = pytest.mark.sqlite
SIGN_IN_PAGE = """
from django.test import Client
page = Client().get("/account/sign-in/", headers={"host": "localhost", "accept-language": "rom, es"})
print(page["Content-Language"], page.content.decode())
"""
WORDS = {
    "Sign in": "Av andre",
    "Exit": '<a href="https://elsewhere.example/">Avri</a>',
    "Language": "Čhib",
    "%(count)s hour": ("%(count)s časo", "%(number)s časura"),
}


def translate(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        first = message.id if isinstance(message.id, str) else message.id[0]
        message.string = WORDS.get(first, message.string)
    with path.open("wb") as file:
        write_po(file, catalogue)


def test_language_that_nobody_knew_is_added_by_files_alone(installation: Installation) -> None:
    folder = installation.folder / "languages" / "rom"
    path = folder / "LC_MESSAGES" / "django.po"
    named = Installation(installation.folder, {"ALONGSIDE_LANGUAGES": "en es rom"})

    assert "update_messages --language rom" in named.run("check").stderr
    begun = installation.run("update_messages", "--language", "rom")
    assert str(path) in begun.stdout, begun.stderr
    assert "What does rom call itself?" in named.run("check").stderr
    (folder / "language.toml").write_text('name = "Romani čhib"\n', encoding="utf-8")
    translate(path)
    ready = named.run("compile_messages")
    page = named.python(SIGN_IN_PAGE)

    assert "rom: 2 messages are ready" in ready.stdout
    assert "left out, has other tags or addresses: 'Exit'" in ready.stdout
    assert "left out, has other placeholders: '%(count)s hour'" in ready.stdout
    assert page.startswith("rom ")
    assert '<html lang="rom" dir="ltr">' in page
    assert "Romani čhib" in page
    assert "Av andre" in page
    assert "elsewhere.example" not in page
    assert "Salir" in page, "what Romani lacks is not said in the reader's Spanish"
    named.run("update_messages", "--language", "rom")
    assert "Av andre" in path.read_text(encoding="utf-8")


def test_plural_forms_of_a_language_that_nobody_knew_are_asked_for_and_kept(tmp_path: Path) -> None:
    path = catalogues.added_path(tmp_path, "rom")
    catalogues.update_added(tmp_path, "rom")
    begun = path.read_text(encoding="utf-8")
    english, three = "nplurals=2; plural=(n != 1);", "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
    hours = 'msgid_plural "%(count)s hours"\n'
    forms = 'msgstr[0] "%(count)s a"\nmsgstr[1] "%(count)s b"\nmsgstr[2] "%(count)s c"\n'
    empty = 'msgstr[0] ""\nmsgstr[1] ""\n'
    assert f"Plural-Forms: {english}" in begun
    assert hours + empty in begun

    path.write_text(begun.replace(english, three).replace(hours + empty, hours + forms, 1), encoding="utf-8")
    catalogues.update_added(tmp_path, "rom")
    ready, wrong = catalogues.compile_one(path)

    assert (ready, wrong) == (1, [])
    with path.with_suffix(".mo").open("rb") as file:
        words = GNUTranslations(file)
    said = [words.ngettext("%(count)s hour", "%(count)s hours", number) for number in (1, 2, 5)]
    assert said == ["%(count)s a", "%(count)s b", "%(count)s c"]


@pytest.mark.parametrize(
    ("codes", "introduction", "said"),
    [
        ("es ar", "", "Name en in"),
        ("en qps", "", "there is no folder"),
        ("en ../rom", "", "no code of a language"),
        ("en rom", "", "What does rom call itself?"),
        ("en rom", 'name = "Romani čhib', "cannot be read"),
        ("en rom", 'name = "Romani čhib"\ndirection = "up"', "left to right"),
    ],
)
def test_setting_that_names_no_language_says_what_to_do(
    tmp_path: Path, codes: str, introduction: str, said: str
) -> None:
    (tmp_path / "rom").mkdir()
    (tmp_path / "rom" / "language.toml").write_text(introduction, encoding="utf-8")

    with pytest.raises(SettingMissing, match=said):
        languages.languages(codes, tmp_path)


def test_language_says_its_name_and_its_direction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "LANG_INFO", dict(LANG_INFO))
    for folder in ("rom", "ro", "zh_Hant"):
        (tmp_path / folder).mkdir()
    written = 'name = "رومانی"\ndirection = "right to left"'
    (tmp_path / "rom" / "language.toml").write_text(written, encoding="utf-8")

    named = languages.languages("en rom ro zh-hant ar", tmp_path)

    assert [one.name for one in named] == ["English", "رومانی", "Română", "繁體中文", "العربية"]
    assert list(languages.introduce(named)) == ["rom", "ar"]
    assert [one.code for one in named if one.is_added] == ["rom", "ro", "zh-hant"]
