"""Writes: asking for money, and asking again with what was returned put right."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.funding.models import BudgetLine, ListKind
from sanggar.funding.reference_queries import listed_code
from sanggar.mentoring.models import Mentor
from sanggar.planning.models import Meeting
from sanggar.spending.actions.changes import changes, keep_asked, recorded
from sanggar.spending.actions.purse import give_back, lock_for_exchange, set_aside
from sanggar.spending.actions.reckoning import reckon_taxes
from sanggar.spending.actions.refusals import (
    CommitmentElsewhere,
    ContactsPaidTwice,
    MeetingCalledOff,
    MeetingElsewhere,
    MeetingUnnamed,
    MentorElsewhere,
    MentorNotPayee,
    OwnMoney,
    PayeeElsewhere,
    PeopleWithoutTariff,
    TariffUnknown,
)
from sanggar.spending.actions.steps import (
    hand,
    hold_payee,
    note,
    record_step,
    refuse_after_the_last_day,
    take_step,
)
from sanggar.spending.letters import tell_who_is_next
from sanggar.spending.models import Commitment, Payee, Payment
from sanggar.spending.queries import STILL_PAID
from sanggar.spending.states import LIVE, PaymentState


@dataclass(frozen=True, slots=True)
class PaidContacts:
    """How many contacts of a mentor are paid, held on which days, both included."""

    mentor: Mentor
    first: date
    last: date
    number: int


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What is asked for: so much of a line, to whom, what for.

    `mode` is UP, GU, TU or LS. Under a `commitment`, line and payee are the commitment's. A payment for a meeting may
    say for how many `hours` or `portions`; for mentoring, `contacts` says for which. An honorarium names its `tariff`,
    a code of the day's list, and for a list of several `people` how many.
    """

    line: BudgetLine
    amount: int
    payee: Payee
    description: str
    mode: str = ""
    commitment: Commitment | None = None
    meeting: Meeting | None = None
    hours: int | None = None
    portions: int | None = None
    tariff: str = ""
    people: int | None = None
    contacts: PaidContacts | None = None

    @property
    def payee_account_id(self) -> int | None:
        """The receiver's own account: the payee's, else the paid mentor's."""
        own = self.contacts.mentor.account_id if self.contacts else None
        return self.payee.account_id or own

    @property
    def fields(self) -> dict[str, Any]:
        contacts = self.contacts
        return {
            "line_id": self.line.pk,
            "amount": self.amount,
            "payee_id": self.payee.pk,
            "payee_account_id": self.payee_account_id,
            "description": self.description,
            "mode": self.mode,
            "commitment_id": self.commitment.pk if self.commitment else None,
            "meeting_id": self.meeting.pk if self.meeting else None,
            "hours": self.hours,
            "portions": self.portions,
            "tariff": self.tariff,
            "people": self.people,
            "mentor_id": contacts.mentor.pk if contacts else None,
            "contacts_from": contacts.first if contacts else None,
            "contacts_until": contacts.last if contacts else None,
            "contacts_paid": contacts.number if contacts else None,
        }


@transaction.atomic
def propose_payment(asked: PaymentRequest, *, by: Actor, at: datetime) -> Payment:
    """Ask for money; it is set aside from now on."""
    refuse_after_the_last_day(asked.line.budget.programme, at)
    asked = replace(asked, payee=hold_payee(asked.payee))
    _check(asked, by, at)
    set_aside(asked.line, asked.commitment, asked.amount)
    payment = Payment.objects.create(**asked.fields, proposed_at=at, proposed_by_id=hand(by))
    keep_asked(note(payment, "", by=by, at=at))
    reckon_taxes(payment, at)
    record_step("propose_payment", payment, by=by, at=at, **_references(asked))
    tell_who_is_next.enqueue(payment.pk)
    return payment


@transaction.atomic
def amend_payment(payment: Payment, asked: PaymentRequest, *, by: Actor, at: datetime) -> None:
    """Hand a returned payment in again, with everything as it is asked for now; its money goes along."""
    asked = replace(asked, payee=hold_payee(asked.payee))
    _check(asked, by, at, but=payment)
    before = Payment.objects.select_for_update(of=("self",)).select_related("line").get(pk=payment.pk)
    was = recorded(before)
    amended = {**asked.fields, "proposed_at": at, "proposed_by_id": hand(by)}
    keep_asked(take_step(payment, PaymentState.PROPOSED, by=by, at=at, fields=amended))
    lock_for_exchange(before, asked.line, asked.commitment)
    give_back(before)
    set_aside(asked.line, asked.commitment, asked.amount)
    reckon_taxes(payment, at)
    told = changes(was, recorded(payment))
    record_step("amend_payment", payment, by=by, at=at, changes=told, **_references(asked))
    tell_who_is_next.enqueue(payment.pk)


def _references(asked: PaymentRequest) -> dict[str, Any]:
    fields = asked.fields
    return {"meeting": fields["meeting_id"], "commitment": fields["commitment_id"], "mode": asked.mode}


def _check(asked: PaymentRequest, by: Actor, at: datetime, *, but: Payment | None = None) -> None:
    programme = asked.line.budget.programme
    if asked.payee.organisation_id != programme.organisation_id:
        raise PayeeElsewhere(field="payee")
    if asked.meeting is not None and asked.meeting.cohort.stage.programme_id != programme.pk:
        raise MeetingElsewhere(field="meeting")
    if asked.meeting and asked.meeting.cancelled_at and asked.meeting.pk != (but.meeting_id if but else None):
        raise MeetingCalledOff(field="meeting")
    if asked.meeting is None and (asked.hours or asked.portions):
        raise MeetingUnnamed(field="meeting")
    under = asked.commitment
    if under is not None and (under.line_id, under.payee_id) != (asked.line.pk, asked.payee.pk):
        raise CommitmentElsewhere(field="commitment")
    _check_tariff(asked, at)
    if asked.contacts is not None:
        _check_contacts(asked, asked.contacts, but)
    if asked.payee_account_id == hand(by):
        raise OwnMoney


def _check_tariff(asked: PaymentRequest, at: datetime) -> None:
    if asked.people and not asked.tariff:
        raise PeopleWithoutTariff(field="tariff")
    on = at.astimezone(clock.office_zone()).date()
    if asked.tariff and listed_code(ListKind.TARIFF, asked.tariff, on).entry is None:
        raise TariffUnknown(field="tariff")


def _check_contacts(asked: PaymentRequest, contacts: PaidContacts, but: Payment | None) -> None:
    """Days of a mentor are paid once; the mentor's row is ours until we commit, so that two can't ask at once."""
    if contacts.mentor.programme_id != asked.line.budget.programme_id:
        raise MentorElsewhere(field="mentor")
    if asked.payee.account_id not in (None, contacts.mentor.account_id):
        raise MentorNotPayee(field="payee")
    Mentor.objects.select_for_update().get(pk=contacts.mentor.pk)
    paid = Payment.objects.filter(STILL_PAID, mentor=contacts.mentor, state__in=LIVE)
    same = paid.exclude(pk__in=[but.pk] if but else [])
    if same.filter(contacts_from__lte=contacts.last, contacts_until__gte=contacts.first).exists():
        raise ContactsPaidTwice(field="contacts_from", name=contacts.mentor.account.name)
