"""The pages of works: handing in on the phone, an assessor who sees others after their own marks, and the desk."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from factories.mentoring import make_mentor, make_pair
from factories.training import make_cohort_of, make_enrolment
from factories.works import VIDEO, act, answer, assess, hand_in, level_of, make_assignment, make_skills, make_trainer
from sanggar.foundation import clock
from sanggar.people.actions import end_grant, open_account
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Assignment, Enrolment, Submission, WorkAssessment
from sanggar.training.pages.works.forms import QuizQuestionForm
from sanggar.training.queries import (
    apart_among,
    assignments_of,
    checklist_of,
    corrected_round,
    marks_reader,
    submissions_of,
    with_scores,
    works_lacking_assessors_in,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    enrolment = make_enrolment(make_cohort_of(programme), "Sulastri")
    enrolment.person.account = open_account(email="sulastri@contoh.example", name="Sulastri", **act())
    enrolment.person.save()
    return enrolment


@pytest.fixture
def mine(enrolment: Enrolment, signed_in: SignIn) -> Client:
    assert enrolment.person.account is not None
    return signed_in(enrolment.person.account)


@pytest.fixture
def assignment(enrolment: Enrolment) -> Assignment:
    make_trainer("Nadia", enrolment.stage.programme)
    make_trainer("Raka", enrolment.stage.programme)
    return make_assignment(enrolment.stage)


def checked(programme: Programme) -> dict[str, str]:
    return {f"check_{item.key}": "yes" for item in checklist_of(programme)}


def desk(name: str, programme: Programme, *more: Any) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *more])


def test_a_work_is_handed_in_with_its_checklist_and_a_double_click_counts_once(
    mine: Client, enrolment: Enrolment, assignment: Assignment
) -> None:
    here = reverse("my_work", args=[enrolment.pk, assignment.pk])
    assert "Kirim karya" in mine.get(here).content.decode()
    unchecked = mine.post(here, sent(url=VIDEO, note="Tolong lihat suaranya"))
    assert unchecked.status_code == 422
    assert f'value="{VIDEO}"' in unchecked.content.decode()
    assert "Tolong lihat suaranya" in unchecked.content.decode()
    form = sent(url=VIDEO, note="", **checked(enrolment.stage.programme))
    assert [mine.post(here, form).status_code for _ in range(2)] == [302, 302]
    found = Submission.objects.get()
    assert (found.number, found.checklist_answers.count()) == (1, len(checklist_of(enrolment.stage.programme)))
    page = mine.get(here).content.decode()
    assert "Sedang dinilai" in page
    assert "Kirim karya" not in page


def test_what_waits_is_put_right_on_the_phone_until_somebody_has_begun(
    mine: Client, enrolment: Enrolment, assignment: Assignment
) -> None:
    first = hand_in(assignment, enrolment)
    here = reverse("my_work", args=[enrolment.pk, assignment.pk])
    assert "Ganti atau tarik kiriman ini" in mine.get(here).content.decode()
    other = sent(url="https://youtu.be/bbbbbbbbbbb", **checked(enrolment.stage.programme))
    assert mine.post(here, other).status_code == 302
    page = mine.get(here).content.decode()
    assert [word in page for word in ("Kiriman 2", "Ditarik", first.url)] == [True, True, True]
    second = enrolment.submissions.get(state="waiting")
    back = reverse("my_work_withdraw", args=[enrolment.pk, second.pk])
    assert mine.post(back, sent()).status_code == 302
    assert "Kirim karya" in mine.get(here).content.decode()
    third = hand_in(assignment, enrolment)
    assess(third.assessments.all()[0], 2)
    assert "Ganti atau tarik kiriman ini" not in mine.get(here).content.decode()
    mine.post(reverse("my_work_withdraw", args=[enrolment.pk, third.pk]), sent())
    assert mine.post(here, other | sent()).status_code == 422
    assert [each.state for each in enrolment.submissions.all()] == ["withdrawn", "withdrawn", "waiting"]


@pytest.mark.parametrize(("accepts", "field"), [("link", "url"), ("file", "file")])
def test_a_form_asks_for_what_the_assignment_takes_and_for_nothing_else(
    mine: Client, enrolment: Enrolment, accepts: str, field: str
) -> None:
    assignment = make_assignment(enrolment.stage, accepts=accepts)
    here = reverse("my_work", args=[enrolment.pk, assignment.pk])
    page = mine.get(here).content.decode()
    assert {name for name in ("url", "file") if f'name="{name}"' in page} == {field}
    assert mine.post(here, sent(**checked(enrolment.stage.programme))).status_code == 422
    given = VIDEO if field == "url" else SimpleUploadedFile("naskah.pdf", b"%PDF-1.4")
    assert mine.post(here, sent(**checked(enrolment.stage.programme), **{field: given})).status_code == 302


def test_the_participant_reads_what_was_found_with_the_answer_and_not_before(
    mine: Client, enrolment: Enrolment, assignment: Assignment
) -> None:
    submission = hand_in(assignment, enrolment)
    here = reverse("my_work", args=[enrolment.pk, assignment.pk])
    assess(submission.assessments.all()[0], 2, "Suaranya pelan sekali.")
    assert "Suaranya pelan" not in mine.get(here).content.decode()
    answer(submission, "revise", "Rekam ulang di tempat sepi.")
    page = mine.get(here).content.decode()
    assert "Suaranya pelan" in page
    assert "Rekam ulang" in page
    assert "Nadia" not in page
    assert "Kirim karya" in page
    assert assignment.title in mine.get(reverse("mine:today")).content.decode()
    assert "50%" in mine.get(reverse("own_progress", args=[enrolment.pk])).content.decode()


def test_an_assessor_sees_others_only_after_their_own_marks(
    enrolment: Enrolment, assignment: Assignment, signed_in: SignIn
) -> None:
    submission = hand_in(assignment, enrolment)
    one, other = submission.assessments.all()
    assess(other, 0, "Menurut saya belum siap.")
    client, here = signed_in(one.account), reverse("my_assessment", args=[one.pk])
    before = client.get(here).content.decode()
    assert "belum siap" not in before
    assert client.get(reverse("my_answer", args=[one.pk])).status_code == 302
    assert client.post(here, sent(feedback="Hampir.")).status_code == 422
    client.post(here, sent(feedback="Hampir.", level_1=level_of(assignment, 4).pk, note_1="Terang"))
    after = client.get(here).content.decode()
    assert "belum siap" in after
    assert "berselisih jauh" in after
    assert other.account.name not in after
    told = client.post(reverse("my_answer", args=[one.pk]), sent(state="accepted", answer=""))
    assert told.status_code == 422
    assert "Minta satu penilai lagi" in told.content.decode()
    client.post(reverse("my_answer", args=[one.pk]), sent(state="revise", answer="Perbaiki suaranya."))
    submission.refresh_from_db()
    assert (submission.state, submission.decided_by) == ("revise", one.account.name)


def test_an_assessment_is_its_assessor_s_alone(
    enrolment: Enrolment, assignment: Assignment, signed_in: SignIn, mine: Client, officer: Account
) -> None:
    file = SimpleUploadedFile("naskah.pdf", b"%PDF-1.4")
    submission = hand_in(assignment, enrolment, "", file=file)
    one, other = submission.assessments.all()
    for client in (mine, signed_in(officer), signed_in(other.account)):
        for name in ("my_assessment", "my_answer", "my_assessment_file"):
            assert client.get(reverse(name, args=[one.pk])).status_code == 404
    assert signed_in(one.account).get(reverse("my_assessment_file", args=[one.pk])).status_code == 200
    assert mine.get(reverse("my_work_file", args=[enrolment.pk, submission.pk])).status_code == 200
    stranger = make_enrolment(enrolment.cohort, "Budi")
    assert mine.get(reverse("my_work", args=[stranger.pk, assignment.pk])).status_code == 404
    theirs = hand_in(assignment, stranger, "", file=SimpleUploadedFile("b.pdf", b"%PDF-1.5"))
    assert mine.get(reverse("my_work_file", args=[enrolment.pk, theirs.pk])).status_code == 404


def test_who_is_no_trainer_any_more_sees_no_works_and_the_officer_lets_them_go(
    programme: Programme, enrolment: Enrolment, assignment: Assignment, officer: Account, signed_in: SignIn
) -> None:
    submission = hand_in(assignment, enrolment)
    one = submission.assessments.all()[0]
    client, here = signed_in(one.account), reverse("my_assessment", args=[one.pk])
    assert client.get(here).status_code == 200
    end_grant(one.account.grants.get(), reason="Kontrak selesai", **act())
    assert client.get(here).status_code == 404
    assert "Sulastri" not in client.get(reverse("my_assessments")).content.decode()
    release = desk("release_assessor", programme, submission.pk, one.pk)
    desk_client = signed_in(officer)
    assert release in desk_client.get(desk("submission", programme, submission.pk)).content.decode()
    assert [desk_client.post(release, sent()).status_code for _ in range(2)] == [302, 422]
    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_after_the_programme_nothing_is_handed_in(
    mine: Client, programme: Programme, enrolment: Enrolment, assignment: Assignment
) -> None:
    Programme.objects.update(mentoring_until=clock.today() - timedelta(days=1))
    here = reverse("my_work", args=[enrolment.pk, assignment.pk])
    assert "sudah berakhir bagi Anda" in mine.get(here).content.decode()
    told = mine.post(here, sent(url=VIDEO, **checked(programme)))
    assert (told.status_code, Submission.objects.count()) == (422, 0)


def test_an_officer_who_assesses_too_sees_the_others_afterwards(
    programme: Programme, enrolment: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    give_programme_grant(officer, Role.REVIEWER, programme, **act())
    make_trainer("Nadia", programme)
    submission = hand_in(make_assignment(enrolment.stage), enrolment)
    own = WorkAssessment.objects.get(account=officer)
    assess(submission.assessments.exclude(pk=own.pk).get(), 0, "Menurut saya belum siap.")
    client, here = signed_in(officer), desk("submission", programme, submission.pk)
    hidden = client.get(here).content.decode()
    assert "belum siap" not in hidden
    assert "Selesaikan penilaian Anda dulu" in hidden
    listed = client.get(desk("submissions", programme) + "?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(listed) == 2
    assess(own, 2)
    assert "belum siap" in client.get(here).content.decode()


def test_the_list_of_works_asks_the_same_few_questions_however_many_assignments_there_are(
    programme: Programme, enrolment: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    for name in ("Nadia", "Raka"):
        make_trainer(name, programme)
    client = signed_in(officer)

    def handed(title: str) -> Submission:
        submission = hand_in(make_assignment(enrolment.stage, title), enrolment)
        for each, points in zip(submission.assessments.all(), (0, 4), strict=True):
            assess(each, points)
        return submission

    def questions(at: str) -> int:
        cache.clear()  # severities are kept until another mark is given
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at).status_code == 200
        return len(asked)

    def lacking() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            found = works_lacking_assessors_in(Programme.objects.all())[programme.pk]
        return found, len(asked)

    here, apart = desk("submissions", programme), desk("submissions", programme) + "?perhatian=selisih"
    first = handed("Tugas 0")
    client.get(here)
    before, (one, asked) = [questions(at) for at in (here, apart)], lacking()
    all_of_them = {first.pk, *(handed(f"Tugas {number}").pk for number in range(1, 6))}
    assert [questions(at) for at in (here, apart)] == before
    assert (one, lacking()) == (1, (6, asked))
    rows, read = list(with_scores(submissions_of(programme))), marks_reader(list(assignments_of(programme)))
    alone = {each.pk: corrected_round(each)[0] for each in Submission.objects.select_related("assignment")}
    assert {each.pk: read(each) for each in rows} == {pk: replace(found, error=None) for pk, found in alone.items()}
    assert apart_among(submissions_of(programme)) == {pk for pk, found in alone.items() if found.needs_another}
    assert apart_among(submissions_of(programme)) == all_of_them


def test_an_officer_writes_publishes_and_follows_an_assignment(
    programme: Programme, enrolment: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    client, stage = signed_in(officer), enrolment.stage
    given = {"title": "Video satu menit", "brief": "Buat.", "accepts": "link", "is_required": "on", "stage": stage.pk}
    more = {"due_at": "2027-01-31T17:00", "assessors": "1", "threshold": "25"}
    assert client.post(desk("add_assignment", programme), sent(**given)).status_code == 422
    client.post(desk("add_assignment", programme), sent(**given, **more))
    assignment = Assignment.objects.get()
    page = client.post(desk("publish_assignment", programme, assignment.pk), sent())
    assert page.status_code == 409
    skill = programme.skills.all()[0]
    criterion = {"name": "Gambar", "weight": "2", "skill": skill.pk, "level_4": "Jelas", "level_0": "Belum"}
    assert client.post(desk("add_assignment_criterion", programme, assignment.pk), sent(name="x")).status_code == 422
    client.post(desk("add_assignment_criterion", programme, assignment.pk), sent(**criterion))
    client.post(desk("publish_assignment", programme, assignment.pk), sent())
    assignment.refresh_from_db()
    assert (assignment.is_open, assignment.criteria.get().skill) == (True, skill)
    submission = hand_in(assignment, enrolment)
    assert (
        "Penilai kiriman ini masih kurang" in client.get(desk("submission", programme, submission.pk)).content.decode()
    )
    trainer = make_trainer("Nadia", programme)
    client.post(desk("ask_assessor", programme, submission.pk), sent(account=trainer.pk))
    assess(submission.assessments.get(), 4)
    client.post(desk("answer_submission", programme, submission.pk), sent(state="accepted", answer="Bagus."))
    submission.refresh_from_db()
    assert submission.state == "accepted"
    for name in ("assignments", "submissions", "assignment", "progress"):
        pk = {"assignment": [assignment.pk], "progress": [enrolment.pk]}.get(name, [])
        assert client.get(desk(name, programme, *pk)).status_code == 200
    client.post(desk("close_assignment", programme, assignment.pk), sent())
    assignment.refresh_from_db()
    assert not assignment.is_open


def test_skills_and_questions_are_started_written_and_removed_at_the_desk(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    for name in ("start_skills", "start_questions"):
        assert client.post(desk(name, programme), sent()).status_code == 302
    assert (programme.skills.count(), programme.quiz_questions.count()) == (5, 6)
    assert client.post(desk("start_skills", programme), sent()).status_code == 409
    question = {"text": "Baru?", "choice_1": "a", "choice_2": "b", "choice_4": "c", "right": "4", "use": "both"}
    client.post(desk("add_question", programme), sent(**question))
    made = programme.quiz_questions.get(ordinal=7)
    assert [(each.text, each.is_right) for each in made.choices.all()] == [("a", False), ("b", False), ("c", True)]
    assert client.post(desk("add_question", programme), sent(**question | {"right": "3"})).status_code == 422
    client.post(desk("change_question", programme, 7), sent(**question | {"text": "Lain?"}))
    client.post(desk("remove_question", programme, 1), sent())
    assert [each.text for each in programme.quiz_questions.filter(ordinal__in=(1, 7))] == ["Lain?"]
    client.post(desk("change_skill", programme, 1), sent(name="Naskah", level_0="Belum", level_4="Sudah"))
    client.post(desk("add_skill", programme), sent(name="Baru", level_0="Belum", level_4="Sudah"))
    client.post(desk("remove_skill", programme, 2), sent())
    assert [each.name for each in programme.skills.all()] == [
        "Naskah",
        "Suara",
        "Penyuntingan",
        "Penerbitan dan tanggung jawab isi",
        "Baru",
    ]


def test_the_right_answer_is_named_in_the_reader_s_language() -> None:
    named = []
    for language in ("id", "en"):
        with translation.override(language):
            named.append(str(dict(QuizQuestionForm().fields["right"].choices)["1"]))
    assert named == ["Pilihan 1", "Choice 1"]


@pytest.mark.parametrize("name", ["add_assignment", "add_skill", "add_question"])
def test_the_desk_s_pages_keep_their_rights(
    programme: Programme, name: str, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    assert signed_in(inspector).get(desk(name, programme)).status_code == 403
    assert signed_in(stranger).get(desk(name, programme)).status_code == 404
    assert signed_in(inspector).get(desk("assignments", programme)).status_code == 200


def test_a_mentor_sees_the_progress_of_whom_they_accompany_and_of_nobody_else(
    programme: Programme, enrolment: Enrolment, signed_in: SignIn
) -> None:
    pair = make_pair(enrolment, make_mentor(programme, "Maya"))
    other = make_mentor(programme, "Galih")
    assessment = actions.begin_self_assessment(enrolment, **act())
    for skill in programme.skills.all():
        actions.rate_skill(assessment, skill.levels.get(points=1), **act())
    actions.finish_self_assessment(assessment, **act())
    here = reverse("mine:pair_progress", args=[pair.pk])
    assert "25%" in signed_in(pair.mentor.account).get(here).content.decode()
    assert signed_in(other.account).get(here).status_code == 404
