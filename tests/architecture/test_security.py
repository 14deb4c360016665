"""The figures and lists of docs/operate/security.md are those of the program."""

import ast
import datetime as dt
import re
from importlib import import_module
from typing import Any

from django.conf import settings

from alongside.people.urls import account_urlpatterns
from tests.architecture.source import ROOT, files

OPERATE = ROOT / "docs" / "operate"
PAGE = (OPERATE / "security.md").read_text(encoding="utf-8")
SECONDS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| --- ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def meant(name: str) -> Any:
    """What the program says under a name of the page: a setting, or a constant of an area."""
    if name.startswith("settings."):
        return getattr(settings, name.removeprefix("settings."))
    module, _dot, constant = f"alongside.{name}".rpartition(".")
    return getattr(import_module(module), constant)


def figure(text: str) -> int:
    number, _space, unit = text.replace(",", "").partition(" ")
    return int(number) * SECONDS.get(unit, 1)


def wrong_figures(text: str) -> list[str]:
    found = []
    for row in rows(text):
        if len(row) == 3 and (named := re.fullmatch(r"`([a-z_.A-Z]+\.[A-Z_]+)`", row[2])):
            value = meant(named[1])
            value = int(value.total_seconds()) if isinstance(value, dt.timedelta) else value
            if value != figure(row[1]):
                found.append(f"{row[0]}: the page says {row[1]}, the program {value}")
    return found


def test_figures_are_those_of_the_program() -> None:
    assert len(re.findall(r"\| `[a-z_.A-Z]+\.[A-Z_]+` \|$", PAGE, re.MULTILINE)) == 20
    assert wrong_figures(PAGE) == []


def test_a_wrong_figure_is_seen() -> None:
    assert len(wrong_figures("| letters | 14 | `people.passphrases.SHORTEST` |")) == 1


def test_tries_are_those_of_the_settings() -> None:
    limits = {
        row[2].strip("`"): row[1]
        for row in rows(PAGE)
        if re.fullmatch(r"`[a-z_]+`", row[-1]) and len(row) == 3
    }
    assert limits == settings.ACCOUNT_RATE_LIMITS


def test_every_key_of_the_settings_is_in_the_inventory() -> None:
    named = set(re.findall(r"`(ALONGSIDE_[A-Z_]+_KEYS?)`", PAGE))
    assert named == {"ALONGSIDE_SECRET_KEY", "ALONGSIDE_DATA_KEYS", "ALONGSIDE_LEDGER_KEY"}


def test_proxy_of_the_docs_speaks_new_tls_alone_and_sends_plain_lines_to_it() -> None:
    proxy = (OPERATE / "reverse-proxy.md").read_text(encoding="utf-8")
    assert re.findall(r"ssl_protocols (.+);", proxy) == ["TLSv1.2 TLSv1.3"]
    plain = proxy[proxy.index("listen 80;") :]
    assert "return 301 https://" in plain
    assert "proxy_pass" not in plain
    assert proxy.count("access_log off;") == 2


def test_proxy_of_the_docs_leads_only_pages_from_http_to_https() -> None:
    """A program that is led along goes on with the address that everybody on the way reads."""
    proxy = (OPERATE / "reverse-proxy.md").read_text(encoding="utf-8")
    plain = proxy[proxy.index("listen 80;") : proxy.index("On Debian")]
    assert "if ($request_method !~ ^(GET|HEAD)$) { return 403; }" in plain
    (refused,) = re.findall(r'location ~ "(.+)" \{ return 403; \}', plain)
    programs = ["/calendars/secret.ics", "/communities/abc/asks.ics", "/metrics/", "/health/"]
    assert [one for one in programs if not re.search(refused, one)] == []
    assert [one for one in ("/", "/asks/", "/health-week/", "/notices/") if re.search(refused, one)] == []


def test_proxy_of_the_docs_writes_over_what_a_browser_says_of_itself() -> None:
    proxy = (OPERATE / "reverse-proxy.md").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-Proto https;" in proxy
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy


def test_unit_of_the_docs_has_few_rights_and_no_history_of_the_program() -> None:
    unit = (OPERATE / "systemd.md").read_text(encoding="utf-8")
    server = unit[unit.index("alongside.service") : unit.index("alongside-backup.service")]
    wanted = (
        *("User=alongside", "NoNewPrivileges=true", "ProtectSystem=strict", "ProtectHome=true", "UMask=0077"),
        *("CapabilityBoundingSet=\n", "ReadWritePaths=/var/lib/alongside", "PrivateTmp=true"),
        "InaccessiblePaths=-/srv/alongside/program/.git",
    )
    assert [one for one in wanted if one not in server] == []


def test_server_listens_on_this_machine_and_keeps_no_access_log() -> None:
    management = ROOT / "src" / "alongside" / "home" / "management"
    serve = ast.parse((management / "commands" / "serve.py").read_text(encoding="utf-8"))
    defaults = [
        ast.literal_eval(one.value)
        for one in ast.walk(serve)
        if isinstance(one, ast.keyword) and one.arg == "default"
    ]
    assert "127.0.0.1" in defaults
    assert "log_access=False" in (management / "serving.py").read_text(encoding="utf-8")


def test_secrets_are_in_no_file_of_the_program() -> None:
    """Keys come from the settings; a name of one that is given a text in the code would be one for everybody."""
    found = []
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                names = [said.id for said in node.targets if isinstance(said, ast.Name)]
                found += [
                    f"{path.name}: {name}"
                    for name in names
                    if re.search(r"SECRET|PASSWORD|_KEY$|TOKEN", name) and len(node.value.value) > 20
                ]
    assert found == []


def test_proxy_of_the_docs_takes_ciphers_that_keep_what_was_said_secret_later() -> None:
    proxy = (OPERATE / "reverse-proxy.md").read_text(encoding="utf-8")
    (ciphers,) = re.findall(r"ssl_ciphers (.+);", proxy)
    named = ciphers.split(":")
    assert len(named) == 6
    assert all(re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", one) for one in named)


DECIDED = {
    "Who speaks with whom": ["Nothing else goes out", "`ALONGSIDE_MAIL_URL`", "`DATABASE_URL`"],
    "Ways in": [
        "no other way in",
        "Tries are counted",
        "is not this place's name",
        "locks it for five minutes",
    ],
    "Sessions": ["30 days after it began", "any number of sessions", "does not end by being idle"],
    "What is taken": [
        "checked together",
        "checked on the server",
        "The ending of its name",
        "unpack too far",
    ],
    "Who may what": ["roles.txt", "Each field of each table"],
    "Keys": ["Change a key when", "every two years", "HMAC with SHA-256", "Ed25519", "scrypt", "Fernet"],
    "Logs": ["journal", "ledger", "nowhere"],
    "What costs much": ["scrypt", "list of asks", "mail"],
    "Libraries": ["3 days", "30 days", "90 days", "`make sbom`", "`make audit`"],
    "What looks for holes, and how often": ["`make long-fuzzing`", "`make long-parsers`", "`make long-scan`"],
}


def test_page_decides_what_a_standard_asks_it_to_decide() -> None:
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
    assert list(parts) == list(DECIDED)
    assert [
        (part, words) for part, said in DECIDED.items() for words in said if words not in parts[part]
    ] == []


def test_names_that_no_passphrase_may_be_are_those_of_the_page() -> None:
    source = (ROOT / "src" / "alongside" / "people" / "passphrases.py").read_text(encoding="utf-8")
    listed = source[source.index("    host = urlsplit") : source.index("def is_about_this_place")]
    assert {"alongside", "ALONGSIDE_NAME", "host", "get_username"} <= set(re.findall(r"\w+", listed))
    assert "`alongside`, `ALONGSIDE_NAME`, the host of `ALONGSIDE_ORIGIN`" in PAGE


WAYS_IN = {
    *("account_login", "account_signup", "account_reauthenticate", "account_reset_password"),
    *("account_reset_password_from_key", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate"),
    "mfa_reauthenticate_webauthn",
}
"""Each is one of the ways of the page. A new address of the library would be one that nobody has decided about."""


def test_there_is_no_way_in_but_those_of_the_page() -> None:
    named = {str(one.name) for one in account_urlpatterns}
    opens = {
        one for one in named if re.search(r"login|signup|authenticate|reset_password(?!.*done)|code_", one)
    }
    assert opens - {"mfa_view_recovery_codes", "mfa_generate_recovery_codes"} == WAYS_IN
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
