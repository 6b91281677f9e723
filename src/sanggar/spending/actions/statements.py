"""Writes: a list of realisation from the city's system comes in, is matched with payments, and what is left is settled.

None of it moves money or changes a payment: it is two books laid beside each other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sheets import Sheet, read_sheet
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.queries import sub_activities_of
from sanggar.planning.models import Programme
from sanggar.spending.models import Payment, StatementEntry, StatementImport, StatementMatch
from sanggar.spending.statement_matching import matches
from sanggar.spending.statement_queries import payments_to_match, payments_untold, rows_to_match
from sanggar.spending.statement_rows import Fate, PlannedRow, plan_of

LONGEST_NAME = 200


class StatementGone(DomainError):
    code = "statement_gone"
    message = _("Daftar ini sudah dimasukkan. Unggah lagi bila masih perlu.")


class StatementHasErrors(DomainError):
    code = "statement_has_errors"
    message = _("Masih ada baris yang perlu dibetulkan. Betulkan di berkas asal, lalu unggah lagi.")


class StatementNothingNew(DomainError):
    code = "statement_nothing_new"
    message = _("Semua baris sudah ada di sini; tidak ada yang berubah.")


class ExplanationMissing(InputRefused):
    code = "statement_explanation_missing"
    message = _("Pembayaran yang dipilih berjumlah %(chosen)s, barisnya %(told)s. Jelaskan selisihnya.")


class PaymentAnswersElsewhere(InputRefused):
    code = "statement_payment_elsewhere"
    message = _("Ada pembayaran yang sudah seluruhnya dicocokkan. Muat ulang halaman, lalu pilih lagi.")


class CorrectionWithPayments(InputRefused):
    code = "statement_correction_with_payments"
    message = _("Baris di bawah nol mengurangi baris lain, bukan pembayaran. Jelaskan saja untuk apa koreksinya.")


@transaction.atomic
def keep_statement(programme: Programme, *, name: str, content: bytes, by: Actor, at: datetime) -> StatementImport:
    """Read an uploaded list and keep its table until it is in. Raises `SheetRefused`."""
    sheet = read_sheet(content)
    for cell in (*sheet.headings, *(str(cell) for _line, row in sheet.rows for cell in row)):
        refuse_nik(cell, "file")
    kept = StatementImport.objects.create(
        programme=programme,
        name=plain_line(name)[:LONGEST_NAME],
        table={"headings": sheet.headings, "rows": sheet.rows, "since_1904": sheet.since_1904},
        uploaded_at=at,
        uploaded_by=by.label,
    )
    details = {"rows": len(sheet.rows)}
    record("spending.keep_statement", kept, by=by, at=at, place=programme.place, details=details)
    return kept


@transaction.atomic
def map_statement(run: StatementImport, *, columns: dict[str, str]) -> None:
    """Say which column holds what (field → heading)."""
    if not StatementImport.objects.filter(pk=run.pk, imported_at=None).update(columns=columns):
        raise StatementGone
    run.columns = columns


def statement_sheet(run: StatementImport) -> Sheet:
    """The list as it was read. Raises `StatementGone` once it is in."""
    if run.table is None:
        raise StatementGone
    rows = [(line, cells) for line, cells in run.table["rows"]]
    return Sheet(run.table["headings"], rows, run.table["since_1904"])


def plan_statement(run: StatementImport) -> list[PlannedRow]:
    """What would become of every row now."""
    own = sub_activities_of(run.programme)
    return plan_of(statement_sheet(run), run.columns, run.programme.statement_entries.all(), own)


@transaction.atomic
def import_statement(run: StatementImport, *, by: Actor, at: datetime) -> None:
    """Take over the rows, all of them or none, and match what is new; rows that the list does not name stay.

    A row that changed loses its match and its explanation: they were about other figures. So do, of their matches that
    nobody made by hand, the rows that stood for the same payments.
    """
    programme = _locked(run.programme)
    run.refresh_from_db()
    rows = plan_statement(run)
    if any(row.fate == Fate.WRONG for row in rows):
        raise StatementHasErrors
    new = [row for row in rows if row.fate == Fate.NEW]
    changed = [row for row in rows if row.fate == Fate.CHANGED]
    if not new and not changed:
        raise StatementNothingNew
    noted = {"programme": programme, "noted_at": at, "noted_by": by.label}
    StatementEntry.objects.bulk_create(StatementEntry(**row.values, **noted) for row in new)
    for row in changed:
        _change(row, by=by, at=at)
    run.table, run.imported_at, run.added, run.changed = None, at, len(new), len(changed)
    run.save()
    details = {"added": run.added, "changed": run.changed}
    record("spending.import_statement", run, by=by, at=at, place=programme.place, details=details)
    _match(programme, by=by, at=at)


def _change(row: PlannedRow, *, by: Actor, at: datetime) -> None:
    entry = row.entry
    assert entry is not None
    details = {"was": entry.amount, "now": row.values["amount"]}
    _untie(entry)
    unexplained = {"explanation": "", "explained_at": None, "explained_by": ""}
    StatementEntry.objects.filter(pk=entry.pk).update(**row.values, **unexplained, noted_at=at, noted_by=by.label)
    record("spending.change_entry", entry, by=by, at=at, place=entry.programme.place, details=details)


@transaction.atomic
def match_statement(programme: Programme, *, by: Actor, at: datetime) -> int:
    """Match the rows that have no payment yet with the payments that have no row; how many rows found theirs."""
    return _match(_locked(programme), by=by, at=at)


def _match(programme: Programme, *, by: Actor, at: datetime) -> int:
    found = matches(rows_to_match(programme), payments_to_match(programme))
    made = {"matched_at": at, "matched_by": by.label}
    StatementMatch.objects.bulk_create(
        StatementMatch(entry_id=entry, payment_id=payment, part=part, **made)
        for entry, parts in found.items()
        for payment, part in parts.items()
    )
    if found:
        details = {"rows": len(found)}
        record("spending.match_statement", programme, by=by, at=at, place=programme.place, details=details)
    return len(found)


@transaction.atomic
def settle_entry(
    entry: StatementEntry, *, payments: Iterable[Payment], explanation: str, by: Actor, at: datetime
) -> None:
    """Say which payments a row stands for, and why it differs from them or has none. Replaces what was said before.

    Without an explanation, a payment that is larger than the row waits for the rows that tell its rest; with one, the
    row answers for all of what nothing else tells of the payments chosen.
    """
    programme = _locked(entry.programme)
    held = StatementEntry.objects.get(pk=entry.pk)
    _untie(held)
    chosen = [each.pk for each in payments]
    untold = payments_untold(programme).filter(pk__in=chosen).order_by("paid_on", "pk")
    free: dict[int, int] = {each.pk: each.untold for each in untold}  # type: ignore[attr-defined]  # annotated
    if len(free) != len(chosen):
        raise PaymentAnswersElsewhere(field="payments")
    if free and held.amount < 0:
        raise CorrectionWithPayments(field="payments")
    parts = free if explanation else _filled(held.amount, free)
    if not explanation and (sum(parts.values()), len(parts)) != (held.amount, len(free)):
        told = {"chosen": format_rupiah(sum(free.values())), "told": format_rupiah(held.amount)}
        raise ExplanationMissing(field="explanation", **told)
    made = {"by_hand": True, "matched_at": at, "matched_by": by.label}
    StatementMatch.objects.bulk_create(
        StatementMatch(entry=held, payment_id=payment, part=part, **made) for payment, part in parts.items()
    )
    held.explanation = explanation
    held.explained_at, held.explained_by = (at, by.label) if explanation else (None, "")
    held.save()
    details = {"payments": sorted(parts)}
    record("spending.settle_entry", held, by=by, at=at, place=programme.place, details=details)


def _untie(entry: StatementEntry) -> None:
    """What a row stood for, and where nobody said so what others stood for beside it: they were matched together."""
    shared = list(entry.matches.values_list("payment", flat=True))
    StatementMatch.objects.filter(Q(entry=entry) | Q(payment__in=shared, by_hand=False)).delete()


def _filled(amount: int, free: Mapping[int, int]) -> dict[int, int]:
    """A row over what is untold of payments, each filled before the next."""
    parts, left = {}, amount
    for payment, untold in free.items():
        if part := min(max(left, 0), untold):
            parts[payment] = part
            left -= part
    return parts


def _locked(programme: Programme) -> Programme:
    """One hand at a time lays the two books beside each other."""
    return Programme.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=programme.pk)
