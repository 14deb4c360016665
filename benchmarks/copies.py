"""Copies a town within the database: its people, and what they promised, as often as wanted.

An id of the town ends in `MARK`; in each copy of its row the end is another one. What is not of the town (groups,
stewards) is the same in all copies. The ledger's entries are copied too, so that its table has its true size. They are
the last entries then, and their numbers go on; only their hashes make no chain.
"""

from itertools import islice, product

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import Max, Model

from alongside.asks.models import Ask, Shift
from alongside.commitments.models import Acceptance, Commitment, DoneClaim, Verdict
from alongside.communities.models import Standing
from alongside.core.ids import ALPHABET, ID_LENGTH, new_id
from alongside.ledger.models import Entry, Head, Key
from alongside.notices.models import Notice
from alongside.people.models import BookedHours, Person

END = 4
MARK = ALPHABET[0] * END
RENEWED: dict[type[Model], dict[str, int]] = {
    Person: {"id": 0, "sign_in_name": 0},
    EmailAddress: {"user_id": 0, "email": 0},
    Key: {"holder": 0},
    Standing: {"person_id": 0, "id": 0},
    BookedHours: {"id": 0, "person_id": 0},
    Ask: {"id": 0},
    Shift: {"id": 0, "ask_id": 0},
    Commitment: {"id": 0, "shift_id": 0, "ally_id": 0},
    Acceptance: {"commitment_id": 0},
    DoneClaim: {"commitment_id": 0, "by_id": 0},
    Verdict: {"commitment_id": 0},
    Notice: {"id": 0, "to_id": 0, "about": len("commitment:"), "url": len("/commitments/")},
    Entry: {"subject": 0},
}
"""The columns that hold an id of the town, and how many letters stand before it. By the first one rows are chosen."""


def original_id() -> str:
    return new_id()[:-END] + MARK


def is_original(own: str) -> bool:
    return own.endswith(MARK)


def multiply(times: int) -> None:
    """So that the town is there so often, itself included."""
    entries = Entry.objects.filter(subject__endswith=MARK).count()
    with connection.cursor() as cursor:
        for model in RENEWED:
            cursor.execute(setting_aside(model))
        for copy, end in enumerate(islice(product(ALPHABET, repeat=END), 1, times), 1):
            with transaction.atomic():
                for model in RENEWED:
                    cursor.execute(copying(model, "".join(end), copy * entries))
        for model in RENEWED:
            cursor.execute(f"DROP TABLE town_{model._meta.db_table}")
    Head.objects.update(count=Entry.objects.aggregate(last=Max("number"))["last"])


def setting_aside(model: type[Model]) -> str:
    table, first = model._meta.db_table, next(iter(RENEWED[model]))
    own = f"SELECT * FROM {table} WHERE substr({first}, {1 + ID_LENGTH - END}, {END}) = '{MARK}'"  # noqa: S608 - our own names
    return f"CREATE TEMPORARY TABLE town_{table} AS {own}"


def copying(model: type[Model], end: str, later: int) -> str:
    """Numbers that the database gives by itself are left out."""
    table = model._meta.db_table
    columns = [
        one.column
        for one in model._meta.local_concrete_fields
        if one.column != "id" or "id" in RENEWED[model]
    ]
    values = [renewed(model, column, end) for column in columns]
    if model is Entry:
        values[columns.index("number")] = f"number + {later}"
    return f"INSERT INTO {table} ({quoted(columns)}) SELECT {', '.join(values)} FROM town_{table}"  # noqa: S608 - our own names


def renewed(model: type[Model], column: str, end: str) -> str:
    before = RENEWED[model].get(column)
    if before is None:
        return quoted([column])
    kept = before + ID_LENGTH - END
    return f"substr({column}, 1, {kept}) || '{end}' || substr({column}, {kept + END + 1})"


def quoted(columns: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(one) for one in columns)
