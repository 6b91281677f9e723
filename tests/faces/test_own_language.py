"""What is answered to a form behind a personal link can be read in the other language: what was typed comes along, and
asking for it does nothing else.
"""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client

from factories.applications import answers_for, apply, make_call
from sanggar.applications.models import Application, ApplicationState, Guardianship, RightsRequest
from sanggar.applications.queries import consents_in_force, texts_in_force
from sanggar.foundation import clock
from sanggar.foundation.models import Once
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
IN_ENGLISH = "?bahasa=en"


@pytest.fixture
def application(programme: Programme) -> Application:
    call = make_call(programme)
    return apply(call, consents=texts_in_force(call))


def button_of(page: str) -> tuple[str, str]:
    """Which form the button of the other language sends, and where to."""
    (found,) = re.findall(r'<button class="link language" type="submit" form="(\w+)" formaction="([^"]+)"', page)
    assert page.count(f'id="{found[0]}"') == 1
    return found


def link_of(page: str) -> str:
    (found,) = re.findall(r'<a class="language" href="([^"]+)"', page)
    return unquote(unescape(found))


def test_a_request_that_lacks_something_is_read_in_english_and_keeps_what_was_typed(
    client: Client, application: Application
) -> None:
    address = f"{application.own_path}data/minta/correction/"
    once = str(client.get(address).context["form"]["once"].value())
    refused = client.post(address, {"once": once, "text": "NIK saya 3573055708039001"})
    assert (refused.status_code, button_of(refused.content.decode())) == (422, ("isian", f"{address}{IN_ENGLISH}"))

    english = client.post(f"{address}{IN_ENGLISH}", {"once": once, "text": "NIK saya 3573055708039001"})
    assert (english.status_code, english["Content-Language"]) == (422, "en")
    assert "NIK saya 3573055708039001" in english.content.decode()


def test_asking_for_the_other_language_carries_nothing_out_even_where_everything_is_in_order(
    client: Client, application: Application
) -> None:
    address = f"{application.own_path}data/minta/correction/"
    typed = {"once": str(client.get(address).context["form"]["once"].value()), "text": "Nama saya keliru ditulis."}
    english = client.post(f"{address}{IN_ENGLISH}", typed)
    page = english.content.decode()
    assert (english.status_code, RightsRequest.objects.count(), Once.objects.count()) == (200, 0, 0)
    assert "Nama saya keliru ditulis." in page
    assert button_of(page) == ("isian", f"{address}?bahasa=id")
    assert f'<form class="stack form" id="isian" method="post" action="{address}"' in page
    assert client.post(address, typed).status_code == 302
    assert RightsRequest.objects.get().text == "Nama saya keliru ditulis."


def test_a_guardian_named_by_halves_stays_named_by_halves_in_english(client: Client, programme: Programme) -> None:
    call = make_call(programme, minimum_age=13)
    child = apply(call, birth_date=clock.today() - timedelta(days=15 * 365))
    address = f"{child.own_path}wali/"
    once = str(client.get(address).context["forms"]["name"]["once"].value())
    typed = {"once": once, "step": "name", "name": "Ibu Wali", "phone": "12"}
    page = client.post(address, typed).content.decode()
    assert button_of(page) == ("isian", f"{address}{IN_ENGLISH}")
    assert '<input type="submit" form="isian" name="step" value="name"' in page
    english = client.post(f"{address}{IN_ENGLISH}", typed)
    assert (english.status_code, english.context["forms"]["name"]["name"].value()) == (422, "Ibu Wali")
    assert not Guardianship.objects.exists()


def test_withdrawing_in_another_language_withdraws_nothing(client: Client, application: Application) -> None:
    address = f"{application.own_path}tarik/"
    once = str(client.get(address).context["form"]["once"].value())
    english = client.post(f"{address}{IN_ENGLISH}", {"once": once})
    application.refresh_from_db()
    assert (english.status_code, application.state) == (200, ApplicationState.SUBMITTED)
    assert link_of(english.content.decode()).endswith(f"kembali={address}{IN_ENGLISH}")
    assert f'method="post" action="{address}"' in english.content.decode()


def test_a_button_that_was_refused_leads_on_to_the_page_that_can_be_opened(
    client: Client, application: Application
) -> None:
    """Its own address takes a button alone."""
    mark = consents_in_force(application)[0].text.mark
    page = client.post(f"{application.own_path}data/tarik/{mark}/", {"once": "kosong"})
    assert (page.status_code, link_of(page.content.decode())) == (
        422,
        f"/bahasa/?ke=en&kembali={application.own_path}data/",
    )


def test_what_can_not_be_changed_any_more_says_so_in_both_languages(client: Client, application: Application) -> None:
    type(application.call).objects.update(closes_at=clock.now() - timedelta(minutes=1))
    over = client.post(f"{application.own_path}ubah/", {"name": answers_for(application.call).name})
    assert (over.status_code, link_of(over.content.decode())) == (
        410,
        f"/bahasa/?ke=en&kembali={application.own_path}ubah/",
    )
