"""Offering to be a mentor: open while the office looks for some, answered once, and nobody learns who applied."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.foundation.models import Region
from sanggar.foundation.models.regions import RegionLevel
from sanggar.mentoring import actions, letters
from sanggar.mentoring.models import Mentor, MentorApplication
from sanggar.mentoring.refusals import ApplicationDecided
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def offer(**changes: Any) -> dict[str, Any]:
    given = {
        "name": "Lina Baru",
        "email": "lina@contoh.example",
        "phone": "081234567890",
        "motivation": "Ingin berbagi.",
    }
    return sent(**(given | {"skills": "Suara", "languages": ["jv"], "times": ["weekend"]} | changes))


@pytest.fixture
def address(programme: Programme) -> str:
    """The public form, open."""
    type(programme).objects.filter(pk=programme.pk).update(published_at=clock.now())
    actions.set_terms(programme, escalate_after=7, first_contact_within=7, takes_applications=True, **act())
    return f"/jadi-pendamping/{programme.organisation.slug}/{programme.slug}/"


@pytest.fixture
def application(address: str, programme: Programme) -> MentorApplication:
    told: dict[str, Any] = {"phone": "+6281234567890", "motivation": "Ingin berbagi.", "languages": ["jv"]}
    actions.apply_as_mentor(programme, name="Lina Baru", email="Lina@contoh.example", at=clock.now(), **told)
    return MentorApplication.objects.get()


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/pendamping/tawaran/"


def test_an_offer_is_made_once_and_the_second_learns_nothing(address: str, client: Client) -> None:
    assert client.post(address, offer(phone="abc")).status_code == 422
    first, second = client.post(address, offer()), client.post(address, offer(email="LINA@contoh.example"))
    assert ["Terima kasih atas tawaran Anda" in answer.content.decode() for answer in (first, second)] == [True, True]
    assert [(row.email, row.languages) for row in MentorApplication.objects.all()] == [("lina@contoh.example", ["jv"])]


def test_the_form_is_there_only_while_the_office_looks(address: str, programme: Programme, client: Client) -> None:
    assert client.get(address).status_code == 200
    actions.set_terms(programme, escalate_after=7, first_contact_within=7, **act())
    assert (client.get(address).status_code, client.post(address, offer()).status_code) == (404, 404)


def test_who_is_approved_becomes_a_mentor_who_has_still_to_agree(
    application: MentorApplication, desk: str, officer: Account, pptk: Account, signed_in: SignIn
) -> None:
    assert signed_in(pptk).get(desk).status_code == 403
    client = signed_in(officer)
    assert "Ingin berbagi." in client.get(desk).content.decode()
    assert client.post(f"{desk}{application.pk}/setujui/", sent(capacity="4")).status_code == 302
    mentor = Mentor.objects.get()
    told = (mentor.account.email, mentor.capacity, mentor.languages, mentor.has_agreed)
    assert told == ("lina@contoh.example", 4, ["jv"], False)
    with pytest.raises(ApplicationDecided):
        actions.decline_applicant(application, note="Maaf.", **act())


def test_who_is_declined_reads_why(
    application: MentorApplication, desk: str, officer: Account, signed_in: SignIn
) -> None:
    assert signed_in(officer).post(f"{desk}{application.pk}/tolak/", sent(note="Sudah cukup.")).status_code == 302
    letters.tell_applicant_declined.call(application.pk)
    assert ("Sudah cukup." in str(mail.outbox[-1].body), Mentor.objects.exists()) == (True, False)


def test_who_offers_is_told_what_for_and_how_long_and_says_track_and_district(
    address: str, programme: Programme, desk: str, officer: Account, client: Client, signed_in: SignIn
) -> None:
    page = client.get(address).content.decode()
    assert ("hanya untuk memilih pendamping" in page, "dihapus sesudah 1 tahun" in page) == (True, True)
    track = programme.tracks.first()
    district = Region.objects.filter(parent=programme.organisation.region, level=RegionLevel.DISTRICT).first()
    assert track is not None
    assert district is not None
    client.post(address, offer(tracks=[track.pk], districts=[district.pk], languages=[], times=[]))
    at_desk = signed_in(officer)
    shown = at_desk.get(desk).content.decode()
    assert (district.name in shown, "tidak diisi" in shown, "apa saja" in shown) == (True, True, False)
    pk = MentorApplication.objects.get().pk
    assert at_desk.get(f"{desk}{pk}/setujui/").context["form"].initial["tracks"].get() == track
    assert at_desk.post(f"{desk}{pk}/setujui/", sent(capacity="4", tracks=[track.pk])).status_code == 302
    assert list(Mentor.objects.get().districts.all()) == [district]
