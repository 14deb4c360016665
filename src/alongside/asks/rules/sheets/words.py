"""The words that people write in sheets, in the languages that the product speaks."""

import re
import unicodedata

MONTHS = [
    "january jan enero ene يناير كانون_الثاني",
    "february feb febrero فبراير شباط",
    "march mar marzo مارس اذار",
    "april apr abril abr ابريل نيسان",
    "may mayo مايو ايار",
    "june jun junio يونيو حزيران",
    "july jul julio يوليو تموز",
    "august aug agosto ago اغسطس اب",
    "september sept sep septiembre setiembre set سبتمبر ايلول",
    "october oct octubre اكتوبر تشرين_الاول",
    "november nov noviembre نوفمبر تشرين_الثاني",
    "december dec diciembre dic ديسمبر كانون_الاول",
]
MONTH = {
    word.replace("_", " "): number for number, words in enumerate(MONTHS, start=1) for word in words.split()
}
WEEKDAYS = [
    "monday mon lunes lun الاثنين",
    "tuesday tues tue martes الثلاثاء",
    "wednesday weds wed miercoles mie الاربعاء",
    "thursday thurs thur thu jueves jue الخميس",
    "friday fri viernes vie الجمعة",
    "saturday sat sabado sab السبت",
    "sunday sun domingo dom الاحد",
]
WEEKDAY = {word: number for number, words in enumerate(WEEKDAYS) for word in words.split()}
NUMBER = {
    word: number
    for number, words in enumerate(
        [
            "one uno una un واحد",
            "two dos اثنان",
            "three tres ثلاثة",
            "four cuatro اربعة",
            "five cinco خمسة",
            "six seis ستة",
            "seven siete سبعة",
            "eight ocho ثمانية",
            "nine nueve تسعة",
            "ten diez عشرة",
        ],
        start=1,
    )
    for word in words.split()
}
ALEFS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": None, "–": "-", "—": "-", "‑": "-", "−": "-"}
)
PLAIN = re.compile(r"[\x20-\x7e]*")


def plain(text: str) -> str:
    """Lower case, without accents, with ordinary digits, dashes and single spaces: for comparing, not for showing.

    Each letter is taken apart by itself: a cell full of accents would be sorted in the square of its length, to be
    dropped.
    """
    if not PLAIN.fullmatch(text):
        decomposed = "".join(unicodedata.normalize("NFKD", one) for one in text.translate(ALEFS))
        text = "".join(ascii_digit(one) for one in decomposed if not unicodedata.combining(one))
    return " ".join(text.lower().split())


def ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
