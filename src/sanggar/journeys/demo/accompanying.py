"""Mentors and what they did: contacts in rhythm, three pairs that lapsed, one handed over, works and certificates."""

from random import Random

from sanggar.evaluation import actions as evaluation
from sanggar.evaluation.letters import tell_certificate_issued
from sanggar.foundation.audit import Actor
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.mentoring_life import live_on
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.mentoring import actions as mentoring
from sanggar.mentoring.agreement_words import agreement_digest, agreement_text
from sanggar.mentoring.models import How, Mentor, Mentorship, MentorshipState, Outcome
from sanggar.mentoring.queries import proposed_pairs
from sanggar.mentoring.queries.pairs import SHOWN_WITH
from sanggar.people.models import Role
from sanggar.publication import actions as publication
from sanggar.training import actions as training
from sanggar.training.models import Enrolment, EnrolmentState, Goal

MENTORS = (
    "Ratna Puspita",
    "Galih Permana",
    "Sinta Larasati",
    "Yusuf Hakim",
    "Mira Astuti",
    "Doni Saputra",
    "Laila Fitri",
)
SUMMARIES = (
    "Membahas judul dan gambar sampul dua video terakhir.",
    "Menonton rekaman bersama; suara sudah jernih, cahaya masih kurang.",
    "Menyusun rencana unggah empat minggu.",
    "Membahas komentar penonton dan cara menjawabnya.",
)
STEPS = (
    "Unggah satu video sebelum kontak berikutnya",
    "Coba rekam di dekat jendela",
    "Kirim naskah pendek lewat pesan",
)
GOALS = (
    "Empat video terbit sampai akhir pendampingan",
    "Seratus pelanggan pertama",
    "Satu video tentang kampung sendiri",
)
WAITING = 3
LAPSED = 3
ENDED = {-2: -20, -1: -9}  # of the last two pairs: the day on which one stopped, and one was handed over
FIRST_CONTACT, RHYTHM = -62, 13


def accompany(plan: Plan, cast: Cast, days: Calendar) -> None:
    add_mentors(plan, cast, days)
    by = cast.actor(Role.OFFICER)
    pair_up(plan, cast, days)
    chance = Random("sanggar-demo:contacts")
    pairs = list(
        Mentorship.objects.filter(state=MentorshipState.ACTIVE)
        .select_related(*SHOWN_WITH, "enrolment__application")
        .order_by("pk")
    )
    for number, pair in enumerate(pairs):
        by_mentor = pair.mentor.account.actor
        training.set_goal(
            pair.enrolment, text=GOALS[number % len(GOALS)], due_on=days.day(30), by=by_mentor, at=days.past(-63)
        )
        for goal in pair.enrolment.goals.filter(text__startswith="Empat video"):
            step_by_step(goal, by_mentor, days)
        until = ENDED.get(number - len(pairs), -30 if number < LAPSED else 0)
        keep_in_touch(pair, chance, until=until, days=days)
    hand_one_over(pairs[-1], cast, days)
    stopped = pairs[-2]
    reason = "Pindah kerja ke luar kota; berhenti atas permintaan sendiri."
    mentoring.close_mentorship(stopped, outcome=Outcome.STOPPED, reason=reason, by=by, at=days.past(ENDED[-2]))
    live_on(plan, pairs[:-2], days)


def step_by_step(goal: Goal, by: Actor, days: Calendar) -> None:
    """Four videos, the first two of them published."""
    for number, offset in enumerate((-45, -20, 5, 28)):
        text = f"Video ke-{number + 1} terbit"
        step = training.set_milestone(goal, text=text, due_on=days.day(offset), by=by, at=days.past(-63))
        if offset < 0:
            training.reach_milestone(step, reached_on=days.day(offset), by=by, at=days.past(offset, 20))


def add_mentors(plan: Plan, cast: Cast, days: Calendar) -> None:
    tracks = list(plan.tracks.values())
    for number, name in enumerate(MENTORS):
        mentor = mentoring.add_mentor(
            plan.programme,
            email=f"{name.split()[0].lower()}@pendamping.example",
            name=name,
            phone=f"+62812000900{number:02d}",
            capacity=9,
            tracks=tracks if number % 3 == 0 else [tracks[number % 2]],
            by=cast.actor(Role.OFFICER),
            at=days.past(-70),
        )
        read = agreement_digest(agreement_text(mentor))
        mentoring.accept_agreement(mentor, digest=read, by=mentor.account.actor, at=days.past(-69))
        if number == 0:
            cast.add(Role.MENTOR, mentor.account)


def pair_up(plan: Plan, cast: Cast, days: Calendar) -> None:
    """As proposed, but for the last few: they wait, so that the office can look at a proposal. The participant and the
    mentor whose logins are printed have each other, so that one sees what the other does.
    """
    own = Enrolment.objects.get(person__account=cast.accounts[Role.PARTICIPANT])
    mentor = Mentor.objects.get(programme=plan.programme, account=cast.accounts[Role.MENTOR])
    pairs = proposed_pairs(plan.programme, {own.pk: mentor.pk}).pairs
    waiting = [enrolment for enrolment, _mentor in pairs if enrolment.person.account_id is None][-WAITING:]
    for enrolment, mentor in pairs:
        if enrolment not in waiting:
            mentoring.assign_mentor(enrolment, mentor, by=cast.actor(Role.OFFICER), at=days.past(-66))


def keep_in_touch(pair: Mentorship, chance: Random, until: int, days: Calendar) -> None:
    """Contacts about every two weeks until a day; the last ones of all but the lapsed are recent."""
    offset = FIRST_CONTACT + chance.randint(0, 6)
    while offset < until:
        mentoring.log_contact(
            pair,
            held_on=days.day(offset),
            how=chance.choice([How.CHAT, How.CALL, How.VIDEO, How.VISIT]),
            minutes=chance.choice((10, 15, 20, 30, 45)),
            summary=chance.choice(SUMMARIES),
            next_step=chance.choice(STEPS),
            next_on=days.day(offset + RHYTHM),
            by=pair.mentor.account.actor,
            at=days.past(offset, 19),
        )
        offset += RHYTHM + chance.randint(-3, 0)


def hand_one_over(pair: Mentorship, cast: Cast, days: Calendar) -> None:
    others = Mentor.objects.filter(programme=pair.mentor.programme, active=True).exclude(pk=pair.mentor_id)
    fitting = [m for m in others.order_by("assigned", "pk") if m.assigned < m.capacity and teaches(m, pair.enrolment)]
    note = "Pendamping lama cuti melahirkan. Fokus sekarang: suara rekaman; rencana unggah sudah ada."
    mentoring.hand_over(pair, fitting[0], note=note, by=cast.actor(Role.OFFICER), at=days.past(ENDED[-1]))


def teaches(mentor: Mentor, enrolment: Enrolment) -> bool:
    tracks = set(mentor.tracks.values_list("pk", flat=True))
    return not tracks or enrolment.track_id in tracks


def publish_works(plan: Plan, cast: Cast, days: Calendar) -> None:
    """Four in five have published something; the newest ones wait for a look."""
    chance = Random("sanggar-demo:works")
    people = (
        Enrolment.objects.filter(stage=plan.first, state=EnrolmentState.ACTIVE).select_related("track").order_by("pk")
    )
    for number, enrolment in enumerate(people):
        if chance.random() > 0.8:
            continue
        offset = chance.randint(-50, -2)
        work = publication.add_work(
            enrolment,
            url=address(enrolment.track.code, number),
            title=chance.choice(
                ("Sarapan di Pasar Bunul", "Kampung Warna Jodipan", "Belajar pecahan", "Sepeda ke kantor")
            ),
            published_on=days.day(offset),
            by=enrolment.application.actor,
            at=days.past(offset, 20),
        )
        if offset < -5:
            publication.confirm_work(work, by=cast.actor(Role.OFFICER), at=days.past(offset + 2))


def address(track: str, number: int) -> str:
    if track == "youtube":
        return f"https://www.youtube.com/watch?v=contoh{number:05d}"
    return f"https://www.tiktok.com/@warga{number}/video/{7000000000000000000 + number}"


def recognise(plan: Plan, cast: Cast, days: Calendar) -> None:
    """Certificates for whoever has everything; one is revoked for a misspelt name and issued anew."""
    by = cast.actor(Role.OFFICER)
    evaluation.set_rule(plan.programme, attendance_percent=75, contacts=3, works=1, by=by, at=days.past(-110))
    issued = evaluation.issue_certificates(plan.first, by=by, at=days.past(-2, 10))
    for certificate in [each for each in issued if not each.enrolment.person.email][:2]:
        tell_certificate_issued.call(certificate.pk)  # kept for somebody to tell
    if issued:
        reason = "Salah ejaan nama; diganti."
        evaluation.reissue_certificate(issued[0], name=issued[0].name_on_it, reason=reason, by=by, at=days.past(-1, 9))
