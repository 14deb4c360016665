"""Takes the pictures of docs/use from the demo: `make pictures`."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("ALONGSIDE_CHROMIUM", "/usr/bin/chromium-headless-shell")
FOLDER = Path(__file__).parents[2] / "docs" / "use" / "pictures"
PHONE = {"width": 360, "height": 740}


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


def take(page: Page, url: str) -> None:
    """What a stranger meets, then each guide's own way through the product."""
    page.goto(url)
    keep(page, "front")
    look_around(page, url, "ally")
    page.goto(f"{url}/desk/")
    keep(page, "desk-of-an-ally")
    follow(page, "main article.card a", "promise")
    page.goto(f"{url}/asks/")
    keep(page, "asks")
    follow(page, "main article.card a:has([lang=en])", "ask")
    follow(page, "main a[href$='/offer/']", "offer")
    look_around(page, url, "steward")
    page.goto(f"{url}/desk/")
    keep(page, "desk-of-a-steward")
    follow(page, "h3:has-text('Offers to answer') + ul a", "offers")
    page.goto(f"{url}/desk/")
    follow(page, "h3:has-text('Did it help?') + ul a", "verdicts")
    page.goto(f"{url}/communities/")
    follow(page, "main .rows a", "group")
    follow(page, "main a[href$='/asks/new/']", "new-ask")


def look_around(page: Page, url: str, role: str) -> None:
    page.context.clear_cookies()
    page.goto(url)
    page.locator(f"main button[value={role}]").click()
    page.wait_for_load_state()


def follow(page: Page, link: str, name: str) -> None:
    page.locator(link).first.click()
    page.wait_for_load_state()
    keep(page, name)


def keep(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
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
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                take(browser.new_page(viewport=PHONE, device_scale_factor=1.5), url)
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
