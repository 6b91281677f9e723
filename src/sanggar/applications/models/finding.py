"""Somebody lost the secret link: what they typed to find their application again, until a letter has gone out."""

from django.db import models

from sanggar.foundation.models import SealedTextField

FIND_PLACE = "applications.findrequest.typed"


class FindRequest(models.Model):
    """A receipt number and a birth date as they were typed, sealed, whether or not there is such an application. The
    worker looks; the page never does. Gone within a day.
    """

    typed_sealed = SealedTextField(place=FIND_PLACE)
    asked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"pencarian {self.pk}"
