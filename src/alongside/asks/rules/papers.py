"""What may stand on the paper of an ask. Everything but the time has to be chosen, each by itself."""

from enum import StrEnum

DATES_ON_PAPER = 4
"""The letters are large: more would push the second language off the sheet."""


ASKS_ON_A_BOARD = 12


class PaperPart(StrEnum):
    WHAT = "what"
    PEOPLE = "people"
    AREA = "area"
    PLACE = "place"
    GROUP = "group"
