"""A browser without script, as far as a visit to the local page needs one."""

from __future__ import annotations

import http.client
import io
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pyarrow as pa
import pyarrow.parquet as pq
from page import Element, read
from releases import workplace

from alongside_equity.local.server import HEADERS

BOUNDARY = "----form"
CHOSEN = {"outcome": "promoted", "kind": "rate", "by": ["gender", "origin"]}


@dataclass
class Browser:
    """What a browser sends, in one place; every answer is checked for its headers."""

    port: int

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        own = {"Host": f"127.0.0.1:{self.port}", "Origin": f"http://127.0.0.1:{self.port}"}
        sent = {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(method, path, body or None, {name: value for name, value in sent.items() if value})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (method, path, name)
        return answer, content

    def page(self, path: str, status: int = 200) -> Element:
        answer, content = self.ask("GET", path)
        assert answer.status == status, path
        return read(content.decode())

    def send(self, path: str, fields: Mapping[str, object], **headers: str) -> tuple[int, str, bytes]:
        """(status, where it leads, content) of a plain form."""
        body = urlencode(fields, doseq=True).encode()
        kind = {"Content_Type": "application/x-www-form-urlencoded", **headers}
        answer, content = self.ask("POST", path, body, **kind)
        return answer.status, answer.headers.get("Location", ""), content

    def upload(self, name: str, content: bytes, language: str = "en") -> tuple[int, str, bytes]:
        return self.send_files(f"/{language}/file", {"file": (name, content)})

    def send_files(self, path: str, files: Mapping[str, tuple[str, bytes]]) -> tuple[int, str, bytes]:
        """(status, where it leads, content) of a form with files."""
        body = b""
        for field, (name, content) in files.items():
            described = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
            body += f"--{BOUNDARY}\r\n{described}\r\n\r\n".encode() + content + b"\r\n"
        kind = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer, shown = self.ask("POST", path, body + f"--{BOUNDARY}--\r\n".encode(), **kind)
        return answer.status, answer.headers.get("Location", ""), shown


def csv_of(columns: dict[str, list[object]]) -> bytes:
    rows = [",".join(columns), *(",".join(map(str, row)) for row in zip(*columns.values(), strict=True))]
    return ("\n".join(rows) + "\n").encode()


def uploaded(browser: Browser, language: str = "en") -> str:
    status, place, _ = browser.upload("workplace.csv", csv_of(workplace(people=900)), language)
    assert status == 303
    return place


def parquet_of(columns: dict[str, list[object]]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()
