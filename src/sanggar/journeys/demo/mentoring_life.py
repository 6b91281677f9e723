"""What happens between mentors and participants besides contacts: profiles, confirmations, time that is booked, a pair
that rests, one that came to its end, a wish for another mentor, a complaint.
"""

from collections.abc import Sequence
from datetime import time
from random import Random
from typing import Any

from sanggar.foundation.models import Region
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.plan import Plan
from sanggar.mentoring import actions as mentoring
from sanggar.mentoring.models import (
    Contact,
    DayPart,
    Language,
    Mentor,
    MentorKind,
    Mentorship,
    Outcome,
    Topic,
)
from sanggar.mentoring.queries import unassigned_enrolments

SKILLS = ("menulis untuk radio", "memasak", "wawancara", "fotografi produk")
CONFIRMED, SILENT = 0.7, 0.9
"""So many of ten contacts are confirmed; of the rest a few are disputed once, most are not answered."""


def live_on(plan: Plan, pairs: Sequence[Mentorship], days: Calendar) -> None:
    """`pairs` run; none of them is touched otherwise by the demo."""
    describe_mentors(plan, days)
    hope(plan, days)
    answer_contacts(plan, days)
    offer_time(pairs, days)
    resting, ending, wishing, troubled = pairs[-1], pairs[-2], pairs[-3], pairs[-4]
    reason = "Panen padi; setelah itu lanjut."
    rest: dict[str, Any] = {"by": resting.mentor.account.actor, "at": days.past(-4)}
    mentoring.pause_mentorship(resting, resumes_on=days.day(17), reason=reason, **rest)
    close(ending, days)
    reason = "Jadwalnya tidak pernah cocok; saya kerja sif malam."
    mentoring.ask_for_another(wishing, reason=reason, by=wishing.enrolment.application.actor, at=days.past(-2))
    text = "Saya diminta membeli lampu dari toko kakaknya."
    accused = troubled.mentor.account
    mentoring.make_complaint(troubled.enrolment, about="mentor", text=text, accused=accused, at=days.past(-1))


def describe_mentors(plan: Plan, days: Calendar) -> None:
    chance = Random("sanggar-demo:mentors")
    districts = list(Region.objects.filter(parent=plan.programme.organisation.region).order_by("code"))
    for mentor in Mentor.objects.filter(programme=plan.programme).select_related("account", "programme__organisation"):
        mentoring.describe_mentor(
            mentor,
            topics=chance.sample(Topic.values, 4),
            kinds=chance.sample(MentorKind.values[2:], 1),
            skills=chance.choice(SKILLS),
            languages=[Language.INDONESIAN, Language.JAVANESE],
            times=chance.sample(DayPart.values, 2),
            districts=chance.sample(districts, min(2, len(districts))),
            by=mentor.account.actor,
            at=days.past(-69),
        )


def hope(plan: Plan, days: Calendar) -> None:
    """Some say what they need from a mentor, the first of those without one too; a mentor likes one track best."""
    chance = Random("sanggar-demo:wishes")
    mentors = list(Mentor.objects.filter(programme=plan.programme).select_related("account", "programme__organisation"))
    waiting = list(
        unassigned_enrolments(plan.programme).select_related("application", "stage__programme__organisation")[:6]
    )
    for enrolment in waiting:
        mentoring.tell_wish(
            enrolment,
            topics=chance.sample(Topic.values, 2),
            kinds=chance.sample(MentorKind.values[2:], 1),
            languages=[Language.INDONESIAN],
            times=chance.sample(DayPart.values, 2),
            mentors=chance.sample(mentors, 1),
            by=enrolment.application.actor,
            at=days.past(-2),
        )
    people, fond = waiting[:1], mentors[0]
    track = plan.programme.tracks.order_by("pk")[:1]
    mentoring.tell_mentor_wishes(fond, tracks=track, people=people, by=fond.account.actor, at=days.past(-2))


def answer_contacts(plan: Plan, days: Calendar) -> None:
    """Participants tap "yes" on most; the newest of a few wait, one is disputed."""
    chance = Random("sanggar-demo:answers")
    rows = Contact.objects.filter(mentorship__mentor__programme=plan.programme)
    disputed = False
    for contact in rows.select_related("mentorship__enrolment__application").order_by("recorded_at", "pk"):
        drawn, by, at = chance.random(), contact.mentorship.enrolment.application.actor, days.now
        if drawn < CONFIRMED:
            mentoring.confirm_contact(contact, by=by, at=at)
        elif drawn > SILENT and not disputed:
            disputed = True
            mentoring.dispute_contact(contact, word="Hari itu kami belum sempat bicara.", by=by, at=at)


def offer_time(pairs: Sequence[Mentorship], days: Calendar) -> None:
    """Two mentors offer an hour every week; one of their people has booked, another talk waits to be noted."""
    first = Mentor.objects.select_related("account", "programme__organisation").order_by("pk")[0]
    for mentor in {first.pk: first, pairs[0].mentor_id: pairs[0].mentor}.values():
        offer_hours(mentor, pairs, days)


def offer_hours(mentor: Mentor, pairs: Sequence[Mentorship], days: Calendar) -> None:
    by, own = mentor.account.actor, [pair for pair in pairs if pair.mentor_id == mentor.pk]
    place, minutes = "Sanggar, ruang kecil", 30
    evening = time(19, 0)
    past = mentoring.offer_slots(
        mentor, day=days.day(-1), time=evening, minutes=minutes, place=place, by=by, at=days.past(-6)
    )
    coming = mentoring.offer_slots(
        mentor, day=days.day(1), time=time(16, 0), minutes=minutes, place=place, weeks=4, by=by, at=days.past(-6)
    )
    for slot, pair in zip((past[0], coming[0]), own, strict=False):
        mentoring.book_slot(slot, pair, by=pair.enrolment.application.actor, at=days.past(-5))


def close(pair: Mentorship, days: Calendar) -> None:
    goals = pair.enrolment.goals.filter(settled_at=None).select_related("enrolment__stage__programme__organisation")
    mentoring.close_mentorship(
        pair,
        outcome=Outcome.FINISHED,
        reason="Sudah berjalan sendiri.",
        held_on=days.day(-12),
        what_next="Mengelola kanal warung ibunya, satu video sepekan.",
        results=dict.fromkeys(goals, "reached"),
        by=pair.mentor.account.actor,
        at=days.past(-12, 20),
    )
