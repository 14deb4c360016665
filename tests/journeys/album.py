"""The pictures of the docs: each is one page of the demo, seen by somebody. `make pictures` takes them all anew.

No picture needs what another one left behind, so each can be read alone.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from playwright.sync_api import FilePayload, Page

USE, OPERATE = "use", "operate"
NOBODY, STEWARD, ALLY, OPERATOR = "", "amal", "bruno", "olu"
"""The sign-in names of the demo's people; whoever has none is not signed in."""
PASSPHRASE = "lantern gravel tulip marmalade"
"""Of people who do not exist. `seed_demo` prints it."""
OPEN_ASK = "main article.card a:has([lang=en])"
Story = Callable[[Page], None]


class Shown(NamedTuple):
    """`folder` is that of the docs whose text shows the picture."""

    folder: str
    name: str

    @property
    def path(self) -> str:
        return f"docs/{self.folder}/pictures/{self.name}.png"


@dataclass(frozen=True, slots=True)
class Picture:
    """`story` leads to the page; what is seen begins at `top`, if anything is named, and else at its head."""

    eyes: str
    story: Story
    top: str = ""


ALBUM: dict[Shown, Picture] = {}


def picture(name: str, eyes: str, *, top: str = "", folder: str = USE) -> Callable[[Story], Story]:
    def keep(story: Story) -> Story:
        ALBUM[Shown(folder, name)] = Picture(eyes, story, top)
        return story

    return keep


def follow(page: Page, *links: str) -> None:
    """Opens the first of each link, one after the other."""
    for link in links:
        page.locator(link).first.click()
        page.wait_for_load_state()


def send(page: Page) -> None:
    follow(page, "main form.form button:not([name])")


def open_group(page: Page, *links: str) -> None:
    page.goto("/communities/")
    follow(page, "main .rows a", *links)


def open_repeating(page: Page) -> None:
    """An ask of the demo that repeats, as its group and its allies find it."""
    open_group(page, "main a[href$='/asks/']", "main article.card a:has-text('Cook rice')")


@picture("front", NOBODY)
def front(page: Page) -> None:
    page.goto("/")


@picture("sign-up", NOBODY)
def sign_up(page: Page) -> None:
    page.goto("/account/sign-up/")


@picture("exit", NOBODY)
def exit_(page: Page) -> None:
    page.goto("/exit/explained/")


@picture("group", STEWARD)
def group(page: Page) -> None:
    open_group(page)


@picture("new-ask", STEWARD)
def new_ask(page: Page) -> None:
    open_group(page, "main a[href$='/asks/new/']")


@picture("phoned", STEWARD)
def phoned(page: Page) -> None:
    page.goto("/desk/")
    follow(page, "main a[href$='/asks/phoned/']")
    page.fill("[name=what]", "A lift to the clinic and back")
    page.check("[name=kind][value=transport]")


@picture("repeats", STEWARD, top="text=These are the next dates")
def repeats(page: Page) -> None:
    open_group(page, "main a[href$='/asks/']", "main article.card a:has-text('Carry soup pots')")
    follow(page, "main a[href$='/dates/']", "main a[href$='/series/']")
    page.fill("[name=times]", "10")
    send(page)


@picture("wording", STEWARD, top="main form.form")
def wording(page: Page) -> None:
    open_group(page, "main a[href$='/asks/']", "main article.card a:has-text('Carry soup pots')")
    follow(page, "main a[href$='/wordings/']", "main a[href$='/wordings/new/']")
    page.select_option("[name=language]", "es")
    page.fill("[name=what]", "Llevar ollas de sopa de la furgoneta a la sala")


@picture("paper", STEWARD, top="main .paper")
def paper(page: Page) -> None:
    open_repeating(page)
    follow(page, "main a[href$='/paper/']")


@picture("lines", STEWARD, top="main h2")
def lines(page: Page) -> None:
    """A calendar with what repeats, with and without an end, what is called off, and what happens once."""
    open_group(page, "main a[href$='/import/']")
    calendar = FilePayload(name="group.ics", mimeType="text/calendar", buffer=calendar_file().encode())
    page.set_input_files("main [type=file]", calendar)
    send(page)
    send(page)


def calendar_file() -> str:
    first = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)
    events = (
        (
            "one",
            "Sort the food parcels",
            f"RRULE:FREQ=WEEKLY;COUNT=6\nEXDATE:{first + dt.timedelta(7):%Y%m%d}T170000",
        ),
        ("two", "Paint the hall", "STATUS:CANCELLED"),
        ("three", "Fix the van", ""),
        ("four", "Water the garden", "RRULE:FREQ=WEEKLY"),
    )
    entries = (
        f"BEGIN:VEVENT\nUID:{name}\nDTSTART:{first:%Y%m%d}T170000\nDURATION:PT2H\nSUMMARY:{words}\n{more}\nEND:VEVENT"
        for name, words, more in events
    )
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//group//", *entries, "END:VCALENDAR", ""])
    return "\r\n".join(line for line in text.split("\n") if line) + "\r\n"


@picture("desk-of-a-steward", STEWARD)
def desk_of_a_steward(page: Page) -> None:
    page.goto("/desk/")


@picture("offers", STEWARD)
def offers(page: Page) -> None:
    page.goto("/desk/")
    follow(page, "h3:has-text('Offers to answer') + ul a")


@picture("verdicts", STEWARD)
def verdicts(page: Page) -> None:
    page.goto("/desk/")
    follow(page, "h3:has-text('Did it help?') + ul a")


@picture("back-in", STEWARD)
def back_in(page: Page) -> None:
    open_group(page, "main a[href$='/members/']", "main a[href*='/returns/of/']:has-text('Chidi')")


@picture("hours", ALLY)
def hours(page: Page) -> None:
    page.goto("/me/hours/")


@picture("asks", ALLY)
def asks(page: Page) -> None:
    page.goto("/asks/")


@picture("ask", ALLY)
def ask(page: Page) -> None:
    page.goto("/asks/")
    follow(page, OPEN_ASK)


@picture("offer", ALLY)
def offer(page: Page) -> None:
    page.goto("/asks/")
    follow(page, OPEN_ASK, "main a[href^='/asks/'][href$='/offer/']")


@picture("every-date", ALLY)
def every_date(page: Page) -> None:
    open_repeating(page)
    follow(page, "main a[href^='/asks/'][href$='/offer/']", "main a[href$='/stint/']")


@picture("promise", ALLY)
def promise(page: Page) -> None:
    page.goto("/desk/")
    follow(page, "main article.card a:has([lang=en])")


@picture("messages", ALLY)
def messages(page: Page) -> None:
    page.goto("/desk/")
    follow(page, "main article.card a:has([lang=en])", "main a[href$='/messages/']")
    page.fill("main textarea", "Is there a step at the side door?")


@picture("calendar", ALLY)
def calendar(page: Page) -> None:
    page.goto("/me/calendars/new/")


@picture("desk-of-an-ally", ALLY)
def desk_of_an_ally(page: Page) -> None:
    page.goto("/desk/")


@picture("rest", ALLY)
def rest(page: Page) -> None:
    page.goto("/me/rest/")


@picture("groups", OPERATOR, folder=OPERATE)
def groups_of_an_operator(page: Page) -> None:
    page.goto("/communities/")


@picture("waiting", OPERATOR, folder=OPERATE)
def waiting(page: Page) -> None:
    page.goto("/communities/waiting/")


@picture("holdings", NOBODY, folder=OPERATE)
def holdings(page: Page) -> None:
    page.goto("/holdings/")
