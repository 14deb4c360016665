"""Takes the pictures of docs/use from the demo: `make pictures`."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("ALONGSIDE_CHROMIUM", "/usr/bin/chromium")
FOLDER = Path(__file__).parents[2] / "docs" / "use" / "pictures"
PHONE = {"width": 360, "height": 740}
AS = {"ally": "desk-of-an-ally", "steward": "desk-of-a-steward"}


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
    """The front page, an ask, and the desk of each of the two people as whom a visitor may look around."""
    page.goto(url)
    page.screenshot(path=FOLDER / "front.png")
    page.goto(f"{url}/asks/")
    page.locator("article.card a").first.click()
    page.screenshot(path=FOLDER / "ask.png")
    for role, name in AS.items():
        page.goto(url)
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_url("**/desk/")
        page.screenshot(path=FOLDER / f"{name}.png")
        page.context.clear_cookies()


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
                take(browser.new_page(viewport=PHONE, device_scale_factor=2), url)
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
