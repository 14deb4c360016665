import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from alongside.ledger import rules
from alongside.ledger.models import Entry


def test_operator_is_appointed_by_their_sign_in_name(cast):
    call_command("appoint_operator", cast.gita.sign_in_name)

    cast.gita.refresh_from_db()
    assert cast.gita.is_operator
    entry = Entry.objects.get(kind="home.appoint_operator")
    assert cast.gita.pk not in (entry.subject, entry.about)
    assert list(rules.breaks(Entry.objects.order_by("number"))) == []


def test_nobody_is_appointed_by_the_name_that_others_see(cast):
    with pytest.raises(CommandError, match="Sign up first"):
        call_command("appoint_operator", cast.gita.display_name)


def test_name_that_is_no_text_is_refused_before_any_command_looks_for_it(installation):
    command = [sys.executable, "-m", "alongside.home.management", "appoint_operator", b"\xff"]
    done = subprocess.run(command, env=installation.variables, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("What you typed is not in UTF-8.")
