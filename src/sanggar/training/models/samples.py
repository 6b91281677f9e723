from django.db import models

from sanggar.foundation.models import StoredFile
from sanggar.training.models.enrolments import Enrolment
from sanggar.training.models.handed import ONE_THING, Where


class WorkSample(models.Model):
    """One piece of work from before the training: where this person started from."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="work_sample")
    where = models.CharField(max_length=9, choices=Where)
    url = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="sample_is_one_thing"),
        ]

    def __str__(self) -> str:
        return f"contoh karya peserta {self.enrolment_id}"
