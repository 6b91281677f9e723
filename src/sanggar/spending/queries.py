"""Reads: payments of a programme, who they wait for, and how the money stands."""

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanggar.funding import queries as funding
from sanggar.funding.models import BudgetLine
from sanggar.funding.queries import BudgetTotals
from sanggar.mentoring.queries import contacts_as_evidence
from sanggar.planning.models import Programme
from sanggar.spending.models import Evidence, Payment
from sanggar.spending.states import LIVE, PaymentState


def payments_of(programme: Programme) -> QuerySet[Payment]:
    payments = Payment.objects.filter(line__budget__programme=programme)
    return payments.select_related("line__budget__programme__organisation", "meeting", "mentor__account")


def payments_to_verify(programme: Programme) -> QuerySet[Payment]:
    return payments_of(programme).filter(state=PaymentState.PROPOSED)


def payments_to_pay(programme: Programme) -> QuerySet[Payment]:
    return payments_of(programme).filter(state=PaymentState.VERIFIED)


def payments_without_evidence(programme: Programme) -> QuerySet[Payment]:
    """Proposed, and not to be verified before somebody attaches a file."""
    attached = Evidence.objects.filter(withdrawn_at=None).values("payment")
    return payments_to_verify(programme).exclude(pk__in=attached)


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
    number = rows.order_by().values("mentorship__mentor").annotate(number=Count("pk")).values("number")
    confirmed = Coalesce(Subquery(number, output_field=IntegerField()), 0)
    live = payments_of(programme).filter(mentor__isnull=False, state__in=LIVE).annotate(contacts_confirmed=confirmed)
    return live.filter(contacts_paid__gt=F("contacts_confirmed"))


def spending_totals(programme: Programme) -> BudgetTotals:
    """(ceiling, allocated, committed, paid) of a programme; all zero without a budget."""
    return funding.totals(programme)


def spending_by_line(programme: Programme) -> QuerySet[BudgetLine]:
    """The lines, each with its amount, committed, paid and left."""
    return funding.lines_of(programme)


def other_uses(evidence: Evidence) -> QuerySet[Evidence]:
    """The same file on other payments: often a mistake, sometimes worse."""
    same = Evidence.objects.filter(file__digest=evidence.file.digest, withdrawn_at=None)
    return same.exclude(payment=evidence.payment_id)


def evidence_of(programme: Programme) -> QuerySet[Evidence]:
    """The files that may be read: those of a programme's payments that nobody withdrew."""
    attached = Evidence.objects.filter(payment__line__budget__programme=programme, withdrawn_at=None)
    return attached.select_related("file", "payment")
