"""A letter that holds a secret is read at the desk by an act alone, also where the secret is no link to an own page."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from factories.applications import apply, make_call
from factories.messaging import post
from sanggar.applications import data_letters, letters
from sanggar.applications.actions import ask_for_code, guardians
from sanggar.applications.models import Act, Application, FindRequest
from sanggar.foundation import by_hand, clock
from sanggar.foundation.models import Message
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
READ = "Pelamarnya membacanya juga"


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def pages(desk: Client, letter: Message) -> str:
    return "".join(desk.get(f"{DESK}{each}").content.decode() for each in ("sampaikan/", f"pesan/{letter.pk}/"))


def show(desk: Client, letter: Message) -> str:
    return desk.post(f"{DESK}sampaikan/{letter.pk}/isi/", {"once": str(uuid.uuid4())}).content.decode()


def acts(application: Application) -> list[str]:
    return [event.act for event in application.events.all()]


def test_a_guardian_s_link_stands_on_no_page_and_the_applicant_reads_who_saw_it(
    programme: Programme, desk: Client
) -> None:
    child = apply(make_call(programme, minimum_age=13), birth_date=clock.today() - timedelta(days=15 * 365))
    named = guardians.name_guardian(
        child, name="Wati Uji", relation="mother", phone="+6281299990001", by=child.actor, at=clock.now()
    )
    letters.send_guardian_link.call(named.pk)
    letter = Message.objects.get(key=f"guardian {named.pk}")
    token = named.path.split("/")[-2]
    page = pages(desk, letter)
    assert (token in page, page.count("Tampilkan dengan tautannya"), Act.GUARDLINK in acts(child)) == (False, 2, False)
    shown = show(desk, letter)
    assert (named.path in shown, READ in shown) == (True, True)
    assert (acts(child)[-1], Act.REVEAL in acts(child)) == (Act.GUARDLINK, False)
    own = Client().get(child.own_path).content.decode()
    assert "Tautan wali Anda ditampilkan kepada petugas" in own


def test_the_code_to_a_lost_link_counts_as_the_link(programme: Programme, desk: Client) -> None:
    application = apply(make_call(programme), email="")
    ask_for_code(application.receipt, application.birth_date, at=clock.now())
    data_letters.send_find_code.call(FindRequest.objects.get().pk)
    letter = Message.objects.get(key=f"find {application.pk}")
    words = by_hand.read(letter)
    assert words
    assert (words.code in pages(desk, letter), acts(application)) == (False, [Act.SUBMIT])
    shown = show(desk, letter)
    assert (words.code in shown, READ in shown, acts(application)) == (True, True, [Act.SUBMIT, Act.REVEAL])


def test_of_a_code_that_opens_no_application_nobody_is_said_to_read(programme: Programme, desk: Client) -> None:
    letter = post("sign-in 1", shelf=programme.shelf, code="1234 5678", body="Kode: 1234 5678")
    shown = show(desk, letter)
    assert ("1234 5678" in shown, "Dicatat bahwa Anda melihat" in shown, READ in shown) == (True, True, False)
