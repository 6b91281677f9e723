"""What the rules look at: one programme's payments with all that they are compared with, read in a fixed number of
queries however many payments there are.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django.db.models import Count, F, Q, QuerySet

from sanggar.foundation import clock
from sanggar.funding.deadlines import Deadlines
from sanggar.funding.models import SPENDABLE, Budget, BudgetVersion, ListKind, VersionState
from sanggar.funding.reference_book import ReferenceBook, Threshold
from sanggar.planning.models import Programme
from sanggar.spending.evidence_queries import lacking_evidence
from sanggar.spending.models import Commitment, Evidence, Payee, Payment, VerifiedPayee
from sanggar.spending.queries import STILL_PAID, listed_payments, payments_beyond_contacts
from sanggar.spending.soundness import unsound_evidence
from sanggar.spending.states import GONE, LIVE, CommitmentState
from sanggar.training.models import Attendance, Presence

T = TypeVar("T")
HOUR = 60


ACCOUNTS = ("payee__bank_account_lookup", "verified_payee__bank_account_lookup")
"""To which a payment goes, and went when it was verified."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """The row of the honorarium ceilings that a payment claims: `limit` rupiah for a unit, of `minutes` if of time."""

    activity: str
    role: str
    minutes: int
    limit: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One payment on its way or paid, `on` the day it was asked for, by whose lists it is judged."""

    payment: Payment
    on: date
    tariff: Tariff | None

    @property
    def minutes(self) -> int:
        """How long is paid for, in units of the tariff; of none, in hours."""
        unit = self.tariff.minutes if self.tariff else 0
        return (self.payment.hours or 0) * (unit or HOUR)

    @property
    def units(self) -> int:
        """For how many units the tariff is paid, each person's counted."""
        timed = self.payment.hours or self.payment.contacts_paid or 1
        return (timed if self.tariff and self.tariff.minutes else 1) * (self.payment.people or 1)


UNREAD = (
    *(f"verified_payee__{name}" for name in ("tax_number_sealed", "bank_account_sealed", "bank_name", "verified_at")),
    *(f"{step}_at" for step in ("verified", "approved", "paid", "closed")),
)
"""What no rule asks of a payment."""


class Case:
    """`at` is the moment as of which things count as held."""

    def __init__(self, programme: Programme, at: datetime) -> None:
        self.programme, self.at = programme, at
        self.today = at.astimezone(clock.office_zone()).date()
        self.book = ReferenceBook(ListKind.TARIFF, ListKind.TAX, ListKind.AUDIT)
        self.deadlines = Deadlines(self.today, self.book)

    def thresholds(self, rule: str, on: date) -> list[Threshold]:
        return self.book.thresholds(rule, on)

    @cached_property
    def activity(self) -> str:
        """What kind of activity the programme is; empty when nobody has noted it."""
        return Budget.objects.filter(programme=self.programme).values_list("activity", flat=True).first() or ""

    @cached_property
    def claims(self) -> list[Claim]:
        rows = listed_payments(self.programme).filter(STILL_PAID, state__in=LIVE).select_related(None)
        found = rows.select_related("verified_payee").defer(*UNREAD).order_by("pk")
        shared = found.prefetch_related("line", "payee", "commitment", "meeting")  # each read once, not once a payment
        return [self._claim(payment) for payment in shared]

    def _claim(self, payment: Payment) -> Claim:
        on = payment.proposed_at.astimezone(clock.office_zone()).date()
        entry = self.book.entry(ListKind.TARIFF, payment.tariff, on) if payment.tariff else None
        if entry is None:
            return Claim(payment, on, None)
        data = entry.data
        return Claim(payment, on, Tariff(data["jenis_kegiatan"], data["peran"], data.get("menit", 0), data["batas"]))

    @cached_property
    def documents(self) -> list[BudgetVersion]:
        """What was adopted of the budget and put in force, in its order."""
        adopted = BudgetVersion.objects.filter(state=VersionState.ADOPTED, kind__in=SPENDABLE)
        here = adopted.filter(budget__programme=self.programme)
        return list(here.only("dated", "drafted_at").order_by("ordinal"))

    @cached_property
    def orders(self) -> list[Commitment]:
        found = Commitment.objects.filter(line__budget__programme=self.programme)
        return list(found.exclude(state=CommitmentState.CANCELLED).select_related("line", "payee").order_by("pk"))

    @cached_property
    def present(self) -> Mapping[int, int]:
        """How many participants were recorded as present, by meeting."""
        return self._counted(Attendance.objects.all())

    @cached_property
    def present_after_leaving(self) -> Mapping[int, int]:
        """How many of them had left the programme before that meeting began."""
        return self._counted(Attendance.objects.filter(enrolment__left_at__lt=F("meeting__starts_at")))

    def _counted(self, attendance: QuerySet[Attendance]) -> dict[int, int]:
        here = Q(meeting__cohort__stage__programme=self.programme, presence=Presence.PRESENT)
        return dict(attendance.filter(here).order_by().values_list("meeting").annotate(number=Count("pk")))

    @cached_property
    def shared_files(self) -> Mapping[int, set[int]]:
        """By payment of this programme, the other payments of anywhere on which one of its files lies too."""
        paid = Payment.objects.filter(STILL_PAID, state__in=LIVE)
        attached = Evidence.objects.filter(withdrawn_at=None, payment__in=paid)
        here = attached.filter(payment__line__budget__programme=self.programme).values("file__digest")
        rows = attached.filter(file__digest__in=here).order_by().values_list("file__digest", "payment")
        by_digest = grouped(set(rows), lambda row: row[0])
        own = {claim.payment.pk for claim in self.claims}
        found: dict[int, set[int]] = defaultdict(set)
        for lying in by_digest.values():
            on = {payment for _digest, payment in lying}
            for payment in on & own if len(on) > 1 else ():
                found[payment] |= on - {payment}
        return found

    @cached_property
    def sharing_payees(self) -> Mapping[str, set[int]]:
        """Payees of the office whose money goes, or went, to one bank account, by its keyed hash."""
        office = self.programme.organisation_id
        now = Payee.objects.filter(organisation=office).values_list("bank_account_lookup", "pk")
        then = VerifiedPayee.objects.filter(payee__organisation=office, payment__state__in=LIVE)
        by_account: dict[str, set[int]] = defaultdict(set)
        for lookup, payee in (*now.order_by(), *then.values_list("bank_account_lookup", "payee")):
            by_account[lookup].add(payee)
        by_account.pop("", None)
        return {lookup: payees for lookup, payees in by_account.items() if len(payees) > 1}

    @cached_property
    def elsewhere(self) -> list[Payment]:
        """What people who are paid here for hours of a meeting are paid for in other programmes of the office."""
        office = self.programme.organisation_id
        hours = Payment.objects.filter(STILL_PAID, hours__isnull=False, state__in=LIVE)
        here = hours.filter(line__budget__programme=self.programme)
        there = hours.filter(line__budget__programme__organisation=office).exclude(
            line__budget__programme=self.programme
        )
        same = Q(payee__in=here.values("payee"))
        for one in ACCOUNTS:
            accounts = here.exclude(**{f"{one}__isnull": True}).exclude(**{one: ""}).values(one)
            same |= Q(payee__bank_account_lookup__in=accounts) | Q(verified_payee__bank_account_lookup__in=accounts)
        return list(there.filter(same).select_related("meeting", "payee", "verified_payee").order_by("pk"))

    @cached_property
    def beyond_contacts(self) -> list[tuple[int, int, int]]:
        """(payment, contacts paid, contacts confirmed) where fewer were confirmed."""
        rows = payments_beyond_contacts(self.programme).select_related(None).order_by("pk")
        return [(each.pk, each.contacts_paid or 0, each.contacts_confirmed) for each in rows]  # type: ignore[attr-defined]  # annotated

    @cached_property
    def lacking_evidence(self) -> Mapping[int, int]:
        """How many kinds of evidence are missing of what was paid, where any is."""
        gone = Payment.objects.filter(line__budget__programme=self.programme, state__in=GONE)
        return {each.payment: each.kinds for each in lacking_evidence(gone)}

    @cached_property
    def unsound_files(self) -> Mapping[int, list[str]]:
        """By payment, how each of its files was last seen that is not whole any more."""
        found: dict[int, list[str]] = defaultdict(list)
        here = unsound_evidence().filter(payment__line__budget__programme=self.programme).order_by()
        for payment, state in here.values_list("payment", "file__last_check__state"):
            found[payment].append(state)
        return found


def grouped(rows: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    """Rows by what they have in common, in their order."""
    found: dict[Hashable, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
