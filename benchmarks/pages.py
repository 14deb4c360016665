"""What is sent to the two servers, as a browser sends it."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.core.models import SentForm
from benchmarks.browser import Browser, session_of
from benchmarks.folders import within
from benchmarks.making import World
from benchmarks.measures import Measure, sent, sent_once
from benchmarks.servers import Server
from benchmarks.sizes import Sizes

LIST, DETAIL, INSERT = "Bare list", "Bare detail", "Bare insert"
ANEW = "Open asks, signed in, right after a write"
OFFER = "An offer, through the page"


def reference(world: World, sizes: Sizes, bare: Server) -> list[Measure]:
    browser = Browser(bare.port)

    def asked(send: Callable[[], object]) -> Callable[[], float]:
        return partial(sent, bare, send, sizes.seconds)

    return [
        Measure(LIST, asked(partial(browser.get, "/asks/"))),
        Measure(DETAIL, asked(partial(browser.get, f"/asks/{world.ask.pk}/"))),
        Measure(INSERT, asked(partial(browser.post, "/forms/"))),
    ]


def pages(world: World, sizes: Sizes, ours: Server) -> list[Measure]:
    browser, reader = Browser(ours.port), session_of(world.reader)
    ask = f"/asks/{world.ask.pk}/"
    version = browser.version("/asks/")

    def seen(path: str, session: str = "") -> Callable[[], float]:
        return partial(sent, ours, partial(browser.get, path, session), sizes.seconds)

    def seen_anew(path: str) -> Callable[[], float]:
        """After a commit, which ends everything that was kept: each request is then the first."""

        def send() -> None:
            write()
            browser.get(path, reader)

        return partial(sent, ours, send, sizes.seconds)

    return [
        Measure("Open asks, signed in", seen("/asks/", reader), LIST),
        Measure(ANEW, seen_anew("/asks/"), LIST),
        Measure("Open asks, soonest first, right after a write", seen_anew("/asks/?order=soonest"), ANEW),
        Measure("Open asks, as nobody", seen("/asks/"), LIST),
        Measure(
            "Open asks, as nobody who has them already",
            partial(sent, ours, partial(browser.ask_again, "/asks/", version), sizes.seconds),
            LIST,
        ),
        Measure("One ask, signed in", seen(ask, reader), DETAIL),
        Measure("One ask, signed in, right after a write", seen_anew(ask), DETAIL),
        Measure("One ask, as nobody", seen(ask), DETAIL),
        Measure("A page of words, signed in", seen("/help/", reader), DETAIL),
    ]


def write() -> None:
    """The smallest commit that there is, by this process: it costs the server nothing but what it forgets."""
    SentForm.objects.create(key=new_id() * 2, sender="", answered_to="", sent_at=clock.now())


def forms(world: World, sizes: Sizes, ours: Server) -> list[Measure]:
    browser, steward = Browser(ours.port), session_of(world.cast.amal)

    def verdicts() -> Iterable[Callable[[], object]]:
        for promise in islice(world.promises, sizes.verdicts):
            yield partial(browser.post, f"/commitments/{promise.pk}/verdict/", steward, outcome="helped")

    def whole_dates() -> Iterable[Callable[[], object]]:
        for date in islice(world.dates, sizes.dates):
            yield partial(browser.post, f"/dates/{date.pk}/verdict/", steward, outcome="helped")

    return [
        Measure(OFFER, lambda: sent_once(ours, offers(world, sizes, browser)), INSERT),
        Measure("A verdict for one", lambda: sent_once(ours, verdicts()), INSERT),
        Measure("A verdict for a whole date", lambda: sent_once(ours, whole_dates()), OFFER),
    ]


def offers(world: World, sizes: Sizes, browser: Browser) -> Iterable[Callable[[], object]]:
    for ally, date in islice(world.offers, sizes.offers):
        path = f"/asks/{date.ask_id}/offer/"
        yield partial(browser.post, path, session_of(ally), shift=date.pk)


def among_many(world: World, sizes: Sizes, grown: Server, folder: Path) -> list[Measure]:
    """The same offer, where many commitments are in the table."""
    browser = Browser(grown.port)

    def offered() -> float:
        with within(folder):
            prepared = list(offers(world, sizes, browser))
        return sent_once(grown, prepared)

    return [Measure(f"{OFFER}, {sizes.commitments:,} commitments there", offered, OFFER)]
