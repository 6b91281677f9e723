"""Reads: whether a participant could open a material by now, which is what keeps it from being deleted.

Nobody's reading is recorded, so what counts is that it was possible: by today's release, or by an earlier one, which
`offered_at` remembers.
"""

from datetime import datetime

from django.db.models import Count, Q

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.training.models import (
    Attendance,
    Enrolment,
    EnrolmentQuerySet,
    Material,
    Presence,
    Release,
    Submission,
    SubmissionState,
)


def was_offered(material: Material, at: datetime) -> bool:
    return material.offered_at is not None or could_be_opened(material, at)


def could_be_opened(material: Material, at: datetime) -> bool:
    """By anybody, by the release as it is now; also by who has left meanwhile."""
    if material.release == Release.HELD:
        return False
    readers = _readers(material)
    if material.release == Release.DATE:
        assert material.release_on is not None
        return local_date(at, clock.office_zone()) >= material.release_on and readers.exists()
    if material.release == Release.ATTENDANCE:
        came = Attendance.objects.filter(meeting__in=material.release_meetings.all(), presence=Presence.PRESENT)
        return came.filter(enrolment__in=readers).exists()
    if material.release == Release.WORK:
        accepted = Submission.objects.filter(enrolment__in=readers, state=SubmissionState.ACCEPTED).order_by()
        counted = accepted.values("enrolment").annotate(works=Count("pk"))
        return counted.filter(works__gte=material.release_works or 1).exists()
    return readers.exists()


def _readers(material: Material) -> EnrolmentQuerySet:
    module = material.module
    of_stage = Q(stage=module.stage_id) if module.stage_id else Q(stage__programme=module.programme_id)
    of_track = Q(track=module.track_id) if module.track_id else Q()
    return Enrolment.objects.filter(of_stage, of_track)
