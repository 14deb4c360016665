"""Lines of text whose cells are parted by a comma, a semicolon, a tab or a bar."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from alongside.asks.rules.sheets.broken import Broken, SheetBroken

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
DELIMITERS = ",;\t|"
SAMPLE_LINES = 30
FEW = 5
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
EXCEL_HINT = re.compile(r"sep=(.)\r?\n?$", re.IGNORECASE)


def lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each line's number in the file, and its cells. Raises `SheetBroken` at the line that cannot be read."""
    text = decoded(content)
    refuse_bytes(text)
    source = io.StringIO(text, newline="")
    hint = EXCEL_HINT.match(source.readline())
    skipped = 1 if hint else 0
    if not hint:
        source.seek(0)
    reader = csv.reader(source, delimiter=hint[1] if hint else delimiter(text))
    number = skipped + 1
    try:
        for cells in reader:
            yield number, cells
            number = skipped + reader.line_num + 1
    except csv.Error as error:
        raise SheetBroken(Broken.DAMAGED, number) from error


def refuse_bytes(text: str) -> None:
    """A few that no text has are a damage, with its line; many are another sort of file."""
    found = [match.start() for match in CONTROL.finditer(text)]
    if len(found) > max(FEW, len(text) // 100):
        raise SheetBroken(Broken.NOT_A_SHEET)
    if found:
        raise SheetBroken(Broken.DAMAGED, text.count("\n", 0, found[0]) + 1)


def decoded(content: bytes) -> str:
    """By its mark; else UTF-16 if every second byte is empty; else UTF-8; else what Windows wrote in the West."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    head = content[:400]
    if head[1::2].count(0) > len(head) // 3:
        return content.decode("utf-16-le", errors="replace")
    if head[::2].count(0) > len(head) // 3:
        return content.decode("utf-16-be", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter(text: str) -> str:
    """The one that parts most of the first lines into the same number of cells, and into most cells."""
    sample = [line for line in text[:20_000].splitlines()[:SAMPLE_LINES] if line.strip()]

    def agreement(candidate: str) -> tuple[int, int]:
        counts = [unquoted(line).count(candidate) for line in sample]
        parted = [count for count in counts if count]
        usual = max(set(parted), key=parted.count, default=0)
        return parted.count(usual) if parted else 0, usual

    return max(DELIMITERS, key=agreement)


def unquoted(line: str) -> str:
    """The line without what stands between its quotation marks."""
    return "".join(line.split('"')[::2])
