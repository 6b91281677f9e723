from django.db import models
from django.db.models import F, Q

from sanggar.people.models import Account
from sanggar.planning.models import Programme, Track


class Mentor(models.Model):
    """An account's place among the mentors of one programme.

    `assigned` counts active mentorships and never passes `capacity`. No tracks means every track. An inactive mentor
    (on leave, leaving) gets nobody new, but keeps those who are still to be handed over.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="mentors")
    account = models.ForeignKey(Account, models.PROTECT, related_name="mentor_places")
    capacity = models.PositiveSmallIntegerField()
    assigned = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    tracks = models.ManyToManyField(Track, blank=True, related_name="mentors")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["account__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "account"], name="mentor_once_in_programme"),
            models.CheckConstraint(condition=Q(capacity__range=(1, 200)), name="mentor_capacity_plausible"),
            models.CheckConstraint(condition=Q(capacity__gte=F("assigned")), name="mentor_capacity_holds"),
        ]

    def __str__(self) -> str:
        return self.account.name

    @property
    def free(self) -> int:
        return self.capacity - self.assigned


class MentorReminder(models.Model):
    """A reminder that went out; one a mentor and day, however often the job runs."""

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="reminders")
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentor", "day"], name="mentor_reminded_once_a_day")]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.day}"
