"""How a text in easy words is made."""

from dataclasses import dataclass

from django.utils.functional import Promise

HOLE = "%(button)s"


@dataclass(frozen=True, slots=True)
class Line:
    words: Promise
    button: Promise | None = None

    @property
    def around(self) -> tuple[str, str]:
        """What stands before the button and after it."""
        before, _hole, after = str(self.words).partition(HOLE)
        return before, after

    def __str__(self) -> str:
        return str(self.words).replace(HOLE, str(self.button))


@dataclass(frozen=True, slots=True)
class Part:
    """A few lines under one heading. `picture` is a step of the story in ui, `icon` an icon there; or neither."""

    title: Promise
    lines: tuple[Line, ...]
    picture: int
    icon: str


@dataclass(frozen=True, slots=True)
class EasyText:
    """`leads_to` is the real page, `explains` all routes on whose pages a link leads here."""

    slug: str
    title: Promise
    leads_to: str
    leading: Promise
    explains: tuple[str, ...]
    parts: tuple[Part, ...]


def part(title: Promise, *lines: Promise | Line, picture: int = 0, icon: str = "") -> Part:
    said = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
    return Part(title, said, picture, icon)
