"""Writes: the scan of a sheet that was signed by hand."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.planning.models import Meeting
from sanggar.training.models import SignedSheet


@transaction.atomic
def attach_sheet(
    meeting: Meeting,
    file: UploadedFile,  # type: ignore[type-arg]  # generic only in the stubs
    *,
    by: Actor,
    at: datetime,
) -> SignedSheet:
    """Keep a scan beside the meeting. Raises what `foundation.files.store` refuses."""
    stored = files.store(file, by=by, at=at)
    sheet = meeting.signed_sheets.create(file=stored, at=at, by=by.label)
    place = meeting.cohort.stage.programme.place
    record("training.attach_sheet", meeting, by=by, at=at, place=place, details={"digest": stored.digest})
    return sheet
