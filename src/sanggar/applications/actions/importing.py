"""A list that was collected elsewhere comes in: uploaded, mapped, looked through, then entered in one go or not at all.

The table is sealed from the moment it arrives and emptied when it is in, or after a day. Entering the same list again
enters nobody twice: a NIK comes into a call once.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from sanggar.applications import letters
from sanggar.applications.actions.entering import new_entry, told_of
from sanggar.applications.actions.refusals import (
    CallNotOpen,
    ImportGone,
    ImportOvertaken,
    ListCameLate,
    ListFrozen,
    NothingToImport,
)
from sanggar.applications.actions.writing import calls_held_open, note_together, require_age
from sanggar.applications.family_card import FamilyCardIsNik
from sanggar.applications.imports import Fate, ImportSettings, Plan, PlannedRow, plan_of
from sanggar.applications.models import TABLE_PLACE, Act, Application, Call, ImportRun, OfficeEntry, Way
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.inserting import insert_all
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sealed import seal, unseal
from sanggar.foundation.sheets import Sheet, read_sheet
from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.work import tasks_for

TABLE_KEPT = timedelta(days=1)


@transaction.atomic
def keep_table(call: Call, *, name: str, content: bytes, by: Actor, at: datetime) -> ImportRun:
    """Read an uploaded list and keep it, sealed. Raises `SheetRefused`; nothing of the file itself stays."""
    if at >= call.ends_at:
        raise ListCameLate(field="file")
    sheet = read_sheet(content)
    for heading in sheet.headings:
        refuse_nik(heading, "file")
    table = {"headings": sheet.headings, "rows": sheet.rows, "since_1904": sheet.since_1904}
    run = ImportRun.objects.create(
        call=call,
        name=_plain_name(name),
        table_sealed=seal(json.dumps(table), TABLE_PLACE),
        uploaded_at=at,
        uploaded_by=by.label,
    )
    details = {"rows": len(sheet.rows)}
    record("applications.upload_list", run, by=by, at=at, place=call.programme.place, details=details, label="daftar")
    return run


@transaction.atomic
def map_columns(run: ImportRun, settings: ImportSettings) -> None:
    """Say how a list is read; kept for the next list of this call too."""
    refuse_nik(settings.consent_place, "consent_place")
    run.settings = settings.as_json()
    if not ImportRun.objects.filter(pk=run.pk, imported_at=None).update(settings=run.settings):
        raise ImportGone


def sheet_of(run: ImportRun) -> Sheet:
    """The list as it was read. Raises `ImportGone` once it is emptied."""
    if not run.table_sealed:
        raise ImportGone
    table = json.loads(unseal(run.table_sealed, TABLE_PLACE))
    return Sheet(table["headings"], [(line, cells) for line, cells in table["rows"]], table["since_1904"])


def plan_import(run: ImportRun) -> Plan:
    """What would become of every row now."""
    return plan_of(run.call, sheet_of(run), ImportSettings.from_json(run.settings), partial(_judged, run.call))


@dataclass(frozen=True, slots=True)
class Ready:
    """The rows that are new and without error, with the application that each becomes, and how the list was read."""

    settings: dict[str, object]
    entries: list[tuple[PlannedRow, Application]]


def ready_to_import(run: ImportRun, *, at: datetime) -> Ready:
    """Reads, judges and seals every row, and holds nobody up: to be asked before the transaction that enters them."""
    rows = plan_import(run).of(Fate.NEW)
    entries = [(row, new_entry(run.call, row.answers, at=at)) for row in rows if row.answers]
    return Ready(run.settings, sorted(entries, key=lambda entry: entry[1].nik_lookup))


def import_rows(run: ImportRun, ready: Ready | None = None, *, by: Actor, at: datetime) -> int:
    """Enter every row that is new and without error, all of them or none; how many. In the order in which applicants
    are written, so that neither waits for the other in a ring.
    """
    ready = ready or ready_to_import(run, at=at)
    if not ready.entries:
        raise NothingToImport
    try:
        with transaction.atomic():
            _require_as_read(run, ready)
            _enter(run, ready.entries, by=by, at=at)
    except IntegrityError:
        raise ImportOvertaken from None
    run.refresh_from_db()
    return len(ready.entries)


def forget_tables(at: datetime) -> int:
    """Empty what was uploaded a day ago and never entered."""
    left = ImportRun.objects.filter(uploaded_at__lte=at - TABLE_KEPT).exclude(table_sealed="")
    return left.update(table_sealed="")


def _require_as_read(run: ImportRun, ready: Ready) -> None:
    """Held until we commit: the list as it was read, a call that still takes it, and nobody of it in the call."""
    held = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not held.table_sealed:
        raise ImportGone
    _require_taken(held)
    hashes = [application.nik_lookup for _row, application in ready.entries]
    known = Application.objects.filter(call=run.call_id, nik_lookup__in=hashes)
    if held.settings != ready.settings or known.exists():
        raise ImportOvertaken


def _enter(run: ImportRun, entries: list[tuple[PlannedRow, Application]], *, by: Actor, at: datetime) -> None:
    settings = ImportSettings.from_json(run.settings)
    entered = Application.objects.bulk_create([application for _row, application in entries])
    OfficeEntry.objects.bulk_create(
        OfficeEntry(
            application=application,
            way=Way.IMPORT,
            entered_by=by.label,
            entered_at=at,
            consented=settings.consented,
            consent_place=settings.consent_place,
            import_run=run,
            row=row.line,
            row_digest=row.digest,
        )
        for row, application in entries
    )
    numbers = [application.pk for application in entered]
    told = {application.pk: told_of(application) for application in entered}
    came = {number: {"way": Way.IMPORT.value, "import": run.pk} for number in numbers}
    before = dict.fromkeys(numbers, "")
    note_together(entered, Act.SUBMIT, before=before, by=by, at=at, details=came, personal=told)
    reached = [application.pk for application in entered if settings.send_receipts and letters.has_a_way(application)]
    insert_all(tasks_for(letters.send_receipt, reached, clock.now()))
    ended = {"table_sealed": "", "imported_at": at, "entered": F("entered") + len(entered)}
    ImportRun.objects.filter(pk=run.pk).update(**ended)
    details, place = {"entered": len(entered), "call": run.call.pk}, run.call.programme.place
    record("applications.import_list", run, by=by, at=at, place=place, details=details, label="daftar")


def _judged(call: Call, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """All that the call itself refuses of what could be read of a row, before anything is built."""
    texts = ("name", "email", "motivation", "channel_url")
    checks = [partial(refuse_nik, told[name] or "", name) for name in texts]
    if told["birth_date"]:
        checks.append(partial(require_age, call, told["birth_date"]))
    if told["family_card"]:
        checks.append(partial(_require_other_number, told["family_card"], told["nik"]))
    return [refused for check in checks if (refused := _refusal(check))]


def _refusal(check: Callable[[], None]) -> tuple[str, str] | None:
    try:
        check()
    except DomainError as error:
        return error.field or "name", str(error)
    return None


def _require_other_number(family_card: str, nik: str) -> None:
    if family_card == nik:
        raise FamilyCardIsNik(field="family_card")


def _require_taken(run: ImportRun) -> None:
    """A published call whose list does not stand yet, and a list that was here before it closed: what is collected
    after the announced end is late, whoever brings it. Not frozen until we commit.
    """
    fresh = calls_held_open({run.call_id})[run.call_id]
    if fresh.frozen_at:
        raise ListFrozen
    if fresh.published_at is None:
        raise CallNotOpen
    if run.uploaded_at >= fresh.ends_at:
        raise ListCameLate


def _plain_name(name: str) -> str:
    """For people to know the list by; a file named after somebody's NIK is not."""
    bare = plain_line(name.replace("\\", "/").rpartition("/")[2])[-200:] or "daftar"
    refuse_nik(bare, "file")
    return bare
