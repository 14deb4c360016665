"""Where packages come from, that each is used, and that each has its line in the decision about them."""

import ast
import datetime as dt
import re
import subprocess
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.source import ROOT, SOURCE, files, none, place, tree

PUBLIC = ("https://pypi.org/simple", "https://files.pythonhosted.org/packages/")
DECISION = ROOT / "docs" / "decisions" / "0002-dependencies.md"
IMPORTED_AS = {
    "django-allauth": "allauth",
    "django-csp": "csp",
    "markdown-it-py": "markdown_it",
    "dj-database-url": "dj_database_url",
    "psycopg": "django.db.backends.postgresql",
}


def strange_addresses(text: str) -> list[str]:
    """Addresses in a lock file that are not the public index's."""
    return [url for url in re.findall(r'"([a-z+]+://[^"]*)"', text) if not url.startswith(PUBLIC)]


LOCKS = ["uv.lock", "packages/equity/uv.lock", "tests/scans/tools/uv.lock"]


@pytest.mark.parametrize("lock", LOCKS)
def test_packages_come_from_the_public_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    none(f"{lock}: {url}" for url in strange_addresses(text))
    assert "path = " not in text


def test_a_strange_address_is_seen() -> None:
    assert strange_addresses('{ url = "https://mirror.example.org/x.whl" }') == [
        "https://mirror.example.org/x.whl"
    ]


@pytest.mark.parametrize("where", LOCKS)
def test_packages_are_pinned_with_hashes(where: str) -> None:
    lock = tomllib.loads((ROOT / where).read_text(encoding="utf-8"))
    for package in lock["package"]:
        distributions = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        none(f"{where}: {package['name']} without a hash" for one in distributions if "hash" not in one)


NEWEST_AT_LEAST = dt.timedelta(days=90)
"""docs/operate/security.md: libraries are brought up to date within so long."""


def test_packages_were_brought_up_to_date_in_time() -> None:
    """By the day of the last change here, so that an old copy does not begin to fail by itself."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    published = [str(one["upload-time"]) for package in lock["package"] for one in package.get("wheels", [])]
    asked = ["git", "log", "-1", "--format=%cI"]
    changed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    newest = dt.datetime.fromisoformat(max(published))
    assert dt.datetime.fromisoformat(changed) - newest < NEWEST_AT_LEAST


def wanted() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for extra in project.get("optional-dependencies", {}).values() for one in extra]
    return [re.split(r"[\[<>=~!; ]", requirement)[0] for requirement in (*project["dependencies"], *extras)]


@pytest.mark.parametrize("name", wanted())
def test_dependency_is_used_and_decided(name: str) -> None:
    module = IMPORTED_AS.get(name, name.replace("-", "_"))
    used = any(
        re.search(rf"\b{re.escape(module)}\b", path.read_text(encoding="utf-8")) for path in files(".py")
    )
    assert used or name == "psycopg", f"pyproject.toml: nothing imports {name}"
    assert f"**{name}**" in DECISION.read_text(encoding="utf-8"), f"{place(DECISION)}: no line for {name}"


def installed_without_developing() -> set[str]:
    """Every distribution that an installation without the tools for development brings."""
    lock = {
        one["name"]: one for one in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    }
    found: set[str] = set()
    waiting = ["alongside"]
    while waiting:
        package = lock[waiting.pop()]
        extras = [one for extra in package.get("optional-dependencies", {}).values() for one in extra]
        for needed in (*package.get("dependencies", []), *extras):
            if needed["name"] not in found:
                found.add(needed["name"])
                waiting.append(needed["name"])
    return found


def missing_without_developing(modules: Iterable[str]) -> list[str]:
    brought = installed_without_developing()
    homes = packages_distributions()
    return [
        module
        for module in modules
        if not {name.lower().replace("_", "-") for name in homes.get(module.partition(".")[0], [])} & brought
        and not module.startswith("alongside.")
    ]


def test_what_the_settings_name_is_installed_with_the_product() -> None:
    none(missing_without_developing([*settings.INSTALLED_APPS, *settings.MIDDLEWARE]))


def test_a_tool_for_development_in_the_settings_is_seen() -> None:
    assert missing_without_developing(["pytest_django", "allauth.mfa"]) == ["pytest_django"]


def foreign(path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree(path)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [
            f"{place(path, node.lineno)}: imports {name}"  # type: ignore[attr-defined]  # imports have lines
            for name in names
            if name.split(".")[0] in {"django", "alongside"}
        ]
    return found


def test_equity_stands_alone() -> None:
    none(
        problem
        for path in files(".py", under=ROOT / "packages" / "equity" / "src")
        for problem in foreign(path)
    )


def test_equity_leaning_on_django_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "audit.py"
    fault.write_text("from django.db import models\nimport alongside.core.ids\n")
    assert len(foreign(fault)) == 2


def test_nothing_here_leans_on_equity_s_source() -> None:
    none(
        place(path)
        for path in files(".py", under=SOURCE)
        if "alongside_equity" in path.read_text(encoding="utf-8")
    )
