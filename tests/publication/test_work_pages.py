"""Pages of works: who may open them, what they do."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factories.mentoring import agree
from factories.people import SETUP
from factories.publication import VIDEO, make_work
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions as mentoring
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme
from sanggar.publication import actions
from sanggar.publication.models import Work
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def sulastri(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.fixture
def work(sulastri: Enrolment) -> Work:
    return make_work(sulastri)


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"publication:{name}", args=[programme.organisation.slug, programme.slug, *args])


def sent(**fields: object) -> dict[str, Any]:
    return {"once": uuid.uuid4(), **fields}


def new_work(**fields: object) -> dict[str, Any]:
    return sent(url="https://youtu.be/uji_video-2", title="Bakso bakar", published_on=clock.today(), **fields)


@pytest.fixture
def addresses(programme: Programme, work: Work) -> dict[str, str]:
    return {
        "works": address("works", programme),
        "participant": address("participant", programme, work.enrolment_id),
        "add": address("add", programme),
        "confirm": address("confirm", programme, work.pk),
        "remove": address("remove", programme, work.pk),
    }


def test_another_office_finds_nothing(addresses: dict[str, str], stranger: Account, signed_in: SignIn) -> None:
    client = signed_in(stranger)
    assert {client.get(at).status_code for at in addresses.values()} == {404}


def test_the_inspector_reads_and_changes_nothing(
    addresses: dict[str, str], inspector: Account, signed_in: SignIn
) -> None:
    client = signed_in(inspector)
    read = {name: client.get(at).status_code for name, at in addresses.items()}
    assert read == {"works": 200, "participant": 200, "add": 403, "confirm": 403, "remove": 403}
    acts = ("participant", "add", "confirm", "remove")
    assert {client.post(addresses[name], new_work()).status_code for name in acts} == {403}


def test_an_officer_adds_confirms_and_removes(
    programme: Programme, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    client.post(address("add", programme), new_work(enrolment=sulastri.pk))
    work = Work.objects.get()
    assert (work.enrolment, work.platform, work.added_by) == (sulastri, "youtube", officer.name)
    assert client.post(address("confirm", programme, work.pk), sent()).status_code == 302
    work.refresh_from_db()
    assert work.confirmed_by == officer.name
    assert client.post(address("remove", programme, work.pk), sent(reason="")).status_code == 422
    client.post(address("remove", programme, work.pk), sent(reason="Video dihapus dari YouTube"))
    assert client.get(address("confirm", programme, work.pk)).status_code == 404


def test_a_bad_address_is_told_on_its_field_and_what_was_typed_stays(
    programme: Programme, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    form = new_work() | {"url": "https://www.youtube.com/@kanaluji"}
    answer = signed_in(officer).post(address("participant", programme, sulastri.pk), form)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "url": ["Ini alamat kanal atau profil YouTube. Buka satu karya, lalu salin alamatnya."]
    }
    assert 'value="https://www.youtube.com/@kanaluji"' in answer.content.decode()


def test_only_participants_of_the_programme_can_be_chosen(
    programme: Programme, other_office: Organisation, officer: Account, signed_in: SignIn
) -> None:
    from factories.planning import make_programme

    foreign = make_enrolment(make_cohort_of(make_programme(other_office)))
    answer = signed_in(officer).post(address("add", programme), new_work(enrolment=foreign.pk))
    assert answer.status_code == 422
    assert Work.objects.count() == 0


def test_the_list_puts_what_waits_first_and_is_narrowed(
    programme: Programme, sulastri: Enrolment, work: Work, officer: Account, signed_in: SignIn
) -> None:
    actions.confirm_work(work, by=SETUP, at=clock.now())
    waiting = make_work(sulastri, "https://vt.tiktok.com/ZSabc1234/", "Bakso bakar")
    client = signed_in(officer)
    found = [
        list(client.get(address("works", programme), query).context["listing"].page)
        for query in ({}, {"platform": "tiktok"}, {"keadaan": "dikonfirmasi"}, {"q": "bakso"})
    ]
    assert found == [[waiting, work], [waiting], [work], [waiting]]


def test_a_mentor_adds_works_of_their_own_people_alone(
    programme: Programme, sulastri: Enrolment, signed_in: SignIn
) -> None:
    other = make_enrolment(sulastri.cohort, "Budi")
    act: dict[str, Any] = {"by": SETUP, "at": clock.now()}
    mentor = mentoring.add_mentor(programme, email="maya@contoh.example", name="Maya Pendamping", capacity=5, **act)
    agree(mentor)
    mentorship = mentoring.assign_mentor(sulastri, mentor, **act)
    client = signed_in(mentor.account)
    mine, theirs = (reverse("mentee_works", args=[who.pk]) for who in (sulastri, other))
    assert (client.post(mine, new_work()).status_code, client.post(theirs, new_work()).status_code) == (302, 404)
    assert [(work.enrolment, work.added_by) for work in Work.objects.all()] == [(sulastri, "Maya Pendamping")]
    mentoring.end_mentorship(mentorship, outcome="stopped", reason="Pindah kota", **act)
    assert client.get(mine).status_code == 404


def test_a_stranger_finds_no_mentee(sulastri: Enrolment, stranger: Account, signed_in: SignIn) -> None:
    assert signed_in(stranger).get(reverse("mentee_works", args=[sulastri.pk])).status_code == 404


def test_a_work_opens_at_its_own_address(programme: Programme, work: Work, officer: Account, signed_in: SignIn) -> None:
    assert f'href="{VIDEO}"' in signed_in(officer).get(address("works", programme)).content.decode()
