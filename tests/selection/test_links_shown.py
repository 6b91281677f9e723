"""The secret link of who was offered a seat: to be copied by hand, but never seen without a trace."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client

from factories.selection import make_offers, open_offers_of
from sanggar.applications.actions import reissue_link
from sanggar.applications.models import Act
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Offer
from sanggar.selection.pages.offer_presenters import offer_timeline

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/penawaran"


def show(client: Client, offer: Offer) -> str:
    answer = client.post(f"{ROOM}/{offer.pk}/pesan/", {"once": str(uuid.uuid4())})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return answer.content.decode()


def texts(offer: Offer) -> list[str]:
    return [str(each["text"]) for each in offer_timeline(offer)]


def test_the_link_is_shown_by_an_act_that_person_and_office_read(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    first, second = open_offers_of(make_offers(programme))
    client = signed_in(officer)
    assert client.get(f"{ROOM}/{first.pk}/pesan/").status_code == 405
    page = show(client, first)
    link = unquote(page.partition('href="https://wa.me/62')[2].partition('"')[0])
    own = first.application.own_path
    assert (own in link, own in page, second.application.token in unquote(page)) == (True, True, False)
    show(client, first)
    events = first.application.events.filter(act=Act.REVEAL)
    assert [each.by_label for each in events] == [str(officer)] * 2  # looking again is looking again
    entries = AuditEntry.objects.filter(verb="applications.reveal")
    assert entries.count() == 2
    assert "Tautan halaman ini atau kodenya ditampilkan kepada petugas" in Client().get(own).content.decode()


def test_an_answer_after_that_says_who_had_seen_the_link(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    first, second = open_offers_of(make_offers(programme))
    show(signed_in(officer), first)
    later = clock.now() + timedelta(seconds=1)
    for offer in (first, second):
        actions.accept_offer(offer, by=offer.application.actor, at=later)
    said = f"Dijawab lewat tautan yang sebelumnya juga dilihat {officer}"
    assert [any(said in text for text in texts(offer)) for offer in (first, second)] == [True, False]
    shown = signed_in(officer).get(f"{ROOM}/{first.pk}/").content.decode()
    assert (said in shown, "Tautan rahasia atau kodenya ditampilkan kepada petugas" in shown) == (True, True)


def test_who_made_their_link_anew_answers_by_one_that_nobody_saw(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    first, _ = open_offers_of(make_offers(programme))
    own = first.application
    show(signed_in(officer), first)
    reissue_link(own, by=own.actor, at=clock.now() + timedelta(seconds=1))
    actions.accept_offer(first, by=own.actor, at=clock.now() + timedelta(seconds=2))
    handed = [str(each["by"]) for each in offer_timeline(first) if "Tautan rahasia" in str(each["title"])]
    assert (handed, [text for text in texts(first) if "Dijawab lewat" in text]) == ([str(officer)], [])


def test_who_only_reads_and_an_answered_offer_get_no_link(
    programme: Programme, officer: Account, inspector: Account, signed_in: Callable[[Account], Client]
) -> None:
    first, _ = open_offers_of(make_offers(programme))
    assert signed_in(inspector).post(f"{ROOM}/{first.pk}/pesan/").status_code == 403
    actions.accept_offer(first, by=first.application.actor, at=clock.now())
    assert signed_in(officer).post(f"{ROOM}/{first.pk}/pesan/").status_code == 302
    assert not first.application.events.filter(act=Act.REVEAL).exists()
