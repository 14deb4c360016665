"""Which column is which: guessed from the headings, confirmed by a person."""

import re
from collections.abc import Mapping
from enum import StrEnum

from alongside.asks.rules.sheets.table import Row, Table
from alongside.asks.rules.sheets.words import plain

LOOKED_AT = 15
EXAMPLES = 3
ENOUGH_HEADINGS = 2


class Field(StrEnum):
    """What a column may hold. A column that is none of these is left out."""

    WHAT = "what"
    ROLE = "role"
    DATE = "date"
    TIME = "time"
    STARTS = "starts"
    ENDS = "ends"
    PLACES = "places"
    PLACE = "place"
    WHY = "why"
    NOTE = "note"


WORDS: dict[Field, str] = {
    Field.WHAT: (
        "what|task|ask|need|needed|activity|shift|event|job|title|help needed|what we need|description|meal|item"
        "|que|tarea|actividad|turno|evento|ayuda|necesidad|que necesitamos|titulo|descripcion"
        "|ماذا|المهمة|مهمة|النشاط|الحاجة|المطلوب|الفعالية|الوصف"
    ),
    Field.ROLE: "role|position|rol|funcion|puesto|الدور|دور",
    Field.DATE: (
        "date|dates|day|days|when|on|date(s)|date and time|date/time|date & time"
        "|fecha|fechas|dia|dias|cuando|fecha y hora|التاريخ|تاريخ|اليوم|متي|الايام"
    ),
    Field.TIME: (
        "time|times|hour|hours|time slot|slot|from - to|from-to|from/to"
        "|hora|horas|horario|franja|الوقت|وقت|الساعة|الساعات"
    ),
    Field.STARTS: (
        "start|starts|start time|from|begin|begins|arrive|arrival"
        "|inicio|empieza|desde|hora de inicio|البداية|من|يبدا"
    ),
    Field.ENDS: (
        "end|ends|end time|to|until|till|finish|fin|termina|hasta|hora de fin|final|النهاية|الي|حتي|ينتهي"
    ),
    Field.PLACES: (
        "how many|number|no|no.|#|people|people needed|volunteers|volunteers needed|places|spots|slots|number of people"
        "|helpers|helpers needed|needed (number)|qty|quantity|count|cuantos|cuantas|cuantas personas|personas|numero"
        "|plazas|voluntarios|cantidad|العدد|عدد|كم|الاشخاص|عدد الاشخاص|المتطوعين|عدد المتطوعين"
    ),
    Field.PLACE: (
        "where|place|location|venue|site|address|donde|lugar|sitio|ubicacion|direccion|sede"
        "|اين|المكان|مكان|الموقع|العنوان"
    ),
    Field.WHY: "why|reason|why it matters|background|por que|motivo|razon|لماذا|السبب",
    Field.NOTE: (
        "note|notes|comment|comments|remarks|details|info|good to know|nota|notas|comentarios|observaciones|detalles"
        "|ملاحظة|ملاحظات|تفاصيل|تعليقات"
    ),
}
FIELD_OF = {word: field for field, words in WORDS.items() for word in words.split("|")}
MANY = frozenset({Field.NOTE})


def field_of(heading: str) -> Field | None:
    words = plain(heading).strip(" :?*¿.؟")
    return FIELD_OF.get(words) or FIELD_OF.get(re.sub(r"\s*\(.*?\)", "", words))


def header(table: Table) -> Row | None:
    """The line among the first ones that has most headings in it; titles above it do not confuse this."""
    best, most = None, ENOUGH_HEADINGS - 1
    for row in table.rows[:LOOKED_AT]:
        known = len({field for cell in row.cells if (field := field_of(cell))})
        if known > most:
            best, most = row, known
    return best


def headings(table: Table) -> list[tuple[str, list[str]]]:
    """For each column its heading, or nothing, and the first few things that stand in it."""
    top = header(table)
    below = [row for row in table.rows if top is None or row.number > top.number]
    return [
        (
            top.cells[column] if top and column < len(top.cells) else "",
            [row.cells[column] for row in below if column < len(row.cells) and row.cells[column]][:EXAMPLES],
        )
        for column in range(table.width)
    ]


def guess(table: Table) -> dict[int, Field]:
    """A field for each column whose heading is known, the first of two that claim it; the margin is a note."""
    top = header(table)
    guessed: dict[int, Field] = {}
    for column, cell in enumerate(top.cells if top else ()):
        field = field_of(cell)
        if field and (field in MANY or field not in guessed.values()):
            guessed[column] = field
    return {**guessed, **dict.fromkeys(margin(table), Field.NOTE)} if top else guessed


def margin(table: Table) -> list[int]:
    """Columns without a heading in which something stands: what people scribble beside a list."""
    return [column for column, (heading, below) in enumerate(headings(table)) if below and not heading]


def is_day_first(table: Table, mapping: Mapping[int, Field]) -> bool | None:
    """Whether dates such as 3/4 are written day first: told by those that can be read one way only, else None."""
    columns = [column for column, field in mapping.items() if field is Field.DATE]
    day_first = month_first = 0
    for row in table.rows:
        for column in columns:
            for one, other in pairs(row.cells[column] if column < len(row.cells) else ""):
                day_first += one > 12 >= other
                month_first += other > 12 >= one
    if day_first == month_first:
        return None
    return day_first > month_first


def needs_habit(table: Table, mapping: Mapping[int, Field]) -> bool:
    """Whether any date stands there in numbers that could be read both ways."""
    columns = [column for column, field in mapping.items() if field is Field.DATE]
    return any(
        one <= 12 and other <= 12 and one != other
        for row in table.rows
        for column in columns
        for one, other in pairs(row.cells[column] if column < len(row.cells) else "")
    )


NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})(?:[./-](?:\d{4}|\d{2}))?(?![\d:])")


def pairs(cell: str) -> list[tuple[int, int]]:
    """The first two numbers of every date in a cell that is written in numbers, the year last."""
    return [(int(one), int(other)) for one, other in NUMERIC.findall(plain(cell[:200]))]
