"""Fewer households than seats: the explanation names it, and the office accepts a way out, which everyone can read."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.selection import computed, draw_and_publish, make_procedure
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application
from sanggar.applications.models import Call
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.feasibility import feasibility_of
from sanggar.selection.models import Draw, Procedure
from sanggar.selection.pages.change_presenters import change_rows
from sanggar.selection.pages.procedure_presenters import procedure_facts
from sanggar.selection.procedure_refusals import LotteryAlreadyMade, SeatsNotFewer

pytestmark = pytest.mark.django_db
CARDS = ("3573020101109001", "3573020101109002", "3573020101109002", "3573020101109001")
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"
SignIn = Callable[[Account], Client]


def make_short_call(programme: Programme, **terms: Any) -> Call:
    """Two families of two, a woman and a man in each, for three seats."""
    call = make_call(programme, make_stage(programme, seats=3), **terms)
    quotas = {} if terms else {"sex": {"P": (1, 1), "L": (2, 2)}}
    make_procedure(call, one_per_household=True, quotas=quotas)
    call.refresh_from_db()
    tracks = list(programme.tracks.order_by("code"))
    for number, card in enumerate(CARDS, 1):
        answers = numbered_answers(call, number, family_card=card, sex="PL"[number % 2], track=tracks[number > 1])
        apply(call, answers)
    return call


def make_short_draw(programme: Programme, **terms: Any) -> Draw:
    call = make_short_call(programme, **terms)
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))


def test_it_is_seen_while_people_still_apply(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    call = make_short_call(programme)
    found = feasibility_of(call.procedure)
    assert [fault.code for fault in found.clashes] == [
        *("households_short", "fewer_seats", "demand_least", "demand_least", "quota_clash", "limit_alone")
    ]
    page = signed_in(officer).get(f"{ROOM}/tata-cara/{call.slug}/").content.decode()
    assert "Jumlah keluarganya (2) kurang dari jumlah kursi (3)." in page
    assert "Jalan keluar: 2 kursi" in page
    assert "Jalan keluar: tanpa batas satu orang per keluarga" in page


def test_the_office_accepts_fewer_seats(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    draw = make_short_draw(programme)
    assert (draw.work.fault, draw.work.fewer_seats, draw.work.limit_alone) == ("households_short", 2, True)
    client = signed_in(officer)
    assert "Jumlah keluarganya (2)" in client.get(f"{ROOM}/undian/{draw.call.slug}/").content.decode()
    link = f"{ROOM}/undian/{draw.call.slug}/hitung-ulang/"
    page = client.get(link).content.decode()
    assert ("Undi 2 kursi saja" in page, "Cabut batas" in page) == (True, True)
    typed = {"once": str(uuid.uuid4()), "way": "fewer", "q_sex_P": "1", "q_sex_L": "1-2"}
    assert client.post(link, typed).status_code == 422  # no reason yet
    assert client.post(link, typed | {"reason": "Keluarganya hanya dua"}).status_code == 302
    draw = computed(draw)
    procedure = Procedure.objects.get(call=draw.call)
    assert (draw.seats, procedure.seats, bool(draw.lottery), draw.one_per_household) == (2, 2, True, True)
    assert ("Kursi yang diundi", "2") in procedure_facts(procedure)
    [change] = change_rows(procedure)
    assert change["reason"] == "Keluarganya hanya dua"
    assert ("Kursi yang diundi", "semua kursi tahap", "2 kursi") in change["parts"]
    draw = draw_and_publish(draw)
    assert (draw.entries.filter(outcome="selected").count(), inspect(read_json(draw.bundle.encode())).faults) == (2, [])


def test_the_office_lifts_the_limit_and_seats_and_quotas_stay(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = make_short_draw(programme)
    link = f"{ROOM}/undian/{draw.call.slug}/hitung-ulang/"
    typed = {"once": str(uuid.uuid4()), "way": "lift", "q_sex_P": "1", "q_sex_L": "1-2", "reason": "Kursi tersisa"}
    client = signed_in(officer)
    assert client.post(link, typed).status_code == 302
    again = client.post(link, typed, follow=True)  # clicked twice
    assert "Tidak ada yang perlu dihitung lagi." in again.content.decode()
    draw = computed(draw)
    assert (draw.seats, draw.one_per_household, draw.quotas) == (3, False, {"sex": {"P": [1, 1], "L": [2, 2]}})
    [change] = change_rows(Procedure.objects.get(call=draw.call))
    assert change["parts"] == [("Satu orang per keluarga", "ya", "tidak")]
    draw = draw_and_publish(draw)
    assert draw.entries.filter(outcome="selected").count() == 3


def test_seats_of_the_tracks_stay_exact_when_the_limit_is_lifted(programme: Programme) -> None:
    tracks = dict(zip(programme.tracks.order_by("code"), (1, 2), strict=True))
    draw = make_short_draw(programme, tracks=tracks)
    assert (draw.work.fewer_seats, draw.work.limit_alone) == (2, True)
    actions.recompute_lottery(draw, lift="limit", reason="Kursi tersisa", by=SETUP, at=clock.now())
    draw = draw_and_publish(computed(draw))
    chosen = draw.entries.filter(outcome="selected").values_list("application__track__code", flat=True)
    assert sorted(chosen) == sorted(code for track, seats in tracks.items() for code in [track.code] * seats)


def test_fewer_seats_come_with_fresh_draw_ids_and_a_file_that_says_so(programme: Programme) -> None:
    draw = make_short_draw(programme)
    before = set(draw.entries.values_list("number", flat=True))
    fewer = {"sex": {"P": (1, 1), "L": (1, 2)}}
    actions.recompute_lottery(draw, seats=2, quotas=fewer, reason="Hanya dua keluarga", by=SETUP, at=clock.now())
    draw = computed(draw)
    now = set(draw.entries.values_list("number", flat=True))
    assert (draw.revision, now & before, len(now)) == (2, set(), len(before))
    file = json.loads(Client().get(f"/undian/{draw.public_id}/peserta.json").content)
    assert (file["seats"], file["revision"], {each["id"] for each in file["people"]}) == (2, 2, now)
    assert draw.lists.get(revision=2).reason == "Hanya dua keluarga"
    assert minutes(draw).startswith(b"%PDF")


def test_seats_only_become_fewer_and_only_before_a_lottery(programme: Programme) -> None:
    draw = make_short_draw(programme)
    for seats in (0, 3, 4):
        with pytest.raises(SeatsNotFewer):
            actions.recompute_lottery(draw, seats=seats, reason="Uji", by=SETUP, at=clock.now())
    fewer = {"sex": {"P": (1, 1), "L": (1, 2)}}
    actions.recompute_lottery(draw, seats=2, quotas=fewer, reason="Uji", by=SETUP, at=clock.now())
    with pytest.raises(LotteryAlreadyMade):
        actions.recompute_lottery(computed(draw), seats=1, reason="Uji", by=SETUP, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.update(seats=0)


def test_the_seats_are_all_there_again_once_somebody_joins_the_list(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    quotas = {"sex": {"P": (0, 3), "L": (0, 3)}}
    make_procedure(call, quotas=quotas, objection_days=3)
    for number in range(1, 4):
        apply(call, numbered_answers(call, number, sex="PL"[number % 2]))
    refused, *rest = call.applications.order_by("pk")
    for application in rest:
        accept_for_draw(application, by=SETUP, at=clock.now())
    refuse_application(refused, reason="Uji", by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    draw = computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))
    actions.recompute_lottery(draw, seats=2, reason="Kurang orang", by=SETUP, at=clock.now())
    assert computed(draw).seats == 2
    objection = actions.raise_objection(refused, text="Keliru", by=refused.actor, at=clock.now())
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Ya", by=head.actor, at=clock.now())
    draw = computed(draw)
    procedure = Procedure.objects.get(call=call)
    assert (draw.entrants, draw.seats, procedure.seats, procedure.changes.count()) == (3, 3, None, 2)
    assert set(draw.entries.values_list("chance", flat=True)) == {1}
    assert not any(refused.receipt in change.reason for change in procedure.changes.all())
