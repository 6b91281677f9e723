"""Writes: the sheet that was signed by hand, its scan, and what stands on it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.planning.models import Meeting
from sanggar.training.actions.attendance import RosterRecorded, record_roster
from sanggar.training.models import Method, SignedSheet


class SheetMissing(DomainError):
    code = "sheet_missing"
    message = _("Lampirkan pindaian atau foto lembarnya; sesi “%(topic)s” belum mempunyainya.")


@transaction.atomic
def attach_sheet(meeting: Meeting, file: files.Read, *, by: Actor, at: datetime) -> SignedSheet:
    """Keep a scan beside the meeting."""
    stored = files.keep(*file, by=by, at=at)
    sheet = meeting.signed_sheets.create(file=stored, at=at, by=by.label)
    place = meeting.cohort.stage.programme.place
    record("training.attach_sheet", meeting, by=by, at=at, place=place, details={"digest": stored.digest})
    return sheet


@transaction.atomic
def record_paper(
    presences: Mapping[Meeting, Mapping[int, str]],
    file: files.Read | None,
    *,
    by: Actor,
    at: datetime,
) -> RosterRecorded:
    """Record what stands on a paper sheet, of one or several meetings, and keep its scan beside each of them.

    Raises `SheetMissing` where no scan comes along and a meeting has none yet. Who is recorded already keeps that.
    """
    made, kept = [], []
    for meeting in sorted(presences, key=lambda meeting: meeting.pk):
        if file:
            attach_sheet(meeting, file, by=by, at=at)
        elif not meeting.signed_sheets.exists():
            raise SheetMissing(field="file", topic=meeting.topic)
        recorded = record_roster(meeting, presences[meeting], method=Method.PAPER, by=by, at=at)
        made += recorded.made
        kept += recorded.kept
    return RosterRecorded(made, kept)
