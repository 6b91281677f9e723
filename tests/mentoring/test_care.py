"""It can't silently vanish: silence comes before the office; another mentor is asked for without the present one."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.mentoring import agree, make_contact, make_mentor, make_pair
from factories.people import SETUP, make_account
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import by_hand, clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.jobs import escalate_silence, remind_mentors
from sanggar.mentoring.models import ChangeRequest, Mentor, Mentorship
from sanggar.mentoring.refusals import AlreadyAsked, PairForbidden, RequestAnswered
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SECRET = "Ia sering marah-marah."


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(mentor: Mentor) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(mentor.programme), "Sulastri"), mentor, days_ago=40)


@pytest.fixture
def door(pair: Mentorship) -> str:
    return f"{pair.enrolment.application.own_path}pendampingan/"


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def kinds(pair: Mentorship) -> list[str]:
    return sorted(queries.open_follow_ups(pair.enrolment).values_list("kind", flat=True))


def test_silence_comes_before_the_office_after_the_days_that_were_set(pair: Mentorship) -> None:
    programme, rhythm = pair.mentor.programme, pair.mentor.programme.contact_rhythm_days
    actions.set_terms(programme, escalate_after=5, first_contact_within=90, **act())
    make_contact(pair, days_ago=40)
    last_good = pair.started_at + timedelta(days=rhythm + 5)
    escalate_silence(last_good)
    assert kinds(pair) == []
    escalate_silence(last_good + timedelta(days=1))
    escalate_silence(last_good + timedelta(days=2))
    assert kinds(pair) == ["silence"]
    make_contact(pair)
    assert kinds(pair) == []


def test_of_a_first_contact_that_never_came_the_mentor_is_reminded_before_the_office_asks(pair: Mentorship) -> None:
    programme, mentor = pair.mentor.programme, pair.mentor
    actions.set_terms(programme, escalate_after=2, first_contact_within=3, **act())
    DBTaskResult.objects.all().delete()
    reminded = DBTaskResult.objects.filter(task_path__endswith="remind_mentor")
    seen = []
    for day in (3, 4, 5, 6):
        at = pair.started_at + timedelta(days=day)
        remind_mentors(at)
        escalate_silence(at)
        seen.append((reminded.count(), kinds(pair)))
    assert seen == [(0, []), (1, []), (2, []), (3, ["first"])]
    letters.remind_mentor.call(mentor.pk)
    assert mail.outbox[0].subject == "1 peserta menunggu kabar Anda"


def test_a_resting_pair_is_not_asked_after(pair: Mentorship) -> None:
    actions.pause_mentorship(pair, resumes_on=clock.today() + timedelta(days=30), reason="Panen.", **act())
    escalate_silence(clock.now() + timedelta(days=20))
    assert kinds(pair) == []


def test_another_mentor_is_asked_for_without_the_present_one_knowing(
    pair: Mentorship, door: str, desk: str, officer: Account, signed_in: SignIn, client: Client
) -> None:
    assert client.post(f"{door}ganti/", sent(reason=SECRET)).status_code == 302
    assert "sedang dipertimbangkan" in client.get(door).content.decode()
    assert SECRET not in ChangeRequest.objects.get().reason_sealed
    mine = signed_in(pair.mentor.account)
    for page in ("/saya/pendampingan/", f"/saya/pendampingan/{pair.pk}/"):
        shown = mine.get(page).content.decode()
        assert (SECRET in shown, "pendamping lain" in shown) == (False, False)
    office = signed_in(officer)
    assert "1 peserta meminta pendamping lain" in office.get(desk).content.decode()
    assert SECRET in office.get(f"{desk}permintaan/").content.decode()


def test_an_officer_who_is_the_mentor_does_not_read_it_either(
    pair: Mentorship, programme: Programme, desk: str, signed_in: SignIn
) -> None:
    both = make_account("Dua Peran", Role.OFFICER, programme.organisation)
    place = actions.add_mentor(programme, email=str(both.email), name="", capacity=5, **act())
    agree(place)
    theirs = make_pair(make_enrolment(pair.enrolment.cohort), place)
    request = actions.ask_for_another(theirs, reason=SECRET, **act())
    client = signed_in(both)
    assert SECRET not in client.get(f"{desk}permintaan/").content.decode()
    assert client.get(f"{desk}permintaan/{request.pk}/").status_code == 404


def test_nor_in_a_letter_that_the_office_tells_by_hand(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    both = make_account("Dua Peran", Role.OFFICER, programme.organisation)
    Mentor.objects.filter(pk=pair.mentor_id).update(account=both)
    request = actions.ask_for_another(pair, reason=SECRET, **act())
    actions.decline_request(request, answer="Mari bicara.", **act())
    letters.tell_participant_of_answer.call(request.pk)
    shelf = f"/desk/{programme.organisation.slug}/{programme.slug}/sampaikan/"
    (letter,) = by_hand.waiting(programme.shelf, clock.now()).filter(key__startswith="request_answered")
    for account, seen in ((both, False), (officer, True)):
        assert ("Mari bicara." in signed_in(account).get(shelf).content.decode()) == seen
    assert signed_in(both).post(f"{shelf}{letter.pk}/", sent()).status_code == 404


def test_a_handover_grants_it_takes_the_shared_notes_along_and_never_leads_back(pair: Mentorship) -> None:
    make_contact(pair)
    request = actions.ask_for_another(pair, reason=SECRET, **act())
    with pytest.raises(AlreadyAsked), transaction.atomic():
        actions.ask_for_another(pair, reason="Sekali lagi.", **act())
    old, new = pair.mentor, make_mentor(pair.mentor.programme, "Yudi")
    following = actions.hand_over(pair, new, note="Silakan.", **act())
    request.refresh_from_db()
    assert request.granted is True
    assert queries.contacts_of(following.enrolment).count() == 1
    with pytest.raises(PairForbidden), transaction.atomic():
        actions.hand_over(following, old, note="Kembali.", **act())


def test_a_refusal_goes_out_as_a_letter_in_the_same_commit_and_a_handover_as_another(pair: Mentorship) -> None:
    person = pair.enrolment.person
    request = actions.ask_for_another(pair, reason=SECRET, **act())
    actions.decline_request(request, answer="Mari bicara bertiga dulu.", **act())
    queued = DBTaskResult.objects.filter(task_path__endswith="tell_participant_of_answer")
    assert [row.args_kwargs["args"] for row in queued] == [[request.pk]]
    person.email = "sulastri@warga.example"
    person.save()
    letters.tell_participant_of_answer.call(request.pk)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sulastri@warga.example"], "Permintaan Anda sudah dijawab")
    actions.ask_for_another(pair, reason=SECRET, **act())
    actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Silakan.", **act())
    assert queued.count() == 1


def test_a_refusal_is_read_by_the_participant(
    pair: Mentorship, door: str, desk: str, officer: Account, signed_in: SignIn, client: Client
) -> None:
    request = actions.ask_for_another(pair, reason=SECRET, **act())
    page = f"{desk}permintaan/{request.pk}/"
    assert signed_in(officer).post(page, sent(answer="Mari bicara bertiga dulu.")).status_code == 302
    assert "Mari bicara bertiga dulu." in client.get(door).content.decode()
    letters.tell_participant_of_answer.call(request.pk)
    (letter,) = by_hand.waiting(pair.mentor.programme.shelf, clock.now()).filter(key__startswith="request_answered")
    words = by_hand.read(letter)
    assert words is not None
    assert ("Mari bicara bertiga dulu." in words.body, SECRET in words.body, door in words.body) == (True, False, True)
    with pytest.raises(RequestAnswered):
        actions.decline_request(request, answer="Lagi.", **act())


def test_the_days_are_set_by_the_office(
    programme: Programme, desk: str, officer: Account, pptk: Account, signed_in: SignIn
) -> None:
    given = {"escalate_after": "3", "first_contact_within": "4", "work_overdue_after": "5"}
    assert signed_in(pptk).post(f"{desk}ketentuan/", sent(**given)).status_code == 403
    client = signed_in(officer)
    assert client.post(f"{desk}ketentuan/", sent(**given | {"escalate_after": "0"})).status_code == 422
    assert client.post(f"{desk}ketentuan/", sent(**given)).status_code == 302
    terms = queries.terms_of(programme)
    assert (terms.escalate_after, terms.first_contact_within, terms.work_overdue_after) == (3, 4, 5)


def test_no_reason_stands_in_the_record(pair: Mentorship) -> None:
    actions.ask_for_another(pair, reason=SECRET, **act())
    assert not [row for row in AuditEntry.objects.all() if SECRET in f"{row.details} {row.subject_label}"]
