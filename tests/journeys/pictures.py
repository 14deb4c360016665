"""Takes the pictures of the docs from the demo: `make pictures`. What is on them stands in `album`."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, ViewportSize, sync_playwright

from tests.journeys.album import ALBUM, NOBODY, PASSPHRASE, Picture
from tests.journeys.palette import smaller

CHROMIUM = os.environ.get("ALONGSIDE_CHROMIUM", "/usr/bin/chromium-headless-shell")
ROOT = Path(__file__).parents[2]
PHONE = ViewportSize(width=360, height=740)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own, thrown away afterwards; its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    alongside = [sys.executable, "-m", "alongside.home.management"]
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            **os.environ,
            "ALONGSIDE_MODE": "demo",
            "ALONGSIDE_DATA_DIR": folder,
            "ALONGSIDE_ORIGIN": url,
        }
        for command in (["migrate", "--verbosity", "0"], ["seed_demo"]):
            subprocess.run([*alongside, *command], env=settings, check=True)
        server = subprocess.Popen([*alongside, "serve", "--port", str(port)], env=settings)
        try:
            while not answers(port):
                if server.poll() is not None:
                    sys.exit("The server did not start.")
            yield url
        finally:
            server.terminate()
            server.wait()


def states(browser: Browser, url: str) -> dict[str, StorageState | None]:
    """What the browser of each person keeps once they have signed in."""
    found: dict[str, StorageState | None] = {NOBODY: None}
    for eyes in sorted({picture.eyes for picture in ALBUM.values()} - {NOBODY}):
        page = browser.new_page(base_url=url)
        page.goto("/account/sign-in/")
        page.fill("[name=login]", eyes)
        page.fill("[name=password]", PASSPHRASE)
        page.locator("main form button:not([name])").first.click()
        page.wait_for_load_state()
        found[eyes] = page.context.storage_state()
        page.close()
    return found


def take(page: Page, picture: Picture, path: Path) -> None:
    picture.story(page)
    if page.locator("main h1").count() == 0:
        sys.exit(f"{path}: {page.url} is no page.")
    if picture.top:
        page.locator(picture.top).first.evaluate("part => part.scrollIntoView()")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(smaller(page.screenshot()))


def main() -> None:
    with demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=en-GB"])
        kept = states(browser, url)
        for shown, picture in ALBUM.items():
            page = browser.new_page(
                base_url=url, storage_state=kept[picture.eyes], viewport=PHONE, device_scale_factor=1.5
            )
            take(page, picture, ROOT / shown.path)
            page.close()
            print(shown.path)  # noqa: T201 - whoever runs it sees how far it is
        browser.close()


if __name__ == "__main__":
    main()
