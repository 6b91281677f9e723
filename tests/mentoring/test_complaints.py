"""Complaints: past mentor and trainer, sealed, read by whoever may and never by the accused, answered by a code."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.mentoring import agree, make_mentor, make_pair
from factories.people import SETUP, make_account
from factories.planning import make_meeting, make_programme
from factories.training import make_cohort_of, make_enrolment
from factories.works import hand_in, make_assignment
from sanggar.foundation import by_hand, clock
from sanggar.foundation.models import AuditEntry, Message
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.models import About, Complaint, Mentorship
from sanggar.mentoring.pages.kept_apart import kept_apart
from sanggar.mentoring.refusals import ComplaintAnswered, PairForbidden
from sanggar.people.actions import give_grant
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.training.models import WorkAssessment
from sanggar.training.queries import free_assessors

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SECRET = "Ia meminta uang."
DONE = "Keduanya ditanya; uangnya dikembalikan di kantor."


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def boss(programme: Programme) -> Account:
    """An officer who is a mentor too."""
    return make_account("Bos Petugas", Role.OFFICER, programme.organisation)


@pytest.fixture
def pair(programme: Programme, boss: Account) -> Mentorship:
    mentor = actions.add_mentor(programme, email=str(boss.email), name="", capacity=5, **act())
    agree(mentor)
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), mentor)


@pytest.fixture
def complaint(pair: Mentorship, boss: Account) -> Complaint:
    given: dict[str, Any] = {"about": "mentor", "text": SECRET, "accused": boss}
    return actions.make_complaint(pair.enrolment, at=clock.now(), **given)


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/aduan/"


def test_the_way_from_the_form_to_the_answer(
    pair: Mentorship, boss: Account, desk: str, officer: Account, signed_in: SignIn
) -> None:
    page, visitor = f"{pair.enrolment.application.own_path}pendampingan/aduan/", Client()
    asked = visitor.get(page).content.decode()
    for shown in ("Bos Petugas (Pendamping)", "tidak dipasangkan lagi dengan Anda", "tidak diminta menilai karya Anda"):
        assert shown in asked
    assert visitor.post(page, sent(whom=str(boss.pk), text="")).status_code == 422
    assert visitor.post(page, sent(whom="9999", text=SECRET)).status_code == 422
    assert visitor.post(page, sent(whom=str(boss.pk), text=SECRET)).status_code == 302
    made = Complaint.objects.get()
    code = queries.complaint_code(made)
    assert (made.accused, SECRET in made.text_sealed, code in visitor.get(page).content.decode()) == (boss, False, True)
    client = signed_in(officer)
    assert SECRET in client.get(f"{desk}{made.pk}/").content.decode()
    assert "Diterima" in visitor.post("/aduan/", {"code": code}).content.decode()
    assert client.post(f"{desk}{made.pk}/periksa/", sent()).status_code == 302
    assert "Sedang diperiksa" in visitor.post("/aduan/", {"code": code.upper()}).content.decode()
    assert client.post(f"{desk}{made.pk}/", sent(answer="ok", measures=DONE)).status_code == 422
    assert client.post(f"{desk}{made.pk}/", sent(answer="Sudah kami periksa.", measures="")).status_code == 422
    assert client.post(f"{desk}{made.pk}/", sent(answer="Sudah kami periksa.", measures=DONE)).status_code == 302
    assert DONE in client.get(f"{desk}{made.pk}/").content.decode()
    shown = visitor.post("/aduan/", {"code": code}).content.decode()
    assert ("Sudah kami periksa." in shown, SECRET in shown, DONE in shown) == (True, False, False)


def test_the_accused_learns_nothing_even_as_an_officer(
    complaint: Complaint, boss: Account, desk: str, signed_in: SignIn
) -> None:
    client = signed_in(boss)
    assert f"Aduan {complaint.pk}" not in client.get(desk).content.decode()
    assert client.get(f"{desk}{complaint.pk}/").status_code == 404
    for page in ("", "periksa/"):
        assert client.post(f"{desk}{complaint.pk}/{page}", sent(answer="Tidak benar.")).status_code == 404
    entry = AuditEntry.objects.get(verb="mentoring.make_complaint")
    written = f"{entry.actor_label} {entry.subject_label} {entry.details}"
    assert (SECRET in written, "Sulastri" in written, str(boss.pk) in str(entry.details)) == (False, False, False)


def test_a_letter_goes_to_who_may_hear_and_not_to_the_accused(
    complaint: Complaint, officer: Account, pptk: Account
) -> None:
    letters.tell_of_complaint.call(complaint.pk)
    assert [letter.to for letter in mail.outbox] == [[officer.email]]
    assert "Sulastri" not in mail.outbox[0].body


def test_who_has_not_the_right_is_turned_away(
    complaint: Complaint, desk: str, pptk: Account, stranger: Account, signed_in: SignIn
) -> None:
    for page in (desk, f"{desk}{complaint.pk}/"):
        assert (signed_in(pptk).get(page).status_code, signed_in(stranger).get(page).status_code) == (403, 404)


def test_the_inspector_reads_and_changes_nothing(
    complaint: Complaint, desk: str, inspector: Account, signed_in: SignIn
) -> None:
    client = signed_in(inspector)
    assert SECRET in client.get(f"{desk}{complaint.pk}/").content.decode()
    for page in ("", "periksa/"):
        assert client.post(f"{desk}{complaint.pk}/{page}", sent(answer="Jawaban.")).status_code == 403
    complaint.refresh_from_db()
    assert (complaint.taken_at, complaint.answered_at) == (None, None)


def test_it_is_answered_once(complaint: Complaint) -> None:
    actions.answer_complaint(complaint, answer="Sudah kami periksa.", measures=DONE, **act())
    with pytest.raises(ComplaintAnswered):
        actions.answer_complaint(complaint, answer="Lagi.", measures=DONE, **act())


def test_these_two_are_never_paired_again_and_nobody_is_told_why(complaint: Complaint, pair: Mentorship) -> None:
    actions.end_mentorship(pair, outcome="stopped", reason="berhenti", **act())
    assert queries.is_forbidden(pair.enrolment, pair.mentor)
    with pytest.raises(PairForbidden, match="tidak dapat mendampingi peserta ini"), transaction.atomic():
        make_pair(pair.enrolment, pair.mentor)
    other = make_enrolment(pair.enrolment.cohort)
    assert not queries.is_forbidden(other, pair.mentor)


def test_the_accused_is_not_offered_at_the_next_hand_over_and_who_may_hear_it_reads_why(
    complaint: Complaint, pair: Mentorship, boss: Account, officer: Account, programme: Programme, signed_in: SignIn
) -> None:
    """Emptiest of all since the first hand-over, and of the track; Yudi is kin, which every officer may know."""
    later = make_mentor(programme, "Rina")
    yudi, free = make_mentor(programme, "Yudi"), make_mentor(programme, "Farida")
    following = actions.hand_over(pair, later, note="Silakan.", **act())
    actions.declare_conflict(yudi, enrolment=pair.enrolment, kind="kin", **act())
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{following.pk}/alihkan/"
    answers = [signed_in(account).get(page) for account in (officer, boss)]
    assert [list(answer.context["form"].fields["mentor"].queryset) for answer in answers] == [[free], [free]]
    shown, to_the_accused = (answer.context["apart"] for answer in answers)
    assert sorted(shown) == [("Bos Petugas", "ada aduan"), ("Yudi", "Keluarga")]
    assert to_the_accused == [("Yudi", "Keluarga")]
    assert "aduan" not in answers[1].content.decode().partition("<main")[2]
    given = sent(mentor=str(pair.mentor_id), note="Silakan.")
    assert signed_in(officer).post(page, given).status_code == 422
    assert pair.enrolment.mentorships.get(state="active") == following


def test_who_may_not_hear_a_complaint_does_not_read_that_there_is_one(
    pair: Mentorship, boss: Account, officer: Account, programme: Programme, signed_in: SignIn
) -> None:
    """An officer who is the very person that complained hears none of their own complaints."""
    actions.make_complaint(pair.enrolment, about="mentor", text=SECRET, accused=boss, at=clock.now())
    following = actions.hand_over(pair, make_mentor(programme, "Rina"), note="Silakan.", **act())
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{following.pk}/alihkan/"
    assert kept_apart(pair.enrolment, officer) == [("Bos Petugas", "ada aduan")]
    pair.enrolment.person.account = officer
    pair.enrolment.person.save()
    assert kept_apart(pair.enrolment, officer) == []
    assert not signed_in(officer).get(page).context["form"].has_mentors


def test_a_complaint_counts_in_a_later_programme_too(complaint: Complaint, pair: Mentorship, boss: Account) -> None:
    later = make_programme(pair.mentor.programme.organisation, slug="pelatihan-2027")
    again = make_enrolment(make_cohort_of(later))
    again.person = pair.enrolment.person
    again.save()
    mentor = actions.add_mentor(later, email=str(boss.email), name="", capacity=5, **act())
    assert queries.is_forbidden(again, mentor)
    assert (again.pk, mentor.pk) in queries.forbidden_pairs(later)
    assert not queries.is_forbidden(make_enrolment(again.cohort), mentor)


@pytest.mark.parametrize("code", ["", "1", "1-aaaaaaaaaaaa", "x-y", "99999999999999999999-a"])
def test_a_made_up_code_opens_nothing(complaint: Complaint, client: Client, code: str) -> None:
    answer = client.post("/aduan/", {"code": code})
    assert (answer.status_code, "Diterima" in answer.content.decode()) == (422, False)


def test_codes_are_not_guessed_by_trying(complaint: Complaint, client: Client) -> None:
    answers = [
        client.post("/aduan/", {"code": f"{complaint.pk}-{number}"}, REMOTE_ADDR="203.0.113.5").status_code
        for number in range(25)
    ]
    assert (answers[0], answers[-1]) == (422, 429)


@pytest.mark.parametrize("about", About.values)
def test_a_complaint_goes_past_ones_own_mentor_and_trainer_whomever_it_names(
    pair: Mentorship, boss: Account, officer: Account, programme: Programme, about: str
) -> None:
    """`boss` is an officer of the programme, and the mentor of who complains; `teaching` teaches their class."""
    chief = make_account("Kepala Dinas", Role.BUDGET_AUTHORITY, programme.organisation)
    teaching = make_account("Guru Petugas", Role.OFFICER, programme.organisation)
    meeting = make_meeting(pair.enrolment.cohort)
    Meeting.objects.filter(pk=meeting.pk).update(trainer=teaching)
    named = make_account("Orang Ketiga", Role.REVIEWER, programme.organisation)
    for accused in (None, named):
        made = actions.make_complaint(pair.enrolment, about=about, text=SECRET, accused=accused, at=clock.now())
        hearing = {chief} if about == About.OFFICER else {chief, officer}
        everybody = (boss, teaching, officer, chief)
        assert {each for each in everybody if made in queries.complaints_of(programme, each)} == hearing
        waiting = {each: queries.care_waiting([programme], each, clock.now())[programme.pk] for each in everybody}
        assert {each for each, found in waiting.items() if found.complaints} == hearing
        assert set(queries.hearers_of(made)) == hearing


def test_who_was_complained_of_assesses_no_work_of_who_complained(
    pair: Mentorship, boss: Account, programme: Programme
) -> None:
    """Also where mentors may assess their own people."""
    give_grant(boss, Role.REVIEWER, organisation=programme.organisation, **act())
    other = make_account("Penilai Lain", Role.REVIEWER, programme.organisation)
    assignment = make_assignment(pair.enrolment.stage)
    theirs, not_theirs = (hand_in(assignment, each) for each in (pair.enrolment, make_enrolment(pair.enrolment.cohort)))
    WorkAssessment.objects.all().delete()  # two were asked already
    assert [set(free_assessors(each)) for each in (theirs, not_theirs)] == [{boss, other}, {boss, other}]
    actions.make_complaint(pair.enrolment, about="mentor", text=SECRET, accused=boss, at=clock.now())
    assert [set(free_assessors(each)) for each in (theirs, not_theirs)] == [{other}, {boss, other}]


def test_a_right_for_the_region_hears_a_complaint_about_an_officer(
    pair: Mentorship, boss: Account, inspector: Account
) -> None:
    made = actions.make_complaint(pair.enrolment, about="officer", text=SECRET, accused=None, at=clock.now())
    letters.tell_of_complaint.call(made.pk)
    assert [letter.to for letter in mail.outbox] == [[inspector.email]]


def test_where_nobody_may_hear_it_whoever_gives_rights_is_told(
    pair: Mentorship, boss: Account, administrator: Account
) -> None:
    made = actions.make_complaint(pair.enrolment, about="officer", text=SECRET, accused=None, at=clock.now())
    letters.tell_of_complaint.call(made.pk)
    (letter,) = mail.outbox
    assert letter.to == [administrator.email]
    assert "belum ada orang yang boleh membacanya" in letter.body
    assert (SECRET in letter.body, "Sulastri" in letter.body) == (False, False)


def test_where_the_only_one_who_may_hear_it_says_that_they_are_meant_whoever_gives_rights_is_told(
    pair: Mentorship, boss: Account, officer: Account, administrator: Account
) -> None:
    made = actions.make_complaint(pair.enrolment, about="other", text=SECRET, at=clock.now())
    asked = DBTaskResult.objects.filter(task_path=letters.tell_of_complaint.module_path)
    asked.delete()
    actions.name_accused(made, accused=boss, by=officer.actor, at=clock.now())
    assert (list(queries.hearers_of(made)), asked.count()) == ([officer], 0)
    actions.name_accused(made, accused=officer, by=officer.actor, at=clock.now())
    letters.tell_of_complaint.call(*asked.get().args_kwargs["args"])
    assert [(letter.to, "belum ada orang yang boleh membacanya" in letter.body) for letter in mail.outbox] == [
        ([administrator.email], True)
    ]


def test_no_letter_by_hand_tells_the_officers_who_complained(complaint: Complaint, programme: Programme) -> None:
    actions.answer_complaint(complaint, answer="Sudah kami periksa.", measures=DONE, **act())
    letters.tell_of_complaint_answer.call(complaint.pk)
    assert (list(by_hand.waiting(programme.shelf, clock.now())), mail.outbox) == ([], [])
    type(complaint.enrolment.person).objects.update(email="sulastri@contoh.example")
    letters.tell_of_complaint_answer.call(complaint.pk)
    assert [letter.to for letter in mail.outbox] == [["sulastri@contoh.example"]]
    assert not Message.objects.exists()
