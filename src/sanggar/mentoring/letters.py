"""Letters to mentors, sent by the worker. Tasks are given ids; letters say how many people, never who."""

import uuid
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.mail import send_letter
from sanggar.foundation.once import send_once
from sanggar.mentoring.models import Mentor, MentorReminder
from sanggar.mentoring.queries import overdue_mentorships

REMINDERS = uuid.UUID("0b1d6f0a-6a53-4b0c-8a5e-2f3f5a0c7d21")


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
    """Once a day; a retry sends what was not sent. Nothing is locked while the mail server answers."""
    day = local_date(at, clock.office_zone())
    if MentorReminder.objects.filter(mentor=mentor, day=day).exists():
        return
    token = uuid.uuid5(REMINDERS, f"{mentor.pk} {day.isoformat()}")
    if send_once(token, at, partial(_send, "reminder", mentor, count=count)):
        MentorReminder.objects.get_or_create(mentor=mentor, day=day, defaults={"sent_at": at})


def _mentors() -> QuerySet[Mentor]:
    return Mentor.objects.select_related("account", "programme")


def _send(letter: str, mentor: Mentor, **context: object) -> None:
    account = mentor.account
    context |= {"mentor": mentor, "programme": mentor.programme}
    office = mentor.programme.organisation_id
    send_letter(f"mentoring/letters/{letter}", context, to=account.email, language=account.language, office=office)
