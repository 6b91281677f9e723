"""Who has a seat already and applies to another stage: the office sees it, and takes nobody in unseen."""

from collections.abc import Callable

import pytest
from django.test import Client

from factories.applications import apply, apply_many, make_call
from factories.people import SETUP
from factories.planning import make_programme, make_stage
from factories.training import make_cohort_of, make_enrolment, make_identity
from sanggar.applications import actions
from sanggar.applications.models import Application, Call
from sanggar.applications.participants import seat_elsewhere
from sanggar.applications.queries import clean_applications
from sanggar.foundation import clock
from sanggar.foundation.sealed import unseal
from sanggar.people.actions import NIK_PLACE, TOLD
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import leave
from sanggar.training.models import Enrolment, EnrolmentState

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"
SEATED = "Pemegang NIK ini sudah menjadi peserta Tahap 1."


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme))


@pytest.fixture
def call(programme: Programme, enrolment: Enrolment) -> Call:
    return make_call(programme, make_stage(programme, ordinal=2), slug="tahap-2")


@pytest.fixture
def again(call: Call, enrolment: Enrolment) -> Application:
    """By the same person, who says what is on record."""
    person = enrolment.person
    nik = unseal(person.nik_sealed, NIK_PLACE)
    return apply(call, nik=nik, **{name: getattr(person, name) for name in TOLD})


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def test_the_screener_is_told_and_the_bulk_leaves_them_out(desk: Client, call: Call, again: Application) -> None:
    (fresh,) = apply_many(call, 1)
    assert SEATED in desk.get(f"{ROOM}lamaran/{again.receipt}/").content.decode()
    assert SEATED not in desk.get(f"{ROOM}lamaran/{fresh.receipt}/").content.decode()
    assert desk.get(f"{ROOM}lamaran/?call=tahap-2").content.decode().count("sudah peserta Tahap 1") == 1
    assert list(clean_applications(call)) == [fresh]
    actions.accept_for_draw(again, by=SETUP, at=clock.now())
    actions.accept_for_draw(fresh, by=SETUP, at=clock.now())
    actions.freeze_applications(call, by=SETUP, at=call.closes_at)
    assert SEATED in desk.get(f"{ROOM}lamaran/{again.receipt}/").content.decode()


def test_the_seat_that_an_application_led_to_is_no_reason_to_ask(enrolment: Enrolment) -> None:
    Application.objects.update(frozen_at=clock.now())
    assert seat_elsewhere(Application.objects.get(pk=enrolment.application_id)) == ""


def test_who_left_is_an_applicant_like_any_other(call: Call, again: Application, enrolment: Enrolment) -> None:
    leave(enrolment, EnrolmentState.DROPPED, reason="Pindah kota.", by=SETUP, at=clock.now())
    assert (seat_elsewhere(again), list(clean_applications(call))) == ("", [again])


def test_a_participant_of_another_programme_is_no_participant_of_this_one(
    enrolment: Enrolment, again: Application, programme: Programme
) -> None:
    Programme.objects.filter(pk=programme.pk).update(slug="lama")
    other = make_programme(programme.organisation)
    call = make_call(other, make_stage(other), slug="lain")
    elsewhere = apply(call, nik=unseal(enrolment.person.nik_sealed, NIK_PLACE), birth_date=make_identity(1).birth_date)
    assert (seat_elsewhere(elsewhere), seat_elsewhere(again)) == ("", "Tahap 1")
