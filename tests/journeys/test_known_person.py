"""Anyone can type the NIK of another: whom the city knows stays as they are until the card lies on the counter."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

import factories.selection
from factories.applications import apply, make_call
from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_programme
from factories.selection import make_offers, open_offers_of
from sanggar.applications.actions import identify_applicant
from sanggar.applications.models import Application
from sanggar.applications.queries import clean_applications, is_identified
from sanggar.foundation import clock
from sanggar.journeys import accept_offer, open_participant_account
from sanggar.journeys.accounts import CardNeeded
from sanggar.people.models import Account, Organisation, Person, Role
from sanggar.planning.models import Programme
from sanggar.selection.models import Offer
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
FALSE = {"name": "Orang Asing", "phone": "+6289999999999", "email": "asing@contoh.example"}


def accept(offer: Offer) -> Enrolment:
    return accept_offer(offer, by=offer.application.actor, at=clock.now())


def with_email(programme: Programme, slug: str) -> Offer:
    """An offer, in a programme of its own, to the applicant who is number 3 wherever they apply."""
    offer = next(o for o in open_offers_of(make_offers(programme, people=3, seats=3, slug=slug)) if o.application.email)
    make_cohort(offer.stage)
    return offer


@pytest.fixture
def known(programme: Programme) -> Enrolment:
    """Who takes part already, in our own office."""
    return accept(with_email(programme, "pertama"))


@pytest.fixture
def later(known: Enrolment, other_office: Organisation, monkeypatch: pytest.MonkeyPatch) -> Offer:
    """An offer of another office to an application with the same NIK."""
    pair = (make_account(f"Pembaca {n}", role, other_office) for n, role in enumerate((Role.OFFICER, Role.PPTK)))
    monkeypatch.setattr(factories.selection, "readers", lambda _programme: tuple(pair))
    offer = with_email(make_programme(other_office, "pelatihan-lain"), "kedua")
    assert offer.application.nik_lookup == known.person.nik_lookup
    return offer


@pytest.fixture
def forged(later: Offer) -> Offer:
    """The same, sent by a stranger who knows the NIK and tells a phone and an address of their own."""
    Application.objects.filter(pk=later.application_id).update(**FALSE)
    return Offer.objects.get(pk=later.pk)


def on_record(person: Person) -> tuple[str, str, str]:
    person.refresh_from_db()
    return person.name, person.phone, person.email


def test_a_stranger_with_the_nik_changes_nothing_of_the_person_and_gets_no_account(
    known: Enrolment, forged: Offer
) -> None:
    before = on_record(known.person)
    enrolment = accept(forged)
    assert (enrolment.person, on_record(known.person)) == (known.person, before)
    with pytest.raises(CardNeeded):
        open_participant_account(enrolment, by=forged.application.actor, at=clock.now())
    assert Account.objects.filter(email__in=[before[2], FALSE["email"]]).count() == 0


def test_the_page_of_the_stranger_offers_no_account_and_names_the_way(known: Enrolment, forged: Offer) -> None:
    accept(forged)
    browser, path = Client(), forged.application.own_path
    page = browser.get(path)
    assert (page.context["may_enter"], page.context["needs_card"]) == (False, True)
    answer = browser.post(f"{path}masuk/", headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, Account.objects.filter(person=known.person).count()) == (403, 0)
    assert "Tunjukkan KTP" in answer.content.decode()


def test_the_person_keeps_their_own_way_in_whatever_a_stranger_did(known: Enrolment, forged: Offer) -> None:
    accept(forged)
    account = open_participant_account(known, by=known.application.actor, at=clock.now())
    assert account.email == known.application.email


def test_who_comes_back_with_a_new_phone_shows_the_card_and_is_brought_up_to_date(
    known: Enrolment, forged: Offer
) -> None:
    identify_applicant(forged.application, by=SETUP, at=clock.now())
    enrolment = accept(forged)
    assert on_record(enrolment.person) == tuple(FALSE.values())
    account = open_participant_account(enrolment, by=SETUP, at=clock.now())
    assert account.email == FALSE["email"]
    with pytest.raises(CardNeeded):  # the older link says what is on record no more
        open_participant_account(known, by=SETUP, at=clock.now())


def test_the_card_may_be_shown_after_the_seat_was_accepted(known: Enrolment, forged: Offer) -> None:
    enrolment = accept(forged)
    identify_applicant(forged.application, by=SETUP, at=clock.now())
    assert on_record(enrolment.person) == tuple(FALSE.values())


def test_the_owner_of_a_nik_that_a_stranger_used_first_gets_rid_of_the_strangers_account(
    known: Enrolment, forged: Offer
) -> None:
    strangers = open_participant_account(known, by=SETUP, at=clock.now())
    identify_applicant(forged.application, by=SETUP, at=clock.now())
    known.person.refresh_from_db()
    assert (known.person.account, Account.objects.filter(pk=strangers.pk).exists()) == (None, True)


def test_the_card_speaks_only_for_what_stood_in_the_application(known: Enrolment, forged: Offer) -> None:
    application = forged.application
    identify_applicant(application, by=SETUP, at=clock.now())
    assert is_identified(application)
    application.events.create(act="edit", at=clock.now(), by_label="pelamar", by_kind="applicant", to_state="submitted")
    assert not is_identified(application)


def test_the_same_data_again_need_no_officer_but_a_second_link_opens_no_account(known: Enrolment, later: Offer) -> None:
    enrolment = accept(later)
    assert Enrolment.objects.filter(person=known.person).count() == 2
    with pytest.raises(CardNeeded):
        open_participant_account(enrolment, by=later.application.actor, at=clock.now())


def test_the_desk_says_what_differs_without_telling_what_is_on_record(
    known: Enrolment, forged: Offer, stranger: Account, signed_in: SignIn
) -> None:
    programme = forged.application.programme
    where = (programme.organisation.slug, programme.slug, forged.application.receipt)
    path = reverse("applications:application", args=where)
    desk = signed_in(stranger)
    page = desk.get(path)
    assert page.context["known"].differs == "Nama lengkap, Nomor ponsel, Alamat email"
    assert known.person.email not in page.content.decode()
    form = desk.get(f"{path}ktp-orang/").context["form"]
    refused = desk.post(f"{path}ktp-orang/", {"once": form["once"].value()})
    assert (refused.status_code, on_record(known.person)[1]) == (422, known.person.phone)
    done = desk.post(f"{path}ktp-orang/", {"once": form["once"].value(), "card_shown": "on"})
    assert (done.status_code, on_record(known.person)) == (302, tuple(FALSE.values()))
    assert desk.get(path).context["known"].is_identified


def test_a_known_person_who_differs_is_not_accepted_with_the_many(known: Enrolment) -> None:
    call = make_call(known.stage.programme, slug="tahap-dua")
    application = apply(call)
    assert list(clean_applications(call)) == [application]
    Person.objects.filter(pk=known.person.pk).update(nik_lookup=application.nik_lookup)
    assert list(clean_applications(call)) == []
