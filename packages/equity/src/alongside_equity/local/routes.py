"""Which address answers with what. Everything that is shown was either typed in or is kept in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from alongside_equity.audit import audit
from alongside_equity.cli.plan import counts_of
from alongside_equity.compare import compare
from alongside_equity.local import pages
from alongside_equity.local.choices import Choices
from alongside_equity.local.kept import Kept
from alongside_equity.local.posted import Posted
from alongside_equity.local.style import STYLE
from alongside_equity.local.uploads import Upload, upload_of
from alongside_equity.locales import LANGUAGES, phrase, sentences
from alongside_equity.plan import Assumed, plan_of_counts
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.report.data import as_csv, as_json
from alongside_equity.report.html import as_html

ADDRESS = r"/(\w\w)/(?:(file|waves|report|plan|forget)(?:/([\w-]+)(?:\.(html|json|csv))?)?)?"
"""Language, place, what is kept there, and its form to download."""

HTML = "text/html; charset=utf-8"
DOWNLOADS = {
    "html": (HTML, as_html),
    "json": ("application/json", as_json),
    "csv": ("text/csv; charset=utf-8", as_csv),
}


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus = HTTPStatus.OK
    body: bytes = b""
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


def answer(method: str, path: str, posted: Posted, kept: Kept, wanted: str) -> Answer:
    """`wanted` is the language that the browser asks for, used where the address names none."""
    if path == "/":
        return _see_other(f"/{wanted if wanted in LANGUAGES else 'en'}/")
    if path == "/style.css":
        return Answer(body=STYLE.encode(), kind="text/css; charset=utf-8")
    found = re.fullmatch(
        r"/(\w\w)/(?:(file|waves|report|plan|forget)(?:/([\w-]+)(?:\.(html|json|csv))?)?)?", path
    )
    if found is None or found[1] not in LANGUAGES:
        return broken(HTTPStatus.NOT_FOUND, wanted)
    language, place, name, ending = found[1], found[2] or "", found[3] or "", found[4] or ""
    if method == "POST":
        return _post(language, place, name, posted, kept)
    return _get(language, place, name, ending, kept)


def broken(status: HTTPStatus, wanted: str) -> Answer:
    """A page for what cannot be answered."""
    language = wanted if wanted in LANGUAGES else "en"
    return Answer(status, pages.trouble(language, status).encode())


def _get(language: str, place: str, name: str, ending: str, kept: Kept) -> Answer:
    if not place:
        return _page(pages.start(language))
    if place in {"plan", "waves"} and not name:
        return _page(pages.plan(language) if place == "plan" else pages.waves(language))
    upload, release = kept.upload(name), kept.report(name)
    if place == "file" and upload is not None and not ending:
        return _page(pages.columns(language, name, upload, Choices()))
    if place == "report" and release is not None:
        if not ending:
            return _page(pages.report(language, name, release))
        kind, make = DOWNLOADS[ending]
        body = as_html(release, language) if make is as_html else make(release)
        return Answer(
            body=body.encode(),
            kind=kind,
            headers={"Content-Disposition": f'attachment; filename="equity-report.{ending}"'},
        )
    return broken(HTTPStatus.NOT_FOUND, language)


def _post(language: str, place: str, name: str, posted: Posted, kept: Kept) -> Answer:
    if place == "forget":
        kept.forget()
        return _see_other(f"/{language}/")
    if place == "plan":
        return _plan(language, posted)
    if place in {"file", "waves"} and not name:
        return (_file if place == "file" else _waves)(language, posted, kept)
    upload = kept.upload(name)
    if place == "report" and upload is not None:
        return _audit(language, name, upload, posted, kept)
    return broken(HTTPStatus.NOT_FOUND, language)


def _file(language: str, posted: Posted, kept: Kept) -> Answer:
    try:
        upload = upload_of(*posted.file("file"))
    except Refused as refused:
        return _refused(pages.start(language, said(refused, language)))
    return _see_other(f"/{language}/file/{kept.keep(upload)}")


def _waves(language: str, posted: Posted, kept: Kept) -> Answer:
    try:
        earlier, later = (upload_of(*posted.file(name)) for name in ("earlier", "later"))
    except Refused as refused:
        return _refused(pages.waves(language, said(refused, language)))
    return _see_other(f"/{language}/file/{kept.keep(replace(later, earlier=earlier))}")


def _audit(language: str, name: str, upload: Upload, posted: Posted, kept: Kept) -> Answer:
    choices = Choices.of(posted)
    try:
        release = _release(upload, choices)
    except Refused as refused:
        return _refused(pages.columns(language, name, upload, choices, said(refused, language)))
    return _see_other(f"/{language}/report/{kept.keep(release)}")


def _release(upload: Upload, choices: Choices) -> Release:
    if upload.earlier is None:
        return audit(upload.source, choices.settings())
    periods = (choices.first_period, choices.second_period)
    return compare(upload.earlier.source, upload.source, choices.settings(), periods)


def _plan(language: str, posted: Posted) -> Answer:
    typed = posted.one("counts")
    try:
        counts = dict(counts_of(line) for line in typed.splitlines() if line.strip())
        planned = plan_of_counts(counts, Assumed(is_amount=posted.one("kind") == "pay"))
    except Refused as refused:
        return _refused(pages.plan(language, typed, said(refused, language)))
    return _page(pages.plan(language, typed, made=planned))


def said(refused: Refused, language: str) -> str:
    """The reason in words of the page where the command line's would name its own options."""
    key = f"page.refused.{refused.said_as}"
    if key not in sentences(language):
        return refused.said_in(language)
    facts = dict(refused.facts)
    if "role" in facts:
        facts["role"] = phrase(language, f"page.{facts['role']}")
    return phrase(language, key, **facts)


def _page(html: str) -> Answer:
    return Answer(body=html.encode())


def _refused(html: str) -> Answer:
    return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, html.encode())


def _see_other(place: str) -> Answer:
    return Answer(HTTPStatus.SEE_OTHER, headers={"Location": place})
