import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.http import Http404

from alongside.asks import actions, queries
from alongside.asks.models import SheetImport
from alongside.communities import queries as communities
from alongside.core.clock import now
from alongside.core.refusals import Refused
from alongside.people.models import Person

DAY_FIRST = {"day": True, "month": False, "": None}


class Command(BaseCommand):
    help = "Reads a sheet or a calendar into drafts of a group: it says line by line what was not understood, and asks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="The spreadsheet, as CSV or XLSX, or the calendar, as ICS."
        )
        parser.add_argument(
            "--community", required=True, help="The id of the group; it stands in its address."
        )
        parser.add_argument("--by", required=True, help="The sign-in name of a steward of the group.")
        parser.add_argument("--first", choices=["day", "month"], default="", help="What dates begin with.")
        parser.add_argument(
            "--endless", action="store_true", help="Take what repeats and has no end, with 60 dates at most."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only show what would become a draft.")
        parser.add_argument("--yes", action="store_true", help="The columns are right; do not ask.")

    def handle(self, **options: Any) -> None:
        """All lines that were understood become drafts at once; with a refusal, a no, or a dry run, none does."""
        try:
            if not options["yes"]:
                self.bring(options, is_kept=False)
            if not options["dry_run"]:
                self.ask_whether_right(options)
                self.bring(options, is_kept=True)
        except OSError as error:
            raise CommandError(f"The file cannot be read. {error.strerror}.") from error
        except Http404 as error:
            raise CommandError("This person is no steward of such a group.") from error
        except Refused as error:
            raise CommandError(str(error)) from error

    @transaction.atomic
    def bring(self, options: dict[str, Any], *, is_kept: bool) -> None:
        """The first look is thrown away again: nobody else may wait for a lock while a person reads."""
        moment, by = now(), Person.objects.filter(sign_in_name=options["by"]).first()
        if by is None:
            raise CommandError("Nobody has this sign-in name.")
        community = communities.stewarded_community(viewer=by, id=options["community"], now=moment)
        content = options["file"].read_bytes()
        sheet = actions.bring_sheet(community=community, by=by, now=moment, content=content)
        guessed = {int(column): field for column, field in sheet.mapping["columns"].items()}
        actions.map_columns(
            sheet=sheet,
            by=by,
            now=moment,
            columns=guessed,
            day_first=DAY_FIRST[options["first"]],
            kind=sheet.mapping["kind"],
            takes_endless=options["endless"],
        )
        preview = queries.preview(sheet=sheet, now=moment)
        if options["yes"] or not is_kept:
            self.tell(sheet, preview)
        made = actions.take_over(sheet=sheet, by=by, now=moment)
        actions.drop_sheet(sheet=sheet, by=by, now=moment)
        transaction.set_rollback(not is_kept)
        said = "became drafts." if is_kept else "would become drafts. Nothing was changed."
        self.stdout.write(f"{made} lines {said} {len(preview.known)} were here already.")

    def ask_whether_right(self, options: dict[str, Any]) -> None:
        """Which column is which is only a guess until a person has looked at it."""
        if options["yes"]:
            return
        self.stdout.write("Are the columns and the lines right? Type yes to make the drafts: ", ending="")
        self.stdout.flush()
        if sys.stdin.readline().strip().casefold() != "yes":
            raise CommandError(
                "Nothing was changed. On the page of the group you can say which column is which."
            )

    def tell(self, sheet: SheetImport, preview: queries.Preview) -> None:
        for heading, field in queries.columns_taken(sheet=sheet):
            self.stdout.write(f"Column {heading} is read as: {field}")
        for line in queries.worded(sheet=sheet, lines=preview.problems):
            words = " ".join(f"{problem} {about}".strip() for problem, about in line.problems)
            self.stdout.write(f"Line {line.line.number}, not taken: {words}")
        for line in queries.worded(sheet=sheet, lines=preview.ready):
            words = " ".join(f"{doubt} {about}".strip() for doubt, about in line.doubts)
            self.stdout.write(f"Line {line.line.number}: {line.line.what}. {words}".strip())
        for heading in preview.columns_left_out:
            self.stdout.write(f"Column left out: {heading}")
