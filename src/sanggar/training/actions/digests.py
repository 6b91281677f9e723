"""Writes on the letter of the day, which whoever takes part may do without."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.training.models import Enrolment


@transaction.atomic
def switch_digest(enrolment: Enrolment, *, on: bool, by: Actor, at: datetime) -> None:
    """Asked for what is so already, it changes nothing."""
    other = Enrolment.objects.filter(pk=enrolment.pk, digest_off_at__isnull=not on)
    if other.update(digest_off_at=None if on else at):
        place = enrolment.stage.programme.place
        record("training.switch_digest", enrolment, by=by, at=at, place=place, details={"on": on})
    enrolment.refresh_from_db(fields=["digest_off_at"])
