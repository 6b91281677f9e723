"""What a letter to a participant links to opens for them: their page with an account, the secret link without."""

import re

import pytest
from django.core import mail
from django.test import Client

from factories.mentoring import make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from factories.works import answer, assess, hand_in, make_assignment, make_trainer
from sanggar.foundation import clock
from sanggar.journeys import open_participant_account
from sanggar.mentoring import actions
from sanggar.mentoring import letters as mentoring_letters
from sanggar.planning.models import Programme
from sanggar.training import letters as training_letters
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    made = make_enrolment(make_cohort_of(programme))
    for holder in (made.person, made.application):
        holder.email = "sulastri@contoh.example"
        holder.save(update_fields=["email"])
    return made


def path_in_last_letter(part: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/{part}/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def tell_of_a_talk(enrolment: Enrolment) -> None:
    pair = make_pair(enrolment, make_mentor(enrolment.stage.programme, "Maya"))
    talk = actions.book_slot(make_slot(pair.mentor), pair, by=SETUP, at=clock.now())
    mentoring_letters.tell_of_talk.call(talk.pk)


def tell_of_an_answer(enrolment: Enrolment, programme: Programme) -> None:
    trainer = make_trainer("Bayu", programme)
    submission = hand_in(make_assignment(enrolment.stage), enrolment)
    assess(submission.assessments.get(account=trainer), 2)
    answer(submission, "revise")
    training_letters.tell_participant.call(submission.pk)


def test_without_account_a_talk_s_letter_opens_by_the_secret_link(enrolment: Enrolment) -> None:
    tell_of_a_talk(enrolment)
    page = Client().get(path_in_last_letter("lamaran"))
    assert (page.status_code, "Pendampingan" in page.content.decode()) == (200, True)


def test_without_account_an_answer_is_read_by_the_secret_link(enrolment: Enrolment, programme: Programme) -> None:
    tell_of_an_answer(enrolment, programme)
    path = path_in_last_letter("lamaran")
    browser = Client()
    assert "Buka halaman saya" in browser.get(path).content.decode()
    assert "Buka halaman saya" in str(mail.outbox[-1].body)
    assert browser.post(f"{path}masuk/", follow=True, headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert browser.get(f"/saya/kepesertaan/{enrolment.pk}/tugas/").status_code == 200


def test_who_can_sign_in_is_led_to_their_own_page(enrolment: Enrolment, programme: Programme) -> None:
    open_participant_account(enrolment, by=SETUP, at=clock.now())
    enrolment.person.refresh_from_db()
    tell_of_a_talk(enrolment)
    assert path_in_last_letter("saya").startswith(f"/saya/kepesertaan/{enrolment.pk}/")
    tell_of_an_answer(enrolment, programme)
    assert path_in_last_letter("saya").startswith(f"/saya/kepesertaan/{enrolment.pk}/")


def test_an_account_without_an_address_is_no_way_in(enrolment: Enrolment) -> None:
    account = open_participant_account(enrolment, by=SETUP, at=clock.now())
    account.email = None
    account.save()
    enrolment.person.refresh_from_db()
    tell_of_a_talk(enrolment)
    assert path_in_last_letter("lamaran")
