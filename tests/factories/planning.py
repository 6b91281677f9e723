"""The programme of the news item, small enough for a test."""

from datetime import datetime, timedelta

from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.people.models import Organisation
from sanggar.planning import actions
from sanggar.planning.models import Cohort, Meeting, Programme, Stage, Venue
from sanggar.planning.queries import standing_meetings

LONG = timedelta(hours=3)


def make_programme(office: Organisation, slug: str = "youtuber-tiktok", *, published: bool = True) -> Programme:
    """Two tracks, no stage yet."""
    at = clock.now()
    programme = actions.create_programme(
        office,
        name="Pelatihan YouTuber dan TikTok",
        slug=slug,
        code="YT",
        fiscal_year=clock.today().year,
        summary="Belajar membuat video dari nol sampai terbit.",
        by=SETUP,
        at=at,
    )
    actions.add_track(programme, code="youtube", name="YouTube", by=SETUP, at=at)
    actions.add_track(programme, code="tiktok", name="TikTok", by=SETUP, at=at)
    if published:
        actions.publish_programme(programme, by=SETUP, at=at)
        programme.refresh_from_db()
    return programme


def make_stage(programme: Programme, seats: int = 50, ordinal: int = 1) -> Stage:
    return actions.add_stage(programme, ordinal=ordinal, name=f"Tahap {ordinal}", seats=seats, by=SETUP, at=clock.now())


def make_cohort(stage: Stage, seats: int | None = None, name: str = "Kelas A") -> Cohort:
    return actions.add_cohort(stage, name=name, seats=seats or stage.seats, track=None, by=SETUP, at=clock.now())


def make_meeting(cohort: Cohort, in_days: float = 7, topic: str = "Menyunting di ponsel") -> Meeting:
    """Three hours with the one trainer in the one place, so a second one at that time begins when both are free."""
    starts_at = clock.now() + timedelta(days=in_days)
    while office_is_busy(cohort, starts_at):
        starts_at += LONG if in_days >= 0 else -LONG
    return actions.add_meeting(
        cohort,
        topic=topic,
        starts_at=starts_at,
        ends_at=starts_at + LONG,
        venue="Ijen Suites",
        trainer_name="Narasumber Uji",
        by=SETUP,
        at=clock.now(),
    )


def office_is_busy(cohort: Cohort, starts_at: datetime) -> bool:
    meetings = standing_meetings(cohort.stage.programme.organisation_id)
    return meetings.filter(starts_at__lt=starts_at + LONG, ends_at__gt=starts_at).exists()


def make_venue(office: Organisation, name: str = "Ruang Kawi", capacity: int | None = 30) -> Venue:
    return actions.add_venue(office, name=name, address="Jalan Ijen 90", capacity=capacity, by=SETUP, at=clock.now())
