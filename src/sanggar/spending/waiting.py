"""Reads: how many payments of each of many programmes wait for whom, in a number of questions that does not grow."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from sanggar.planning.models import Programme
from sanggar.spending.evidence_queries import lacking_evidence
from sanggar.spending.models import Commitment, Evidence, Finding, FindingState, Payment
from sanggar.spending.states import CommitmentState, PaymentState

ON_THEIR_WAY = {
    "proposed": PaymentState.PROPOSED,
    "verified": PaymentState.VERIFIED,
    "approved": PaymentState.APPROVED,
    "returned": PaymentState.RETURNED,
    "paid": PaymentState.PAID,
}


@dataclass(frozen=True, slots=True)
class MoneyWaiting:
    """Numbers of payments by how far they came. Of the proposed, `without_evidence` can't be verified yet; of the paid,
    `incomplete` can't be closed yet, of which the first was paid on `oldest`. `findings` are open. `ordered` are the
    commitments that still set money aside.
    """

    proposed: int = 0
    verified: int = 0
    approved: int = 0
    returned: int = 0
    paid: int = 0
    without_evidence: int = 0
    incomplete: int = 0
    findings: int = 0
    ordered: int = 0
    oldest: date | None = None

    @property
    def unpaid(self) -> int:
        """Those that are on their way, wherever they are."""
        return self.unapproved + self.approved

    @property
    def unapproved(self) -> int:
        """Those whose money can't have left yet."""
        return self.proposed + self.verified + self.returned


def money_waiting(programmes: QuerySet[Programme]) -> dict[int, MoneyWaiting]:
    """By programme; what waits nowhere is left out."""
    among = programmes.order_by().values("pk")
    payments = Payment.objects.filter(line__budget__programme__in=among)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in _by_state(payments):
        found[row.pop("line__budget__programme")].update(row)
    for programme, days in _incomplete(payments).items():
        found[programme] |= {"incomplete": len(days), "oldest": min(days)}
    findings = Finding.objects.filter(programme__in=among, state=FindingState.OPEN).order_by()
    for programme, count in findings.values_list("programme").annotate(number=Count("pk")):
        found[programme]["findings"] = count
    for programme, count in _ordered(among):
        found[programme]["ordered"] = count
    return {programme: MoneyWaiting(**counts) for programme, counts in found.items()}


def _ordered(among: QuerySet[Programme, Any]) -> QuerySet[Any]:
    rows = Commitment.objects.filter(state=CommitmentState.OPEN, amount__gt=F("drawn"))
    rows = rows.filter(line__budget__programme__in=among).order_by()
    return rows.values_list("line__budget__programme").annotate(number=Count("pk"))


def _by_state(payments: QuerySet[Payment]) -> list[dict[str, Any]]:
    attached = Exists(Evidence.objects.filter(payment=OuterRef("pk"), withdrawn_at=None))
    live = payments.filter(state__in=ON_THEIR_WAY.values()).annotate(has_evidence=attached).order_by()
    counts = {name: Count("pk", filter=Q(state=state)) for name, state in ON_THEIR_WAY.items()}
    bare = Count("pk", filter=Q(state=PaymentState.PROPOSED, has_evidence=False))
    rows = live.values("line__budget__programme").annotate(without_evidence=bare, **counts)
    return [dict(row) for row in rows]


def _incomplete(payments: QuerySet[Payment]) -> Mapping[int, list[date]]:
    """By programme, the days on which they were paid."""
    found: dict[int, list[date]] = defaultdict(list)
    for each in lacking_evidence(payments.filter(state=PaymentState.PAID)):
        found[each.programme].append(each.day)
    return found
