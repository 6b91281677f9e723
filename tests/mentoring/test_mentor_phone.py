"""A mentor's telephone at the desk: kept from their offer, shown whole by a recorded button, put right there."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_mentor
from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.foundation.audit import personal_of
from sanggar.foundation.models import AuditEntry
from sanggar.journeys.erasing import erase_account_data
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor, MentorApplication
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PHONE, OTHER = "+6281234567890", "+6281298765432"


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    made = make_mentor(programme)
    actions.change_mentor_phone(made, phone=PHONE, by=SETUP, at=clock.now())
    return made


def home(mentor: Mentor) -> str:
    programme = mentor.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/pendamping/{mentor.pk}/"


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def recorded(verb: str) -> int:
    return AuditEntry.objects.filter(verb=f"mentoring.{verb}").count()


def test_what_an_offer_said_is_kept_when_it_is_approved(programme: Programme) -> None:
    act = {"by": SETUP, "at": clock.now()}
    actions.set_terms(programme, escalate_after=7, first_contact_within=7, takes_applications=True, **act)
    told = {"name": "Tia", "email": "tia@contoh.example", "phone": PHONE, "motivation": "Berbagi."}
    actions.apply_as_mentor(programme, **told, at=clock.now())
    assert actions.approve_applicant(MentorApplication.objects.get(), capacity=5, **act).phone == PHONE


def test_it_stands_whole_on_the_answer_to_a_button_alone_and_each_look_is_recorded(
    mentor: Mentor, officer: Account, signed_in: SignIn
) -> None:
    desk, whole = signed_in(officer), "0812-3456-7890"
    page = desk.get(home(mentor)).content.decode()
    assert ("••••-••••-7890" in page, whole in page) == (True, False)
    assert desk.get(f"{home(mentor)}ponsel/").status_code == 405
    for look in (1, 2):
        answer = desk.post(f"{home(mentor)}ponsel/", sent())
        assert (whole in answer.content.decode(), answer["Cache-Control"]) == (True, "no-store")
        assert recorded("see_mentor_phone") == look


def test_the_office_puts_it_right_and_the_record_says_what_it_was(
    mentor: Mentor, officer: Account, signed_in: SignIn
) -> None:
    desk, page = signed_in(officer), f"{home(mentor)}ponsel/ubah/"
    assert "0812-3456-7890" not in desk.get(page).content.decode()
    assert desk.post(page, sent(phone="0341 123456")).status_code == 422
    assert desk.post(page, sent(phone="0812 9876 5432")).status_code == 302
    mentor.refresh_from_db()
    assert mentor.phone == OTHER
    entry = AuditEntry.objects.filter(verb="mentoring.change_mentor_phone").latest("pk")
    assert (personal_of(entry), entry.actor_label) == ({"before": PHONE, "phone": OTHER}, officer.actor.label)
    assert "12987" not in str(entry.details)
    before = recorded("change_mentor_phone")
    actions.change_mentor_phone(mentor, phone=OTHER, by=SETUP, at=clock.now())
    assert recorded("change_mentor_phone") == before


def test_who_does_not_arrange_sees_and_changes_nothing(mentor: Mentor, pptk: Account, signed_in: SignIn) -> None:
    for address in ("ponsel/", "ponsel/ubah/"):
        assert signed_in(pptk).post(f"{home(mentor)}{address}", sent(phone=OTHER)).status_code == 403
    mentor.refresh_from_db()
    assert (mentor.phone, recorded("see_mentor_phone")) == (PHONE, 0)


def test_the_mentor_themself_changes_it_in_their_profile(mentor: Mentor, signed_in: SignIn) -> None:
    page = f"/saya/pendampingan/profil/{mentor.pk}/"
    client = signed_in(mentor.account)
    assert "0812-3456-7890" in client.get(page).content.decode()
    assert client.post(page, sent(phone="081298765432")).status_code == 302
    mentor.refresh_from_db()
    assert mentor.phone == OTHER


def test_with_the_account_it_is_gone_from_the_record_too(mentor: Mentor) -> None:
    entry = AuditEntry.objects.get(verb="mentoring.change_mentor_phone")
    assert personal_of(entry) == {"before": "", "phone": PHONE}
    programme = mentor.programme
    mentor.account.programme_grants.update(ended_at=clock.now(), ended_by="uji")
    erase_account_data(mentor.account, programme, by=SETUP, at=clock.now())
    mentor.refresh_from_db()
    assert (PHONE in mentor.phone, personal_of(entry)) == (False, None)
