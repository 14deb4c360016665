"""The pages: choose files, choose columns, see the report, make a plan. Plain forms in three languages."""

from __future__ import annotations

from html import escape
from http import HTTPStatus

from alongside_equity import profiles
from alongside_equity.local.choices import COLUMN_ROLES, PERIODS, Choices
from alongside_equity.local.forms import (
    Words,
    area,
    boxes,
    file,
    link,
    more,
    radios,
    select,
    sent,
    text,
    trouble_of,
)
from alongside_equity.local.uploads import Upload
from alongside_equity.locales import LANGUAGES, NAMES, direction, phrase, sentences
from alongside_equity.plan import Plan
from alongside_equity.question import Kind
from alongside_equity.release import Release
from alongside_equity.report.html import body_of, title_of
from alongside_equity.report.planned import plan_body
from alongside_equity.report.voice import Voice, plain
from alongside_equity.settings import ROLES

KEPT = ("html", "json", "csv")
ABOUT = ("title", "source")


def start(language: str, problem: str = "") -> str:
    say = Words(language)
    form = (
        f'<form method="post" action="/{language}/file" enctype="multipart/form-data">'
        f"{file(say, 'file', 'file_hint')}{sent(say, 'read')}</form>"
    )
    ways = "".join(link(say, place, f"/{language}/{place}", f"{place}_link") for place in ("waves", "plan"))
    return _page(say, say.plain("start"), f"<p>{say('promise')}</p>{form}{ways}", "", problem)


def waves(language: str, problem: str = "") -> str:
    """Two files, from two times."""
    say = Words(language)
    both = "".join(file(say, name, "files_hint") for name in ("earlier", "later"))
    form = (
        f'<form method="post" action="/{language}/waves" enctype="multipart/form-data">'
        f"{both}{sent(say, 'read_both')}</form>"
    )
    body = f"<p>{say('waves_about')}</p>{form}{link(say, 'start', f'/{language}/', 'start')}"
    return _page(say, say.plain("waves"), body, "waves", problem)


def columns(language: str, name: str, upload: Upload, chosen: Choices, problem: str = "") -> str:
    """The form of one file; after a refusal it comes back as it was filled in."""
    say, voice = Words(language), Voice(language)
    read = [one for one in (upload.earlier, upload) if one is not None]
    about = [
        phrase(language, "page.columns_about", file=voice.name(one.name), rows=voice.whole(one.rows))
        for one in read
    ]
    body = (
        f'<p>{"<br>".join(map(escape, about))}</p><form method="post" action="/{language}/report/{name}">'
        f"{_fields(say, upload, chosen)}{sent(say, 'make', hint='make_hint')}</form>"
        f"{link(say, 'start', f'/{language}/', 'back')}"
    )
    return _page(say, say.plain("columns"), body, f"file/{name}", problem)


def report(language: str, name: str, release: Release) -> str:
    """The report, then a bar to keep it or to forget everything."""
    say, voice = Words(language), Voice(language)
    kept = "".join(f'<li><a href="/{language}/report/{name}.{e}">{say(e)}</a></li>' for e in KEPT)
    bar = (
        f'<nav class="bar" aria-labelledby="keep"><h2 id="keep">{say("download")}</h2><ul>{kept}</ul></nav>'
        f'<form method="post" action="/{language}/forget">'
        f"{sent(say, 'forget', hint='forget_hint', quiet=True)}</form>"
    )
    claim = f"<p>{escape(voice.say('method.claim'))}</p>"
    return _page(say, title_of(release, voice), body_of(release, voice) + bar + claim, f"report/{name}")


def plan(language: str, typed: str = "", problem: str = "", made: Plan | None = None) -> str:
    say = Words(language)
    kinds = {"rate": say.plain("plan_rate"), "pay": say.plain("plan_pay")}
    chosen = "pay" if made is not None and made.assumed.is_amount else "rate"
    form = (
        f'<form method="post" action="/{language}/plan">{area(say, "counts", typed)}'
        f"{radios(say, 'plan_kind', kinds, chosen, name='kind')}{sent(say, 'plan_make')}</form>"
    )
    shown = plan_body(made, Voice(language)) if made is not None else ""
    return _page(
        say, say.plain("plan"), shown + form + link(say, "start", f"/{language}/", "start"), "plan", problem
    )


def trouble(language: str, status: HTTPStatus) -> str:
    say = Words(language)
    key = f"trouble.{status.value}"
    title = say.plain(key if f"page.{key}" in sentences(language) else "trouble.unclear")
    return _page(say, title, link(say, "start", f"/{language}/", "start"), "")


def _fields(say: Words, upload: Upload, chosen: Choices) -> str:
    found = upload.columns
    answers = {column: _answers(say.language, column, upload) for column in found}
    kinds = {kind.value: phrase(say.language, f"command.kind.{kind}") for kind in Kind}
    titles = {law: phrase(say.language, f"profile.title.{law}") for law in profiles.known()}
    roles = "".join(
        select(say, role, found, chosen.roles.get(role, ""))
        if role in COLUMN_ROLES
        else text(say, role, chosen.roles.get(role, ""))
        for role in ROLES
    )
    told = (*ABOUT, *PERIODS) if upload.earlier else (*ABOUT, "period")
    about = "".join(text(say, name, getattr(chosen, name)) for name in told)
    return "".join(
        (
            select(say, "outcome", found, chosen.outcome, required=True),
            radios(say, "kind", kinds, chosen.kind),
            boxes(say, "by", answers, chosen.by, hint="by_hint"),
            boxes(say, "within", answers, chosen.within),
            select(say, "weight", found, chosen.weight, hint="weight_hint"),
            text(say, "yes", chosen.yes, hint="words_hint"),
            text(say, "no", chosen.no, hint="words_hint"),
            radios(
                say, "law", {"": say.plain("none")} | titles, chosen.profile, hint="law_hint", name="profile"
            ),
            more(say, "roles", roles, is_open=bool(chosen.roles)),
            more(say, "about", about, is_open=any(getattr(chosen, name) for name in told)),
        )
    )


def _answers(language: str, column: str, upload: Upload) -> str:
    voice = Voice(language)
    count = voice.whole(upload.answers[column])
    return phrase(language, "page.answers", column=voice.name(column), count=count)


def _page(say: Words, title: str, body: str, place: str, problem: str = "") -> str:
    """`place` is this page's address after the language, so that it can be read in another one."""
    language = say.language
    head = phrase(language, "page.problem_title", title=title) if problem else title
    others = "".join(_other(other, place) for other in LANGUAGES if other != language)
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(plain(head))} – {say('name')}</title>"
        '<link rel="stylesheet" href="/style.css"></head>\n'
        f'<body><header><nav class="bar" aria-label="{say("languages")}"><ul>{others}</ul></nav></header>'
        f"<main><h1>{escape(title)}</h1>{trouble_of(say, problem)}{body}</main></body></html>\n"
    )


def _other(language: str, place: str) -> str:
    own = f'hreflang="{language}" lang="{language}" dir="{direction(language)}"'
    return f'<li><a href="/{language}/{place}" {own}>{NAMES[language]}</a></li>'
