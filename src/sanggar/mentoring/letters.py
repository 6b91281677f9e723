"""Letters to mentors, sent by the worker. Tasks are given ids; letters say how many people, never who."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.mail import send_letter
from sanggar.mentoring.models import Mentor, MentorReminder
from sanggar.mentoring.queries import overdue_mentorships


@task()
def tell_mentor_added(mentor_id: int) -> None:
    """Someone became a mentor of a programme."""
    _send("added", _mentors().get(pk=mentor_id))


@task()
def tell_mentor_of_new_people(mentor_id: int, count: int) -> None:
    _send("new_people", _mentors().get(pk=mentor_id), count=count)


@task()
def remind_mentor(mentor_id: int) -> None:
    """Say how many of a mentor's people wait for a contact; nothing when none does, or when it was said today."""
    mentor, at = _mentors().get(pk=mentor_id), clock.now()
    count = overdue_mentorships(mentor.programme, at).filter(mentor=mentor).count()
    if count:
        _remind_once(mentor, count, at)


def _remind_once(mentor: Mentor, count: int, at: datetime) -> None:
    """The row is claimed first and given back when the mail server fails, so a retry sends what was not sent."""
    with transaction.atomic():
        day = local_date(at, clock.office_zone())
        _reminder, is_first = MentorReminder.objects.get_or_create(mentor=mentor, day=day, defaults={"sent_at": at})
        if is_first:
            _send("reminder", mentor, count=count)


def _mentors() -> QuerySet[Mentor]:
    return Mentor.objects.select_related("account", "programme")


def _send(letter: str, mentor: Mentor, **context: object) -> None:
    account = mentor.account
    context |= {"mentor": mentor, "programme": mentor.programme}
    office = mentor.programme.organisation_id
    send_letter(f"mentoring/letters/{letter}", context, to=account.email, language=account.language, office=office)
