"""`make long-parsers`: seeks, by the code that each input covers, one that breaks a reader.

Each reader has a process of its own, which libFuzzer ends after so many executions. A crash, a hang or one execution
too few is a failure. What was found stays in the folder, as `crash-…`.
"""

import argparse
import inspect
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import django
from django.conf import settings
from django.db import connection

from tests.fuzzing.odd import BYTES, TIMES, WORDS

SECONDS_AT_MOST = 20
"""For one input: a hang."""
MEGABYTES_AT_MOST = 2_000
LONGEST = 8_192
SAMPLES = Path(__file__).parents[2] / "src" / "alongside" / "asks" / "tests" / "calendars"
CELLS = [
    "14/03/2026 10-12",
    "21 & 28 March",
    "every Sat until 1 June",
    "الجمعة ٣ أبريل",
    "10.30pm",
    "18h à 20h",
]
LANGUAGES = ["ar, es;q=0.8, *;q=0.1", "zh-Hant-TW;q=1.000", 'W/"a", "b"', "multipart/form-data; boundary=b"]
SHEETS = ["alongside.asks.rules", "csv", "json"]
SENT = ["alongside.core.readable", "alongside.core.unchanged", "django.utils.http", "urllib.parse"]
SIGNED = ["alongside.core.fields", "alongside.core.fresh", "alongside.notices.queries", "django.core.signing"]
COVERED = {
    "calendar": [*SHEETS, "icalendar"],
    "sheet": [*SHEETS, "zipfile"],
    "workbook": [*SHEETS, "openpyxl"],
    "cell": SHEETS,
    "token": SIGNED,
    "words": ["alongside.ui.templatetags", "django.utils.html"],
    "name": [
        "alongside.people.rules",
        "alongside.communities.rules",
        "alongside.communities.forms",
        "urllib.parse",
    ],
    "passphrase": ["alongside.people.passphrases"],
    "languages": ["alongside.core.reading", "django.utils.translation"],
    "headers": SENT,
    "archive": ["alongside.home.management.exports", "alongside.home.management.backups", "json"],
    "group": ["alongside.home.management.arrivals", "json", "zipfile"],
    "keys": ["alongside.home.management.envelopes"],
    "envelope": ["alongside.home.management.envelopes", "alongside.home.leavers", "tarfile"],
    "witness": ["alongside.ledger.witness", "json"],
}
"""The readers, and the modules of which it is seen what was run."""
Reader = tuple[Callable[[bytes], None], Iterable[bytes]]


def known(folder: Path) -> dict[str, Reader]:
    """Each reader, with the samples that its search begins with."""
    from tests.fuzzing import readers

    typed = [one.encode(errors="surrogatepass")[:LONGEST] for one in (*WORDS, *TIMES)]
    parts = sorted(readers.parts_of_book())
    calendars = [readers.CALENDAR, *(one.read_bytes() for one in SAMPLES.glob("*.ics"))]
    cells = [one.encode() for one in CELLS]
    sealed = [readers.fields.seal(one).encode() for one in ("", "a", "ask:x", "amal 9 secret")]

    def workbook(content: bytes) -> None:
        """The first byte says which part of it is read."""
        readers.read_file(readers.book_with(parts[content[0] % len(parts)], content[1:]) if content else b"")

    books = [
        bytes([number]) + readers.parts_of_book()[name][: LONGEST - 1] for number, name in enumerate(parts)
    ]
    return {
        "calendar": (lambda content: readers.read_file(b"BEGIN:VCALENDAR\r\n" + content), calendars),
        "sheet": (readers.read_file, [readers.SHEET, readers.book(), *BYTES]),
        "workbook": (workbook, books),
        "cell": (lambda content: readers.read_cell(text(content)), [*typed, *cells]),
        "token": (lambda content: readers.open_with(content.decode(errors="replace")), [*typed, *sealed]),
        "words": (lambda content: readers.show(*halves(content)), typed),
        "name": (lambda content: readers.judge_name(text(content)), [*typed, b"Read https://a.example/b"]),
        "passphrase": (
            lambda content: readers.judge_passphrase(content.decode(errors="replace")),
            [*typed, b"lantern gravel"],
        ),
        "languages": (lambda content: readers.read_languages(text(content)), [*typed, *encoded(LANGUAGES)]),
        "headers": (lambda content: readers.read_headers(content.decode("latin-1")), encoded(LANGUAGES)),
        "archive": (lambda content: readers.read_archive(content, folder), [readers.HEAD, b'{"files": {}}']),
        "group": (lambda content: readers.read_group(content, folder), [readers.group(), b'{"files": {}}']),
        "keys": (lambda content: readers.read_keys(text(content)), [b"age1", b"AGE-SECRET-KEY-1", *typed]),
        "envelope": (lambda content: readers.read_envelope(content, folder), [readers.LISTS, b"age-"]),
        "witness": (readers.read_witness, [readers.HEAD]),
    }


def encoded(words: Iterable[str]) -> list[bytes]:
    return [one.encode() for one in words]


def text(content: bytes) -> str:
    """Each byte that is no letter becomes half a letter, which a program may send and nobody types."""
    return content.decode(errors="surrogateescape")


def halves(content: bytes) -> tuple[str, str]:
    first, _nul, second = text(content).partition("\0")
    return first, second


def functions(modules: list[str]) -> Iterator[FunctionType]:
    """Of these modules, and of what stands inside of them."""
    for name in [one for one in sys.modules if any(f"{one}.".startswith(f"{under}.") for under in modules)]:
        for there in list(vars(sys.modules[name]).values()):
            of_class = isinstance(there, type) and there.__module__ == name
            for one in list(vars(there).values()) if of_class else [there]:
                function = inspect.unwrap(getattr(one, "__func__", getattr(one, "fget", one)))
                if isinstance(function, FunctionType) and function.__module__ == name:
                    yield function


def seek(name: str, folder: Path, flags: list[str]) -> None:
    """Does not come back: libFuzzer ends the process."""
    import atheris  # type: ignore[import-not-found]  # of a group that only the long run installs

    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    django.setup()
    settings.ALONGSIDE_DATA_DIR = folder
    judge, seeds = known(folder)[name]
    for function in functions(COVERED[name]):
        atheris.instrument_func(function)
    if name == "token":
        connection.creation.create_test_db(verbosity=0)
    for number, seed in enumerate(seeds):
        (folder / "corpus" / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *flags], judge)
    atheris.Fuzz()


def ran(name: str, folder: Path, limits: list[str]) -> tuple[int, str]:
    """How many executions there were, and what is wrong, if anything is."""
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    flags = [
        *(f"-artifact_prefix={folder}/", f"-timeout={SECONDS_AT_MOST}", f"-rss_limit_mb={MEGABYTES_AT_MOST}"),
        *(f"-max_len={LONGEST}", "-print_final_stats=1", *limits, str(folder / "corpus")),
    ]
    with (folder / "said").open("w+", encoding="utf-8", errors="replace") as said:
        command = [sys.executable, "-m", "tests.fuzzing.guided", "--seek", name, "--folder", str(folder)]
        code = subprocess.run([*command, "--", *flags], stdout=said, stderr=said, check=False).returncode
        said.seek(0)
        told = said.read()
    done = re.search(r"stat::number_of_executed_units:\s*(\d+)", told)
    return int(done[1]) if done else 0, "" if code == 0 and done else told[-4_000:] or f"ended with {code}"


def seconds_used() -> float:
    """Of a processor, by what this process started and saw the end of."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def every(names: Iterable[str], executions: int, seconds: int, folder: Path) -> bool:
    """Whether each reader had its executions and withstood them; with `seconds`, those that fit into so long."""
    whole = True
    for name in names:
        began, used = time.monotonic(), seconds_used()
        limits = [f"-runs={executions}"]
        count, wrong = ran(name, folder / name, limits + ([f"-max_total_time={seconds}"] if seconds else []))
        took, worked = time.monotonic() - began, seconds_used() - used
        print(
            f"{name:12}{count:>12,} executions{took:>9,.0f} s{count / worked:>9,.0f} a second of a processor",
            flush=True,
        )
        if not wrong and count < executions and not seconds:
            wrong = f"{executions:,} were wanted."
        if wrong:
            whole = False
            print(wrong, flush=True)
    return whole


def main(argv: list[str]) -> int:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("names", nargs="*", help="the readers; all where none is named")
    said.add_argument("--executions", type=int, default=1_000_000, help="of each reader")
    said.add_argument(
        "--seconds", type=int, default=0, help="of each reader at most; then fewer executions do"
    )
    said.add_argument("--folder", type=Path, default=Path("var/parsers"), help="where what was found stays")
    said.add_argument("--seek", help=argparse.SUPPRESS)
    asked: Any = said.parse_args(argv)
    if asked.seek:
        seek(asked.seek, asked.folder, asked.names)
    readers = asked.names or COVERED
    return 0 if every(readers, asked.executions, asked.seconds, asked.folder.absolute()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
