"""Nobody takes back, unread, what a colleague changed while the own page was open: rubric, criteria, offers."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.merit import make_rubric
from factories.people import SETUP
from factories.seen import seen_at, seen_on
from factories.selection import make_published_draw, make_screened_call
from sanggar.applications.actions import withdraw_application
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.dates import local_time
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.models import Offer, Rubric

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SELECTION = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/"
RUBRIC = f"{SELECTION}penilaian/tahap-1/rubrik/"
CHANGED = "diubah orang lain sejak halaman ini dibuka"


@pytest.fixture
def call(programme: Programme) -> Call:
    found = make_screened_call(programme, 2)
    make_rubric(found, published=False)
    return found


def sent(**values: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **values}


def by_a_colleague(call: Call, **changed: Any) -> None:
    standing = {"readers": 2, "threshold": 25, "shows_link": False}
    merit.set_rubric(call.rubric, **(standing | changed), by=SETUP, at=clock.now())


def test_settings_that_a_colleague_changed_are_not_taken_back_unread(
    call: Call, officer: Account, signed_in: SignIn
) -> None:
    client, form = signed_in(officer), f"{RUBRIC}ketentuan/"
    typed = sent(readers="3", threshold="25", **seen_at(client, form))
    by_a_colleague(call, threshold=40)
    refused = client.post(form, typed)
    assert (refused.status_code, CHANGED in refused.content.decode()) == (422, True)
    assert (Rubric.objects.get().readers, Rubric.objects.get().threshold) == (2, 40)
    assert 'value="3"' in refused.content.decode()  # what was typed stays, and may be sent once it was read
    assert client.post(form, typed | {"seen": seen_on(refused)}).status_code == 302
    assert Rubric.objects.get().readers == 3
    assert client.post(form, sent(readers="4", threshold="25")).status_code == 422  # nothing seen at all


def test_a_criterion_that_a_colleague_rewrote_is_neither_overwritten_nor_removed_unread(
    call: Call, officer: Account, signed_in: SignIn
) -> None:
    client, form = signed_in(officer), f"{RUBRIC}kriteria/1/"
    seen, kept = seen_at(client, form), call.rubric.criteria.get(ordinal=1)
    levels = {4: "Lain", 0: "Tidak"}
    merit.write_criterion(
        call.rubric, criterion=kept, name="Alasan ikut", weight=3, levels=levels, by=SETUP, at=clock.now()
    )
    typed = {"name": "Motivasi", "weight": "1", "level_4": "Jelas", "level_0": "Tidak"}
    refused = client.post(form, sent(**typed, **seen))
    gone = client.post(f"{form}hapus/", sent(**seen))
    assert [(page.status_code, CHANGED in page.content.decode()) for page in (refused, gone)] == [
        (422, True),
        (409, True),
    ]
    assert call.rubric.criteria.get(ordinal=1).name == "Alasan ikut"
    assert client.post(f"{form}hapus/", sent(seen=seen_on(gone))).status_code == 302
    assert [each.name for each in call.rubric.criteria.all()] == ["Kesiapan"]


def test_two_criteria_are_written_at_once_without_a_word(call: Call, officer: Account, signed_in: SignIn) -> None:
    client, form = signed_in(officer), f"{RUBRIC}kriteria/1/"
    seen = seen_at(client, form)
    by_a_colleague(call, threshold=40)
    levels = {4: "Lain", 0: "Tidak"}
    other = call.rubric.criteria.get(ordinal=2)
    merit.write_criterion(call.rubric, criterion=other, name="Lain", weight=1, levels=levels, by=SETUP, at=clock.now())
    typed = {"name": "Baru", "weight": "1", "level_4": "Jelas", "level_0": "Tidak"}
    assert client.post(form, sent(**typed, **seen)).status_code == 302
    assert client.post(f"{RUBRIC}kriteria/", sent(**(typed | {"name": "Ketiga"}))).status_code == 302


def test_no_rubric_is_published_that_was_not_read(call: Call, officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    seen = seen_at(client, RUBRIC)
    merit.remove_criterion(call.rubric.criteria.get(ordinal=2), by=SETUP, at=clock.now())
    refused = client.post(f"{RUBRIC}terbitkan/", sent(**seen))
    assert (CHANGED in refused.content.decode(), Rubric.objects.get().is_published) == (True, False)
    assert client.post(f"{RUBRIC}terbitkan/", sent(seen=seen_on(refused))).status_code == 302
    assert Rubric.objects.get().is_published


def test_offers_go_to_nobody_whom_the_page_did_not_count(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw, client = make_published_draw(programme, people=6, seats=3), signed_in(officer)
    form = f"{SELECTION}undian/{draw.call.slug}/penawaran/"
    day = f"{local_time(clock.now()) + timedelta(days=3):%Y-%m-%d}T16:00"
    typed = sent(deadline=day, reserve_hours="48", call_up_until=day, **seen_at(client, form))
    gone = draw.entries.filter(outcome="selected").order_by("pk")[0].application
    withdraw_application(gone, by=gone.actor, at=clock.now())
    refused = client.post(form, typed)
    told = "berubah siapa yang akan ditawari kursi" in refused.content.decode()
    assert (refused.status_code, told, Offer.objects.count()) == (422, True, 0)
    assert client.post(form, typed | {"seen": seen_on(refused)}).status_code == 302
    assert Offer.objects.count() == 3
