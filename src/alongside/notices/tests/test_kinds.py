import ast
from pathlib import Path

import alongside
from alongside.notices import rules
from alongside.notices.models import Words

SOURCE = Path(alongside.__file__).parent
DOCS = SOURCE.parent.parent / "docs" / "use" / "notices.md"


def test_each_kind_has_words_and_each_word_a_kind():
    assert set(Words.values) == set(rules.KINDS)


def test_words_of_a_kind_name_nobody_and_nothing():
    for words in Words:
        assert "%" not in words.label
        assert "{" not in words.label


def test_only_safety_and_what_changes_a_promise_comes_in_a_rest():
    free = {code for code, kind in rules.KINDS.items() if not kind.is_held_in_rest}

    safety = {
        "account.way_in_changed",
        "account.signed_in_elsewhere",
        "account.calendar_made",
        "account.return_started",
    }
    assert free == {
        *safety,
        "offer.accepted",
        "commitment.changed",
        "commitment.needed",
        "commitment.released_by_community",
    }


def test_docs_show_the_same_table():
    rows = [line.split("|")[1:-1] for line in DOCS.read_text().splitlines() if line.startswith("| `")]
    documented = {row[0].strip().strip("`"): [cell.strip() for cell in row[1:]] for row in rows}

    def said(yes: bool) -> str:
        return "yes" if yes else "no"

    assert documented == {
        code: [
            str(Words(code).label),
            str(kind.weight),
            said(kind.is_mailed_at_once),
            said(kind.is_in_digest),
            said(kind.is_held_in_rest),
        ]
        for code, kind in rules.KINDS.items()
    }


def written_in(path):
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_each_kind_is_told_somewhere():
    """The table promises what people hear of; a kind that nothing tells would be a broken promise."""
    tables = {SOURCE / "notices" / "rules.py", SOURCE / "notices" / "models.py"}
    written = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts and path not in tables:
            written |= written_in(path)

    assert set(rules.KINDS) - written == set()


def test_each_notice_in_the_code_has_a_kind():
    told = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == "tell"
            ):
                told |= {
                    part.value
                    for keyword in node.keywords
                    if keyword.arg == "kind"
                    for part in ast.walk(keyword.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }

    assert told, "The test no longer finds the calls that it is about."
    assert told <= set(rules.KINDS)
