"""Writes: the scan of what came back signed, a decree or the minutes of a draw."""

import hashlib
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.foundation.untouched import is_untouched
from sanggar.selection.decree_refusals import CopyUnsigned, NotNumberedYet, ReplaceReasonMissing
from sanggar.selection.models import Decree, DecreeState, Draw, SignedCopy
from sanggar.selection.queries import copies_of
from sanggar.selection.states import step_decree


@transaction.atomic
def upload_signed_copy(
    draw: Draw,
    decree: Decree | None = None,
    *,
    file: UploadedFile,  # type: ignore[type-arg]  # generic only in the stubs
    by: Actor,
    at: datetime,
    reason: str = "",
) -> SignedCopy:
    """Keep a scan of the signed decree or, without one, of the signed minutes. Where there is one already, `reason`
    says why the new one takes its place. Raises what `foundation.files.store` refuses, and `CopyUnsigned` of a file
    as it was downloaded to be signed, whenever that was.
    """
    if decree and decree.is_draft:
        raise NotNumberedYet
    former = copies_of(draw, decree).filter(replaced_at=None).select_for_update(of=("self",)).first()
    if former and not reason:
        raise ReplaceReasonMissing(field="reason")
    if _is_unsigned(files.checked(file), decree):
        raise CopyUnsigned(field="file")
    stored = files.store(file, by=by, at=at)
    if former:
        SignedCopy.objects.filter(pk=former.pk).update(replaced_at=at, replaced_by=by.label, replace_reason=reason)
    with unless_taken(ReplaceReasonMissing(field="reason")):
        copy = SignedCopy.objects.create(draw=draw, decree=decree, file=stored, at=at, by=by.label)
    if decree and not former:
        step_decree(decree, DecreeState.NUMBERED, DecreeState.SIGNED, by=by, at=at)
    _record(copy, former, reason, by, at)
    return copy


def _is_unsigned(content: bytes, decree: Decree | None) -> bool:
    """Decrees numbered before papers were marked are known by the PDF that was kept."""
    kept = decree.pdf.digest if decree and decree.pdf else ""
    return is_untouched(content) or hashlib.sha256(content).hexdigest() == kept


def _record(copy: SignedCopy, former: SignedCopy | None, reason: str, by: Actor, at: datetime) -> None:
    details = {"digest": copy.file.digest, "replaces": former.file.digest if former else ""}
    record(
        "selection.upload_signed_copy",
        copy.decree or copy.draw,
        by=by,
        at=at,
        place=copy.draw.call.stage.programme.place,
        details=details,
        personal={"reason": reason} if reason else None,
    )
