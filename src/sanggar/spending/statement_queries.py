"""Reads: what the city's own system says was spent, beside what was paid here."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sanggar.funding.models import BudgetLine
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

MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Rupiah, and numbers of rows and payments. `paid` is less what came back within the year, as the city's system
    takes it back by a row below zero. `unexplained`: rows that no payment answers to and nobody explained.
    """

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
    """Each with `answered`, how much of payments it stands for; None where there is none."""
    answers = StatementMatch.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
    answered = Subquery(answers.annotate(sum=Sum("part")).values("sum"))
    return StatementEntry.objects.filter(programme=programme).annotate(answered=answered)


def entries_unexplained(programme: Programme) -> QuerySet[StatementEntry]:
    return StatementEntry.objects.filter(programme=programme, matches=None, explanation="")


def payments_untold(programme: Programme) -> QuerySet[Payment]:
    """Paid here, and not wholly in rows of the city's system; each with `untold`, what no row tells of it."""
    answers = StatementMatch.objects.filter(payment=OuterRef("pk")).order_by()
    summed = Subquery(answers.values("payment").annotate(sum=Sum("part")).values("sum"))
    gone = payments_of(programme).filter(state__in=GONE)
    return gone.annotate(untold=F("amount") - Coalesce(summed, 0)).exclude(untold=0)


def payments_to_choose(entry: StatementEntry) -> QuerySet[Payment]:
    """What a row may be said to stand for: payments of its account or amount that other rows do not wholly tell, each
    with `untold`, the newest first. None for a row below zero: it takes back from another row.
    """
    if entry.amount < 0:
        return Payment.objects.none()
    others = StatementMatch.objects.filter(payment=OuterRef("pk")).exclude(entry=entry).order_by().values("payment")
    told = Coalesce(Subquery(others.annotate(sum=Sum("part")).values("sum")), 0)
    gone = Payment.objects.filter(line__budget__programme=entry.programme_id, state__in=GONE)
    free = gone.annotate(untold=F("amount") - told).exclude(untold=0)
    near = Q(line__account_code=entry.account_code) | Q(amount=entry.amount)
    newest = free.filter(near).order_by("-paid_on", "-pk")
    chosen = free.filter(statement_matches__entry=entry)
    pks = [*chosen.values_list("pk", flat=True), *newest.values_list("pk", flat=True)[:MOST_OFFERED]]
    return free.filter(pk__in=pks).order_by("-paid_on", "-pk")


def reconciliation_of(programme: Programme) -> Reconciliation:
    rows = StatementEntry.objects.filter(programme=programme)
    told = rows.aggregate(sum=Sum("amount", default=0), number=Count("pk"))
    paid = BudgetLine.objects.filter(budget__programme=programme).aggregate(sum=Sum("paid", default=0))
    return Reconciliation(
        told=told["sum"],
        paid=paid["sum"],
        rows=told["number"],
        matched=rows.filter(matches__isnull=False).distinct().count(),
        unexplained=entries_unexplained(programme).count(),
        payments_untold=payments_untold(programme).count(),
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
    """Of which no row tells anything yet, with the numbers of their SP2D and SPM, and that of the treasurer's proof."""
    kinds = (DocumentKind.SP2D, DocumentKind.SPM)
    papers = DisbursementDocument.objects.filter(
        payment__line__budget__programme=programme, kind__in=kinds, voided_at=None
    )
    numbers: dict[int, set[str]] = {}
    for payment, number in papers.values_list("payment", "number"):
        numbers.setdefault(payment, set()).add(plain_number(number))
    free = payments_untold(programme).filter(statement_matches=None).order_by("pk")
    return [
        Paid(pk, frozenset(numbers.get(pk, set()) | {plain_number(proof)}), code, amount)
        for pk, proof, code, amount in free.values_list("pk", "proof_number", "line__account_code", "amount")
    ]
