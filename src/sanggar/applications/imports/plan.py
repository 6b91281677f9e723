"""What would become of every row, before anything is written."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanggar.applications.answers import Answers
from sanggar.applications.imports.columns import ImportSettings
from sanggar.applications.imports.rows import Errors, Reader
from sanggar.applications.models import Application, Call
from sanggar.foundation.sealed import lookup
from sanggar.foundation.sheets import Sheet, Value
from sanggar.people.actions import nik_lookup

ROW_PLACE = "applications.officeentry.row"


class Fate(TextChoices):
    NEW = "new", _("Akan dimasukkan")
    WRONG = "wrong", _("Perlu dibetulkan")
    TWICE = "twice", _("Ganda di dalam daftar")
    EXISTS = "exists", _("Sudah melamar")
    SAME = "same", _("Sudah dimasukkan dari daftar ini")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """`other`: the line, or the receipt, that has the same NIK. `unanswered`: keys of the call's own questions that it
    leaves open, though the form would have wanted an answer.
    """

    line: int
    name: str
    fate: Fate
    errors: Errors
    other: str = ""
    answers: Answers | None = None
    digest: str = ""
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    rows: list[PlannedRow]

    def of(self, fate: Fate) -> list[PlannedRow]:
        return [row for row in self.rows if row.fate == fate]

    @property
    def counts(self) -> dict[Fate, int]:
        return {fate: len(self.of(fate)) for fate in Fate}


@dataclass(frozen=True, slots=True)
class Standing:
    """Who applies in the call already: (receipt, digest of the row it was imported from), by the hash of the NIK."""

    by_nik: Mapping[str, tuple[str, str]]


def plan_of(call: Call, sheet: Sheet, settings: ImportSettings, judge: Callable[[Mapping[str, Any]], Errors]) -> Plan:
    """Reads every row; two queries, however many there are."""
    reader = Reader(call, sheet, settings, judge)
    read = [(line, reader.values(row)) for line, row in sheet.rows]
    told = [(line, given, *reader.read(given), reader.unanswered) for line, given in read]
    hashes = {answers.nik: nik_lookup(answers.nik) for _line, _given, answers, *_rest in told if answers}
    standing = _standing(call, hashes.values())
    first_lines: dict[str, int] = {}
    rows: list[PlannedRow] = []
    for line, given, answers, errors, unanswered in told:
        name = answers.name if answers else str(given.get("name", ""))[:100]
        if answers is None:
            rows.append(PlannedRow(line, name, Fate.WRONG, errors))
            continue
        digest = _digest(given)
        fate, other = _fate(hashes[answers.nik], digest, standing, first_lines.get(answers.nik))
        first_lines.setdefault(answers.nik, line)
        rows.append(PlannedRow(line, name, fate, [], other, answers, digest, unanswered))
    return Plan(rows)


def _fate(hashed: str, digest: str, standing: Standing, first_line: int | None) -> tuple[Fate, str]:
    if first_line is not None:
        return Fate.TWICE, str(first_line)
    if hashed in standing.by_nik:
        receipt, imported = standing.by_nik[hashed]
        return (Fate.SAME if imported == digest else Fate.EXISTS), receipt
    return Fate.NEW, ""


def _standing(call: Call, hashes: Iterable[str]) -> Standing:
    found = Application.objects.filter(call=call, nik_lookup__in=list(hashes)).order_by("-pk")
    rows = found.values_list("nik_lookup", "receipt", "office_entry__row_digest")
    return Standing({nik: (receipt, digest or "") for nik, receipt, digest in rows})


def _digest(given: Mapping[str, Value]) -> str:
    return lookup(json.dumps(given, sort_keys=True, ensure_ascii=False), ROW_PLACE)
