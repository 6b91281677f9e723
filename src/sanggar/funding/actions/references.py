"""Writes: reference lists come in, are verified by somebody else, and never change again."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.sheets import Sheet
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.models import ReferenceDraft, ReferenceEntry, ReferenceList, TaxPractice
from sanggar.funding.reference_queries import practices_known
from sanggar.funding.reference_rows import ReadRows, Row, read_rows, read_table
from sanggar.people.models import OFFICE_ROLES, Account
from sanggar.people.rules import offices_where


class VersionTwice(InputRefused):
    code = "version_twice"
    message = _("Daftar dengan nama versi ini sudah ada. Daftar lama tidak ditimpa: beri nama versi yang baru.")


class EndsBeforeBeginning(InputRefused):
    code = "ends_before_beginning"
    message = _("Hari terakhir berlaku tidak boleh sebelum hari pertamanya.")


class ListHasErrors(DomainError):
    code = "list_has_errors"
    message = _("Daftar ini masih berisi kesalahan: %(count)s. Betulkan di berkas asal, lalu unggah lagi.")


class DraftGone(DomainError):
    code = "draft_gone"
    message = _("Daftar ini sudah dimasukkan atau dibuang. Muat ulang halaman.")


class VerifiedAlready(DomainError):
    code = "verified_already"
    message = _("Daftar ini sudah diverifikasi. Perbaikan masuk sebagai versi baru.")


class OwnList(DomainError):
    code = "own_list"
    message = _("Daftar ini Anda sendiri yang memasukkan. Verifikasinya dilakukan orang lain.")
    status = 403


class PracticeUnknown(InputRefused):
    code = "practice_unknown"
    message = _("Daftar pajak yang berlaku pada hari itu tidak mengenal praktik ini.")


class ListFields(TypedDict):
    """What a person tells of a list; `valid_to` None: until further notice."""

    kind: str
    version: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    is_whole: bool


@transaction.atomic
def keep_draft(
    *, file_name: str, content: bytes, by: Actor, at: datetime, **fields: Unpack[ListFields]
) -> ReferenceDraft:
    """Read an uploaded list and keep it beside the lists, to be looked through. Raises what `read_table` does."""
    _require_sound(fields)
    sheet = read_table(content)
    read_rows(fields["kind"], sheet)  # refused at once where a column is missing
    draft = ReferenceDraft.objects.create(
        **fields,
        source_name=_plain_name(file_name),
        source_digest=hashlib.sha256(content).hexdigest(),
        table={"headings": sheet.headings, "rows": sheet.rows},
        uploaded_at=at,
        uploaded_by_id=_account(by),
    )
    details = {"kind": draft.kind, "version": draft.version, "rows": len(sheet.rows), "digest": draft.source_digest}
    record("funding.upload_reference", draft, by=by, at=at, place=_place(by), details=details)
    return draft


def read_draft(draft: ReferenceDraft) -> ReadRows:
    """Its rows as they would come in, and every error."""
    rows = [(line, cells) for line, cells in draft.table["rows"]]
    return read_rows(draft.kind, Sheet(draft.table["headings"], rows))


@transaction.atomic
def import_draft(draft: ReferenceDraft, *, by: Actor, at: datetime) -> ReferenceList:
    """Make a draft a list: all rows, or none where one has an error."""
    held = ReferenceDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise DraftGone
    read = read_draft(held)
    if read.errors:
        raise ListHasErrors(count=len(read.errors))
    fields = {name: getattr(held, name) for name in ListFields.__annotations__}
    made = _insert(fields, read.rows, held.source_name, held.source_digest, by=by, at=at)
    held.delete()
    return made


@transaction.atomic
def import_list(
    *, file_name: str, content: bytes, by: Actor, at: datetime, **fields: Unpack[ListFields]
) -> ReferenceList:
    """Read a file and make it a list in one go; for who stands at the machine. Refused where `read_rows` has errors."""
    _require_sound(fields)
    read = read_rows(fields["kind"], read_table(content))
    if read.errors:
        raise ListHasErrors(count=len(read.errors))
    digest = hashlib.sha256(content).hexdigest()
    return _insert(dict(fields), read.rows, _plain_name(file_name), digest, by=by, at=at)


@transaction.atomic
def drop_draft(draft: ReferenceDraft, *, by: Actor, at: datetime) -> None:
    """Throw an uploaded list away that is not in."""
    details = {"kind": draft.kind, "version": draft.version}
    record("funding.drop_reference", draft, by=by, at=at, place=_place(by), details=details)
    if not ReferenceDraft.objects.filter(pk=draft.pk).delete()[0]:
        raise DraftGone


@transaction.atomic
def verify_list(listed: ReferenceList, *, by: Actor, at: datetime) -> None:
    """Say that a list was compared with its legal basis; from then on it counts before all unverified ones."""
    if listed.imported_by_id is not None and listed.imported_by_id == by.account_id:
        raise OwnList
    unverified = ReferenceList.objects.filter(pk=listed.pk, verified_at=None)
    if not unverified.update(verified_at=at, verified_by=by.account_id):
        raise VerifiedAlready
    listed.refresh_from_db()
    details = {"kind": listed.kind, "version": listed.version, "digest": listed.source_digest}
    record("funding.verify_reference", listed, by=by, at=at, place=_place(by), details=details)


@transaction.atomic
def choose_tax_practice(*, practice: str, valid_from: date, reason: str, by: Actor, at: datetime) -> TaxPractice:
    """From a day on, reckon by a local practice that the tax list knows, or ("") by the rules without one."""
    if practice and practice not in practices_known(valid_from):
        raise PracticeUnknown(field="practice")
    chosen = TaxPractice.objects.create(
        practice=practice, valid_from=valid_from, reason=reason, chosen_at=at, chosen_by_id=_account(by)
    )
    details = {"practice": practice, "from": valid_from.isoformat()}
    record(
        "funding.choose_tax_practice",
        chosen,
        by=by,
        at=at,
        place=_place(by),
        details=details,
        personal={"reason": reason},
    )
    return chosen


def _require_sound(fields: ListFields) -> None:
    if fields["valid_to"] and fields["valid_to"] < fields["valid_from"]:
        raise EndsBeforeBeginning(field="valid_to")
    if ReferenceList.objects.filter(kind=fields["kind"], version=fields["version"]).exists():
        raise VersionTwice(field="version")


def _insert(
    fields: dict[str, object], rows: Iterable[Row], name: str, digest: str, *, by: Actor, at: datetime
) -> ReferenceList:
    try:
        with transaction.atomic():
            made = ReferenceList.objects.create(
                **fields, source_name=name, source_digest=digest, imported_at=at, imported_by_id=by.account_id
            )
    except IntegrityError:
        raise VersionTwice(field="version") from None
    entries = [
        ReferenceEntry(list=made, position=number, code=row.code, name=row.name, data=row.data)
        for number, row in enumerate(rows, start=1)
    ]
    ReferenceEntry.objects.bulk_create(entries, batch_size=500)
    details = {"kind": made.kind, "version": made.version, "rows": len(entries), "digest": digest}
    record("funding.import_reference", made, by=by, at=at, place=_place(by), details=details)
    return made


def _place(by: Actor) -> Place | None:
    """The office of whoever acts: its overseers read the entry, though every office shares the list."""
    account = Account.objects.filter(pk=by.account_id).first()
    office = offices_where(account, *OFFICE_ROLES).first() if account else None
    return office.place if office else None


def _account(by: Actor) -> int:
    """Drafts and choices are made by people at the desk."""
    assert by.account_id is not None
    return by.account_id


def _plain_name(name: str) -> str:
    return plain_line(name.replace("\\", "/").rpartition("/")[2])[-200:] or "daftar"
