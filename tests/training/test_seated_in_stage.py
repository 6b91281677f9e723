"""Who has a seat in a stage applies to it again: nobody accepts or draws them, and no seat waits for them."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.applications import apply, apply_many, make_call
from factories.people import SETUP
from factories.selection import make_offers, make_procedure, open_offers_of
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications import actions
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.refusals import AlreadySeated
from sanggar.applications.models import Act, Application, ApplicationState, Call
from sanggar.applications.participants import seated_in
from sanggar.foundation import clock
from sanggar.foundation.sealed import unseal
from sanggar.journeys import pass_on_doubled
from sanggar.people.actions import NIK_PLACE, TOLD
from sanggar.people.models import Account, Person
from sanggar.planning.models import Programme, Stage
from sanggar.selection.actions import expire_due_offers, freeze_draw
from sanggar.selection.models import OfferState
from sanggar.selection.refusals import SeatedInList
from sanggar.training.actions import leave
from sanggar.training.models import Enrolment, EnrolmentState

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ROOM = "/desk/diskominfo-malang/youtuber-tiktok"


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme))


@pytest.fixture
def call(programme: Programme, enrolment: Enrolment) -> Call:
    return make_call(programme, enrolment.stage, slug="gelombang-2")


@pytest.fixture
def again(call: Call, enrolment: Enrolment) -> Application:
    person = enrolment.person
    nik = unseal(person.nik_sealed, NIK_PLACE)
    return apply(call, nik=nik, **{name: getattr(person, name) for name in TOLD})


def accept(application: Application) -> None:
    actions.accept_for_draw(application, by=SETUP, at=clock.now())


def drop(enrolment: Enrolment) -> None:
    leave(enrolment, EnrolmentState.DROPPED, reason="Pindah kota.", by=SETUP, at=clock.now())


def sit_again(enrolment: Enrolment) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.ACTIVE, left_at=None)


def test_a_participant_is_not_accepted_for_the_same_stage_again(
    again: Application, officer: Account, signed_in: SignIn
) -> None:
    with pytest.raises(AlreadySeated, match="sudah menjadi peserta Tahap 1"):
        accept(again)
    page = signed_in(officer).get(f"{ROOM}/pendaftaran/lamaran/{again.receipt}/")
    words = page.content.decode()
    assert ("Sudah punya kursi di tahap ini" in words, page.context["can"]) == (
        True,
        {"accept": False, "ask": True, "refuse": True, "reopen": False},
    )


def test_of_several_accepted_at_once_the_participant_is_left_out_by_name(call: Call, again: Application) -> None:
    (fresh,) = apply_many(call, 1)
    seen = [SeenOne(each) for each in (again, fresh)]
    batch = actions.decide_many(call.programme, seen, Act.ACCEPT, by=SETUP, at=clock.now())
    assert [(receipt, done) for receipt, done, _why in batch.outcomes] == [
        (again.receipt, False),
        (fresh.receipt, True),
    ]


def test_who_left_the_stage_may_be_accepted_for_it_again(again: Application, enrolment: Enrolment) -> None:
    drop(enrolment)
    accept(again)
    assert Application.objects.get(pk=again.pk).state == ApplicationState.ELIGIBLE


def test_no_list_is_frozen_with_somebody_who_came_in_meanwhile_and_the_office_is_led_there(
    call: Call, again: Application, enrolment: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    drop(enrolment)
    for each in (again, *apply_many(call, 1)):
        accept(each)
    actions.close_call(call, reason="Uji", by=SETUP, at=clock.now())
    make_procedure(call)
    sit_again(enrolment)
    with pytest.raises(SeatedInList):
        freeze_draw(call, by=SETUP, at=clock.now())
    page = signed_in(officer).get(f"{ROOM}/seleksi/undian/{call.slug}/").content.decode()
    assert ("Belum punya kursi di tahap ini" in page, f"q={again.receipt}" in page) == (True, True)
    actions.reopen_decision(again, reason="Sudah peserta", by=SETUP, at=clock.now())
    actions.refuse_application(again, reason="Sudah peserta tahap ini.", by=SETUP, at=clock.now())
    assert freeze_draw(call, by=SETUP, at=clock.now()).entrants == 1


def test_an_offer_to_who_has_a_seat_by_another_list_goes_on_to_the_next(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=2)
    doubled, other = open_offers_of(draw)
    assert pass_on_doubled(clock.now()) == 0
    seated = make_enrolment_beside(doubled.application)
    assert doubled.application.nik_lookup in seated_in(seated.stage)
    assert [pass_on_doubled(clock.now()) for _ in range(2)] == [1, 0]
    doubled.refresh_from_db()
    other.refresh_from_db()
    assert (doubled.state, other.state) == (OfferState.WITHDRAWN, OfferState.OPEN)


def test_an_offer_of_who_withdraws_the_application_lapses_and_is_not_passed_on(programme: Programme) -> None:
    doubled = open_offers_of(make_offers(programme, people=4, seats=2))[0]
    make_enrolment_beside(doubled.application)
    actions.withdraw_application(doubled.application, by=doubled.application.actor, at=clock.now())
    assert pass_on_doubled(clock.now()) == 0
    assert expire_due_offers(clock.now()) == 1


def make_enrolment_beside(application: Application) -> Enrolment:
    """A seat in the stage, by another list, of the person who applied here too."""
    Stage.objects.update(seats=10)
    found = make_enrolment(make_cohort_of(application.programme))
    Person.objects.filter(pk=found.person_id).update(nik_lookup=application.nik_lookup)
    return found


def test_who_accepts_a_seat_in_a_stage_twice_is_told_so_as_themselves(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=1)
    (offer,) = open_offers_of(draw)
    make_enrolment_beside(offer.application)
    own = offer.application.own_path
    answer = Client().post(f"{own}terima/", {"once": str(uuid.uuid4())})
    told = "Pemilik NIK ini sudah menjadi peserta Tahap 1."
    assert (answer.status_code, told in answer.content.decode()) == (409, True)
