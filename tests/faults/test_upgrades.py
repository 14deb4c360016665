"""An upgrade that is killed at any moment leaves the old tables or the new ones, and ends whole the next time."""

import json
import os
import random
import threading
from typing import Any

from alongside.home.tests.installation import Installation

KILLS = int(os.environ.get("ALONGSIDE_UPGRADES", "2"))
MOST_WAITED = 0.15
"""Seconds after a migration begins, at most: some take longer."""
FILL = """
from alongside.asks.models import Ask, Place
from alongside.commitments import actions
from alongside.home import cast as the_cast
cast = the_cast.make(now())
Ask.objects.update(open_to="anyone")
for number in range(20):
    ally = the_cast.person(f"ally-{number}", now())
    actions.offer(shift=cast.shift, by=ally, now=now())
"""
PLAN = """
import json
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
leaves = executor.loader.graph.leaf_nodes()
every = [(one.app_label, one.name) for one, _back in executor.migration_plan(leaves, clean_start=True)]
ours = [one for one in every if executor.loader.get_migration(*one).__module__.startswith("alongside.")]
"""
GO_ON = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
GO_BACK = (
    PLAN
    + """
first = ours[:{count}]
gone = {{app for app, _name in ours}}
last = {{app: name for app, name in first}}
executor.migrate([(app, last.get(app)) for app in sorted(gone)])
"""
)
LOOK = (
    PLAN  # noqa: S608 - the names are the database's own
    + """
tables = {}
with connection.cursor() as cursor:
    for name in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        rows = cursor.fetchone()[0]
        columns = [(one.name, str(one.type_code), one.null_ok)
                   for one in connection.introspection.get_table_description(cursor, name)]
        tables[name] = {
            "rows": rows,
            "columns": sorted(columns),
            "promises": sorted(connection.introspection.get_constraints(cursor, name)),
        }
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    tables["applied"] = sorted(cursor.fetchall())
    tables["ours"] = ours
print(json.dumps(tables))
"""
)
"""`ours` are our migrations in their order. The first few make a state that was released once, or could have been."""


def seen(installed: Installation, after: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(installed.python(after + LOOK).splitlines()[-1])
    return found


def killed_while_it_migrates(installed: Installation, begun: int, wait: float) -> bool:
    """Kills it while the `begun`-th migration runs, or a moment later. Answers whether it came that far."""
    started = installed.start("migrate", "--no-color")
    assert started.stdout is not None
    said = ""
    while said.count("Applying ") < begun:
        letter = started.stdout.read(1)
        if not letter:
            break
        said += letter
    threading.Event().wait(wait)
    started.kill()
    started.communicate()
    return said.count("Applying ") >= begun


def test_upgrade_that_is_killed_ends_whole(server: Installation) -> None:
    """Its tables hold people, asks and offers."""
    moments = random.Random(3)  # noqa: S311 - moments, not secrets
    whole = seen(server, FILL)
    ours = whole["ours"]
    first = 1 + max(place for place, (_app, name) in enumerate(ours) if name.startswith("0001"))
    released = [*range(first, len(ours))]
    for number in range(KILLS):
        count = released[number % len(released)] if len(released) < KILLS else moments.choice(released)
        before = seen(server, GO_BACK.format(count=count))
        assert before["applied"] != whole["applied"]
        begun = moments.randint(1, len(whole["applied"]) - len(before["applied"]))
        assert killed_while_it_migrates(server, begun, moments.uniform(0, MOST_WAITED))
        assert seen(server) in (before, whole), "half of it is there"
        assert seen(server, GO_ON) == whole
    assert server.run("verify_ledger").returncode == 0
