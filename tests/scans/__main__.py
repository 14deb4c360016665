"""`make long-scan`: three programs that know nothing of us look for holes, and what they find is held against a list.

`baseline.toml` names each finding that somebody looked at, and why it is none. What is not named there is a failure; so
is a name that nothing found any more, a program that did not run or read too little, and a session that ended early.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from fnmatch import fnmatchcase
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from alongside.core import ids
from alongside.home.tests.installation import Installation
from tests.faults.lines import serving

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
PYTHON_FILES_AT_LEAST, LINES_AT_LEAST = 500, 30_000
ADDRESSES_AT_LEAST = {"nobody": 15, "steward": 100}
MODULES = [
    *("backup", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers"),
    *("methods", "permanentxss", "redirect", "shellshock", "sql", "timesql", "upload", "xss"),
]
"""All that need no other server. The rest ask one of their makers', or look for programs that are not here."""
ENDS_A_SESSION = ["exit/", "look/", "account/sign-out/", "account/passphrase/", "me/devices/*", "me/delete/"]
"""And what makes another passphrase. `tests/fuzzing` sends these forms."""
OURS = re.compile(r"[0-9a-z]{17}|[0-9a-f]{12}|[0-9A-Za-z_-]{20,}|\d+")
"""What differs in an address from one server to the next."""
BAIT = "import subprocess\ndef page(request): redirect(subprocess.run(request.GET['next'], shell=True))\n"
"""A program that does not see this sees nothing."""
ADDRESS = re.compile(r"https?:\S+")
TOKEN = "t" * 32
Found = Counter[tuple[str, str, str]]
"""How often: by which program, what, where."""


def run(group: str, report: Path, *command: str) -> Any:
    """What a program wrote down. One that wrote nothing did not run, whatever it says."""
    uv = [str(ROOT / ".tools" / "bin" / "uv"), "run", "--quiet", "--locked", "--project", str(HERE / "tools")]
    ours = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    environment = {
        **ours,
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        "UV_PROJECT_ENVIRONMENT": str(ROOT / "var" / "scans" / group),
    }
    where = [*uv, "--no-python-downloads", "--python", "python3", "--only-group", group]
    done = subprocess.run(
        [*where, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if not report.exists():
        sys.exit(f"{command[0]} did not run.\n{done.stdout[-3_000:]}\n{done.stderr[-3_000:]}")
    return json.loads(report.read_text(encoding="utf-8"))


def without(bait: Path, found: Found) -> Found:
    caught = [key for key in found if key[2] == str(bait)]
    if not caught:
        sys.exit(f"{min(found, default='It')} did not see the bait.")
    return Counter({key: times for key, times in found.items() if key not in caught})


def by_bandit(folder: Path, bait: Path) -> Found:
    report = folder / "bandit.json"
    apart = "--exclude=*/tests/*,*/test_*.py"
    said = run("code", report, *f"bandit -q -r src {bait} {apart} -f json -o".split(), str(report))
    lines = said["metrics"]["_totals"]["loc"]
    if said["errors"] or lines < LINES_AT_LEAST:
        sys.exit(f"bandit read {lines} lines, and could not read {said['errors']}.")
    print(f"bandit    {lines:,} lines of code")
    return without(bait, Counter(("bandit", one["test_id"], one["filename"]) for one in said["results"]))


def by_semgrep(folder: Path, bait: Path) -> Found:
    report = folder / "semgrep.json"
    options = (
        "--metrics=off --disable-version-check --no-git-ignore --exclude tests --exclude migrations --json"
    )
    command = [
        "semgrep",
        "scan",
        *options.split(),
        "--config",
        str(HERE / "rules.yml"),
        "--output",
        str(report),
    ]
    said = run("code", report, *command, "src/alongside", str(bait))
    files = len(said["paths"]["scanned"])
    if said["errors"] or files < PYTHON_FILES_AT_LEAST:
        sys.exit(f"semgrep read {files} files, and could not read {said['errors']}.")
    print(f"semgrep   {files:,} files")
    found = (("semgrep", one["check_id"].rpartition(".")[2], one["path"]) for one in said["results"])
    return without(bait, Counter(found))


def asked(port: int, path: str, session: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """The status of an answer, and the session that it begins."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"form={TOKEN}; session={session}", "Host": f"localhost:{port}"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request(
        "GET" if form is None else "POST",
        path,
        body=None if form is None else urlencode(form),
        headers=headers,
    )
    answer = line.getresponse()
    answer.read()
    begun = re.search(r"\bsession=([^;]+)", "; ".join(answer.headers.get_all("Set-Cookie", [])))
    return answer.status, begun[1] if begun else ""


def signed_in(port: int) -> str:
    """The session of the demo's steward."""
    form = {"step": "steward", "csrfmiddlewaretoken": TOKEN, "once": ids.new_secret()}
    _status, session = asked(port, "/look/", "", form)
    if not session or not is_signed_in(port, session):
        sys.exit("The steward of the demo could not sign in.")
    return session


def is_signed_in(port: int, session: str) -> bool:
    return asked(port, "/me/", session)[0] == HTTPStatus.OK


def by_wapiti(folder: Path, port: int, reader: str, minutes: int) -> Found:
    """It walks for so many minutes at most, and each of its modules attacks for a sixth of that."""
    origin, report = f"http://localhost:{port}/", folder / f"wapiti-{reader}.json"
    session = signed_in(port) if reader == "steward" else ""
    apart = [word for path in ENDS_A_SESSION for word in ("--exclude", origin + path)]
    command = [
        *("wapiti", "--url", origin, "--scope", "domain", "--module", ",".join(MODULES), "--no-bugreport"),
        *("--store-session", str(folder), "--flush-session", "--format", "json", "--output", str(report)),
        *("--detailed-report", "1", "--verbose", "0", "--tasks", "4", *apart),
        *("--max-scan-time", str(60 * minutes), "--max-attack-time", str(10 * minutes)),
        *(("--cookie-value", f"session={session}; form={TOKEN}") if session else ()),
    ]
    said = run("server", report, *command)
    reached = said["infos"]["crawled_pages_nbr"]
    if reached < ADDRESSES_AT_LEAST[reader]:
        sys.exit(f"wapiti reached {reached} addresses as {reader}.")
    pages = [page["request"] for page in said["infos"]["crawled_pages"]]
    was_in = any(one["url"] == f"{origin}me/" and one["status_code"] == HTTPStatus.OK for one in pages)
    if session and not (was_in and is_signed_in(port, session)):
        sys.exit(f"Wapiti was not signed in as {reader}, or was signed out on the way.")
    print(f"wapiti    {reached:,} addresses as {reader}")
    return Counter(
        {
            (
                "wapiti",
                f"{what}: {ADDRESS.sub('…', one['info']).strip()}",
                OURS.sub("…", urlsplit(one["path"]).path),
            ): 1
            for kind in ("vulnerabilities", "anomalies", "additionals")
            for what, all_found in said[kind].items()
            for one in all_found
        }
    )


def compared(found: Found, known: list[dict[str, Any]]) -> list[str]:
    """What is found and not known, and what is known and not found. Without `times`, there may be any number."""
    left = Counter(found)
    wrong = []
    for one in known:
        keys = [
            key for key in left if key[:2] == (one["by"], one["what"]) and fnmatchcase(key[2], one["where"])
        ]
        times = sum(left.pop(key) for key in keys)
        if times < one.get("times", 1):
            wrong.append(f"no more there, or less: {one['by']}, {one['what']}, {one['where']}")
        elif times > one.get("times", times):
            wrong.append(f"{times} times, and not {one['times']}: {one['by']}, {one['what']}, {one['where']}")
    return wrong + [f"not looked at: {', '.join(key)} ({times})" for key, times in left.items()]


def main(minutes: int) -> int:
    known = tomllib.loads((HERE / "baseline.toml").read_text(encoding="utf-8"))["finding"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bait = folder / "bait.py"
        bait.write_text(BAIT, encoding="utf-8")
        found = by_bandit(folder, bait) + by_semgrep(folder, bait)
        demo = Installation(folder / "data", {"ALONGSIDE_MODE": "demo"})
        for command in ("migrate", "seed_demo"):
            done = demo.run(command)
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
        with serving(demo) as (port, _started):
            for reader in ADDRESSES_AT_LEAST:
                found |= by_wapiti(folder, port, reader, minutes)
    wrong = compared(found, known)
    print("\n".join([*wrong, f"{found.total()} findings, {len(wrong)} of them open."]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 60))
