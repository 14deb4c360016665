"""What no browser sends is answered by a page that says so. Each of these was once an error of the server."""

import io

import pytest
from conftest import Sender
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.core.ids import new_id
from alongside.home.cast import Cast

KIND = "multipart/form-data; boundary=b"
ONCE = b'--b\r\nContent-Disposition: form-data; name="once"\r\n\r\n%s\r\n'
PART = b'--b\r\nContent-Disposition: form-data; name="display_name"\r\n\r\nBruno %s\r\n--b--\r\n'


def is_refused(response: HttpResponse) -> bool:
    return response.status_code == 400 and b"We could not read that" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["page=%00", "page=%ff", "page=%ed%a0%80", "%c0%80", "a\xff"])
def test_bytes_that_are_no_text_in_an_address_are_refused(asked: str, client: Sender) -> None:
    assert is_refused(client.get("/asks/", QUERY_STRING=asked))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["page=2", "find=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", "place=M%C3%A1laga", "a=100%"]
)
def test_every_script_in_an_address_is_read(asked: str, client: Sender) -> None:
    assert client.get("/asks/", QUERY_STRING=asked).status_code == 200


@pytest.mark.parametrize("charset", ["hex", "zlib", "unicode_escape", "utf-7", "utf-16", "no-such"])
def test_form_in_another_encoding_is_refused(charset: str, cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.bruno)
    kind = f"{KIND}; charset={charset}"
    assert is_refused(
        browser.generic("POST", reverse("people:name"), ONCE % new_id().encode() + PART % rb"\ud800", kind)
    )


@pytest.mark.parametrize("charset", ["hex", "zlib"])
def test_plain_form_in_no_encoding_of_text_is_refused(charset: str, cast: Cast) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    asked = f"{reverse('accountability:report')}?about=ask:{cast.ask.pk}"
    assert is_refused(Client().generic("POST", asked, b"\xff\xfe", kind))


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF8", '; charset="utf-8"'])
def test_form_in_utf8_is_read(charset: str, cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.bruno)
    content = ONCE % new_id().encode() + PART % "Ångström".encode()
    assert browser.generic("POST", reverse("people:name"), content, KIND + charset).status_code == 302
    cast.bruno.refresh_from_db()
    assert cast.bruno.display_name == "Bruno Ångström"


class BrokenLine(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError("the line broke")


@pytest.mark.django_db
def test_form_that_broke_off_is_refused(client: Sender) -> None:
    cut = {"wsgi.input": BrokenLine(b"what=a"), "CONTENT_LENGTH": "6"}
    kind = "application/x-www-form-urlencoded"
    assert is_refused(client.generic("POST", reverse("account_login"), b"what=a", kind, **cut))
