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
    help = "Reads a CSV or XLSX file into drafts of a group, and says line by line what was not understood."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The spreadsheet, as CSV or XLSX.")
        parser.add_argument(
            "--community", required=True, help="The id of the group; it stands in its address."
        )
        parser.add_argument("--by", required=True, help="The sign-in name of a steward of the group.")
        parser.add_argument("--first", choices=["day", "month"], default="", help="What dates begin with.")
        parser.add_argument("--dry-run", action="store_true", help="Only show what would become a draft.")

    def handle(self, **options: Any) -> None:
        """All lines that were understood become drafts at once; with a refusal, or a dry run, none does."""
        try:
            with transaction.atomic():
                self.bring(options)
                transaction.set_rollback(options["dry_run"])
        except OSError as error:
            raise CommandError(f"The file cannot be read. {error.strerror}.") from error
        except Http404 as error:
            raise CommandError("This person is no steward of such a group.") from error
        except Refused as error:
            raise CommandError(str(error)) from error

    def bring(self, options: dict[str, Any]) -> None:
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
        )
        preview = queries.preview(sheet=sheet, now=moment)
        self.tell(sheet, preview)
        made = actions.take_over(sheet=sheet, by=by, now=moment)
        actions.drop_sheet(sheet=sheet, by=by, now=moment)
        said = "would become drafts. Nothing was changed." if options["dry_run"] else "became drafts."
        self.stdout.write(f"{made} lines {said} {len(preview.known)} were here already.")

    def tell(self, sheet: SheetImport, preview: queries.Preview) -> None:
        for line in queries.worded(sheet=sheet, lines=preview.problems):
            words = " ".join(f"{problem} {about}".strip() for problem, about in line.problems)
            self.stdout.write(f"Line {line.line.number}, not taken: {words}")
        for line in queries.worded(sheet=sheet, lines=preview.ready):
            words = " ".join(f"{doubt} {about}".strip() for doubt, about in line.doubts)
            self.stdout.write(f"Line {line.line.number}: {line.line.what}. {words}".strip())
        for heading in preview.columns_left_out:
            self.stdout.write(f"Column left out: {heading}")
