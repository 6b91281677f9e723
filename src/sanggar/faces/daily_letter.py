"""The participant's letter of the day: what to hand in, where to be, whom to talk to; at most one a day, none without
anything to say, and none to who switched it off.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, local_date, long_date
from sanggar.foundation.links import is_link_token, link_token
from sanggar.foundation.mail import send_letter
from sanggar.foundation.messaging.channels import has_stopped, reaches_phones
from sanggar.foundation.once import send_once
from sanggar.foundation.work import UNHURRIED
from sanggar.mentoring.models import Talk
from sanggar.mentoring.queries import standing_talks
from sanggar.planning.models import Meeting
from sanggar.training.models import Assignment, Enrolment, EnrolmentState
from sanggar.training.queries import is_over, tasks_of

LETTERS = uuid.UUID("6f1c3c1e-51f7-4ad4-9a51-0b8b6c1d7a90")
SWITCH = "daily letter"
AROUND = timedelta(days=3)
"""So long before and after its day a work is spoken of; later it is the mentor's to ask."""


@dataclass(frozen=True, slots=True)
class Day:
    """What lies before somebody: from now to the end of tomorrow, and works around their day."""

    works: tuple[Assignment, ...]
    meetings: tuple[Meeting, ...]
    talks: tuple[Talk, ...]

    def __bool__(self) -> bool:
        return bool(self.works or self.meetings or self.talks)


def day_of(enrolment: Enrolment, at: datetime) -> Day:
    tasks = [] if is_over(enrolment.stage.programme, at) else tasks_of(enrolment)
    works = (each.assignment for each in tasks if each.is_mine_to_do)
    meetings = Meeting.objects.standing().filter(cohort=enrolment.cohort_id, starts_at__range=(at, _end(at)))
    talks = standing_talks().filter(mentorship__enrolment=enrolment, slot__starts_at__range=(at, _end(at)))
    return Day(
        tuple(each for each in works if abs(each.due_at - at) <= AROUND),
        tuple(meetings.order_by("starts_at", "pk")),
        tuple(talks.order_by("slot__starts_at")),
    )


def enrolments_to_write(at: datetime) -> QuerySet[Enrolment]:
    """Who may have something today; what exactly is looked at when the letter is written."""
    meetings = Meeting.objects.standing().filter(starts_at__range=(at, _end(at)))
    talks = standing_talks().filter(slot__starts_at__range=(at, _end(at)))
    works = Assignment.objects.filter(published_at__isnull=False, closed_at=None, takes_samples=False)
    works = works.filter(due_at__range=(at - AROUND, at + AROUND))
    has_something = (
        Q(cohort__in=meetings.order_by().values("cohort"))
        | Q(pk__in=talks.order_by().values("mentorship__enrolment"))
        | Q(stage__in=works.order_by().values("stage"))
    )
    rows = Enrolment.objects.filter(has_something, state=EnrolmentState.ACTIVE, digest_off_at=None)
    return rows.exclude(Q(person__email=None) | Q(person__email=""))


@task(priority=UNHURRIED)
def tell_of_the_day(enrolment_id: int) -> None:
    at = clock.now()
    joins = "person__account", "application", "stage__programme__organisation"
    enrolment = Enrolment.objects.select_related(*joins).get(pk=enrolment_id)
    day = day_of(enrolment, at)
    if day and enrolment.digest_off_at is None and enrolment.state == EnrolmentState.ACTIVE:
        token = uuid.uuid5(LETTERS, f"{enrolment_id} {local_date(at, clock.office_zone()).isoformat()}")
        send_once(token, at, partial(_send, enrolment, day))


def _send(enrolment: Enrolment, day: Day) -> None:
    person, programme, application = enrolment.person, enrolment.stage.programme, enrolment.application
    with override(application.language):
        lines = list(_lines(day))
    context = {
        "name": person.name,
        "programme": programme,
        "lines": lines,
        "page": reverse("mine:today") if person.signs_in else application.own_path,
        "switch": switch_path(enrolment),
    }
    office = programme.organisation_id
    send_letter("mine/letters/day", context, to=person.email, language=application.language, office=office)


def _lines(day: Day) -> Iterator[str]:
    zone = clock.office_zone()
    for meeting in day.meetings:
        when = f"{long_date(meeting.starts_at, zone)}, {clock_time(meeting.starts_at, zone)}"
        yield _("Sesi “%(topic)s”: %(when)s, %(place)s") % {
            "topic": meeting.topic,
            "when": when,
            "place": meeting.venue or meeting.link,
        }
    for talk in day.talks:
        slot = talk.slot
        when = f"{long_date(slot.starts_at, zone)}, {clock_time(slot.starts_at, zone)}"
        mentor = talk.mentorship.mentor.account.name
        yield _("Bicara dengan %(name)s: %(when)s, %(place)s") % {"name": mentor, "when": when, "place": slot.place}
    for work in day.works:
        told = {"title": work.title, "date": long_date(work.due_at, zone)}
        if work.due_at < clock.now():
            yield _("Tugas “%(title)s”: tenggat %(date)s sudah lewat, masih diterima") % told
        else:
            yield _("Tugas “%(title)s”: tenggat %(date)s") % told


def words_on_letter(enrolment: Enrolment) -> str:
    """Whether they get it and where, or why they do not: it goes by e-mail alone (decision 0065)."""
    person = enrolment.person
    if person.email and enrolment.digest_off_at:
        return _("Surat harian Anda matikan.")
    if person.email:
        words = _("Pada pagi sebelum sesi, janji bicara, atau tenggat, kami kirim surat ke %(email)s.")
        return words % {"email": person.email}
    told = _(
        "Anda tidak mendapat surat harian: alamat email Anda tidak ada pada kami, dan pengingat ke ponsel berbiaya."
    )
    if person.phone and reaches_phones() and not has_stopped(person.phone):
        return told + " " + _("Kabar penting, misalnya sesi yang dipindah, tetap dikirim ke ponsel Anda.")
    return told + " " + _("Kabar penting, misalnya sesi yang dipindah, disampaikan kantor penyelenggara.")


def switch_path(enrolment: Enrolment) -> str:
    """Where whoever has the letter switches it off, and on again."""
    return reverse("daily_letter", args=[enrolment.pk, link_token(SWITCH, str(enrolment.pk), 1)])


def is_switch_token(enrolment: Enrolment, token: str) -> bool:
    return is_link_token(token, SWITCH, str(enrolment.pk), 1)


def _end(at: datetime) -> datetime:
    """Of tomorrow, where the office is."""
    zone = clock.office_zone()
    return datetime.combine(local_date(at, zone) + timedelta(days=2), time(), zone)
