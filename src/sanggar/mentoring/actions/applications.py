"""Writes on offers to be a mentor."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.models import Region
from sanggar.mentoring.actions.mentors import add_mentor, describe_mentor
from sanggar.mentoring.letters import tell_applicant_declined
from sanggar.mentoring.models import Mentor, MentorApplication
from sanggar.mentoring.queries.care import terms_of
from sanggar.mentoring.refusals import ApplicationDecided, NoApplications
from sanggar.planning.models import Programme, Track

CHANNEL = Actor.system("pendaftaran pendamping")


@transaction.atomic
def apply_as_mentor(  # noqa: PLR0913 - what is asked
    programme: Programme,
    *,
    name: str,
    email: str,
    phone: str,
    motivation: str,
    at: datetime,
    skills: str = "",
    languages: Sequence[str] = (),
    times: Sequence[str] = (),
    tracks: Iterable[Track] = (),
    districts: Iterable[Region] = (),
) -> None:
    """One open offer an address; a second one is told nothing else, so that nobody learns who applied."""
    if not terms_of(programme).takes_applications:
        raise NoApplications
    told = {"name": name, "phone": phone, "motivation": motivation, "skills": skills}
    told |= {"languages": list(languages), "times": list(times), "applied_at": at}  # type: ignore[dict-item]  # mixed
    made, is_new = MentorApplication.objects.get_or_create(
        programme=programme, email=email.lower(), decided_at=None, defaults=told
    )
    if is_new:
        made.tracks.set(tracks)
        made.districts.set(districts)
        record("mentoring.apply_as_mentor", made, by=CHANNEL, at=at, place=programme.place)


@transaction.atomic
def approve_applicant(
    application: MentorApplication, *, capacity: int, by: Actor, at: datetime, tracks: Iterable[Track] = ()
) -> Mentor:
    """Make them a mentor, with what they told of themselves; the agreement they accept before anybody is given them."""
    _decide(application, approved=True, note="", by=by, at=at)
    given = {"email": application.email, "name": application.name, "phone": application.phone}
    mentor = add_mentor(application.programme, **given, capacity=capacity, tracks=tracks, by=by, at=at)
    told = {"languages": application.languages, "times": application.times, "districts": application.districts.all()}
    describe_mentor(mentor, skills=application.skills, by=by, at=at, **told)
    return mentor


@transaction.atomic
def decline_applicant(application: MentorApplication, *, note: str, by: Actor, at: datetime) -> None:
    """With a word that goes into the letter."""
    _decide(application, approved=False, note=note, by=by, at=at)
    tell_applicant_declined.enqueue(application.pk)


def _decide(application: MentorApplication, *, approved: bool, note: str, by: Actor, at: datetime) -> None:
    standing = MentorApplication.objects.filter(pk=application.pk, decided_at=None)
    if not standing.update(approved=approved, note=note, decided_at=at, decided_by=by.label):
        raise ApplicationDecided
    details = {"approved": approved}
    record("mentoring.decide_applicant", application, by=by, at=at, place=application.programme.place, details=details)
