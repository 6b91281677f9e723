"""At most one person per household: from the question in the form to the seat that falls free, checked by anyone."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, make_call, nik_number, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.selection import QUOTAS, by_day, computed, dice_hour, draw_and_publish, make_procedure, open_offers_of
from sanggar.applications.actions import accept_for_draw, close_call, edit_application, withdraw_application
from sanggar.applications.family_card import FamilyCardIsNik, FamilyCardUnreadable, read_family_card
from sanggar.applications.models import NOTICE, Application, Call, ConsentText, Draft
from sanggar.applications.queries import texts_in_force
from sanggar.cores.lottery import verify
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import clock
from sanggar.foundation.rotation import seal_anew
from sanggar.people.models import Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.criteria import criteria_of
from sanggar.selection.feasibility import Homes, feasibility_of
from sanggar.selection.models import Draw, OfferState, Outcome, Procedure
from sanggar.selection.procedure_refusals import HouseholdsNotSealed

pytestmark = pytest.mark.django_db
CARDS = ("3573020101109001", "3573020101109002")
FORM = "/daftar/tahap-1/"
DESK = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"


def make_family_call(programme: Programme, seats: int = 3, **terms: Any) -> Call:
    """Open, with the limit published; nobody has applied yet."""
    call = make_call(programme, make_stage(programme, seats=seats))
    make_procedure(call, one_per_household=True, **terms)
    call.refresh_from_db()
    return call


def make_family_draw(programme: Programme, seats: int = 3, **terms: Any) -> Draw:
    """Seven people: a couple and a family of three by their cards, and two who gave none."""
    call = make_family_call(programme, seats, **terms)
    tracks = list(programme.tracks.order_by("code"))
    for number, card in enumerate([CARDS[0]] * 2 + [CARDS[1]] * 3 + [""] * 2, 1):
        apply(call, numbered_answers(call, number, family_card=card, track=tracks[number % 2]))
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))


def cards_of(numbers: Any) -> list[str]:
    found = Application.objects.filter(draw_entries__number__in=numbers).exclude(family_card_lookup="")
    return list(found.values_list("family_card_lookup", flat=True))


def posted(**changes: str) -> dict[str, str]:
    answers = {
        "submission_id": "0b7ae8a4-3c4d-4b0e-9e5e-6f3a8a0c1d2e",
        "name": "Sulastri",
        "nik": "3573055708039001",
        "birth_date": "2003-08-17",
        "sex": "P",
        "kelurahan": "35.73.05.1004",
        "phone": "0812 3456 7890",
        "track": "youtube",
        "category": "public",
        "motivation": "Ingin memasarkan keripik tempe buatan ibu.",
        "notice": "on",
        "step": "send",
    }
    return answers | changes


# --- the question ----------------------------------------------------------------------------------------------------
def test_the_card_is_asked_only_where_the_published_procedure_has_the_limit(
    programme: Programme, client: Client
) -> None:
    call = make_call(programme)
    assert "family_card" not in client.get(FORM).content.decode()
    [before] = [text for text in texts_in_force(call) if text.key == NOTICE]
    plain = actions.Terms("lottery", "dice", objection_days=0, draw_at=dice_hour(call))
    procedure = actions.write_procedure(call, replace(plain, one_per_household=True), by=SETUP, at=clock.now())
    assert "family_card" not in client.get(FORM).content.decode()
    actions.publish_procedure(procedure, by=SETUP, at=clock.now())
    page = client.get(FORM).content.decode()
    assert ('name="family_card"' in page, "supaya dari satu keluarga paling banyak" in page) == (True, True)
    [after] = [text for text in texts_in_force(call) if text.key == NOTICE]
    assert (after.version, after.text.startswith(before.text)) == (before.version + 1, True)
    actions.write_procedure(call, plain, reason="Tidak jadi", by=SETUP, at=clock.now())
    assert 'name="family_card"' not in client.get(FORM).content.decode()
    assert ConsentText.objects.filter(call=call, key=NOTICE).count() == 2


def test_the_number_is_kept_sealed_and_never_shown(programme: Programme, client: Client) -> None:
    call = make_family_call(programme)
    checked = client.post(FORM, posted(family_card="3573 0201 0110 9001", step="check")).content.decode()
    assert "3573 0201 0110 9001" in checked
    assert client.post(FORM, posted(family_card="3573 0201 0110 9001")).status_code == 303
    [application] = call.applications.all()
    assert CARDS[0] not in str(vars(application))
    own = client.get(application.own_path).content.decode()
    assert ("Sudah Anda isi; tersimpan tersandi." in own, "0110" in own) == (True, False)
    other = apply(call, numbered_answers(call, 1, family_card=CARDS[0]))
    assert other.family_card_lookup == application.family_card_lookup != ""
    seal_anew()
    application.refresh_from_db()
    assert other.family_card_lookup == application.family_card_lookup


@pytest.mark.parametrize("typed", ["123", "357302010110900O", "9973020101109001", "3573020101100000", "3" * 17])
def test_what_no_card_can_be_is_refused_without_repeating_it(programme: Programme, client: Client, typed: str) -> None:
    with pytest.raises(FamilyCardUnreadable) as refused:
        read_family_card(typed)
    assert typed not in str(refused.value)
    make_family_call(programme)
    answer = client.post(FORM, posted(family_card=typed))
    assert (answer.status_code, "Nomor KK tidak terbaca" in answer.content.decode()) == (422, True)


def test_ones_own_nik_is_no_family_card(programme: Programme, client: Client) -> None:
    call = make_family_call(programme)
    answer = client.post(FORM, posted(family_card="3573055708039001"))
    assert (answer.status_code, "Ini NIK Anda" in answer.content.decode()) == (422, True)
    application = apply(call, numbered_answers(call, 1))
    with pytest.raises(FamilyCardIsNik):
        edit_application(
            application,
            numbered_answers(call, 1, nik="", family_card=nik_number(1)),
            by=application.actor,
            at=clock.now(),
        )


def test_the_card_can_be_given_later_and_an_empty_field_keeps_it(programme: Programme) -> None:
    call = make_family_call(programme)
    application = apply(call, numbered_answers(call, 1))
    for card in (CARDS[0], ""):
        answers = numbered_answers(call, 1, nik="", family_card=card)
        held = edit_application(application, answers, by=application.actor, at=clock.now())
        assert (bool(held.family_card_sealed), held.revision) == (True, 2)


def test_its_owner_takes_the_card_back(programme: Programme, client: Client) -> None:
    call = make_family_call(programme)
    application = apply(call, numbered_answers(call, 1, family_card=CARDS[0]))
    address = f"{application.own_path}ubah/"
    assert "Hapus nomor KK yang tersimpan" in client.get(address).content.decode()
    form = posted(nik="", revision="1") | {"birth_date": application.birth_date.isoformat(), "sex": application.sex}
    assert client.post(address, form | {"drop_family_card": "on"}).status_code == 302
    application.refresh_from_db()
    assert (application.family_card_sealed, application.family_card_lookup, application.revision) == ("", "", 2)
    assert "Hapus nomor KK" not in client.get(address).content.decode()
    other = apply(call, numbered_answers(call, 2, family_card=CARDS[0]))
    assert Application.objects.filter(family_card_lookup=other.family_card_lookup).count() == 1


def test_a_draft_s_holder_takes_the_card_back(programme: Programme, client: Client) -> None:
    make_family_call(programme)
    path = client.post(FORM, posted(step="draft", family_card=CARDS[0]))["Location"]
    assert "Hapus nomor KK yang tersimpan" in client.get(path).content.decode()
    for changes, is_kept in (({"draft_version": "1"}, True), ({"draft_version": "1", "drop_family_card": "on"}, False)):
        assert client.post(path, posted(step="draft", **changes)).status_code == 303
        assert ("family_card" in Draft.objects.get().typed) == is_kept
    assert "Hapus nomor KK" not in client.get(path).content.decode()


# --- the procedure ---------------------------------------------------------------------------------------------------
def test_the_officer_sees_how_many_gave_their_card(programme: Programme) -> None:
    call = make_family_call(programme)
    for number, card in enumerate([CARDS[0]] * 2 + [CARDS[1]] + [""] * 2, 1):
        apply(call, numbered_answers(call, number, family_card=card))
    assert feasibility_of(Procedure.objects.get(call=call)).homes == Homes(given=3, none=2, shared=1, together=2)
    client = Client()
    client.force_login(make_account("Dewi", Role.OFFICER, programme.organisation))
    page = " ".join(client.get(f"{DESK}/tata-cara/{call.slug}/").content.decode().split())
    assert "Nomor KK: 3 orang mengisinya, 2 tidak" in page


def test_the_office_sees_who_gave_the_same_card_but_not_its_number(programme: Programme) -> None:
    """So that a card typed by mistake, or by somebody who does not belong to it, can be found while screening."""
    call = make_family_call(programme)
    first, second, other = (
        apply(call, numbered_answers(call, number, family_card=card))
        for number, card in enumerate([CARDS[0], CARDS[0], CARDS[1]], 1)
    )
    client = Client()
    client.force_login(make_account("Dewi", Role.OFFICER, programme.organisation))
    for shown, told in ((first, f"sama dengan {second.receipt}"), (other, "Diisi (tersandi)</dd>")):
        link = f"/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/lamaran/{shown.receipt}/"
        page = " ".join(client.get(link).content.decode().split())
        assert (told in page, CARDS[0] in page or CARDS[1] in page) == (True, False)
    withdraw_application(second, by=second.actor, at=clock.now())
    assert second.receipt not in client.get(link.replace(other.receipt, first.receipt)).content.decode()


def test_seats_of_each_track_stay_exact_beside_the_limit(programme: Programme) -> None:
    """Also when the lottery is computed anew."""
    tracks = dict.fromkeys(programme.tracks.all(), 1)
    call = make_call(programme, make_stage(programme, seats=2), tracks=tracks)
    make_procedure(call, one_per_household=True)
    call.refresh_from_db()
    youtube = next(track for track in tracks if track.code == "youtube")
    tiktok = next(track for track in tracks if track.code == "tiktok")
    for number, track in ((1, youtube), (2, tiktok)):
        apply(call, numbered_answers(call, number, family_card=CARDS[0], track=track))
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    draw = computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))
    exact = {"youtube": [1, 1], "tiktok": [1, 1]}
    assert (draw.quotas, draw.lottery, draw.work.fault) == ({"track": exact}, "", "households_short")
    later = clock.now() + timedelta(days=1)
    actions.recompute_lottery(draw, draw_at=later, reason="Uji", by=SETUP, at=clock.now())
    draw.refresh_from_db()
    assert draw.quotas == {"track": exact}


def test_the_limit_goes_neither_with_sealed_quotas_nor_without_a_lottery(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    both = {"disability": {"yes": (0, 3), "no": (0, 3)}}
    with pytest.raises(HouseholdsNotSealed):
        actions.write_procedure(
            call, actions.Terms("lottery", "dice", quotas=both, one_per_household=True), by=SETUP, at=clock.now()
        )
    ranked = actions.write_procedure(
        call, actions.Terms("merit", "dice", one_per_household=True, objection_days=0), by=SETUP, at=clock.now()
    )
    assert ranked.one_per_household is False
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=ranked.pk).update(one_per_household=True)


def test_the_office_chooses_the_limit_in_the_form(programme: Programme) -> None:
    call = make_call(programme)
    client = Client()
    client.force_login(make_account("Dewi", Role.OFFICER, programme.organisation))
    link = f"{DESK}/tata-cara/{call.slug}/ubah/"
    once = re.search(r'name="once" value="([^"]+)"', client.get(link).content.decode())
    fields = {
        "rule": "lottery",
        "source_kind": "dice",
        "objection_days": "0",
        "answering_hours": "12",
        "deadline_time": "16:00",
        "one_per_household": "on",
    }
    answer = client.post(link, fields | ({"once": once[1]} if once else {}))
    assert (answer.status_code, Procedure.objects.get(call=call).one_per_household) == (302, True)


# --- the draw --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("terms", [{}, {"quotas": QUOTAS}, {"quotas": QUOTAS, "numbered": True}])
def test_no_two_who_gave_the_same_card_are_seated_and_anyone_can_check_it(
    programme: Programme, terms: dict[str, Any]
) -> None:
    draw = draw_and_publish(make_family_draw(programme, **terms))
    bundle = read_json(draw.bundle.encode())
    seated = [place["id"] for place in bundle["draws"] if place["outcome"] == "selected"]
    assert (len(seated), len(cards_of(seated))) == (3, len(set(cards_of(seated))))
    assert sorted(bundle["lottery"]["households"].values(), reverse=True) in ([1, 1], [2])
    assert inspect(bundle).faults == []
    assert verify.report(verify.read(draw.bundle.encode()))["faults"] == []
    lookups = set(Application.objects.values_list("family_card_lookup", flat=True)) - {""}
    assert [each for each in (*CARDS, *lookups) if each in draw.bundle] == []
    assert any("Kartu Keluarga" in sentence for sentence in criteria_of(draw))


def test_who_lives_with_someone_seated_reads_why_and_comes_in_once_that_seat_falls_free(
    programme: Programme, client: Client
) -> None:
    draw = draw_and_publish(make_family_draw(programme, seats=4))
    now = clock.now()
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=now)
    shared = [offer for offer in open_offers_of(draw) if offer.entry.household]
    passed = draw.entries.filter(outcome=Outcome.RESERVE, household__in=[each.entry.household for each in shared])
    for entry in passed:
        text = " ".join(client.get(entry.application.own_path).content.decode().split())
        assert "Seorang yang sekeluarga dengan Anda" in text
    assert passed.count() == 3
    everyone_else = set(open_offers_of(draw)) - {shared[0]}
    for offer in everyone_else:
        actions.accept_offer(offer, by=offer.application.actor, at=now)
    actions.decline_offer(shared[0], by=shared[0].application.actor, at=now)
    actions.call_up_reserves(draw, at=clock.now())
    draw.refresh_from_db()
    step = draw.taken_steps.get()
    [newcomer] = draw.entries.filter(step=1)
    assert newcomer.household == shared[0].entry.household
    assert (step.selected, newcomer.number == shared[0].entry.number) == ([newcomer.number], False)
    assert open_offers_of(draw)[0].entry == newcomer
    assert OfferState.DECLINED in draw.entries.values_list("offer__state", flat=True)
    assert verify.report(verify.read(draw.bundle.encode()))["faults"] == []


def test_seats_for_which_no_household_is_left_stay_free_where_no_quota_says_otherwise(programme: Programme) -> None:
    draw = draw_and_publish(make_family_draw(programme, seats=6))
    assert (draw.seats, draw.entries.filter(outcome=Outcome.SELECTED).count()) == (6, 4)
    assert verify.report(verify.read(draw.bundle.encode()))["faults"] == []


def test_the_public_page_says_the_rule(programme: Programme, client: Client) -> None:
    draw = draw_and_publish(make_family_draw(programme))
    with time_machine.travel(clock.now(), tick=False):
        page = " ".join(client.get(f"/undian/{draw.public_id}/").content.decode().split())
    assert "nomor KK yang sama paling banyak satu orang terpilih" in page
    assert "paling banyak satu orang per keluarga" in page
