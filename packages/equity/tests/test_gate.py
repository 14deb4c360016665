"""The local page answers a browser on this machine that was told its address, and nobody else."""

import threading

import pytest
from visits import Browser

from alongside_equity.local.gate import MOST_BYTES
from alongside_equity.local.posted import read as read_form
from alongside_equity.local.server import Server


def test_only_this_machine_is_listened_to(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "[::1]"]
)
def test_other_hosts_are_refused(browser: Browser, host: str) -> None:
    answer, shown = browser.ask("GET", "/en/", Host=host)
    assert answer.status == 421
    assert b"<form" not in shown


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "", "Sec_Fetch_Site": "none"},
    ],
)
def test_forms_of_other_sites_are_refused(browser: Browser, server: Server, headers: dict[str, str]) -> None:
    before = dict(server.kept.things)
    assert browser.send("/en/plan", {"counts": "g=a:30,b:30"}, **headers)[0] == 403
    assert browser.send("/en/forget", {}, **headers)[0] == 403
    assert server.kept.things == before


def test_form_without_origin_from_our_own_page_is_answered(browser: Browser) -> None:
    fields: dict[str, object] = {"counts": "g=a:30,b:30", "kind": "rate"}
    assert browser.send("/en/plan", fields, Origin="", Sec_Fetch_Site="same-origin")[0] == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    answer, _ = browser.ask(method, "/en/")
    assert answer.status in {405, 501}


def test_too_much_is_refused_before_it_is_read(browser: Browser) -> None:
    answer, _ = browser.ask("POST", "/en/file", b"x", Content_Length=str(MOST_BYTES + 1))
    assert answer.status == 413
    answer, _ = browser.ask("POST", "/en/file", b"x", Content_Length="-1")
    assert answer.status == 411


@pytest.mark.parametrize(
    "path", ["/xx/", "/en", "/en/none", "/en/file/unknown", "/en/report/../..", "/..%2f", "/en/report/a.exe"]
)
def test_unknown_address_is_a_page(browser: Browser, path: str) -> None:
    assert browser.page(path, status=404).all("h1")[0].text.startswith("This page is not here")


def test_fault_of_the_program_is_a_page() -> None:
    with Server() as running:
        del running.kept
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        page = Browser(running.server_port).page("/en/plan", status=500)
        running.shutdown()
        thread.join()
    assert page.all("h1")[0].text.startswith("The program itself is at fault")


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"\r\n\r\n", b"--x\r\n\r\n--x--", b'--x\r\nname="file"; filename="\r\n\r\n']
)
def test_broken_form_is_an_empty_one(body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "text/plain", ""):
        assert read_form(kind, body).file("file") == ("", b"")


def test_file_in_a_form_keeps_its_bytes() -> None:
    content = bytes(range(256)) + b"\r\n\r\n--\r\n"
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="C:\\\\d\\\\a.csv"\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )
    assert read_form("multipart/form-data; boundary=x", body).file("file") == ("a.csv", content)
