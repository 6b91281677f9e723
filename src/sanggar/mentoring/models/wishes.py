from django.db import models

from sanggar.mentoring.models.mentors import Mentor
from sanggar.training.models import Enrolment


class Wish(models.Model):
    """What a participant hopes for in a mentor. `languages` and `times` as in `Mentor`."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, primary_key=True, related_name="mentor_wish")
    languages = models.JSONField(default=list, blank=True)
    times = models.JSONField(default=list, blank=True)
    mentors = models.ManyToManyField(Mentor, blank=True, related_name="+")
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"harapan {self.enrolment_id}"
