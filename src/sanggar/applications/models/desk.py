"""What the office keeps beside an application while it screens: notes, opinions, deadlines, who is looking, views."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.applications import Application
from sanggar.applications.models.calls import Call
from sanggar.people.models import Account
from sanggar.planning.models import Programme


class ScreeningTerms(models.Model):
    """How a call is screened, where it is not as usual: days to correct, and whether two people refuse."""

    call = models.OneToOneField(Call, models.PROTECT, primary_key=True, related_name="screening_terms")
    correction_days = models.PositiveSmallIntegerField(default=7)
    two_refuse = models.BooleanField(default=False)
    guardian_first = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(correction_days__range=(1, 60)), name="screening_terms_days_plausible")
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.correction_days}"


class Note(models.Model):
    """Between colleagues, never for the applicant; goes when the person's data go."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="notes")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.written_by}"


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("Sebaiknya diterima")
    ASK = "ask", _("Sebaiknya diminta diperbaiki")
    REFUSE = "refuse", _("Sebaiknya ditolak")
    UNSURE = "unsure", _("Belum yakin")


class SecondOpinion(models.Model):
    """Asked of one colleague about the answers of one revision. While it is open nobody decides; it is answered, or
    taken back, once.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="opinions")
    asked_of = models.ForeignKey(Account, models.PROTECT, related_name="opinions_asked")
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    question = models.TextField(blank=True)
    revision = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at=None, taken_back_at=None),
                name="second_opinion_one_open",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", answered_at=None)
                | Q(verdict__in=Verdict.values, answered_at__isnull=False, taken_back_at=None),
                name="second_opinion_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.asked_of_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.taken_back_at is None


class Correction(models.Model):
    """The deadline of the last correction that was asked of an applicant; runs while the application waits for it.

    `lapsed_at`: it passed, and the application went back to the office as it stands.
    """

    application = models.OneToOneField(Application, models.PROTECT, primary_key=True, related_name="correction")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="correction_due_after_it_is_asked")
        ]
        indexes = [models.Index(fields=["due_at"], name="correction_by_due")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.due_at:%Y-%m-%d}"


class Looking(models.Model):
    """Who had an application open, and when last: a hint for colleagues, swept after a while."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="lookers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="looks")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "account"], name="looking_once_an_account")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.account_id}"


class SavedView(models.Model):
    """A name for an address of the queue. Without an owner it is everyone's in the programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="saved_views")
    owner = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="saved_views")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=600, blank=True)
    saved_by = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "owner", "name"], name="saved_view_own_name_once"),
            models.UniqueConstraint(
                fields=["programme", "name"], condition=Q(owner=None), name="saved_view_shared_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """What one decision on many came to: `outcomes` holds a line for each, [receipt, done, what was said]."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="screening_batches")
    act = models.CharField(max_length=12)
    outcomes = models.JSONField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=["accept", "ask", "refuse", "reopen"]), name="batch_act_known")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.decided_at:%Y-%m-%d %H:%M}"
