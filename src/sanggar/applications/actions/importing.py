"""A list that was collected elsewhere comes in: uploaded, mapped, looked through, then entered in one go or not at all.

The table is sealed from the moment it arrives and emptied when it is in, or after a day. Entering the same list again
enters nobody twice: a NIK comes into a call once.
"""

import json
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F

from sanggar.applications import letters
from sanggar.applications.actions.entering import new_entry, told_of
from sanggar.applications.actions.refusals import (
    CallNotOpen,
    ImportGone,
    ImportOvertaken,
    ListFrozen,
    NothingToImport,
)
from sanggar.applications.actions.writing import calls_held_open, note, require_age
from sanggar.applications.answers import Answers
from sanggar.applications.family_card import FamilyCardIsNik
from sanggar.applications.imports import Fate, ImportSettings, Plan, PlannedRow, plan_of
from sanggar.applications.models import TABLE_PLACE, Act, Application, Call, ImportRun, OfficeEntry, Way
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sealed import seal, unseal
from sanggar.foundation.sheets import Sheet, read_sheet
from sanggar.foundation.typed_text import plain_line

TABLE_KEPT = timedelta(days=1)


@transaction.atomic
def keep_table(call: Call, *, name: str, content: bytes, by: Actor, at: datetime) -> ImportRun:
    """Read an uploaded list and keep it, sealed. Raises `SheetRefused`; nothing of the file itself stays."""
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
    return plan_of(run.call, sheet_of(run), ImportSettings.from_json(run.settings), partial(_judge, run.call))


@transaction.atomic
def import_rows(run: ImportRun, *, by: Actor, at: datetime) -> int:
    """Enter every row that is new and without error, all of them or none; how many."""
    held = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    held.call = run.call
    _require_unfrozen(run.call)
    rows = plan_import(held).of(Fate.NEW)
    if not rows:
        raise NothingToImport
    try:
        with transaction.atomic():
            entered = _enter(held, rows, by=by, at=at)
    except IntegrityError:
        raise ImportOvertaken from None
    ended = {"table_sealed": "", "imported_at": at, "entered": F("entered") + len(entered)}
    ImportRun.objects.filter(pk=held.pk).update(**ended)
    details, place = {"entered": len(entered), "call": run.call.pk}, run.call.programme.place
    record("applications.import_list", run, by=by, at=at, place=place, details=details, label="daftar")
    run.refresh_from_db()
    return len(entered)


def forget_tables(at: datetime) -> int:
    """Empty what was uploaded a day ago and never entered."""
    left = ImportRun.objects.filter(uploaded_at__lte=at - TABLE_KEPT).exclude(table_sealed="")
    return left.update(table_sealed="")


def _enter(run: ImportRun, rows: list[PlannedRow], *, by: Actor, at: datetime) -> list[Application]:
    settings = ImportSettings.from_json(run.settings)
    planned = [(row, new_entry(run.call, row.answers, at=at)) for row in rows if row.answers]
    Application.objects.bulk_create([application for _row, application in planned])
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
        for row, application in planned
    )
    details = {"way": Way.IMPORT.value, "import": run.pk}
    for _row, application in planned:
        note(application, Act.SUBMIT, before="", by=by, at=at, details=details, personal=told_of(application))
        if settings.send_receipts and letters.has_a_way(application):
            letters.send_receipt.enqueue(application.pk)
    return [application for _row, application in planned]


def _judge(call: Call, answers: Answers) -> None:
    """What the call itself refuses, told before anything is built."""
    require_age(call, answers.birth_date)
    if answers.family_card and answers.family_card == answers.nik:
        raise FamilyCardIsNik(field="family_card")
    for name in ("name", "email", "motivation", "channel_url"):
        refuse_nik(getattr(answers, name), name)


def _require_unfrozen(call: Call) -> None:
    """A published call, open or closed, whose list does not stand yet; and it is not frozen until we commit."""
    fresh = calls_held_open({call.pk})[call.pk]
    if fresh.frozen_at:
        raise ListFrozen
    if fresh.published_at is None:
        raise CallNotOpen


def _plain_name(name: str) -> str:
    """For people to know the list by; a file named after somebody's NIK is not."""
    bare = plain_line(name.replace("\\", "/").rpartition("/")[2])[-200:] or "daftar"
    refuse_nik(bare, "file")
    return bare
