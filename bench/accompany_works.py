"""What accompany_pages.py fills besides people: where each started from, works with their marks, talks, follow-ups."""

from datetime import datetime, timedelta
from typing import Any

WORKS = 2
ASSESSORS = 8
"""Who share the works of everybody; two look at each."""
FOLLOWED = 10
"""One in so many has an open follow-up; as many have handed nothing in."""
TALKING = 5
"""One in so many has booked a talk."""


def set_up(programme: Any, by: Any, at: datetime) -> None:
    """Skills, questions of both tests, assignments with a criterion for each skill, and who assesses."""
    from sanggar.people import actions as people
    from sanggar.people.models import Role
    from sanggar.training import actions

    actions.start_skills(programme, by=by, at=at)
    actions.start_questions(programme, by=by, at=at)
    for number in range(ASSESSORS):
        account = people.open_account(email=f"penilai{number}@contoh.example", name=f"Penilai {number}", by=by, at=at)
        people.give_grant(account, Role.REVIEWER, organisation=programme.organisation, by=by, at=at)
    for number in range(WORKS):
        text = actions.AssignmentText(f"Video {number + 1}", "Buat satu video.", at - timedelta(days=20 - 10 * number))
        assignment = actions.write_assignment(programme.stages.get(), text, by=by, at=at)
        for skill in programme.skills.all():
            levels = {0: "Belum terlihat", 2: "Terlihat sebagian", 4: "Terlihat jelas"}
            criterion = actions.AssignmentCriterionText(skill.name, 1, levels, skill=skill)
            actions.write_assignment_criterion(assignment, criterion, by=by, at=at)
        actions.publish_assignment(assignment, by=by, at=at)


def fill_works(programme: Any, enrolled: list[Any], at: datetime) -> None:
    """Written in bulk, as what it would have become page by page."""
    _fill_baselines(programme, enrolled, at)
    for place, assignment in enumerate(programme.stages.get().assignments.order_by("due_at")):
        _fill_assignment(assignment, [each for each in enrolled if each.pk % FOLLOWED], at, place)


def _fill_baselines(programme: Any, enrolled: list[Any], at: datetime) -> None:
    from sanggar.training.models import Goal, Occasion, QuizSitting, SelfAssessment, SkillRating, Where, WorkSample

    levels = [list(skill.levels.all()) for skill in programme.skills.prefetch_related("levels")]
    began = at - timedelta(days=85)
    done = SelfAssessment.objects.bulk_create(
        SelfAssessment(enrolment=each, number=number, begun_at=began, finished_at=began + timedelta(days=30 * number))
        for each in enrolled
        for number in (1, 2)
    )
    SkillRating.objects.bulk_create(
        SkillRating(assessment=each, skill=some[0].skill, level=some[(each.pk + place) % len(some)])
        for each in done
        for place, some in enumerate(levels)
    )
    QuizSitting.objects.bulk_create(
        QuizSitting(enrolment=each, occasion=Occasion.PRE, asked=5, begun_at=began, finished_at=began, right=3)
        for each in enrolled
    )
    WorkSample.objects.bulk_create(
        WorkSample(enrolment=each, where=Where.OTHER, url="https://contoh.example/karya", at=began, by="uji")
        for each in enrolled
    )
    Goal.objects.bulk_create(
        Goal(enrolment=each, text=f"Tujuan {number}", set_at=began, set_by="uji")
        for each in enrolled
        for number in range(2)
    )


def _fill_assignment(assignment: Any, handing_in: list[Any], at: datetime, place: int) -> None:
    """Every fifth round waits still; the others were answered."""
    from sanggar.people.models import Account
    from sanggar.training.models import (
        AssessmentState,
        Submission,
        SubmissionState,
        Where,
        WorkAssessment,
        WorkScore,
    )

    assessors = list(Account.objects.filter(email__startswith="penilai").order_by("pk"))
    criteria = [list(each.levels.all()) for each in assignment.criteria.prefetch_related("levels")]
    handed = at - timedelta(days=18 - 10 * place)
    rounds = Submission.objects.bulk_create(
        Submission(
            assignment=assignment, enrolment=each, number=1, where=Where.OTHER, url="https://contoh.example/karya",
            is_late=each.pk % 7 == 0, handed_at=handed, handed_by="uji",
            **({} if each.pk % 5 == 0 else {"state": SubmissionState.ACCEPTED, "decided_at": at, "decided_by": "uji"}),
        )
        for each in handing_in
    )  # fmt: skip
    given = WorkAssessment.objects.bulk_create(
        WorkAssessment(
            submission=each, account=assessors[(each.pk + number) % ASSESSORS], state=AssessmentState.DONE,
            assigned_at=handed, finished_at=at,
        )
        for each in rounds
        for number in range(2)
    )  # fmt: skip
    WorkScore.objects.bulk_create(
        WorkScore(assessment=each, criterion=some[0].criterion, level=some[(each.pk + number) % len(some)])
        for each in given
        for number, some in enumerate(criteria)
    )


def fill_care(pairs: list[Any], mentors: list[Any], at: datetime) -> None:
    """Slots of each mentor, talks in some of them, and what is to be looked after."""
    from sanggar.mentoring.follow_up_words import Opening
    from sanggar.mentoring.models import FollowUp, FollowUpKind, Slot, Talk

    slots = Slot.objects.bulk_create(
        Slot(
            mentor=mentor, starts_at=at + timedelta(days=1 + number), ends_at=at + timedelta(days=1 + number, hours=1),
            place="Sanggar", offered_at=at,
        )
        for mentor in mentors
        for number in range(20)
    )  # fmt: skip
    free: dict[int, list[Any]] = {}
    for slot in slots:
        free.setdefault(slot.mentor_id, []).append(slot)
    Talk.objects.bulk_create(
        Talk(slot=free[pair.mentor_id].pop(), mentorship=pair, booked_at=at, booked_by="uji")
        for pair in pairs
        if pair.pk % TALKING == 0 and free[pair.mentor_id]
    )
    FollowUp.objects.bulk_create(
        FollowUp(
            enrolment=pair.enrolment, kind=FollowUpKind.WORK, code=Opening.WORK, data={"titles": ["Video 1"]},
            opened_at=at, opened_by="uji",
        )
        for pair in pairs
        if pair.enrolment_id % FOLLOWED == 0
    )  # fmt: skip


def more_pages(programme: Any, desk: str, officer: Any) -> dict[str, tuple[Any, str]]:
    from sanggar.mentoring.models import Mentor
    from sanggar.people.models import Account
    from sanggar.training.models import Enrolment

    participant, mentor, assessor = (
        Account.objects.get(email=f"{who}0@contoh.example") for who in ("peserta", "pendamping", "penilai")
    )
    own = Enrolment.objects.get(person__account=participant)
    pair, place = own.mentorships.get(), Mentor.objects.get(account=mentor)
    part = f"/saya/kepesertaan/{own.pk}/"
    return {
        "own progress": (participant, f"{part}kemajuan/"),
        "own works": (participant, f"{part}tugas/"),
        "own mentoring": (participant, f"{part}pendampingan/"),
        "one of a mentor's people": (mentor, f"/saya/pendampingan/{pair.pk}/"),
        "contacts to be confirmed": (mentor, "/saya/pendampingan/menunggu/"),
        "progress, for the mentor": (mentor, f"/saya/kemajuan/{pair.pk}/"),
        "a mentor's time": (mentor, f"/saya/pendampingan/waktu/{place.pk}/"),
        "works to assess": (assessor, "/saya/karya-dinilai/"),
        "works handed in": (officer, f"{desk}pelatihan/kiriman/"),
        "works, assessors apart": (officer, f"{desk}pelatihan/kiriman/?perhatian=selisih"),
        "one assignment": (officer, f"{desk}pelatihan/tugas/{programme.stages.get().assignments.first().pk}/"),
        "one round": (officer, f"{desk}pelatihan/kiriman/{own.submissions.order_by('pk')[0].pk}/"),
        "starting points": (officer, f"{desk}pelatihan/titik-awal/"),
        "falling presence": (officer, f"{desk}pelatihan/kehadiran-menurun/"),
        "follow-ups": (officer, f"{desk}pendampingan/tindak-lanjut/"),
        "one pair": (officer, f"{desk}pendampingan/{pair.pk}/"),
        "one pair, to hand over": (officer, f"{desk}pendampingan/{pair.pk}/alihkan/"),
    }
