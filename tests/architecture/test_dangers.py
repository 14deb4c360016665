"""What code here never does, so that nothing that somebody typed is ever run, asked for, or written into a page raw."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.architecture.source import SOURCE, files, none, place, tree

RUN = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.spawnv"}
UNREADABLE = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
MARKUP = {"xml", "lxml", "defusedxml"}
GUESSABLE = {"random"}
LINES_OUT = {
    *(
        "socket",
        "urllib.request",
        "http.client",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
        "ftplib",
        "telnetlib",
    ),
    *("imaplib", "poplib", "nntplib", "ldap", "ldap3", "smtplib", "websockets", "paramiko"),
}
MEMORY = {"ctypes", "cffi"}
CIPHERS_OF_OUR_OWN = {
    *("cryptography.hazmat.primitives.ciphers", "cryptography.hazmat.primitives.padding", "Crypto", "nacl"),
    "cryptography.hazmat.primitives.asymmetric.rsa",
}
FORBIDDEN = UNREADABLE | MARKUP | GUESSABLE | LINES_OUT | MEMORY | CIPHERS_OF_OUR_OWN
EXCEPT_IMPORTS = {
    ("notices/adapters.py", "smtplib"): "mail goes to the one server that the settings name",
    (
        "home/management/lifelines.py",
        "ctypes",
    ): "asks the kernel to end the worker with its parent; no bytes of anybody's",
    ("home/management/demo/town.py", "random"): "people who do not exist",
}
EXCEPT_CALLS = {
    ("home/management/serving.py", "__import__"): "the application that the program itself names",
}
RAW = {"raw", "extra", "RawSQL"}
EXCEPT_RAW = {
    "people/sessions.py": "the statement is made of the models' own names; see test_rows.py for its kind"
}
EXCEPT_STATEMENTS = {
    "core/rows.py": "column names come from the model, values go as parameters; core/tests/test_rows.py shows it",
    "core/storing.py": "the same; core/tests/test_storing.py shows it",
    "core/erasing.py": "a whole number of milliseconds",
    "home/management/moves/tables.py": "names of our tables, in a command of the operator's",
    "home/management/moves/target.py": "the same",
    "home/management/exports/reading.py": "statements that Django makes of our tables' names",
    "home/management/databases/postgresql.py": "the same",
}
EXCEPT_SAFE = {
    "ui/kept.py": "a gap with a number in it",
    "ui/templatetags/kept.py": "puts together what templates have escaped already",
    "ui/templatetags/ui.py": "the same",
    "ui/components/card/examples.py": "examples of the gallery",
    "ui/components/list/examples.py": "the same",
}
HASHES = {"sha256", "file_digest"}
EXCEPT_PATTERNS = {"core/ids.py": "the form of an identifier, which is a constant of the same file"}
Look = Callable[[ast.AST], str | None]


def said(node: ast.AST) -> str:
    """`os.system` for a call of it, `raw` for `anything.raw`."""
    if isinstance(node, ast.Attribute):
        inner = said(node.value)
        return f"{inner}.{node.attr}" if inner else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_fixed(node: ast.AST) -> bool:
    """Whether it is written out in the code, by itself or put together from such."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.BinOp):
        return is_fixed(node.left) and is_fixed(node.right)
    return isinstance(node, ast.Name) and node.id.isupper()


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node, said(node.func)


def short(path: Path) -> str:
    return str(path.relative_to(SOURCE)) if path.is_relative_to(SOURCE) else path.name


def imported(path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree(path)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        for name in names:
            bad = next((one for one in FORBIDDEN if name == one or name.startswith(f"{one}.")), None)
            if bad and (short(path), bad) not in EXCEPT_IMPORTS:
                found.append(f"{place(path, node.lineno)}: imports {bad}")  # type: ignore[attr-defined]  # imports have lines
    return found


def run(path: Path) -> list[str]:
    found = []
    for call, name in calls(path):
        if name in RUN and (short(path), name) not in EXCEPT_CALLS:
            found.append(f"{place(path, call.lineno)}: calls {name}")
        if any(word.arg == "shell" for word in call.keywords):
            found.append(f"{place(path, call.lineno)}: asks for a shell")
    return found


def statements(path: Path) -> list[str]:
    found = []
    for call, name in calls(path):
        last = name.rpartition(".")[2]
        if last in RAW and short(path) not in EXCEPT_RAW:
            found.append(f"{place(path, call.lineno)}: a statement of its own, by {last}")
        is_raw = (
            last in {"execute", "executemany", "executescript"} and call.args and not is_fixed(call.args[0])
        )
        if is_raw and short(path) not in EXCEPT_STATEMENTS:
            found.append(f"{place(path, call.lineno)}: a statement that is put together")
    return found


def raw_markup(path: Path) -> list[str]:
    found = []
    for call, name in calls(path):
        last = name.rpartition(".")[2]
        is_called_safe = last == "mark_safe" or (
            last == "SafeString" and call.args and not is_fixed(call.args[0])
        )
        if is_called_safe and short(path) not in EXCEPT_SAFE:
            found.append(f"{place(path, call.lineno)}: calls text safe")
        if (
            last in {"format_html", "format_html_join"}
            and not is_fixed(call.args[0])
            and last == "format_html"
        ):
            found.append(f"{place(path, call.lineno)}: markup that is put together")
        if last in {"from_string", "Template"}:
            found.append(f"{place(path, call.lineno)}: a template that is put together")
        if last == "format" and isinstance(call.func, ast.Attribute) and not is_fixed(call.func.value):
            found.append(f"{place(path, call.lineno)}: a form of words that is not written out")
    return found


def patterns(path: Path) -> list[str]:
    """What stands outside of functions is put together before anybody has typed anything."""
    searches = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
    inside = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    return [
        f"{place(path, call.lineno)}: a pattern that is put together"
        for function in inside
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and said(call.func).startswith("re.")
        and said(call.func)[3:] in searches
        and not is_fixed(call.args[0])
        and short(path) not in EXCEPT_PATTERNS
    ]


def hashes(path: Path) -> list[str]:
    names = (
        (node.lineno, node.attr)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and said(node.value) == "hashlib"
    )
    return [
        f"{place(path, line)}: {name} is no hash of this house" for line, name in names if name not in HASHES
    ]


def logged(path: Path) -> list[str]:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    return [
        f"{place(path, call.lineno)}: a log line that is put together"
        for call, name in calls(path)
        if name.partition(".")[0] in {"log", "logger", "logging"}
        and name.rpartition(".")[2] in levels
        and not is_fixed(call.args[0])
    ]


def paths(path: Path) -> list[str]:
    """What answers requests opens no file by name: none can be chosen by whoever asks."""
    if not {"views", "forms", "actions", "queries", "middleware", "feeds"} & {*path.with_suffix("").parts}:
        return []
    return [
        f"{place(path, call.lineno)}: opens a file"
        for call, name in calls(path)
        if (isinstance(call.func, ast.Name) and name == "open")
        or name.rpartition(".")[2] in {"read_text", "read_bytes", "write_text", "write_bytes"}
    ]


LOOKS = {
    one.__name__: one for one in (imported, run, statements, raw_markup, patterns, hashes, logged, paths)
}


@pytest.mark.parametrize("look", LOOKS)
def test_no_code_does_it(look: str) -> None:
    none(problem for path in files(".py") for problem in LOOKS[look](path))


FAULTS = {
    "imported": [
        "import pickle",
        "from xml.etree import ElementTree",
        "import urllib.request",
        "import random",
    ],
    "run": ["eval(x)", "os.system(x)", "subprocess.run(x, shell=True)"],
    "statements": ["Ask.objects.raw(x)", 'cursor.execute(f"SELECT {x}")', 'cursor.execute("SELECT " + x)'],
    "raw_markup": [
        "mark_safe(x)",
        "SafeString(x)",
        'format_html(f"<b>{x}</b>")',
        "Template(x)",
        "x.format(1)",
    ],
    "patterns": ["def f(x): re.search(x, y)", 'def f(x): re.compile(f"{x}")'],
    "hashes": ["hashlib.md5(x)", "hashlib.sha1(x)"],
    "paths": ["open(x)", "Path(x).read_bytes()"],
    "logged": ['log.warning(f"{x}")', "logging.error(x)"],
}


@pytest.mark.parametrize(("look", "line"), [(look, line) for look, lines in FAULTS.items() for line in lines])
def test_a_danger_is_seen(look: str, line: str, tmp_path: Path) -> None:
    fault = tmp_path / "views.py"
    fault.write_text(line)
    assert LOOKS[look](fault)


def test_exceptions_are_needed() -> None:
    listed = [*(path for path, _name in (*EXCEPT_IMPORTS, *EXCEPT_CALLS)), *EXCEPT_RAW, *EXCEPT_STATEMENTS]
    for path in (*listed, *EXCEPT_SAFE, *EXCEPT_PATTERNS):
        assert (SOURCE / path).is_file(), path


def test_no_table_keeps_a_file() -> None:
    kept = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField | models.FilePathField | models.BinaryField)
    ]
    assert kept == []
    assert settings.MEDIA_ROOT == ""


IN_SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|createContextualFragment"
    r"|localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker|postMessage|__proto__"
    r"|setTimeout\(['\"]|window\.open|XMLHttpRequest|https?://"
)


def of_script(text: str) -> list[str]:
    return IN_SCRIPTS.findall(text)


def test_no_script_writes_markup_keeps_anything_or_goes_elsewhere() -> None:
    scripts = list(files(".js"))
    assert scripts
    none(
        f"{place(path)}: {found}" for path in scripts for found in of_script(path.read_text(encoding="utf-8"))
    )


def test_a_danger_in_a_script_is_seen() -> None:
    assert of_script("page.innerHTML = words; localStorage.x = 1") == ["innerHTML", "localStorage"]


OWN_DRAWING = "{{ totp_svg|safe }}"
"""The picture of a key for an app to scan, drawn by our own adapter."""


def test_no_page_calls_words_safe() -> None:
    bad = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
    pages = ((path, path.read_text(encoding="utf-8").replace(OWN_DRAWING, "")) for path in files(".html"))
    none(place(path) for path, text in pages if bad.search(text))
