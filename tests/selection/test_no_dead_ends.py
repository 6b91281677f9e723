"""Where nothing is left to do, nothing is offered; where something waits, its list says so and leads back."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from factories.applications import make_call
from factories.offers import decline
from factories.selection import make_offers, make_procedure, make_published_draw, open_offers_of, readers
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.decree_texts import usual_text
from sanggar.selection.models import Offer

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/"
CALLING = f"{ROOM}penawaran/tahap-1/panggilan/"


def own(offer: Offer) -> str:
    return Client().get(offer.application.own_path).content.decode()


def test_who_has_declined_is_offered_no_withdrawal_any_more_but_may_still_end_it_all_to_be_erased(
    programme: Programme,
) -> None:
    gone, stays = open_offers_of(make_offers(programme, people=5, seats=2))
    decline(gone)
    assert ["Tarik lamaran" in own(each) for each in (gone, stays)] == [False, True]
    assert Client().get(f"{gone.application.own_path}tarik/").status_code == 200


@pytest.mark.parametrize(("rule", "has_button"), [("lottery", False), ("floor", True)])
def test_marks_are_a_button_only_where_they_count(
    programme: Programme, officer: Account, signed_in: SignIn, rule: str, *, has_button: bool
) -> None:
    call = make_call(programme)
    make_procedure(call, rule=rule, floor=Decimal(60) if rule == "floor" else None)
    page = signed_in(officer).get(f"{ROOM}undian/{call.slug}/").content.decode()
    assert (f'href="{ROOM}penilaian/{call.slug}/"' in page) is has_button


def test_the_list_of_offers_marks_which_withdrawal_waits_for_a_colleague(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    offer = open_offers_of(make_offers(programme, people=5, seats=2))[0]
    desk = signed_in(officer)
    assert "Menunggu orang kedua" not in desk.get(f"{ROOM}penawaran/").content.decode()
    actions.propose_withdrawal(offer, reason="Alamatnya di luar kota", by=readers(programme)[0].actor, at=clock.now())
    assert desk.get(f"{ROOM}penawaran/").content.decode().count("Menunggu orang kedua") == 1


def test_a_message_shown_leads_back_to_the_list_it_was_asked_from(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    offer = open_offers_of(make_offers(programme, people=5, seats=2))[0]
    desk, shown = signed_in(officer), f"{ROOM}penawaran/{offer.pk}/pesan/"
    asked_from = f"http://testserver{CALLING}?terhubung=belum"
    page = desk.post(shown, headers={"Referer": asked_from}).content.decode()
    assert f'href="{asked_from}"' in page
    once = desk.get(CALLING).context["contacts"][0].form["once"].value()
    answer = desk.post(
        f"{ROOM}penawaran/{offer.pk}/terhubung/", {"once": once}, headers={"Referer": f"http://testserver{shown}"}
    )
    assert answer.headers["Location"] == f"{CALLING}#daftar"


def test_the_decree_on_a_second_call_of_the_stage_says_which_call_it_is(programme: Programme) -> None:
    first = make_published_draw(programme, people=3, seats=2)
    call = make_call(programme, first.call.stage, slug="tahap-1b")
    about = usual_text(first, None, clock.now())["about"]
    first.call = call
    assert usual_text(first, None, clock.now())["about"] == f"{about} (Pendaftaran Ke-2)"
