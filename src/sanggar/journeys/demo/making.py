"""Where some of stage 1 started from, what they made, and how far they came; two assessors, and one round to mend."""

from datetime import datetime
from random import Random

from sanggar.foundation.audit import Actor
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.people.models import Role
from sanggar.training import actions as training
from sanggar.training.models import Assignment, Enrolment, EnrolmentState, Occasion, Submission, SubmissionState
from sanggar.training.queries import checklist_of, questions_for, skills_of

PEOPLE = 7
CRITERIA = (
    ("Cerita", 2, "Cerita dan naskah"),
    ("Gambar", 1, "Pengambilan gambar"),
    ("Suara", 1, "Suara"),
)
LEVELS = {
    4: "Kuat dari awal sampai akhir",
    3: "Baik, satu dua bagian dapat diperbaiki",
    2: "Sebagian terlihat",
    1: "Baru sedikit terlihat",
    0: "Belum terlihat",
}
FEEDBACK = (
    "Pembukanya langsung menarik. Coba dekatkan mikrofon.",
    "Gambarnya terang dan stabil. Bagian tengah dapat dipersingkat.",
    "Ceritanya jelas. Tambahkan teks supaya dapat ditonton tanpa suara.",
)
MEND = "Suara di bagian tengah tertutup lalu lintas. Rekam ulang bagian itu di tempat sepi, lalu kirim lagi."


def make_works(plan: Plan, cast: Cast, days: Calendar) -> None:
    by = cast.actor(Role.OFFICER)
    training.start_skills(plan.programme, by=by, at=days.past(-115))
    training.start_questions(plan.programme, by=by, at=days.past(-115))
    people = makers(plan)
    chance = Random("sanggar-demo:works-made")
    for number, enrolment in enumerate(people):
        show_start(enrolment, 0.15 + number * 0.1, chance, days)
    assignment = ask_for_work(plan, cast, days)
    for number, enrolment in enumerate(people):
        hand_in_and_assess(assignment, enrolment, number, chance, cast, days)
    for number, enrolment in enumerate(people[:-1]):
        if number:  # the one with an account has the test after still before them
            take_test(enrolment, Occasion.POST, chance, 0.6 + number * 0.08, days.past(-66, 19))
        rate_oneself(enrolment, chance, 2, days.past(-40, 19))


def makers(plan: Plan) -> list[Enrolment]:
    """The one with an account first."""
    people = Enrolment.objects.filter(stage=plan.first, state=EnrolmentState.ACTIVE)
    shown = people.select_related("person__account", "application", "cohort", "stage__programme__organisation")
    return sorted(shown.order_by("pk"), key=lambda each: each.person.account_id is None)[:PEOPLE]


def actor_of(enrolment: Enrolment) -> Actor:
    account = enrolment.person.account
    return Actor("account", str(account.pk), "peserta") if account else enrolment.application.actor


def show_start(enrolment: Enrolment, luck: float, chance: Random, days: Calendar) -> None:
    at, by = days.past(-77, 19), actor_of(enrolment)
    rate_oneself(enrolment, chance, 1, at)
    take_test(enrolment, Occasion.PRE, chance, luck, at)
    url = f"https://www.youtube.com/watch?v=awalan{enrolment.pk:05d}"
    training.show_sample(
        enrolment, work=training.read_handed(url), note="Direkam sebelum pelatihan, belum disunting.", by=by, at=at
    )
    training.set_goal(enrolment, text="Empat video terbit", due_on=days.day(30), by=by, at=at)


def rate_oneself(enrolment: Enrolment, chance: Random, points: int, at: datetime) -> None:
    by = actor_of(enrolment)
    assessment = training.begin_self_assessment(enrolment, by=by, at=at)
    for skill in skills_of(enrolment.stage.programme):
        chosen = min(4, max(0, points + chance.choice((-1, 0, 0, 1))))
        training.rate_skill(assessment, skill.levels.get(points=chosen), by=by, at=at)
    training.finish_self_assessment(assessment, by=by, at=at)


def take_test(enrolment: Enrolment, occasion: str, chance: Random, luck: float, at: datetime) -> None:
    by = actor_of(enrolment)
    sitting = training.begin_quiz(enrolment, occasion, by=by, at=at)
    for question in questions_for(enrolment.stage.programme, occasion):
        is_right = chance.random() < luck
        choices = [choice for choice in question.choices.all() if choice.is_right == is_right]
        training.answer_question(sitting, chance.choice(choices), by=by, at=at)
    training.finish_quiz(sitting, by=by, at=at)


def ask_for_work(plan: Plan, cast: Cast, days: Calendar) -> Assignment:
    """One that is past its date, and one that is still to be done."""
    by, at = cast.actor(Role.OFFICER), days.past(-75)
    skills = {skill.name: skill for skill in plan.programme.skills.all()}
    texts = (
        training.AssignmentText(
            "Video satu menit tentang kampung",
            "Buat satu video berdurasi sekitar satu menit tentang orang atau tempat di kampung Anda.",
            days.at(-50, 21),
        ),
        training.AssignmentText(
            "Rencana unggah satu bulan",
            "Susun rencana empat unggahan: judul, penonton, dan tanggalnya.",
            days.at(9, 21),
            accepts="any",
            is_required=False,
        ),
    )
    made = [training.write_assignment(plan.first, text, by=by, at=at) for text in texts]
    for assignment in made:
        for name, weight, skill in CRITERIA:
            text = training.AssignmentCriterionText(name, weight, LEVELS, skill=skills[skill])
            training.write_assignment_criterion(assignment, text, by=by, at=at)
        training.publish_assignment(assignment, by=by, at=at)
        assignment.refresh_from_db()
    return made[0]


def hand_in_and_assess(
    assignment: Assignment, enrolment: Enrolment, number: int, chance: Random, cast: Cast, days: Calendar
) -> None:
    """The first mends once; the last is late and waits; of the one before, the assessors are far apart."""
    is_last = number == PEOPLE - 1
    first = send(assignment, enrolment, 1, days.past(-2 if is_last else -54, 20))
    if is_last:
        return
    if number == PEOPLE - 2:
        assess(first, (4, 2), chance, days.past(-52))
        return
    if number == 0:
        assess(first, (2, 1), chance, days.past(-53))
        respond(first, SubmissionState.REVISE, MEND, cast, days.past(-52))
        first = send(assignment, enrolment, 2, days.past(-51, 20))
    assess(first, (3, 3), chance, days.past(-49))
    respond(first, SubmissionState.ACCEPTED, "Siap diterbitkan. Bagus!", cast, days.past(-48))


def send(assignment: Assignment, enrolment: Enrolment, number: int, at: datetime) -> Submission:
    work = training.read_handed(f"https://www.youtube.com/watch?v=tugas{number}{enrolment.pk:05d}")
    checklist = {item.key: "yes" for item in checklist_of(assignment.stage.programme)}
    return training.hand_in(assignment, enrolment, work=work, checklist=checklist, by=actor_of(enrolment), at=at)


def assess(submission: Submission, points: tuple[int, int], chance: Random, at: datetime) -> None:
    criteria = list(submission.assignment.criteria.prefetch_related("levels"))
    for each, wanted in zip(submission.assessments.select_related("account"), points, strict=False):
        given = []
        for criterion in criteria:
            chosen = min(4, max(0, wanted + chance.choice((-1, 0, 0))))
            given.append(training.GivenLevel(criterion, criterion.levels.get(points=chosen)))
        training.assess_work(each, given=given, feedback=chance.choice(FEEDBACK), by=each.account.actor, at=at)


def respond(submission: Submission, state: str, answer: str, cast: Cast, at: datetime) -> None:
    by = cast.accounts[Role.TRAINER].actor
    training.decide_submission(submission, state=state, answer=answer, by=by, at=at)
