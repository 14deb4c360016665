"""Bringing a spreadsheet, and saying which column is which."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alongside.asks.forms.asking import AS_USUAL, OpenToField
from alongside.asks.models import Kind, SheetField, SheetImport
from alongside.asks.rules import sheets
from alongside.ui.forms import ChoiceField, Form

ENDINGS = {".csv": "text", ".tsv": "text", ".txt": "text", ".xlsx": "workbook", ".ics": "calendar"}
LOOKED_AT = 400
"""Bytes at the beginning of a file, which say what it is."""
HABITS = [("day", _("Day first: 31/12")), ("month", _("Month first: 12/31"))]


class FileForm(Form):
    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A list in CSV or XLSX, or a calendar in ICS, up to 2 MB and 10,000 lines."),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx,.ics"}),
        error_messages={
            "required": _("Choose a file of up to 2 MB."),
            "empty": _("There is nothing in this file. Choose another one."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """What a file is called and what it is must agree; what stands in it is judged when it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        head = file.read(LOOKED_AT)
        file.seek(0)
        if ENDINGS.get(Path(file.name or "").suffix.lower()) != kind_of(head):
            raise forms.ValidationError(_("Choose a file in CSV, XLSX or ICS, with a name that says so."))
        return file

    def content(self) -> bytes:
        return bytes(self.cleaned_data["file"].read(sheets.BYTES_AT_MOST + 1))


def kind_of(head: bytes) -> str:
    if head.startswith(b"PK"):
        return "workbook"
    return "calendar" if sheets.is_calendar(head) else "text"


class ColumnsForm(Form):
    """One question for each column, asked with its heading and first examples; then the habits of the whole sheet."""

    day_first = ChoiceField(label=_("How are dates written?"), required=False, choices=HABITS)
    takes_endless = forms.BooleanField(
        label=_("Bring what repeats and has no end"),
        help_text=_("With its dates of one year, 60 at most. Otherwise it is left out."),
        required=False,
    )
    kind = forms.ChoiceField(label=_("What sort of help is it?"), choices=Kind.choices)
    open_to = OpenToField()

    def __init__(
        self,
        *args: Any,
        sheet: SheetImport,
        columns: list[tuple[str, list[str]]],
        has_endless: bool = False,
        **options: Any,
    ) -> None:
        options.setdefault("initial", values_of(sheet))
        super().__init__(*args, **options)
        self.count = len(columns)
        if not has_endless:
            del self.fields["takes_endless"]
        for number, (heading, examples) in enumerate(columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": number + 1},
                required=False,
                help_text=" · ".join(example[:40] for example in examples),
                choices=[("", _("Leave out")), *SheetField.choices],
            )
        self.order_fields([f"column_{number}" for number in range(self.count)])

    def columns(self) -> dict[int, str]:
        return {number: self.cleaned_data.get(f"column_{number}", "") for number in range(self.count)}

    def is_day_first(self) -> bool | None:
        return {"day": True, "month": False}.get(self.cleaned_data.get("day_first", ""))


def values_of(sheet: SheetImport) -> dict[str, object]:
    kept = sheet.mapping
    day_first = kept.get("day_first")
    return {
        "day_first": "" if day_first is None else ("day" if day_first else "month"),
        "kind": kept.get("kind", ""),
        "open_to": kept.get("open_to") or AS_USUAL[0],
        "takes_endless": kept.get("takes_endless", False),
        **{f"column_{number}": field for number, field in kept.get("columns", {}).items()},
    }
