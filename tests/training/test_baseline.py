"""Where participants start from: page by page, kept, resumable; and what the desk learns of it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from factories.planning import make_meeting
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from factories.works import VIDEO, act, make_assignment, make_questions, make_skills
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.people.actions import open_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment, Occasion, QuizSitting, SelfAssessment, Skill, SkillLevel, WorkSample
from sanggar.training.queries import baseline_of, baselines_missing_in, progress_of, quiz_result

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def account_of(enrolment: Enrolment, email: str = "sulastri@contoh.example") -> Account:
    account = open_account(email=email, name=enrolment.person.name, **act())
    enrolment.person.account = account
    enrolment.person.save()
    return account


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    make_questions(programme)
    cohort = make_cohort_of(programme)
    make_meeting(cohort)
    return make_enrolment(cohort, "Sulastri")


@pytest.fixture
def mine(enrolment: Enrolment, signed_in: SignIn) -> Client:
    return signed_in(account_of(enrolment))


def address(name: str, enrolment: Enrolment, *more: Any) -> str:
    return reverse(name, args=[enrolment.pk, *more])


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def refused(code: str, act_of: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as told, transaction.atomic():
        act_of()
    assert told.value.code == code


def rate_all(assessment: SelfAssessment, points: int) -> None:
    for skill in assessment.enrolment.stage.programme.skills.all():
        actions.rate_skill(assessment, skill.levels.get(points=points), **act())
    actions.finish_self_assessment(assessment, **act())


def take(enrolment: Enrolment, occasion: str, right: int) -> QuizSitting:
    """A finished test with the first `right` questions answered rightly."""
    sitting = actions.begin_quiz(enrolment, occasion, **act())
    for place, question in enumerate(enrolment.stage.programme.quiz_questions.all()):
        choice = question.choices.filter(is_right=place < right).first()
        assert choice is not None
        actions.answer_question(sitting, choice, **act())
    actions.finish_quiz(sitting, **act())
    return sitting


def test_a_whole_baseline_is_made_page_by_page(mine: Client, enrolment: Enrolment) -> None:
    skills, quiz = address("own_skills", enrolment), address("own_quiz", enrolment, "pre")
    assert "Mulai menilai diri" in mine.get(skills).content.decode()
    page = mine.post(skills, sent(), follow=True)
    for skill in enrolment.stage.programme.skills.all():
        here = address("own_skill", enrolment, skill.ordinal)
        assert mine.post(here, sent()).status_code == 422
        page = mine.post(here, sent(level=skill.levels.get(points=2).pk), follow=True)
    assert "Periksa jawaban Anda" in page.content.decode()
    mine.post(skills, sent())
    page = mine.post(quiz, sent(), follow=True)
    for number, question in enumerate(enrolment.stage.programme.quiz_questions.all(), start=1):
        here = address("own_question", enrolment, "pre", number)
        page = mine.post(here, sent(choice=question.choices.get(is_right=True).pk), follow=True)
    mine.post(quiz, sent())
    mine.post(address("own_sample", enrolment), sent(url=VIDEO, note="Rekaman pertama"))
    mine.post(address("own_goals", enrolment), sent(text="Empat video sampai Maret", due_on="2027-03-31"))
    found = baseline_of(enrolment)
    assert (found.is_complete, [part.is_late for part in found.parts]) == (True, [False] * 4)
    sitting = enrolment.quiz_sittings.get()
    assert (sitting.right, sitting.asked, enrolment.goals.get().text) == (6, 6, "Empat video sampai Maret")
    assert "Titik awal Anda lengkap" in mine.get(address("own_baseline", enrolment)).content.decode()


def test_what_was_answered_is_there_after_a_break(mine: Client, enrolment: Enrolment) -> None:
    quiz = address("own_quiz", enrolment, "pre")
    mine.post(quiz, sent())
    first = enrolment.stage.programme.quiz_questions.all()[0]
    chosen = first.choices.all()[1]
    mine.post(address("own_question", enrolment, "pre", 1), sent(choice=chosen.pk))
    assert f'value="{chosen.pk}" ' in mine.get(address("own_question", enrolment, "pre", 1)).content.decode()
    page = mine.get(quiz).content.decode()
    assert "Tinggal 5 soal" in page
    assert address("own_question", enrolment, "pre", 2) in page


def test_reading_begins_nothing_and_a_question_before_the_test_leads_to_its_beginning(
    mine: Client, enrolment: Enrolment
) -> None:
    for name, more in (("own_question", ("pre", 1)), ("own_skill", (1,)), ("own_quiz", ("pre",)), ("own_skills", ())):
        assert mine.get(address(name, enrolment, *more)).status_code in (200, 302)
    assert (QuizSitting.objects.count(), SelfAssessment.objects.count()) == (0, 0)
    for name, more in (("own_question", ("pre", 99)), ("own_quiz", ("lain",)), ("own_skill", (99,))):
        assert mine.get(address(name, enrolment, *more)).status_code == 404


def test_what_is_typed_is_kept_when_it_is_refused(mine: Client, enrolment: Enrolment) -> None:
    page = mine.post(address("own_sample", enrolment), sent(url="http://contoh.id/a", note="Rekaman pertama"))
    assert page.status_code == 422
    assert 'value="http://contoh.id/a"' in page.content.decode()
    assert "Rekaman pertama" in page.content.decode()
    assert not WorkSample.objects.exists()


def test_somebody_else_s_pages_do_not_exist(mine: Client, enrolment: Enrolment, signed_in: SignIn) -> None:
    other = make_enrolment(enrolment.cohort, "Budi")
    actions.show_sample(other, work=actions.read_handed("", SimpleUploadedFile("a.pdf", b"%PDF-1")), **act())
    pages = [("own_baseline", ()), ("own_skills", ()), ("own_quiz", ("pre",)), ("own_sample", ()), ("own_goals", ())]
    pages += [("own_sample_file", ()), ("my_works", ()), ("own_progress", ()), ("own_skill", (1,))]
    assert {mine.get(address(name, other, *more)).status_code for name, more in pages} == {404}
    assert mine.post(address("own_goals", other), sent(text="Bukan milik saya")).status_code == 404
    assert not other.goals.exists()
    own = signed_in(account_of(other, "budi@contoh.example"))
    assert own.get(address("own_sample_file", other)).status_code == 200


def test_who_left_can_write_nothing_more(mine: Client, enrolment: Enrolment) -> None:
    running = actions.begin_self_assessment(enrolment, **act())
    actions.leave(enrolment, "withdrawn", reason="pindah", **act())
    level = enrolment.stage.programme.skills.all()[0].levels.all()[0]
    for each in (
        lambda: actions.rate_skill(running, level, **act()),
        lambda: actions.begin_quiz(enrolment, "pre", **act()),
        lambda: actions.show_sample(enrolment, work=actions.read_handed(VIDEO), **act()),
    ):
        refused("enrolment_over", each)
    page = mine.post(address("own_goals", enrolment), sent(text="Lagi"))
    assert (page.status_code, enrolment.goals.count()) == (422, 0)


def test_a_test_is_taken_once_whole_and_the_last_one_opens_with_the_last_meeting(enrolment: Enrolment) -> None:
    sitting = actions.begin_quiz(enrolment, "pre", **act())
    assert actions.begin_quiz(enrolment, "pre", **act()) == sitting
    refused("questions_unanswered", lambda: actions.finish_quiz(sitting, **act()))
    finished = take(enrolment, "pre", 4)
    assert QuizSitting.objects.get().right == 4
    choice = enrolment.stage.programme.quiz_questions.all()[0].choices.all()[0]
    refused("quiz_closed", lambda: actions.answer_question(finished, choice, **act()))
    refused("quiz_not_open", lambda: actions.begin_quiz(enrolment, "post", **act()))
    later = {"by": act()["by"], "at": clock.now() + timedelta(days=8)}
    assert actions.begin_quiz(enrolment, "post", **later).occasion == Occasion.POST


def test_questions_and_skills_stand_once_they_are_in_use(enrolment: Enrolment) -> None:
    programme = enrolment.stage.programme
    question, skill = programme.quiz_questions.all()[0], programme.skills.all()[0]
    actions.begin_quiz(enrolment, "pre", **act())
    actions.rate_skill(actions.begin_self_assessment(enrolment, **act()), skill.levels.all()[0], **act())
    new = {"text": "Baru?", "choices": ["a", "b"], "right": 0, **act()}
    refused("questions_in_use", lambda: actions.write_question(programme, question=question, **new))
    refused("questions_in_use", lambda: actions.write_question(programme, **new))
    refused("questions_in_use", lambda: actions.remove_question(question, **act()))
    refused("skill_in_use", lambda: actions.remove_skill(skill, **act()))
    refused(
        "skill_in_use", lambda: actions.write_skill(programme, name="x", levels={0: "a", 1: "b"}, skill=skill, **act())
    )
    assert actions.write_question(programme, use="post", **new).use == "post"
    refused("skills_exist", lambda: actions.start_skills(programme, **act()))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"choices": ["a"]}, "choices_too_few"),
        ({"choices": ["a", "a"]}, "choices_too_few"),
        ({"right": -1}, "right_choice_missing"),
    ],
)
def test_a_question_without_an_answer_is_refused(programme: Programme, wrong: dict[str, Any], code: str) -> None:
    given = {"text": "Baru?", "choices": ["a", "b"], "right": 0, **act(), **wrong}
    refused(code, lambda: actions.write_question(programme, **given))


def test_a_sample_stands_once_the_first_meeting_has_begun(enrolment: Enrolment) -> None:
    actions.show_sample(enrolment, work=actions.read_handed(VIDEO), **act())
    actions.show_sample(enrolment, work=actions.read_handed("https://youtu.be/bbbbbbbbbbb"), **act())
    after = {"by": act()["by"], "at": clock.now() + timedelta(days=8)}
    refused("sample_fixed", lambda: actions.show_sample(enrolment, work=actions.read_handed(VIDEO), **after))
    assert WorkSample.objects.get().url.endswith("bbbbbbbbbbb")
    late = make_enrolment(enrolment.cohort, "Budi")
    actions.show_sample(late, work=actions.read_handed(VIDEO), **after)
    assert [part.is_late for part in baseline_of(late).parts if part.key == "sample"] == [True]


def test_the_desk_lists_who_has_not_done_it(enrolment: Enrolment, officer: Account, signed_in: SignIn) -> None:
    programme, done = enrolment.stage.programme, make_enrolment(enrolment.cohort, "Budi")
    rate_all(actions.begin_self_assessment(done, **act()), 1)
    take(done, "pre", 3)
    actions.show_sample(done, work=actions.read_handed(VIDEO), **act())
    actions.set_goal(done, text="Satu video", **act())
    assert baselines_missing_in(Programme.objects.all(), clock.now()) == {programme.pk: 1}
    desk = signed_in(officer)
    here = reverse("training:baselines", args=[programme.organisation.slug, programme.slug])
    lacking = desk.get(f"{here}?keadaan=belum").content.decode()
    whole = desk.get(f"{here}?keadaan=lengkap").content.decode()
    assert ("Sulastri" in lacking, "Budi" in lacking, "Sulastri" in whole, "Budi" in whole) == (
        True,
        False,
        False,
        True,
    )
    assert "Budi" in desk.get(f"{here}?format=csv").content.decode()
    cockpit = reverse("desk:cockpit", args=[programme.organisation.slug, programme.slug])
    assert "1 peserta belum mengisi titik awal" in desk.get(cockpit).content.decode()


def test_progress_is_held_against_one_s_own_baseline(enrolment: Enrolment) -> None:
    rate_all(actions.begin_self_assessment(enrolment, **act()), 1)
    rate_all(actions.begin_self_assessment(enrolment, **act()), 3)
    unfinished = actions.begin_self_assessment(enrolment, **act())
    found = progress_of(enrolment)
    assert {each.first("self") for each in found.skills} == {25}
    assert [[measure.percent for measure in each.measures] for each in found.skills] == [[25, 75]] * 5
    assert unfinished.number == 3


def test_item_figures_are_of_finished_tests_only(enrolment: Enrolment, officer: Account, signed_in: SignIn) -> None:
    programme = enrolment.stage.programme
    for right in (6, 4, 2):
        take(make_enrolment(enrolment.cohort), "pre", right)
    actions.begin_quiz(enrolment, "pre", **act())
    found = quiz_result(programme, "pre")
    assert (found.people, found.mean) == (3, 67)
    assert [each.figures.difficulty for each in found.questions] == pytest.approx([1, 1, 2 / 3, 2 / 3, 1 / 3, 1 / 3])
    # sum pq = 4 x 2/9; totals 6, 4, 2 have variance 8/3
    assert found.reliability.value == pytest.approx(6 / 5 * (1 - (8 / 9) / (8 / 3)))
    here = reverse("training:quiz_results", args=[programme.organisation.slug, programme.slug])
    page = signed_in(officer).get(here).content.decode()
    assert "Keandalan (KR-20): 0,80" in page
    assert "Belum ada yang menyelesaikan tes ini" in page


# --- two at once ------------------------------------------------------------------------------------------------------
NEW = {0: "Belum pernah", 3: "Sering"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["rewritten", "removed"])
def test_a_skill_that_is_changed_while_somebody_chooses_their_level_is_chosen_or_changed_never_half(
    enrolment: Enrolment, programme: Programme, how: str
) -> None:
    running = actions.begin_self_assessment(enrolment, **act())
    for number, skill in enumerate(programme.skills.all()):
        level = skill.levels.first()
        assert level is not None

        def change(skill: Skill = skill) -> None:
            if how == "rewritten":
                actions.write_skill(programme, name=skill.name, levels=NEW, skill=skill, **act())
            else:
                actions.remove_skill(skill, **act())

        acts = [lambda level=level: actions.rate_skill(running, level, **act()), change]
        outcomes = race(acts if number % 2 else acts[::-1])
        assert outcomes in ({"done": 1, "skill_in_use": 1}, {"done": 1, "skill_changed": 1})
        assert running.ratings.filter(level=level).exists() == SkillLevel.objects.filter(pk=level.pk).exists()


def test_a_level_that_was_replaced_after_the_page_was_shown_is_refused(
    enrolment: Enrolment, programme: Programme
) -> None:
    running = actions.begin_self_assessment(enrolment, **act())
    skill = programme.skills.all()[0]
    as_shown = SkillLevel.objects.filter(skill=skill)[0]
    actions.write_skill(programme, name=skill.name, levels=NEW, skill=skill, **act())
    refused("skill_changed", lambda: actions.rate_skill(running, as_shown, **act()))
    actions.remove_skill(skill, **act())
    refused("skill_changed", lambda: actions.write_skill(programme, name="Suara", levels=NEW, skill=skill, **act()))
    text = actions.AssignmentCriterionText("Suara", 1, NEW, skill=skill)
    assignment = make_assignment(enrolment.stage)
    refused("skill_changed", lambda: actions.write_assignment_criterion(assignment, text, **act()))
    assert not SkillLevel.objects.filter(pk=as_shown.pk).exists()
