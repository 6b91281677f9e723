"""What was handed in, round after round, and what was found of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.people.models import Account
from sanggar.training.models.assignments import Assignment, AssignmentCriterion, AssignmentLevel
from sanggar.training.models.enrolments import Enrolment
from sanggar.training.models.handed import ONE_THING, Where


class SubmissionState(models.TextChoices):
    WAITING = "waiting", _("Menunggu penilaian")
    REVISE = "revise", _("Perlu diperbaiki")
    ACCEPTED = "accepted", _("Diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")


class Submission(models.Model):
    """One round. What was handed in never changes; the next round is a row of its own. One that its sender took back
    before anybody had begun to assess it stays, as withdrawn.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="submissions")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=9, choices=Where)
    url = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    is_late = models.BooleanField()
    handed_at = models.DateTimeField()
    handed_by = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=SubmissionState, default=SubmissionState.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["assignment", "enrolment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "enrolment", "number"], name="submission_round_once"),
            models.UniqueConstraint(
                fields=["assignment", "enrolment"],
                condition=Q(state__in=(SubmissionState.WAITING, SubmissionState.ACCEPTED)),
                name="submission_one_waiting_or_accepted",
            ),
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="submission_state_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="submission_counts_from_one"),
            models.CheckConstraint(condition=ONE_THING, name="submission_is_one_thing"),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.WAITING, decided_at=None, decided_by="")
                | (~Q(state=SubmissionState.WAITING) & Q(decided_at__gte=F("handed_at")) & ~Q(decided_by="")),
                name="submission_decided_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"kiriman {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state == SubmissionState.WAITING


class ChecklistReply(models.TextChoices):
    YES = "yes", _("Ya, sudah saya pastikan")
    NOT_APPLICABLE = "na", _("Tidak berlaku untuk karya ini")


class ChecklistAnswer(models.Model):
    """What a participant said of their responsibility for this round's content, with the words they were asked in."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="checklist_answers")
    key = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    reply = models.CharField(max_length=3, choices=ChecklistReply)

    class Meta:
        ordering = ["submission", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "key"], name="checklist_answered_once"),
            models.CheckConstraint(condition=Q(reply__in=ChecklistReply.values), name="checklist_reply_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.reply}"


class AssessmentState(models.TextChoices):
    ASSIGNED = "assigned", _("Menunggu")
    DONE = "done", _("Selesai")
    WITHDRAWN = "withdrawn", _("Tidak diperlukan lagi")


class WorkAssessment(models.Model):
    """One round before one assessor. It is their right to see the work, and what others found once it is done.

    `draft` is what they have filled in so far, as JSON (`actions.drafts`): theirs alone, counted nowhere, gone with the
    marks. `withdrawn_at` tells who was let go before from those who were asked until the round itself was taken back.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="assessments")
    account = models.ForeignKey(Account, models.PROTECT, related_name="work_assessments")
    state = models.CharField(max_length=9, choices=AssessmentState, default=AssessmentState.ASSIGNED)
    is_further = models.BooleanField(default=False)
    feedback = models.CharField(max_length=2000, blank=True)
    draft = models.TextField(blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    assigned_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "account"], name="work_assessed_once_by_account"),
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="work_assessment_state_known"),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.DONE, finished_at__gte=F("assigned_at"))
                | (Q(finished_at=None) & ~Q(state=AssessmentState.DONE)),
                name="work_assessment_finished_when_done",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(state=AssessmentState.WITHDRAWN),
                name="work_assessment_withdrawn_when_so",
            ),
            models.CheckConstraint(
                condition=Q(draft="", drafted_at=None)
                | (~Q(draft="") & ~Q(state=AssessmentState.DONE) & Q(drafted_at__isnull=False)),
                name="work_assessment_draft_until_done",
            ),
        ]

    def __str__(self) -> str:
        return f"penilaian karya {self.pk}"

    @property
    def is_done(self) -> bool:
        return self.state == AssessmentState.DONE


class WorkScore(models.Model):
    """The level an assessor chose for a criterion, and what they say of it."""

    assessment = models.ForeignKey(WorkAssessment, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(AssignmentCriterion, models.PROTECT, related_name="scores")
    level = models.ForeignKey(AssignmentLevel, models.PROTECT, related_name="scores")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["assessment", "criterion__ordinal"]
        constraints = [models.UniqueConstraint(fields=["assessment", "criterion"], name="work_score_once")]

    def __str__(self) -> str:
        return f"nilai {self.pk}"
