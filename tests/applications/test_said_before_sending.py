"""What is proposed or hinted at before something is sent, so that it need not be mended afterwards."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from applications.test_calls import ROOM, filled
from applications.test_form import posted
from factories.applications import apply, make_call
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import freeze, make_screened_call
from sanggar.applications import actions
from sanggar.applications.models import Application, Call
from sanggar.applications.pages.call_act_words import call_act_words
from sanggar.applications.status import own_status
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DIFFERS = "Tanggal lahir berbeda dari NIK"


def check_page(**changes: str) -> str:
    answer = Client().post("/daftar/tahap-1/", posted(step="check", **changes), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_birth_date_other_than_the_nik_s_is_hinted_at_before_sending_and_refused_by_nobody(
    programme: Programme,
) -> None:
    make_call(programme)
    pages = [check_page(), check_page(birth_date="2003-08-18")]
    assert [DIFFERS in page for page in pages] == [False, True]
    assert "Kirim lamaran" in pages[1]
    assert not Application.objects.exists()


def test_a_second_call_of_a_stage_is_proposed_under_an_address_and_a_title_of_its_own(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    make_stage(programme)
    desk = signed_in(officer)
    for _time in range(3):
        assert desk.post(f"{ROOM}baru/", filled(desk, f"{ROOM}baru/")).status_code == 302
    told = Call.objects.order_by("pk").values_list("slug", "title")
    base = f"{programme.slug}-tahap-1"
    assert list(told) == [
        (base, "Pendaftaran Tahap 1"),
        (f"{base}-2", "Pendaftaran Tahap 1 ke-2"),
        (f"{base}-3", "Pendaftaran Tahap 1 ke-3"),
    ]


def test_a_frozen_list_offers_no_way_in_any_more(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    call = make_screened_call(programme, 2, 2)
    desk = signed_in(officer)
    address = f"{ROOM}buka/{call.slug}/"
    assert "Masukkan di loket" in desk.get(address).content.decode()
    freeze(call)
    assert "Masukkan di loket" not in desk.get(address).content.decode()
    for way in ("loket", "daftar"):
        page = desk.get(f"{address}{way}/").content.decode()
        assert ("Daftarnya sudah dibekukan" in page, "perpanjang dahulu" in page) == (True, False)


def test_after_closing_nobody_is_told_that_the_draw_comes_after_closing(programme: Programme) -> None:
    call = make_call(programme)
    application = apply(call)
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    Call.objects.filter(pk=call.pk).update(seats_go="lottery", closes_at=clock.now() - timedelta(minutes=1))
    application = Application.objects.select_related("call__stage__programme").get(pk=application.pk)
    assert "ikut diundi setelah daftarnya dibekukan" in own_status(application).text


def test_publishing_says_whether_the_form_opens_at_once(programme: Programme) -> None:
    past, coming = (
        make_call(programme, slug=slug, opens_in=days, published=False) for slug, days in (("lalu", -1), ("nanti", 1))
    )
    told = [call_act_words(call, "publish").text for call in (past, coming)]
    assert ["langsung terbuka" in text for text in told] == [True, False]
    assert ["terbuka sendiri pada" in text for text in told] == [False, True]
