"""The programme of the news item, small enough for a test."""

from datetime import datetime, timedelta

from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.people.models import Organisation
from sanggar.planning import actions
from sanggar.planning.models import Cohort, Meeting, MeetingQuerySet, Programme, Stage, Venue
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
    """Three hours, beside those of its cohort; where others of the office meet then, elsewhere with another trainer."""
    starts_at = clock.now() + timedelta(days=in_days)
    while during(cohort.meetings.standing(), starts_at).exists():
        starts_at += LONG if in_days > 0 else -LONG
    others = during(standing_meetings(cohort.stage.programme.organisation_id), starts_at).count()
    which = f" {others + 1}" if others else ""
    return actions.add_meeting(
        cohort,
        topic=topic,
        starts_at=starts_at,
        ends_at=starts_at + LONG,
        venue=f"Ijen Suites{which}",
        trainer_name=f"Narasumber Uji{which}",
        by=SETUP,
        at=clock.now(),
    )


def during(meetings: MeetingQuerySet, starts_at: datetime) -> MeetingQuerySet:
    return meetings.filter(starts_at__lt=starts_at + LONG, ends_at__gt=starts_at)


def make_venue(office: Organisation, name: str = "Ruang Kawi", capacity: int | None = 30) -> Venue:
    return actions.add_venue(office, name=name, address="Jalan Ijen 90", capacity=capacity, by=SETUP, at=clock.now())
