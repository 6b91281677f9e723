"""What both sides hope for in each other: told in a short form, weighed in the matching, said on the proposal."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.planning import make_programme
from factories.training import make_cohort_of, make_enrolment
from factories.works import hand_in, make_assignment, make_trainer
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Mentor, Wish
from sanggar.mentoring.refusals import PairForbidden, WishOfOtherProgramme
from sanggar.people.actions import give_grant
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection.models import Reviewer, ReviewTask, TaskState
from sanggar.training.actions import ask_assessor
from sanggar.training.models import Enrolment
from sanggar.training.queries import free_assessors
from sanggar.training.refusals import NotAnAssessor

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def person(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


def wish_door(person: Enrolment) -> str:
    return f"{person.application.own_path}pendampingan/harapan/"


def test_a_participant_says_what_they_need_and_finds_it_again(person: Enrolment, client: Client) -> None:
    one, two = (make_mentor(person.stage.programme, name) for name in ("Wati", "Bima"))
    given = sent(topics=["stage", "editing"], kinds=["woman"], languages=["jv"], times=["weekend"])
    answer = client.post(wish_door(person), given | {"first": two.pk, "second": one.pk})
    assert answer.status_code == 302
    wish = Wish.objects.get(enrolment=person)
    assert (wish.topics, wish.kinds, wish.languages, wish.times) == (
        ["stage", "editing"],
        ["woman"],
        ["jv"],
        ["weekend"],
    )
    assert [each.mentor for each in wish.chosen.all()] == [two, one]
    form = client.get(wish_door(person)).context["form"]
    assert (form["first"].value(), form["second"].value(), form["topics"].value()) == (two.pk, one.pk, wish.topics)
    client.post(wish_door(person), sent(first=one.pk, second=one.pk))
    assert [each.mentor for each in wish.chosen.all()] == [one]


def test_more_than_three_needs_are_asked_to_be_fewer_and_stay_ticked(person: Enrolment, client: Client) -> None:
    answer = client.post(wish_door(person), sent(topics=["ideas", "camera", "sound", "editing"]))
    page = answer.content.decode()
    assert (answer.status_code, "Pilih paling banyak 3; yang dipilih 4." in page) == (422, True)
    assert page.count(" checked") == 4
    assert not Wish.objects.exists()


def test_needs_and_kind_decide_and_are_said(person: Enrolment, officer: Account, signed_in: SignIn) -> None:
    programme = person.stage.programme
    fits, lacks = make_mentor(programme, "Zahra"), make_mentor(programme, "Adi")
    told: dict[str, Any] = {"skills": "", "languages": [], "times": [], "districts": []}
    actions.describe_mentor(fits, topics=["stage"], kinds=["woman"], **told, **act())
    actions.describe_mentor(lacks, topics=["live"], kinds=["man"], **told, **act())
    actions.tell_wish(person, topics=["stage"], kinds=["woman"], languages=[], times=[], mentors=[], **act())
    assert queries.proposed_pairs(programme).pairs == ((person, fits),)
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/usulan/"
    page = signed_in(officer).get(desk).content.decode()
    assert "Dapat membantu dalam Berani di depan kamera, seperti yang diharapkan peserta: Perempuan" in page
    fixed = signed_in(officer).get(desk, {"peserta": person.pk, "pendamping": lacks.pk}).content.decode()
    against = "Kurang: Tidak menyebut Berani di depan kamera, peserta mengharapkan pendamping lain: Perempuan"
    assert against in fixed


def test_the_dearest_wish_counts_most_whatever_the_names(person: Enrolment) -> None:
    programme = person.stage.programme
    first, second = make_mentor(programme, "Zahra"), make_mentor(programme, "Adi")
    actions.tell_wish(person, languages=[], times=[], mentors=[first, second], **act())
    assert queries.proposed_pairs(programme).pairs == ((person, first),)


def test_a_mentor_names_whom_they_hope_for_and_gets_them(
    person: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    programme = person.stage.programme
    hoping, _other = make_mentor(programme, "Zahra"), make_mentor(programme, "Adi")
    client, door = signed_in(hoping.account), f"/saya/pendampingan/harapan/{hoping.pk}/"
    track = person.track
    assert client.post(door, sent(tracks=[track.pk], people="sulastri\n")).status_code == 302
    assert [each.enrolment for each in hoping.wished.all()] == [person]
    assert client.get(door).context["form"]["people"].value() == f"Sulastri, {person.cohort.name}"
    assert queries.proposed_pairs(programme).pairs == ((person, hoping),)
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"
    page = signed_in(officer).get(f"{desk}usulan/").content.decode()
    assert "Jalur yang disukai pendamping, diharapkan pendamping" in page
    assert "Sulastri" in signed_in(officer).get(f"{desk}pendamping/{hoping.pk}/").content.decode()
    client.post(door, sent(people=""))
    assert not hoping.wished.exists()


def test_a_name_that_is_nobody_s_or_several_s_is_told_and_shows_no_list(person: Enrolment, signed_in: SignIn) -> None:
    mentor = make_mentor(person.stage.programme, "Zahra")
    twin = make_enrolment(person.cohort, "Sulastri")
    client, door = signed_in(mentor.account), f"/saya/pendampingan/harapan/{mentor.pk}/"
    page = client.post(door, sent(people="Sulastri")).content.decode()
    assert f"Tulis juga kelasnya: Sulastri, {person.cohort.name}" in page
    nobody = client.post(door, sent(people="Budi"))
    assert (nobody.status_code, "Tidak ada peserta bernama “Budi”" in nobody.content.decode()) == (422, True)
    assert "Sulastri" not in client.get(door).content.decode()
    assert not mentor.wished.exists()
    assert twin.person.name == person.person.name


def test_another_mentor_s_wishes_are_not_there(person: Enrolment, signed_in: SignIn) -> None:
    mine, other = (make_mentor(person.stage.programme, name) for name in ("Zahra", "Adi"))
    assert signed_in(mine.account).get(f"/saya/pendampingan/harapan/{other.pk}/").status_code == 404


def test_wishes_stay_within_the_programme(person: Enrolment) -> None:
    other = make_programme(person.stage.programme.organisation, "lain")
    stranger = make_mentor(other, "Jauh")
    with pytest.raises(WishOfOtherProgramme):
        actions.tell_wish(person, languages=[], times=[], mentors=[stranger], **act())
    with pytest.raises(WishOfOtherProgramme):
        actions.tell_mentor_wishes(stranger, tracks=[], people=[person], **act())
    assert not Wish.objects.exists()


def read_by(mentor: Mentor, person: Enrolment) -> ReviewTask:
    call = person.application.call
    reviewer = Reviewer.objects.create(
        call=call, account=mentor.account, capacity=5, appointed_at=clock.now(), appointed_by="uji"
    )
    return ReviewTask.objects.create(
        reviewer=reviewer, application=person.application, ordinal=1, revision=1, assigned_at=clock.now()
    )


def test_who_assesses_someone_accompanies_them_only_where_that_is_not_ruled_out(person: Enrolment) -> None:
    programme = person.stage.programme
    mentor = make_mentor(programme)
    task = read_by(mentor, person)
    assert queries.proposed_pairs(programme).pairs == ((person, mentor),)
    actions.set_terms(programme, escalate_after=7, first_contact_within=7, bars_assessors=True, **act())
    assert queries.proposed_pairs(programme).left == (person,)
    with pytest.raises(PairForbidden):
        make_pair(person, mentor)
    ReviewTask.objects.filter(pk=task.pk).update(state=TaskState.WITHDRAWN)
    assert queries.proposed_pairs(programme).pairs == ((person, mentor),)


def test_a_mentor_is_not_asked_to_assess_their_own_people_where_that_is_ruled_out(person: Enrolment) -> None:
    programme = person.stage.programme
    mentor, other = make_mentor(programme), make_trainer("Tono Penilai", programme)
    give_grant(mentor.account, Role.TRAINER, organisation=programme.organisation, **act())
    pair = make_pair(person, mentor)
    assignment = make_assignment(person.stage, assessors=2)
    submission = hand_in(assignment, person)
    assert {each.account for each in submission.assessments.all()} == {mentor.account, other}
    submission.assessments.all().delete()
    actions.set_terms(programme, escalate_after=7, first_contact_within=7, bars_assessors=True, **act())
    assert free_assessors(submission) == [other]
    with pytest.raises(NotAnAssessor):
        ask_assessor(submission, mentor.account, **act())
    actions.end_mentorship(pair, outcome="stopped", reason="Pindah kota.", **act())
    assert free_assessors(submission) == [other]


def test_who_finds_nobody_is_told_what_is_in_the_way(person: Enrolment, officer: Account, signed_in: SignIn) -> None:
    programme = person.stage.programme
    second = make_enrolment(person.cohort, "Budi")
    only, barred = make_mentor(programme, "Wati", 1), make_mentor(programme, "Adi")
    for each in (person, second):
        actions.declare_conflict(barred, enrolment=each, kind="kin", **act())
    page = signed_in(officer).get(f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/usulan/")
    text = page.content.decode()
    assert (
        "1 pendamping tidak dapat dipasangkan; 1 pendamping yang cocok hanya punya sisa 1 tempat untuk 2 peserta"
        in text
    )
    assert "Keluarga" not in text
    assert only.free == 1
