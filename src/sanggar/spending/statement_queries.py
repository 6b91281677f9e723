"""Reads: what the city's own system says was spent, beside what was paid here."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from sanggar.planning.models import Programme
from sanggar.spending.models import (
    DisbursementDocument,
    DocumentKind,
    Payment,
    StatementEntry,
    StatementImport,
    StatementMatch,
)
from sanggar.spending.queries import payments_of
from sanggar.spending.statement_matching import Paid, Row, plain_number
from sanggar.spending.states import GONE


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Rupiah, and numbers of rows and payments. `unexplained`: rows that no payment answers to and nobody explained."""

    told: int
    paid: int
    rows: int
    matched: int
    unexplained: int
    payments_untold: int

    @property
    def difference(self) -> int:
        return self.told - self.paid

    @property
    def is_settled(self) -> bool:
        return not self.unexplained and not self.payments_untold


def entries_of(programme: Programme) -> QuerySet[StatementEntry]:
    """Each with `answered`, how much the payments that it stands for come to; None where there is none."""
    answers = StatementMatch.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
    answered = Subquery(answers.annotate(sum=Sum("payment__amount")).values("sum"))
    return StatementEntry.objects.filter(programme=programme).annotate(answered=answered)


def entries_unexplained(programme: Programme) -> QuerySet[StatementEntry]:
    return StatementEntry.objects.filter(programme=programme, matches=None, explanation="")


def payments_untold(programme: Programme) -> QuerySet[Payment]:
    """Paid here, and in no row of the city's system."""
    return payments_of(programme).filter(state__in=GONE, statement_match=None)


def reconciliation_of(programme: Programme) -> Reconciliation:
    rows = StatementEntry.objects.filter(programme=programme)
    told = rows.aggregate(sum=Sum("amount", default=0), number=Count("pk"))
    paid = Payment.objects.filter(line__budget__programme=programme, state__in=GONE)
    ours = paid.aggregate(sum=Sum("amount", default=0), untold=Count("pk", filter=Q(statement_match=None)))
    return Reconciliation(
        told=told["sum"],
        paid=ours["sum"],
        rows=told["number"],
        matched=rows.filter(matches__isnull=False).distinct().count(),
        unexplained=entries_unexplained(programme).count(),
        payments_untold=ours["untold"],
    )


def statement_imports_of(programme: Programme) -> QuerySet[StatementImport]:
    return StatementImport.objects.filter(programme=programme)


def last_columns(programme: Programme) -> dict[str, str]:
    """Which column held what the last time."""
    earlier = statement_imports_of(programme).exclude(columns={}).first()
    return dict(earlier.columns) if earlier else {}


def rows_to_match(programme: Programme) -> list[Row]:
    rows = StatementEntry.objects.filter(programme=programme, matches=None)
    return [
        Row(
            entry.pk,
            frozenset(plain_number(number) for number in (entry.number, entry.spm_number) if number),
            entry.account_code,
            entry.amount,
        )
        for entry in rows
    ]


def payments_to_match(programme: Programme) -> list[Paid]:
    """With the numbers of their SP2D and SPM, and that of the treasurer's proof."""
    kinds = (DocumentKind.SP2D, DocumentKind.SPM)
    papers = DisbursementDocument.objects.filter(
        payment__line__budget__programme=programme, kind__in=kinds, voided_at=None
    )
    numbers: dict[int, set[str]] = {}
    for payment, number in papers.values_list("payment", "number"):
        numbers.setdefault(payment, set()).add(plain_number(number))
    free = payments_untold(programme).order_by("pk")
    return [
        Paid(pk, frozenset(numbers.get(pk, set()) | {plain_number(proof)}), code, amount)
        for pk, proof, code, amount in free.values_list("pk", "proof_number", "line__account_code", "amount")
    ]
