"""What a participant hopes for in a mentor."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.models import Mentor, Wish
from sanggar.training.models import Enrolment


@transaction.atomic
def tell_wish(
    enrolment: Enrolment,
    *,
    languages: Sequence[str],
    times: Sequence[str],
    mentors: Iterable[Mentor],
    by: Actor,
    at: datetime,
) -> Wish:
    told = {"languages": list(languages), "times": list(times), "told_at": at}
    wish, _new = Wish.objects.update_or_create(enrolment=enrolment, defaults=told)
    wish.mentors.set(mentors)
    record("mentoring.tell_wish", enrolment, by=by, at=at, place=enrolment.stage.programme.place)
    return wish
