"""What is committed and paid on a line in force. Each act is one conditional UPDATE on the line itself, so the database
decides races to the last rupiah; the CHECK constraints stand behind it.

Callers (`spending`) run inside a transaction and record the act themselves.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import format_rupiah
from sanggar.funding.models import Budget, BudgetLine


class LineExhausted(DomainError):
    """`left` is what the line still had when it was asked."""

    code = "line_exhausted"
    message = _("Rincian ini tinggal %(left)s; yang diajukan %(wanted)s.")


class BudgetNotAdopted(DomainError):
    code = "budget_not_adopted"
    message = _("Anggaran belum disahkan, jadi belum dapat dibelanjakan. Mintalah PA/KPA mengesahkannya.")


class NotCommitted(DomainError):
    code = "not_committed"
    message = _("Jumlah ini tidak lagi tercatat sebagai komitmen pada rinciannya. Muat ulang halaman.")


class NotPaid(DomainError):
    code = "not_paid"
    message = _("Jumlah ini tidak lagi tercatat sebagai dibayar pada rinciannya. Muat ulang halaman.")


class FreedMoneySpent(DomainError):
    code = "freed_money_spent"
    message = _(
        "Rincian ini tinggal %(left)s, padahal %(wanted)s dihitung sebagai dibayar lagi. Geser anggarannya dahulu, "
        "atau batalkan pengajuan lain pada rincian ini."
    )


@transaction.atomic
def commit_on_line(line: BudgetLine, amount: int) -> None:
    """Set money aside for a payment that was proposed. A budget once adopted stays so, whatever is drafted beside it;
    only lines of before there were versions can lack one.
    """
    if not Budget.objects.filter(pk=line.budget_id, adopted_at__isnull=False).exists():
        raise BudgetNotAdopted
    fitting = BudgetLine.objects.filter(pk=line.pk, amount__gte=F("committed") + F("paid") + amount)
    if not fitting.update(committed=F("committed") + amount):
        line.refresh_from_db()
        raise LineExhausted(field="amount", left=format_rupiah(line.left), wanted=format_rupiah(amount))


def pay_on_line(line: BudgetLine, amount: int) -> None:
    """Turn a commitment into a payment."""
    committed = BudgetLine.objects.filter(pk=line.pk, committed__gte=amount)
    if not committed.update(committed=F("committed") - amount, paid=F("paid") + amount):
        raise NotCommitted


def take_back_on_line(line: BudgetLine, amount: int) -> None:
    """Money that was paid came back within the year and may be spent again."""
    paid = BudgetLine.objects.filter(pk=line.pk, paid__gte=amount)
    if not paid.update(paid=F("paid") - amount):
        raise NotPaid


def pay_again_on_line(line: BudgetLine, amount: int) -> None:
    """Money that was said to have come back had not: it is paid after all, if the line still has it."""
    fitting = BudgetLine.objects.filter(pk=line.pk, amount__gte=F("committed") + F("paid") + amount)
    if not fitting.update(paid=F("paid") + amount):
        line.refresh_from_db()
        raise FreedMoneySpent(left=format_rupiah(line.left), wanted=format_rupiah(amount))


def release_on_line(line: BudgetLine, amount: int) -> None:
    """Give back the money of a payment that was refused or cancelled."""
    committed = BudgetLine.objects.filter(pk=line.pk, committed__gte=amount)
    if not committed.update(committed=F("committed") - amount):
        raise NotCommitted
