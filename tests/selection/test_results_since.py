"""A letter about the result tells how the person stands now, and seats that the office took back are told as such."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from pypdf import PdfReader

from factories.offers import decline
from factories.people import SETUP
from factories.selection import (
    by_day,
    draw_and_publish,
    make_offers,
    make_published_draw,
    make_quota_draw,
    open_offers_of,
)
from sanggar.foundation import clock
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.messaging.officer import cancel
from sanggar.foundation.messaging.outbox import send_due
from sanggar.foundation.models import Message, MessageState
from sanggar.journeys import withdraw as withdraw_everything
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.letters import send_offer_letter, send_result, send_seat_withdrawn
from sanggar.selection.models import Draw, Offer
from sanggar.selection.moments import when
from sanggar.selection.queries import SinceSelected, since_selected
from sanggar.selection.result_words import result_key

pytestmark = pytest.mark.django_db
RESULTS = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/tahap-1/pemberitahuan/"
REASON = "Tidak lagi tinggal di Kota Malang."


def with_addresses(draw: Draw) -> Draw:
    for entry in draw.entries.select_related("application"):
        type(entry.application).objects.filter(pk=entry.application_id).update(email=f"n{entry.pk}@contoh.example")
    return draw


def prepare(draw: Draw) -> None:
    actions.send_results(draw, by=SETUP, at=clock.now())
    for pk in draw.entries.values_list("pk", flat=True):
        send_result.call(pk)


def letter_to(entry_pk: int) -> Message | None:
    return Message.objects.filter(key=result_key(entry_pk)).first()


def words_of(entry_pk: int) -> str:
    message = letter_to(entry_pk)
    assert message is not None
    envelope = read(message)
    assert envelope is not None
    return envelope.body


def withdraw(offer: Offer) -> None:
    actions.withdraw_offer(offer, reason=REASON, by=SETUP, at=clock.now())


def test_only_who_still_waits_for_an_answer_or_a_seat_is_written_to(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = with_addresses(make_offers(programme, people=6, seats=4))
    taken, gone, withdrawn, waiting = open_offers_of(draw)
    actions.accept_offer(taken, by=taken.application.actor, at=clock.now())
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    withdraw(withdrawn)
    page = signed_in(officer).get(RESULTS).content.decode()
    reasons = "1 sudah menerima kursinya; 1 sudah menolak kursinya; 1 kursinya ditarik kantor"
    assert ("3 orang tidak disurati lagi" in page, reasons in page) == (True, True)
    prepare(draw)
    told = {pk for pk in draw.entries.values_list("pk", flat=True) if letter_to(pk)}
    reserves = set(draw.entries.filter(outcome="reserve").values_list("pk", flat=True))
    assert told == {waiting.entry_id, *reserves}
    words = words_of(waiting.entry_id)
    assert (f"paling lambat {when(waiting.deadline)}" in words, "segera menawarkan" in words) == (True, False)


def test_letters_taken_back_are_not_counted_as_waiting_and_the_page_says_why(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = with_addresses(make_offers(programme, people=2, seats=2))
    prepare(draw)
    gone, withdrawn = open_offers_of(draw)
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    withdraw(withdrawn)
    page = " ".join(signed_in(officer).get(RESULTS).content.decode().split())
    assert ("2 dari 2 surat" in page, "Sudah disiapkan" in page) == (False, False)
    assert "2 orang tidak disurati lagi: 1 sudah menolak kursinya; 1 kursinya ditarik kantor" in page


def test_a_letter_cancelled_at_the_outbox_is_said_and_who_has_no_address_is_counted_once(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = with_addresses(make_published_draw(programme, people=3, seats=1))
    silent, cancelled, _waiting = draw.entries.select_related("application").order_by("pk")
    type(silent.application).objects.filter(pk=silent.application_id).update(email="")
    prepare(draw)
    letter = letter_to(cancelled.pk)
    assert letter is not None
    cancel(letter, place=programme.place, by=SETUP, at=clock.now())
    page = " ".join(signed_in(officer).get(RESULTS).content.decode().split())
    assert "1 dari 1 surat ada di kotak pesan" in page
    assert "1 orang tidak punya email" in page
    assert "1 orang tidak disurati lagi: 1 suratnya dibatalkan di Kotak pesan." in page


def test_letters_that_are_held_are_taken_back_when_seats_are_offered_or_answered(programme: Programme) -> None:
    draw = with_addresses(make_published_draw(programme, people=5, seats=2))
    prepare(draw)
    draw.refresh_from_db()
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    states = dict(draw.entries.values_list("pk", "outcome"))
    held = {pk for pk in states if (letter := letter_to(pk)) and letter.state == MessageState.HELD}
    assert held == {pk for pk, outcome in states.items() if outcome == "reserve"}
    first, _second = open_offers_of(draw)
    decline(first)
    called = Offer.objects.get(entry__draw=draw, entry__outcome="reserve")
    overtaken = letter_to(called.entry_id)
    assert overtaken is not None
    assert overtaken.state == MessageState.CANCELLED


def test_an_answer_takes_back_the_letter_that_told_of_its_offer(programme: Programme) -> None:
    draw = with_addresses(make_offers(programme, people=5, seats=2))
    prepare(draw)
    first, second = open_offers_of(draw)
    actions.accept_offer(first, by=first.application.actor, at=clock.now())
    letters = [letter_to(each.entry_id) for each in (first, second)]
    assert [each.state for each in letters if each] == [MessageState.CANCELLED, MessageState.HELD]


def test_whose_seat_is_withdrawn_is_written_why_and_whom_to_turn_to(programme: Programme) -> None:
    draw = with_addresses(make_offers(programme, people=5, seats=2))
    first, second = open_offers_of(draw)
    withdraw(first)
    for offer in (first, second):
        send_seat_withdrawn.call(offer.pk)
    send_due(clock.now())
    letters = [each for each in mail.outbox if "ditarik" in each.subject]
    assert [each.to for each in letters] == [[Offer.objects.get(pk=first.pk).application.email]]
    assert (REASON in letters[0].body, f"hubungi {programme.organisation.name}" in letters[0].body) == (True, True)


def test_the_letter_that_offers_a_seat_leaves_no_more_once_it_is_withdrawn(programme: Programme) -> None:
    draw = with_addresses(make_offers(programme, people=5, seats=2))
    first, second = open_offers_of(draw)
    for offer in (first, second):
        send_offer_letter.call(offer.pk)
    Message.objects.filter(key__startswith="offer ").update(state=MessageState.HELD)
    withdraw(first)
    states = dict(Message.objects.filter(key__startswith="offer ").values_list("key", "state"))
    assert states == {f"offer {first.pk}": MessageState.CANCELLED, f"offer {second.pk}": MessageState.HELD}


def test_who_withdraws_before_any_offer_is_told_no_result_any_more(programme: Programme) -> None:
    draw = with_addresses(make_published_draw(programme, people=5, seats=2))
    prepare(draw)
    gone, stays = draw.entries.order_by("pk")[:2]
    withdraw_everything(gone.application, by=gone.application.actor, at=clock.now())
    states = [message.state for message in map(letter_to, (gone.pk, stays.pk)) if message]
    assert states == [MessageState.CANCELLED, MessageState.HELD]


def test_a_withdrawal_needs_a_reason_of_some_words(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    offer = open_offers_of(make_offers(programme, people=5, seats=2))[0]
    page = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/penawaran/{offer.pk}/tarik/"
    browser = signed_in(officer)
    once = browser.get(page).context["form"]["once"].value()
    assert browser.post(page, {"once": once, "reason": "-"}).status_code == 422
    assert browser.post(page, {"once": once, "reason": REASON}).status_code == 302


def test_seats_that_the_office_withdrew_are_counted_apart(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=3)
    gone, withdrawn, taken = open_offers_of(draw)
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    withdraw(withdrawn)
    actions.accept_offer(taken, by=taken.application.actor, at=clock.now())
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert "1 orang di antaranya kemudian melepas kursinya. Kursi 1 orang di antaranya kemudian ditarik kantor." in page
    words = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())
    assert ("1 (satu) orang kemudian melepas" in words, "Kursi 1 (satu) orang di antara" in words) == (True, True)
    assert (words.count("kursi ditarik kantor"), words.count("melepas kursi ")) == (1, 1)


def test_who_came_in_by_a_later_step_is_marked_in_the_annex_and_only_counted_in_public(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    decline(open_offers_of(draw)[0])
    assert since_selected(draw) == SinceSelected(given_back=1, withdrawn=0, came_in=1)
    words = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())
    assert words.count("masuk dari cadangan") == 1
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert ("Termasuk 1 orang yang terpilih kemudian" in page, "masuk dari cadangan" in page) == (True, False)
