"""The plan: the programme with tracks, stages, cohorts and meetings, and its people."""

from dataclasses import dataclass

from sanggar.foundation.models import Region
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import DOMAIN, LOADER, Cast
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Role
from sanggar.planning import actions as planning
from sanggar.planning.models import Cohort, Programme, Stage, Track

SUMMARY = "Belajar membuat video dari nol sampai terbit, gratis untuk warga Kota Malang, didampingi sampai selesai."
SUMMARY_EN = "Learn to make videos from nothing to publication, free for residents of Kota Malang, mentored to the end."
TOPICS = (
    ("Menemukan cerita dan penonton", "Raka Prasetya"),
    ("Merekam dengan ponsel: cahaya dan suara", "Raka Prasetya"),
    ("Menyunting di ponsel", "Nadia Kusuma"),
    ("Etika, hak cipta, dan menerbitkan", "Nadia Kusuma"),
)
VENUE = "Ijen Suites, ruang Kawi"
STAGE_ONE_DAYS = (-76, -74, -69, -67)
STAGE_TWO_DAYS = (24, 26, 31, 33)


@dataclass(frozen=True, slots=True)
class Plan:
    programme: Programme
    tracks: dict[str, Track]
    first: Stage
    second: Stage


def make_plan(cast: Cast, days: Calendar) -> Plan:
    by, at = cast.actor(Role.OFFICER), days.past(-122)
    programme = planning.create_programme(
        cast.office,
        name="Pelatihan YouTuber dan TikTok",
        slug="youtuber-tiktok",
        code="YT",
        fiscal_year=days.today.year,
        summary=SUMMARY,
        summary_en=SUMMARY_EN,
        contact_rhythm_days=14,
        mentoring_until=days.day(60),
        by=by,
        at=at,
    )
    tracks = {
        code: planning.add_track(programme, code=code, name=name, by=by, at=at)
        for code, name in (("youtube", "YouTube"), ("tiktok", "TikTok"))
    }
    first = planning.add_stage(programme, ordinal=1, name="Tahap 1", seats=50, by=by, at=at)
    second = planning.add_stage(programme, ordinal=2, name="Tahap 2", seats=50, by=by, at=at)
    plan = Plan(programme, tracks, first, second)
    trainers = make_trainers(plan, cast, days)
    list_venues(cast, days)
    for stage, offsets in ((first, STAGE_ONE_DAYS), (second, STAGE_TWO_DAYS)):
        for hour, track in zip((9, 13), tracks.values(), strict=True):
            cohort = planning.add_cohort(stage, name=f"{track.name} A", minimum=12, seats=25, track=track, by=by, at=at)
            add_meetings(cohort, offsets, hour, trainers, cast, days)
    planning.publish_programme(programme, by=by, at=days.past(-112))
    programme.refresh_from_db()
    return plan


def make_trainers(plan: Plan, cast: Cast, days: Calendar) -> dict[str, Account]:
    at, found, place = days.past(-121), {}, plan.programme.place
    for name in dict.fromkeys(name for _topic, name in TOPICS):
        email = f"{name.split()[0].lower()}@narasumber.example"
        account = open_account(email=email, name=name, by=LOADER, at=at, place=place)
        planning.give_programme_grant(account, Role.TRAINER, plan.programme, by=LOADER, at=at)
        found[name] = account
    cast.add(Role.TRAINER, found[TOPICS[0][1]])
    reviewer = open_account(email=f"rini@{DOMAIN}", name="Rini Wulandari", by=LOADER, at=at, place=place)
    planning.give_programme_grant(reviewer, Role.REVIEWER, plan.programme, by=LOADER, at=at)
    cast.add(Role.REVIEWER, reviewer)
    return found


def list_venues(cast: Cast, days: Calendar) -> None:
    """One on the ground, one online."""
    by, at = cast.actor(Role.OFFICER), days.past(-121)
    planning.add_venue(
        cast.office,
        name=VENUE,
        address="Jalan Ijen 90",
        village=Region.objects.get(code="35.73.02.1008"),
        capacity=30,
        accessibility="Lift sampai lantai 2; toilet kursi roda di lantai dasar.",
        by=by,
        at=at,
    )
    planning.add_venue(cast.office, name="Ruang maya Diskominfo", link="https://rapat.example/sanggar", by=by, at=at)


def add_meetings(
    cohort: Cohort, offsets: tuple[int, ...], hour: int, trainers: dict[str, Account], cast: Cast, days: Calendar
) -> None:
    for offset, (topic, trainer) in zip(offsets, TOPICS, strict=True):
        planning.add_meeting(
            cohort,
            topic=topic,
            starts_at=days.at(offset, hour),
            ends_at=days.at(offset, hour + 3),
            listed_venue=cast.office.venues.get(name=VENUE),
            trainer_name=trainer,
            trainer=trainers[trainer],
            by=cast.actor(Role.OFFICER),
            at=days.past(-120),
        )
