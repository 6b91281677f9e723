"""What keeps a pair from vanishing quietly: the days of a programme, the wish for another mentor, the complaint."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import SealedTextField
from sanggar.mentoring.models.mentorships import Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

WISH_PLACE = "mentoring.changerequest.reason"
COMPLAINT_PLACE = "mentoring.complaint.text"
ANSWER_PLACE = "mentoring.complaint.answer"
MEASURES_PLACE = "mentoring.complaint.measures"


class Terms(models.Model):
    """After how many days of silence what happens in one programme, whether people may offer to be mentors, and whether
    who assesses someone may accompany them. Without a row the usual days count, nobody may offer, assessors may.
    """

    programme = models.OneToOneField(Programme, models.PROTECT, primary_key=True, related_name="mentoring_terms")
    escalate_after = models.PositiveSmallIntegerField(default=7)
    first_contact_within = models.PositiveSmallIntegerField(default=7)
    work_overdue_after = models.PositiveSmallIntegerField(default=3)
    takes_applications = models.BooleanField(default=False)
    bars_assessors = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(escalate_after__range=(1, 90)), name="terms_escalate_in_time"),
            models.CheckConstraint(condition=Q(first_contact_within__range=(1, 90)), name="terms_first_in_time"),
            models.CheckConstraint(condition=Q(work_overdue_after__range=(1, 90)), name="terms_work_in_time"),
        ]

    def __str__(self) -> str:
        return f"ketentuan {self.programme_id}"


class ChangeRequest(models.Model):
    """A participant asks for another mentor. Why is sealed, and never shown to the present one. Whoever says no writes
    an answer; one without is the participant's own, who took the wish back.
    """

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="change_requests")
    reason_sealed = SealedTextField(place=WISH_PLACE)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(answered_at=None), name="change_request_once_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", granted=None, answer="")
                | (Q(answered_at__isnull=False, granted__isnull=False) & ~Q(answered_by="")),
                name="change_request_answered_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"permintaan {self.pk}"

    @property
    def is_taken_back(self) -> bool:
        return self.granted is False and not self.answer


class About(models.TextChoices):
    MENTOR = "mentor", _("Pendamping")
    TRAINER = "trainer", _("Narasumber")
    OFFICER = "officer", _("Petugas")
    OTHER = "other", _("Orang lain")


class Complaint(models.Model):
    """Something that must be said past mentor and trainer. Text, answer and what was done about it are sealed;
    `accused` never reads them, whatever rights they hold: who complained names them, or the office finds out who is
    meant. What was done is for the office alone (empty in old rows).
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="complaints")
    about = models.CharField(max_length=8, choices=About)
    accused = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    text_sealed = SealedTextField(place=COMPLAINT_PLACE)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer_sealed = SealedTextField(place=ANSWER_PLACE, blank=True)
    measures_sealed = SealedTextField(place=MEASURES_PLACE, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(about__in=About.values), name="complaint_about_known"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", answer_sealed="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer_sealed="")),
                name="complaint_answered_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(measures_sealed="") | Q(answered_at__isnull=False), name="complaint_measures_with_answer"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by="") | (Q(taken_at__isnull=False) & ~Q(taken_by="")),
                name="complaint_taken_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"aduan {self.pk}"

    @property
    def may_be_named(self) -> bool:
        """Who complained named nobody: the office may say, and say anew, who is meant. What follows from a name lasts
        longer than the complaint is open, so a mistake can be mended after the answer too.
        """
        return self.accused_id is None or self.namings.exists()


class Naming(models.Model):
    """Whom the office took a complaint to mean whose writer picked nobody, or that it means nobody of the programme
    after all. A correction is one more row: what stood before it can be read by who hears the complaint.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="namings")
    accused = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"orang yang dimaksud aduan {self.complaint_id}"
