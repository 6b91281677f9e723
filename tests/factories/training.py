"""Participants without their way through draw and offer: each has an application and a seat that was held for them."""

import itertools
import uuid
from datetime import date, datetime, timedelta

from factories.people import SETUP
from factories.planning import make_cohort, make_stage
from sanggar.applications.models import Application, ApplicationState, Call, Category
from sanggar.foundation import clock
from sanggar.foundation.models import Region
from sanggar.foundation.sealed import seal
from sanggar.people.actions import NIK_PLACE, Identity, nik_lookup, register_person
from sanggar.people.models import Person
from sanggar.planning.actions import hold_seat
from sanggar.planning.models import Cohort, Programme, Stage, Track
from sanggar.training import actions
from sanggar.training.models import Enrolment

NAMES = ("Sulastri", "Budi Santoso", "Siti Aminah binti Yusuf", "Ma'ruf", "Ni Luh Ayu", "Yohanes Tapa'an")
serials = itertools.count(1)


def make_cohort_of(programme: Programme, seats: int = 10, name: str = "Kelas A") -> Cohort:
    """A mixed cohort, in the programme's first stage, which is made when it is not there."""
    stage = programme.stages.first() or make_stage(programme, seats=seats)
    return make_cohort(stage, seats=seats, name=name)


def make_call(stage: Stage) -> Call:
    """A call that is over: its stage is being trained."""
    at = clock.now()
    call, _ = Call.objects.get_or_create(
        slug=f"uji-{stage.pk}",
        defaults={
            "stage": stage,
            "title": f"Pendaftaran {stage.name}",
            "motivation_question": "Mengapa Anda ingin ikut?",
            "opens_at": at - timedelta(days=60),
            "closes_at": at - timedelta(days=30),
            "created_at": at - timedelta(days=61),
            "published_at": at - timedelta(days=61),
        },
    )
    return call


def make_identity(number: int, name: str = "") -> Identity:
    """A made-up resident of Bareng; the NIK's serial is 9xxx."""
    sex = "PL"[number % 2]
    day = number % 28 + 1
    return Identity(
        nik=f"357301{day + 40 * (sex == 'P'):02}0995{9000 + number % 1000:04}",
        name=name or f"{NAMES[number % len(NAMES)]} {number}",
        birth_date=date(1995, 9, day),
        sex=sex,
        village=Region.objects.get(code="35.73.02.1009"),
        phone=f"+628123456{number % 10000:04}",
    )


def make_application(stage: Stage, name: str = "", track: Track | None = None) -> tuple[Application, Identity]:
    number = next(serials)
    identity = make_identity(number, name)
    at = clock.now()
    application = Application.objects.create(
        call=make_call(stage),
        submission_id=uuid.uuid4(),
        receipt=f"YT-{number:08}",
        state=ApplicationState.ELIGIBLE,
        name=identity.name,
        nik_sealed=seal(identity.nik, NIK_PLACE),
        nik_lookup=nik_lookup(identity.nik),
        nik_prefix=identity.nik[:6],
        birth_date=identity.birth_date,
        sex=identity.sex,
        village=identity.village,
        phone=identity.phone,
        track=track or stage.programme.tracks.get(code="youtube"),
        category=Category.PUBLIC,
        motivation="Ingin bercerita tentang kampung.",
        submitted_at=at,
        changed_at=at,
    )
    return application, identity


def make_candidate(stage: Stage, name: str = "", track: Track | None = None) -> tuple[Application, Person]:
    """Someone whose offer was accepted but who has no seat yet; nothing is held for them."""
    application, identity = make_application(stage, name, track)
    return application, register_person(identity, by=SETUP, at=clock.now())


def make_enrolment(cohort: Cohort, name: str = "", track: Track | None = None, at: datetime | None = None) -> Enrolment:
    application, person = make_candidate(cohort.stage, name, track)
    hold_seat(cohort.stage)
    return actions.enrol(application, person, cohort, by=SETUP, at=at or clock.now())
