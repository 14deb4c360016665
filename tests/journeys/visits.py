"""Every page in its states: who opens it, and how they get there. A named page without a visit fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page

from alongside.asks.rules import PaperPart
from alongside.home.queries import easy_texts
from alongside.home.rules import Duty
from alongside.notices.queries import answer_token, mail_key, unsubscribe_token
from alongside.people.models import Person
from tests.journeys.conftest import SUBMIT
from tests.journeys.states import States
from tests.world import World, address


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody and everything that a visit may meet."""

    world: World
    states: States

    def person(self, name: str) -> Person | None:
        if name == "nobody":
            return None
        found: Person = getattr(self.world.cast, name, None) or getattr(self.world, name)
        return found


Come = Callable[[Page, Stage], object]


@dataclass(frozen=True, slots=True)
class Visit:
    """One page in one state. `come` leads the browser of `by` to it, whatever page it is at."""

    route: str
    by: str
    come: Come
    state: str = ""
    status: int = 200

    @property
    def is_the_page(self) -> bool:
        """Not one more state of a page, but the only way to see it at all."""
        return not self.state

    def __str__(self) -> str:
        return f"{self.route} {self.state}".strip()


BY = {
    **dict.fromkeys(
        [
            "account_login",
            "account_signup",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_confirm_email",
            "home:easy",
            "home:easy_text",
            "home:front",
            "home:help",
            "home:tour",
            "home:holdings",
            "commitments:said",
            "communities:coming_back",
            "notices:answer",
            "notices:unsubscribe",
            "ui:gallery",
            "people:exit_explained",
        ],
        "nobody",
    ),
    **dict.fromkeys(
        [
            "accountability:report",
            "commitments:calendars",
            "commitments:commitment",
            "commitments:conversation",
            "commitments:near",
            "commitments:release",
            "commitments:series",
            "commitments:stint",
            "commitments:stint_end",
            "matching:fits",
            "people:hours",
            "people:languages",
            "people:needs",
            "people:skills",
        ],
        "bruno",
    ),
    **dict.fromkeys(["accountability:matter", "communities:vouching"], "olu"),
    **dict.fromkeys(
        ["commitments:run", "commitments:run_date", "commitments:run_person", "commitments:runs"], "noor"
    ),
    "commitments:running": "gita",
    "commitments:with_runner": "bruno",
    **dict.fromkeys(["communities:ally", "communities:invitation", "communities:request"], "gita"),
    **dict.fromkeys(
        [
            "commitments:new_stint",
            "commitments:offer",
            "matching:new_stand_in",
            "matching:stand_in",
            "notices:mutes",
            "people:blocks",
        ],
        "chidi",
    ),
    "accountability:restriction": "farid",
    "accountability:appeal": "farid",
    "communities:refusal": "dara",
}
"""Whoever is not named here: everything else is opened by amal, who steers."""

WITHOUT_A_PAGE = {
    "home:look": "the demo's own: elsewhere it does not exist",
    "asks:calendar": "a file",
    "commitments:calendar": "a file",
    "home:everything_file": "a file",
    "home:health": "a word for a monitor",
    "home:metrics": "figures for a monitor that has the key",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "data for the browser's own dialog",
}
"""Routes that answer GET and are no page. One that answers GET with 405 is none either."""


def at(path: Callable[[Stage], str]) -> Come:
    return lambda page, stage: page.goto(path(stage))


def about(route: str, thing: Callable[[Stage], str], query: str = "") -> Come:
    return at(lambda stage: reverse(route, args=[thing(stage)]) + query)


def plain(route: str) -> Visit:
    by = BY.get(route, "amal")
    return Visit(route, by, at(lambda stage: way(route, stage)))


def way(route: str, stage: Stage) -> str:
    """Where the page is when it has something to show."""
    if route == "notices:unsubscribe":
        return reverse(route, args=[unsubscribe_token(stage.world.cast.bruno)])
    if route == "notices:answer":
        return reverse(route, args=[answer_token(mail=stage.states.mail)])
    if route == "commitments:said":
        return reverse(route, args=[stage.states.open_link])
    return address(route, stage.world)


def sent(route: str, button: str = SUBMIT, **fields: str) -> Come:
    """What comes after the form of a page, filled in like this."""

    def come(page: Page, stage: Stage) -> None:
        page.goto(way(route, stage))
        for name, value in fields.items():
            page.locator(f"main [name={name}]").fill(value)
        page.locator(button).first.click()
        page.wait_for_load_state()

    return come


def empty() -> Iterator[Visit]:
    """Lists in which nothing stands yet say what to do next."""
    for route in (
        "commitments:calendars",
        "commitments:runs",
        "communities:keyholders",
        "home:reaching",
        "home:desk",
        "notices:mutes",
        "notices:notices",
        "people:blocks",
        "accountability:matters",
        "people:rest",
    ):
        yield Visit(route, "gita", at(lambda _stage, route=route: reverse(route)), "empty")
    for route in (
        "accountability:restrictions",
        "asks:community_asks",
        "asks:drafts",
        "asks:places",
        "communities:allies",
        "communities:ally_vouches",
        "communities:community",
        "communities:invitations",
        "communities:keeping",
        "communities:members",
        "communities:vouches",
        "home:carrying",
        "matching:rounds",
        "home:export",
    ):
        yield Visit(route, "edda", about(route, lambda stage: stage.world.cast.rainbow.pk), "empty")
    yield Visit("matching:fits", "bruno", at(lambda _stage: "/asks/?kind=give"), "nothing fits")


def full() -> Iterator[Visit]:
    """Lists longer than a page, and desks with much on them."""
    yield Visit("home:desk", "bruno", at(lambda _stage: "/desk/"), "promises")
    yield Visit("matching:fits", "bruno", at(lambda _stage: "/asks/?page=2"), "second page")
    yield Visit("matching:fits", "bruno", at(lambda _stage: "/asks/?order=soonest"), "soonest first")
    yield Visit("matching:fits", "nobody", at(lambda _stage: "/asks/"), "for nobody")
    community_asks = about("asks:community_asks", lambda stage: stage.world.cast.harbour.pk, "?page=2")
    yield Visit("asks:community_asks", "bruno", community_asks, "second page")
    yield Visit("communities:community", "hana", about("communities:community", waiting), "nobody vouched")
    yield Visit("communities:vouches", "hana", about("communities:vouches", waiting), "nobody vouched")


def waiting(stage: Stage) -> str:
    return stage.states.waiting.pk


def in_each_state() -> Iterator[Visit]:
    for text in easy_texts()[1:]:
        path = at(lambda _stage, slug=text.slug: reverse("home:easy_text", args=[slug]))
        yield Visit("home:easy_text", "nobody", path, text.slug)
    for name in ("kept", "done", "helped", "not_needed", "released", "declined"):
        for by in ("bruno", "amal"):
            yield Visit(
                "commitments:commitment",
                by,
                about("commitments:commitment", lambda stage, name=name: getattr(stage.states, name).pk),
                f"{name}, {by}",
            )
    closed = about("communities:closing", lambda stage: stage.states.closing.pk)
    yield Visit("communities:closing", "amal", closed, "closed")
    shortened = about("communities:keeping", lambda stage: stage.states.paused.pk)
    yield Visit("communities:keeping", "amal", shortened, "shorter soon")
    yield Visit("matching:next", "bruno", about("matching:next", lambda stage: stage.states.gesture.pk))
    beyond = about("commitments:commitment", lambda stage: stage.states.one_more.pk)
    yield Visit("commitments:commitment", "chidi", beyond, "one more, chidi")
    called = about("matching:stand_in", lambda stage: stage.states.called.pk)
    yield Visit("matching:stand_in", "chidi", called, "called")
    nobody = about("matching:stand_ins", lambda stage: stage.states.kept.shift_id)
    yield Visit("matching:stand_ins", "amal", nobody, "empty")
    more = at(lambda stage: reverse("commitments:offer", args=[stage.states.gives_more.pk]))
    yield Visit("commitments:offer", "chidi", more, "as one more")
    alone = at(lambda stage: reverse("home:handover", args=[stage.world.cast.rainbow.pk, Duty.RUN.value]))
    yield Visit("home:handover", "edda", alone, "whoever is alone")
    for name in ("covered", "resting", "closed", "doubted", "emptied", "silent", "first"):
        for by in ("bruno", "amal"):
            come = about("asks:ask", lambda stage, name=name: getattr(stage.states, name).pk)
            yield Visit("asks:ask", by, come, f"{name}, {by}")
    behind = about("asks:ask", lambda stage: stage.world.cast.ask.pk, "?in=es")
    yield Visit("asks:ask", "bruno", behind, "in another language")
    first = about("asks:wordings", lambda stage: stage.world.draft.pk)
    yield Visit("asks:wordings", "amal", first, "in one language")
    draft = about("asks:ask", lambda stage: stage.world.draft.pk)
    yield Visit("asks:ask", "amal", draft, "draft")
    everything = "?first=es&second=ar" + "".join(f"&shows={part}" for part in PaperPart)
    on_paper = about("asks:paper", lambda stage: stage.world.cast.ask.pk, everything)
    yield Visit("asks:paper", "amal", on_paper, "with a place that is not open yet")
    yield Visit("asks:ask", "jun", phoned, "phoned in")
    yield Visit("asks:phoned", "amal", without_an_hour, "without an hour")
    for by in ("bruno", "chidi"):
        yield Visit("asks:ask", by, at(lambda stage: address("asks:ask", stage.world)), f"open, {by}")
    for by in ("chidi", "jun"):
        for route in ("communities:ally_vouch", "communities:ally_vouches"):
            yield Visit(route, by, at(lambda stage, route=route: address(route, stage.world)), f"for {by}")
    for name in ("paused", "closing"):
        come = about("communities:community", lambda stage, name=name: getattr(stage.states, name).pk)
        yield Visit("communities:community", "amal", come, name)
    for by in ("nobody", "gita", "dara", "bruno", "chidi", "farid"):
        come = at(lambda stage: address("communities:community", stage.world))
        yield Visit("communities:community", by, come, f"for {by}")
    for by in ("dara", "chidi"):
        yield Visit("home:desk", by, at(lambda _stage: "/desk/"), f"for {by}")
    yield Visit("home:desk", "edda", at(lambda _stage: "/desk/"), "of another group")
    yield Visit("home:desk", "olu", at(lambda _stage: "/desk/"), "of the operator")
    early = about("commitments:said", lambda stage: stage.world.link.secret)
    yield Visit("commitments:said", "nobody", early, "not begun yet")
    mailed = at(lambda stage: from_mail(reverse("communities:refusal", args=[stage.world.lost.pk])))
    yield Visit("communities:refusal", "nobody", mailed, "from a mail")
    near = at(lambda stage: from_mail(address("commitments:near", stage.world)))
    yield Visit("commitments:near", "nobody", near, "from a mail")
    for name in ("kept", "released"):
        known = about("commitments:near", lambda stage, name=name: getattr(stage.states, name).pk)
        yield Visit("commitments:near", "bruno", known, name)
    used = about("commitments:said", lambda stage: stage.states.used_link)
    yield Visit("commitments:said", "nobody", used, "used")
    yield Visit(
        "commitments:date_verdict",
        "amal",
        about("commitments:date", lambda stage: stage.states.done.shift_id),
        "a date that is over",
    )
    kept_out = about("commitments:conversation", lambda stage: stage.states.kept_out.pk)
    yield Visit("commitments:conversation", "farid", kept_out, "kept out")
    yield Visit(
        "commitments:link",
        "amal",
        about("commitments:link", lambda stage: stage.world.offer.pk),
        "no promise",
    )
    yield Visit("commitments:verdict", "amal", about("commitments:verdict", done), "after it")
    yield Visit("commitments:link", "amal", about("commitments:link", done), "after it")


def from_mail(path: str) -> str:
    return f"{path}?key={mail_key(path=path)}"


def done(stage: Stage) -> str:
    return stage.states.done.pk


def after_a_form() -> Iterator[Visit]:
    """What is shown once, to whoever sent a form."""
    yield Visit("communities:invitation_made", "amal", sent("communities:invitations"))
    yield Visit("communities:vouch_made", "hana", link_to_be_vouched_for)
    yield Visit("communities:return_code", "amal", code_for_somebody)
    yield Visit("communities:returned", "nobody", come_back)
    yield Visit("communities:refusal", "chidi", refused, "refused")
    yield Visit("asks:new_series", "amal", sent("asks:new_series", times="4"), "the next dates")
    yield Visit("asks:runner_made", "amal", link_to_run)
    yield Visit("commitments:calendar_made", "gita", sent("commitments:new_calendar", name="tablet"))
    yield Visit(
        "account_reset_password_done", "nobody", sent("account_reset_password", email="no@mail.example")
    )
    yield Visit("accountability:received", "chidi", sent("accountability:report", words="Too loud."), "sent")
    yield Visit("people:me", "gita", sent("people:name", display_name="Gita Rao"), "saved")
    yield Visit("people:session", "amal", first_device)
    yield Visit("home:desk", "chidi", rested, "at rest")
    yield Visit("notices:answer", "nobody", sent("notices:answer", text="I come by bus."), "sent")
    yield Visit("notices:unsubscribe", "nobody", sent("notices:unsubscribe", "main form button"), "done")


def without_an_hour(page: Page, stage: Stage) -> None:
    page.goto(address("asks:phoned", stage.world))
    page.locator("main [name=what]").fill("Wash the windows")
    page.locator("main [name=kind]").first.check()
    page.locator("main [name=day]").nth(2).check()
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()


def phoned(page: Page, stage: Stage) -> None:
    page.goto(address("asks:phoned", stage.world))
    page.locator("main [name=what]").fill("Wash the windows")
    page.locator("main [name=kind]").first.check()
    page.locator("main [name=known_as]").fill("Rosa")
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()


def link_to_be_vouched_for(page: Page, stage: Stage) -> None:
    page.goto(reverse("communities:vouches", args=[stage.states.waiting.pk]))
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def link_to_run(page: Page, stage: Stage) -> None:
    page.goto(address("asks:runners", stage.world))
    page.locator("main [name=until]").fill(stage.world.runner.last_at.date().isoformat())
    page.locator(SUBMIT).last.click()
    page.wait_for_load_state()


def code_for_somebody(page: Page, stage: Stage) -> None:
    page.goto(reverse("communities:returns", args=[stage.world.cast.harbour.pk]))
    page.locator("main form[action$='/code/'] button").first.click()
    page.wait_for_load_state()


def come_back(page: Page, stage: Stage) -> None:
    page.goto(reverse("communities:coming_back"))
    page.locator("main [name=code]").fill(stage.states.code)
    page.locator("main [name=passphrase]").fill("velvet anchor pickle sunrise")
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()


def refused(page: Page, stage: Stage) -> None:
    page.goto(reverse("communities:refusal", args=[stage.states.open_return.pk]))
    page.locator("main > form button").click()
    page.wait_for_load_state()


def first_device(page: Page, stage: Stage) -> None:
    page.goto(reverse("people:sessions"))
    page.locator("main .rows a").first.click()
    page.wait_for_load_state()


def rested(page: Page, stage: Stage) -> None:
    page.goto(reverse("people:rest"))
    page.locator("main input[type=date]").fill("2099-01-01")
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()
    page.goto(reverse("home:desk"))


def problems() -> Iterator[Visit]:
    """Answers that are no page of anything."""
    yield Visit("ui:missing", "nobody", at(lambda _stage: "/nothing/"), "404", 404)
    yield Visit("ui:missing", "amal", at(lambda _stage: "/nothing/"), "404, signed in", 404)


def special() -> Iterator[Visit]:
    yield from empty()
    yield from full()
    yield from in_each_state()
    yield from after_a_form()
    yield from problems()
