"""Reads: payments and commitments of a programme, whose turn it is, and how the money stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sanggar.foundation.counting import number_of
from sanggar.funding import queries as funding
from sanggar.funding.models import BudgetLine
from sanggar.funding.queries import BudgetTotals
from sanggar.mentoring.queries import contacts_as_evidence
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.planning.queries import holders_of
from sanggar.spending.models import Commitment, Evidence, Finding, FindingState, Payee, Payment, PaymentTax
from sanggar.spending.models.taxes import TAKEN
from sanggar.spending.states import LIVE, TURN, CommitmentState, Duty, PaymentState, duty_of
from sanggar.training.models import Attendance, Presence

ROLES: dict[Duty, Role] = {
    Duty.REQUEST: Role.PPTK,
    Duty.VERIFY: Role.PPK_SKPD,
    Duty.APPROVE: Role.BUDGET_AUTHORITY,
    Duty.PAY: Role.TREASURER,
}
"""Which role takes which part in a payment."""


STILL_PAID = ~Q(paid_back=F("amount"))
"""Not what came back whole: nothing was paid in the end."""


# --- payments
def payments_of(programme: Programme) -> QuerySet[Payment]:
    payments = Payment.objects.filter(line__budget__programme=programme)
    return payments.select_related(
        "line__budget__programme__organisation",
        "payee",
        "verified_payee",
        "commitment",
        "meeting",
        "mentor__account",
    )


def listed_payments(programme: Programme) -> QuerySet[Payment]:
    """Each with `taxed`, what is withheld from it."""
    standing = PaymentTax.objects.filter(payment=OuterRef("pk"), superseded_at=None, effect__in=TAKEN).order_by()
    summed = standing.values("payment").annotate(sum=Sum("amount")).values("sum")
    return payments_of(programme).annotate(taxed=Coalesce(Subquery(summed), 0))


def payments_in(programme: Programme, *states: PaymentState) -> QuerySet[Payment]:
    return payments_of(programme).filter(state__in=states)


def payments_to_close(programme: Programme) -> QuerySet[Payment]:
    return payments_in(programme, PaymentState.PAID)


def duties_taken(payment: Payment, account_id: int) -> set[Duty]:
    """In which parts somebody has had a hand in a payment, earlier rounds included.

    The columns stand in for steps that are older than the account in the history.
    """
    steps = payment.events.filter(by=account_id).values_list("from_state", "to_state")
    columns = {
        Duty.REQUEST: payment.proposed_by_id,
        Duty.VERIFY: payment.verified_by_id,
        Duty.APPROVE: payment.approved_by_id,
        Duty.PAY: payment.paid_by_id,
    }
    return {duty_of(*step) for step in steps} | {duty for duty, hand in columns.items() if hand == account_id}


def whose_turn(payment: Payment) -> QuerySet[Account]:
    """Who may take the next step: holds the role, had no other part in it, and is not the one who is paid."""
    duty = TURN.get(PaymentState(payment.state))
    if duty is None:
        return Account.objects.none()
    holders = holders_of(payment.programme, ROLES[duty])
    own = {payment.payee_account_id}
    barred = [each.pk for each in holders if each.pk in own or duties_taken(payment, each.pk) - {duty}]
    return holders.exclude(pk__in=barred)


# --- what was paid for
def confirmed_contacts(payment: Payment) -> int:
    """How many contacts, on the days that a payment names, the participants confirmed; 0 when it names none."""
    if payment.mentor is None:
        return 0
    days = (payment.contacts_from, payment.contacts_until)
    return contacts_as_evidence(payment.mentor).filter(held_on__range=days).count()


def payments_beyond_contacts(programme: Programme) -> QuerySet[Payment]:
    """Findings: payments on their way or paid, for more contacts than participants confirmed; each with
    `contacts_confirmed`.
    """
    rows = contacts_as_evidence(programme).filter(
        mentorship__mentor=OuterRef("mentor"),
        held_on__gte=OuterRef("contacts_from"),
        held_on__lte=OuterRef("contacts_until"),
    )
    live = (
        payments_of(programme)
        .filter(STILL_PAID, mentor__isnull=False, state__in=LIVE)
        .annotate(contacts_confirmed=number_of(rows))
    )
    return live.filter(contacts_paid__gt=F("contacts_confirmed"))


def minutes_held(payment: Payment) -> int:
    """How long the meeting is that a payment is for; 0 where it was called off, or none is named."""
    meeting = payment.meeting
    if meeting is None or meeting.cancelled_at:
        return 0
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


def people_present(payment: Payment) -> int:
    """How many participants were recorded as present in that meeting; trainers and staff are not counted."""
    if payment.meeting_id is None:
        return 0
    return Attendance.objects.filter(meeting=payment.meeting_id, presence=Presence.PRESENT).count()


# --- evidence and taxes
def payments_by_file(evidence: Iterable[Evidence]) -> Mapping[str, set[int]]:
    """By digest, the payments on which one of these files lies: on several it is often a mistake, sometimes worse."""
    lying = Evidence.objects.filter(file__digest__in={each.file.digest for each in evidence}, withdrawn_at=None)
    found: dict[str, set[int]] = defaultdict(set)
    for digest, payment in lying.order_by().values_list("file__digest", "payment"):
        found[digest].add(payment)
    return found


def evidence_of(programme: Programme) -> QuerySet[Evidence]:
    """The files that may be read: those of a programme's payments that nobody withdrew."""
    attached = Evidence.objects.filter(payment__line__budget__programme=programme, withdrawn_at=None)
    return attached.select_related("file", "payment")


def taxes_of(payment: Payment) -> QuerySet[PaymentTax]:
    """As they stand now; what was superseded is left out."""
    return payment.taxes.filter(superseded_at=None).select_related("overridden_by")


def withheld(payment: Payment) -> int:
    """What the payee does not get: withheld from them, or collected out of the price."""
    total: int = taxes_of(payment).filter(effect__in=TAKEN).aggregate(sum=Sum("amount", default=0))["sum"]
    return total


# --- commitments and payees
def commitments_of(programme: Programme) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(line__budget__programme=programme)
    return found.select_related("line__budget__programme__organisation", "payee", "made_by", "closed_by")


def open_commitments(programme: Programme, but: Payment | None = None) -> QuerySet[Commitment]:
    """Those under which something may still be asked for: also by a payment that may itself have drawn the rest."""
    left = Q(amount__gt=F("drawn")) | Q(pk=but.commitment_id if but else None)
    return commitments_of(programme).filter(left, state=CommitmentState.OPEN)


def payees_of(office: Organisation) -> QuerySet[Payee]:
    return office.payees.select_related("organisation", "account")


def payees_of_one_account(payee: Payee) -> QuerySet[Payee]:
    """Others of the office whose money goes to the same bank account."""
    if not payee.bank_account_lookup:
        return Payee.objects.none()
    same = Payee.objects.filter(organisation=payee.organisation_id, bank_account_lookup=payee.bank_account_lookup)
    return same.exclude(pk=payee.pk)


def accounts_that_may_be_paid(programme: Programme) -> QuerySet[Account]:
    """Whom a payee may be: everyone with a right on the programme, whatever it is, and its mentors."""
    return (holders_of(programme, *Role.values) | Account.objects.filter(mentor_places__programme=programme)).distinct()


# --- findings
def findings_of(programme: Programme) -> QuerySet[Finding]:
    """Those that still have a cause, and those that had one."""
    return findings_in(Programme.objects.filter(pk=programme.pk))


def findings_in(programmes: QuerySet[Programme]) -> QuerySet[Finding]:
    found = Finding.objects.filter(programme__in=programmes)
    return found.select_related("programme__organisation", "payment__line", "line", "version", "settled_by")


def open_findings(programme: Programme) -> QuerySet[Finding]:
    return findings_of(programme).filter(state=FindingState.OPEN)


def programmes_to_review(at: datetime) -> list[int]:
    """Of this fiscal year and the one before, those in which money moves, or orders stand."""
    near = Programme.objects.filter(fiscal_year__gte=at.year - 1)
    spent = Q(budget__lines__payments__isnull=False) | Q(budget__lines__commitments__isnull=False)
    return list(near.filter(spent).order_by("pk").distinct().values_list("pk", flat=True))


# --- totals
def spending_totals(programme: Programme) -> BudgetTotals:
    """(ceiling, allocated, committed, paid) of a programme; all zero without a budget."""
    return funding.totals(programme)


def spending_by_line(programme: Programme) -> QuerySet[BudgetLine]:
    """The lines, each with its amount, committed, paid and left."""
    return funding.lines_of(programme)
