"""Two evenings at which works are watched together: one held, recorded in every way there is; one is on right now."""

import uuid
from datetime import timedelta

from sanggar.foundation.files import Read
from sanggar.journeys import meetings
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import VENUE
from sanggar.people.models import Role
from sanggar.planning.models import Cohort, Meeting
from sanggar.training import actions as training
from sanggar.training.codes import SeenCode, window_of
from sanggar.training.documents import attendance_sheet
from sanggar.training.models import SEATED, Enrolment, Method, Presence

ENTRIES = uuid.UUID("6a1f0e0e-0000-4000-8000-00000000d007")
TOPIC = "Klinik karya: menonton bersama"
PHONES, BADGES, PAPER = 9, 15, 18  # up to which participant: by the screen's code, by badge, on paper; the rest by hand
ABSENT = {3: Presence.EXCUSED, 17: Presence.ILL}


def hold_clinics(cast: Cast, days: Calendar) -> None:
    """For the cohort of the participant who can sign in."""
    own = Enrolment.objects.get(person__account=cast.accounts[Role.PARTICIPANT])
    held = add_clinic(own.cohort, -3, cast, days)
    people = list(own.cohort.enrolments.filter(state__in=SEATED).order_by("pk"))
    come_by_code(held, people[:PHONES], cast)
    come_to_the_table(held, people[PHONES:BADGES], cast)
    sign_on_paper(held, people[BADGES:PAPER], cast)
    by, at = cast.actor(Role.OFFICER), held.ends_at
    late = {each.pk: Presence.PRESENT for each in people[PAPER:-2]}
    training.record_roster(held, late, by=by, at=at)
    add_clinic(own.cohort, 0, cast, days)


def add_clinic(cohort: Cohort, offset: int, cast: Cast, days: Calendar) -> Meeting:
    """In the evening; today's has begun half an hour ago."""
    starts_at = days.at(offset, 18) if offset else days.now - timedelta(minutes=30)
    trainer = cast.accounts[Role.TRAINER]
    return meetings.add_meeting(
        cohort,
        topic=TOPIC,
        starts_at=starts_at.replace(second=0, microsecond=0),
        ends_at=starts_at.replace(second=0, microsecond=0) + timedelta(hours=2),
        listed_venue=cast.office.venues.get(name=VENUE),
        trainer_name=trainer.name,
        trainer=trainer,
        by=cast.actor(Role.OFFICER),
        at=days.past(-14),
    )


def come_by_code(meeting: Meeting, people: list[Enrolment], cast: Cast) -> None:
    """With a phone each, but for the last two, who had one between them."""
    for number, each in enumerate(people):
        if number in ABSENT:
            continue
        at = meeting.starts_at + timedelta(minutes=number)
        phone = min(number, len(people) - 2)
        code = SeenCode(window_of(at), at)
        device, by = f"ponsel {phone}", each.application.actor
        training.check_in_by_code(meeting, each, code, device=device, network="ruang Kawi", by=by, at=at)
    excused = {people[number].pk: presence for number, presence in ABSENT.items() if number < len(people)}
    training.record_roster(meeting, excused, by=cast.actor(Role.OFFICER), at=meeting.starts_at)


def come_to_the_table(meeting: Meeting, people: list[Enrolment], cast: Cast) -> None:
    """By badge, while the network was gone; for one of them the officer had noted something else meanwhile."""
    noted_at, by = meeting.starts_at + timedelta(minutes=5), cast.actor(Role.OFFICER)
    training.record_presence(meeting, people[-1], Presence.ABSENT, by=by, at=noted_at)
    entries = [
        training.SentEntry(
            uuid.uuid5(ENTRIES, str(each.pk)),
            each.pk,
            Presence.PRESENT,
            Method.QR,
            noted_at + timedelta(seconds=9 * number),
        )
        for number, each in enumerate(people)
    ]
    training.merge_entries(meeting, entries, by=cast.actor(Role.TRAINER), at=noted_at + timedelta(minutes=40))


def sign_on_paper(meeting: Meeting, people: list[Enrolment], cast: Cast) -> None:
    at = meeting.ends_at + timedelta(minutes=5)
    scan = Read(attendance_sheet(meeting, at=at), "daftar-hadir-klinik.pdf")
    presences = {each.pk: ABSENT.get(number, Presence.PRESENT) for number, each in enumerate(people, start=BADGES)}
    training.record_paper({meeting: presences}, scan, by=cast.actor(Role.OFFICER), at=at)
