from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.funding.models import BudgetLine
from sanggar.mentoring.models import Mentor
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.spending.models.commitments import Commitment
from sanggar.spending.models.payees import Payee, PayeeAsKnown
from sanggar.spending.models.verified_payees import VerifiedPayee
from sanggar.spending.states import PaymentState


class Mode(models.TextChoices):
    UP = "UP", _("UP (uang persediaan)")
    GU = "GU", _("GU (ganti uang)")
    TU = "TU", _("TU (tambah uang)")
    LS = "LS", _("LS (langsung)")


ASKED = [PaymentState.PROPOSED, PaymentState.RETURNED]
GONE = [PaymentState.PAID, PaymentState.CLOSED]
STOPPED = [PaymentState.REFUSED, PaymentState.CANCELLED]
VERIFIED = Q(verified_by__isnull=False, verified_at__isnull=False, verified_payee__isnull=False)
NOT_YET_VERIFIED = Q(verified_by=None, verified_at=None, verified_payee=None)
APPROVED = Q(approved_by__isnull=False, approved_at__isnull=False)
NOT_YET_APPROVED = Q(approved_by=None, approved_at=None)
PROVED = Q(paid_by__isnull=False, paid_at__isnull=False, paid_on__isnull=False) & ~Q(proof_number="")
NOT_YET_PAID = Q(paid_by=None, paid_at=None, paid_on=None, proof_number="")
CLOSED = Q(closed_by__isnull=False, closed_at__isnull=False)
NOT_YET_CLOSED = Q(closed_by=None, closed_at=None)
STEPS = ("proposed", "verified", "approved", "paid", "closed")


def apart(first: str, second: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(**{first: F(second)}), name=name)


class Payment(models.Model):
    """Money for one purpose out of one line, in rupiah. Until it is paid or stopped it is set aside: on the line, or as
    part of a commitment.

    `tariff` is the code of the row of the honorarium ceilings that it claims, for so many `people` where it is a list.

    What it pays for: a meeting with `hours` or `portions`; a mentor's contacts on the days named (`contacts_paid`,
    resting on those that participants confirmed); or a purchase. `payee_account` is the receiver's own, kept here so
    that the database refuses every hand laid on one's own money. `before_approval` marks what was paid before the
    PA/KPA's step was kept here; nothing new has it. `paid_back` is the sum of its repayments.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="payments")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="payments")
    amount = models.BigIntegerField()
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="payments")
    payee_account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    description = models.CharField(max_length=200)
    mode = models.CharField(max_length=2, choices=Mode, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="payments")
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    portions = models.PositiveIntegerField(null=True, blank=True)
    tariff = models.CharField(max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, blank=True, related_name="payments")
    contacts_from = models.DateField(null=True, blank=True)
    contacts_until = models.DateField(null=True, blank=True)
    contacts_paid = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    verified_payee = models.OneToOneField(VerifiedPayee, models.PROTECT, null=True, blank=True, related_name="payment")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    before_approval = models.BooleanField(default=False)
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    paid_on = models.DateField(null=True, blank=True)
    proof_number = models.CharField(max_length=60, blank=True)
    paid_back = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["line", "state"], name="payment_by_line_and_state")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(condition=Q(mode__in=["", *Mode.values]), name="payment_mode_known"),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__gte=1) & ~Q(tariff=""), name="payment_people_of_a_tariff"
            ),
            models.CheckConstraint(
                condition=Q(hours=None, portions=None)
                | Q(meeting__isnull=False)
                & (Q(hours=None) | Q(hours__gte=1))
                & (Q(portions=None) | Q(portions__gte=1)),
                name="payment_hours_and_portions_of_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(mentor=None, contacts_from=None, contacts_until=None, contacts_paid=None)
                | Q(
                    mentor__isnull=False,
                    contacts_from__isnull=False,
                    contacts_until__isnull=False,
                    contacts_until__gte=F("contacts_from"),
                    contacts_paid__isnull=False,
                    contacts_paid__gte=1,
                ),
                name="payment_contacts_as_a_whole",
            ),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_state_known"),
            apart("verified_by", "proposed_by", "payment_verified_by_another"),
            apart("approved_by", "proposed_by", "payment_not_approved_by_who_proposed"),
            apart("approved_by", "verified_by", "payment_not_approved_by_who_verified"),
            apart("paid_by", "proposed_by", "payment_not_paid_by_who_proposed"),
            apart("paid_by", "verified_by", "payment_not_paid_by_who_verified"),
            apart("paid_by", "approved_by", "payment_not_paid_by_who_approved"),
            apart("closed_by", "proposed_by", "payment_not_closed_by_who_proposed"),
            apart("closed_by", "approved_by", "payment_not_closed_by_who_approved"),
            apart("closed_by", "paid_by", "payment_not_closed_by_who_paid"),
            *(apart(f"{done}_by", "payee_account", f"payment_not_{done}_by_its_payee") for done in STEPS),
            models.CheckConstraint(
                condition=~Q(state__in=ASKED) | NOT_YET_VERIFIED,
                name="payment_proposed_not_verified",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaymentState.VERIFIED, PaymentState.APPROVED, *GONE]) | VERIFIED,
                name="payment_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.APPROVED) & APPROVED
                | Q(state__in=GONE) & (APPROVED | NOT_YET_APPROVED & Q(before_approval=True))
                | Q(state__in=STOPPED) & (APPROVED | NOT_YET_APPROVED)
                | Q(state__in=[*ASKED, PaymentState.VERIFIED]) & NOT_YET_APPROVED,
                name="payment_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state__in=GONE) & PROVED | ~Q(state__in=GONE) & NOT_YET_PAID,
                name="payment_paid_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(paid_back=0) | Q(paid_back__gt=0, paid_back__lte=F("amount"), state__in=GONE),
                name="payment_paid_back_of_what_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.CLOSED) & CLOSED | ~Q(state=PaymentState.CLOSED) & NOT_YET_CLOSED,
                name="payment_closed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        """Neither payee nor purpose: this stands in the audit record, and both name people."""
        return f"pembayaran {self.pk}"

    @property
    def programme(self) -> Programme:
        return self.line.budget.programme

    @property
    def kept(self) -> int:
        """What the receiver keeps of it, taxes included."""
        return self.amount - self.paid_back

    @property
    def receiver(self) -> PayeeAsKnown:
        """Who gets the money, as whoever verified it saw them; before that, as they are known now."""
        return self.verified_payee or self.payee
