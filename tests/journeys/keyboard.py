"""Somebody who uses the keyboard only: from the link that skips to the page, by Tab and Enter, with a ring in sight."""

from playwright.sync_api import Page, expect

PRESSES_AT_MOST = 12

FOCUS = """(wanted) => {
    const here = document.activeElement;
    const style = getComputedStyle(here), box = here.getBoundingClientRect();
    const above = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
    return {
        there: here.matches(wanted),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        covered: !(above && (here.contains(above) || above.contains(here))),
        what: here.outerHTML.slice(0, 120),
    };
}"""


class Keyboard:
    """Elements are named by selectors, not by words, so that a story can be told in every language."""

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page, self.language = page, language

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.arrive()

    def arrive(self) -> None:
        """On every page: the right language and direction, no sideways scroll, and the first Tab skips to the page.

        A form that was reached by skipping leads to a page that is skipped to already: browsers keep `#main`.
        """
        root = self.page.locator("html")
        expect(root).to_have_attribute("lang", self.language)
        expect(root).to_have_attribute("dir", "rtl" if self.language == "ar" else "ltr")
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.page.url
        if self.page.url.endswith("#main"):
            return
        self.page.keyboard.press("Tab")
        assert self.focus(".skip")["there"], (
            f"the first Tab on {self.page.url} meets {self.focus('.skip')['what']}"
        )
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**#main")

    def focus(self, wanted: str) -> dict[str, object]:
        found: dict[str, object] = self.page.evaluate(FOCUS, wanted)
        return found

    def reach(self, wanted: str, at_most: int = PRESSES_AT_MOST) -> None:
        """Presses Tab until the focus is on what is wanted, and looks whether it can be seen there."""
        expect(self.page.locator(wanted).first).to_be_visible()
        met = []
        for _press in range(at_most):
            self.page.keyboard.press("Tab")
            found = self.focus(wanted)
            met.append(found["what"])
            if found["there"]:
                assert found["ring"], f"no ring around {found['what']}"
                assert not found["covered"], f"something lies over {found['what']}"
                return
        raise AssertionError(f"{wanted} is not within {at_most} presses on {self.page.url}: {met}")

    def press(self, wanted: str, at_most: int = PRESSES_AT_MOST) -> None:
        """Goes where it leads, and arrives there."""
        self.reach(wanted, at_most)
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")
        self.arrive()

    def write(self, wanted: str, words: str, at_most: int = PRESSES_AT_MOST) -> None:
        self.reach(wanted, at_most)
        self.page.keyboard.type(words)

    def tick(self, wanted: str) -> None:
        """A box, or one of several choices: Tab stops at their group, the arrows go on from choice to choice."""
        field = self.page.locator(wanted)
        if field.get_attribute("type") == "checkbox":
            self.reach(wanted)
            self.page.keyboard.press("Space")
        else:
            self.reach(f"[type=radio][name={field.get_attribute('name')}]")
            while not self.focus(wanted)["there"]:
                self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Space")
        expect(field).to_be_checked()

    def unfold(self, wanted: str) -> None:
        self.reach(f"{wanted} summary", at_most=30)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(wanted)).to_have_attribute("open", "")

    def set(self, wanted: str, value: str) -> None:
        """A day or a time: how its parts are typed is the browser's own affair."""
        self.reach(wanted)
        self.page.locator(wanted).fill(value)
