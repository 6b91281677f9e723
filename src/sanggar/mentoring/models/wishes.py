"""What both sides hope for in each other. Wishes weigh, they never decide."""

from django.db import models
from django.db.models import Q

from sanggar.mentoring.models.mentors import Mentor
from sanggar.training.models import Enrolment

MOST_WISHED = 3
"""As many as the matching tells apart."""
RANKS = (1, MOST_WISHED)


class Wish(models.Model):
    """What a participant needs from a mentor. The lists hold values as in `Mentor`."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, primary_key=True, related_name="mentor_wish")
    topics = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    times = models.JSONField(default=list, blank=True)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"harapan {self.enrolment_id}"


class WishedMentor(models.Model):
    """A mentor whom a participant hopes for; rank 1 is the dearest."""

    wish = models.ForeignKey(Wish, models.PROTECT, related_name="chosen")
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["wish", "rank"], name="wished_mentor_one_a_rank"),
            models.UniqueConstraint(fields=["wish", "mentor"], name="wished_mentor_once"),
            models.CheckConstraint(condition=Q(rank__range=RANKS), name="wished_mentor_rank_known"),
        ]

    def __str__(self) -> str:
        return f"{self.wish_id} {self.rank}"


class WishedPerson(models.Model):
    """A participant whom a mentor hopes to accompany; rank 1 is the dearest."""

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="wished")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "rank"], name="wished_person_one_a_rank"),
            models.UniqueConstraint(fields=["mentor", "enrolment"], name="wished_person_once"),
            models.CheckConstraint(condition=Q(rank__range=RANKS), name="wished_person_rank_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.rank}"
