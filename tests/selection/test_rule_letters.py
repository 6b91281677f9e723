"""Whoever has applied is told when the published procedure is changed afterwards: what is other, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.selection import dice_hour, freeze, make_procedure, make_screened_call, make_sealed_draw, readers
from sanggar.applications.actions import ask_for_correction, close_call, refuse_application, withdraw_application
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.foundation.messaging import officer as messages
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.models import Message, MessageEvent, MessageState
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions, rule_letters
from sanggar.selection.models import ProcedureChange, ProposedChange

pytestmark = pytest.mark.django_db
TERMS = actions.Terms("lottery", "dice", objection_days=0, venue="Aula")
HELD, CANCELLED = MessageState.HELD, MessageState.CANCELLED


@pytest.fixture
def call(programme: Programme) -> Call:
    return call_with_two(programme)


def call_with_two(programme: Programme) -> Call:
    """Open, and published how it selects; two have applied, one of them in English."""
    found = make_call(programme)
    make_procedure(found, venue="Aula", objection_days=0)
    apply(found, numbered_answers(found, 1, email="satu@contoh.example"))
    apply(found, numbered_answers(found, 2, email="dua@contoh.example"), language="en")
    return found


def change(call: Call, reason: str = "Gedungnya dipakai", **terms: Any) -> ProcedureChange:
    """Of what one officer may change alone; its letters are written as the worker would."""
    given = replace(TERMS, **({"draw_at": dice_hour(call)} | terms))
    actions.write_procedure(call, given, reason=reason, by=SETUP, at=clock.now())
    work_off()
    return call.procedure.changes.latest("pk")


def work_off() -> None:
    for task in (rule_letters.tell_of_change, rule_letters.write_change):
        for arguments in taken(task):
            task.call(*arguments)


def taken(task: Task[Any, Any]) -> list[list[int]]:
    queued = DBTaskResult.objects.filter(task_path=task.module_path)
    arguments = [each.args_kwargs["args"] for each in queued]
    queued.delete()
    return arguments


def letters(**about: Any) -> QuerySet[Message]:
    return Message.objects.filter(key__startswith="rules", **about)


def text_of(message: Message) -> str:
    envelope = read(message)
    return f"{envelope.subject}\n{envelope.body}" if envelope else ""


def texts(change: ProcedureChange) -> dict[str, str]:
    """By address, of what is held."""
    found = letters(batch=rule_letters.change_batch(change), state=HELD)
    return {envelope.email: text_of(each) for each in found if (envelope := read(each))}


def test_each_who_had_applied_gets_one_letter_in_the_own_language_which_is_held(
    call: Call, mailoutbox: list[object]
) -> None:
    gone = apply(call, numbered_answers(call, 3, email="tiga@contoh.example"))
    apply(call, numbered_answers(call, 4, email=""))
    withdraw_application(gone, by=gone.actor, at=clock.now())
    mailoutbox.clear()
    made = change(call, venue="Balai Kota")
    apply(call, numbered_answers(call, 5, email="lima@contoh.example"))  # has read what holds by now
    told = texts(made)
    assert sorted(told) == ["dua@contoh.example", "satu@contoh.example"]
    assert "Tempat: semula Aula, menjadi Balai Kota." in told["satu@contoh.example"]
    assert "Place: before Aula, now Balai Kota." in told["dua@contoh.example"]
    for text in told.values():
        assert ("Gedungnya dipakai" in text, f"/undian/{call.slug}/" in text, "/lamaran/" in text) == (True,) * 3
    rule_letters.tell_of_change.call(made.pk)  # as by a worker that was killed and its successor
    work_off()
    assert (letters().count(), mailoutbox) == (2, [])


def test_before_anybody_has_applied_nobody_is_told(programme: Programme) -> None:
    call = make_call(programme)
    make_procedure(call, venue="Aula", objection_days=0)
    change(call, venue="Balai Kota")
    assert (letters().count(), taken(rule_letters.tell_of_change)) == (0, [])


def test_a_second_change_takes_back_what_has_not_left_and_tells_it_too(call: Call) -> None:
    first = change(call, venue="Balai Kota")
    second = change(call, "Jawabannya perlu waktu", venue="Balai Kota", answering_hours=24)
    assert (texts(first), letters(state=CANCELLED).count(), len(texts(second))) == ({}, 2, 2)
    told = texts(second)["satu@contoh.example"]
    assert ("semula Aula, menjadi Balai Kota" in told, "menjadi 24 jam" in told) == (True, True)
    assert "Alasan: Gedungnya dipakai / Jawabannya perlu waktu" in told


def test_who_was_told_of_the_first_is_told_of_the_second_alone(call: Call) -> None:
    first, programme = change(call, venue="Balai Kota"), call.programme
    one = letters().get(key__endswith=f" {Application.objects.earliest('pk').pk}")
    messages.release(one, place=programme.place, by=SETUP, at=clock.now())
    Message.objects.filter(pk=one.pk).update(state=MessageState.SENT, taken_at=clock.now())
    second = change(call, "Jawabannya perlu waktu", venue="Balai Kota", answering_hours=24)
    told = texts(second)
    assert ("Balai Kota" in told["satu@contoh.example"], "24 jam" in told["satu@contoh.example"]) == (False, True)
    assert "Balai Kota" in told["dua@contoh.example"]
    assert texts(first) == {}


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.UNKNOWN])
def test_whom_the_first_letter_may_not_have_reached_the_second_tells_both(call: Call, state: str) -> None:
    change(call, venue="Balai Kota")
    letters().update(state=state)
    second = change(call, "Jawabannya perlu waktu", venue="Balai Kota", answering_hours=24)
    told = texts(second)["satu@contoh.example"]
    assert ("semula Aula, menjadi Balai Kota" in told, "menjadi 24 jam" in told) == (True, True)


def test_what_was_changed_back_before_anybody_was_told_is_no_news(call: Call) -> None:
    change(call, venue="Balai Kota")
    change(call, "Gedungnya kosong lagi", venue="Aula")
    assert (letters(state=HELD).count(), letters(state=CANCELLED).count()) == (0, 2)


def test_what_waits_for_a_second_person_is_told_once_it_holds(call: Call, programme: Programme) -> None:
    first, second = readers(programme)
    terms = replace(TERMS, draw_at=dice_hour(call), rule="first_come", source_kind="")
    actions.write_procedure(call, terms, reason="Waktunya sempit", by=first.actor, at=clock.now())
    work_off()
    assert letters().count() == 0
    actions.confirm_change(ProposedChange.objects.get(), by=second.actor, at=clock.now())
    work_off()
    told = texts(call.procedure.changes.get())["satu@contoh.example"]
    assert ("Cara memilih: semula Undian" in told, "Alasan: Waktunya sempit" in told) == (True, True)


def confirmed(call: Call, days: int, **terms: Any) -> ProcedureChange:
    """The days for objecting made others by one person, and confirmed by another."""
    first, second = readers(call.programme)
    given = replace(TERMS, **({"draw_at": dice_hour(call), "objection_days": days} | terms))
    actions.write_procedure(call, given, reason="Waktunya sempit", by=first.actor, at=clock.now())
    actions.confirm_change(ProposedChange.objects.get(settled_at=None), by=second.actor, at=clock.now())
    work_off()
    return call.procedure.changes.latest("pk")


def refused_among(programme: Programme) -> tuple[Application, Application]:
    """Two of a closed call in which one may object for three days: one refused, the other in the running."""
    call = make_call(programme)
    make_procedure(call, venue="Aula", objection_days=3, draw_at=clock.now() + timedelta(days=60))
    refused, other = (apply(call, numbered_answers(call, n, email=f"{n}@contoh.example")) for n in (1, 2))
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    refuse_application(refused, reason="Bukan warga kota", by=SETUP, at=clock.now())
    return refused, other


def test_who_was_refused_is_told_when_the_time_to_object_is_taken_away(programme: Programme) -> None:
    refused, _other = refused_among(programme)
    told = texts(confirmed(refused.call, 0, draw_at=clock.now() + timedelta(days=60)))
    assert sorted(told) == ["1@contoh.example", "2@contoh.example"]
    page = Client().get(refused.own_path).content.decode()
    for text in (told["1@contoh.example"], page):
        assert "tidak ada lagi masa untuk menyanggah penolakan itu" in text
    assert "Masa sanggah: semula 3 hari, menjadi 0 hari." in told["1@contoh.example"]
    assert "Lamaran Anda tetap berlaku" in told["2@contoh.example"]
    public = Client().get(f"/undian/{refused.call.slug}/").content.decode()
    assert "Tanpa masa sanggah" in public


def test_who_was_refused_is_told_how_long_may_be_objected_still_and_nothing_of_a_venue(programme: Programme) -> None:
    refused, _other = refused_among(programme)
    later = clock.now() + timedelta(days=60)
    moved = change(refused.call, venue="Balai Kota", objection_days=3, draw_at=later)
    page = Client().get(refused.own_path).content.decode()
    assert (sorted(texts(moved)), "Tata cara seleksi diubah" in page) == (["2@contoh.example"], False)
    told = texts(confirmed(refused.call, 1, venue="Balai Kota", draw_at=later))
    assert "dapat Anda sanggah di halaman Anda selama 1 hari" in told["1@contoh.example"]


def test_the_bounds_of_a_quota_over_specific_data_stand_in_no_letter(programme: Programme) -> None:
    draw = make_sealed_draw(programme)
    Application.objects.filter(call=draw.call).update(email="uji@contoh.example")
    quotas = {name: dict(values) for name, values in draw.call.procedure.quotas.items()}
    quotas["disability"] = {"yes": [0, 3], "no": [0, 3]}
    reason = "Kelonggaran untuk semua"
    actions.change_frozen_procedure(draw, {"quotas": quotas}, reason=reason, by=SETUP, at=clock.now())
    work_off()
    told = text_of(letters(state=HELD).earliest("pk"))
    assert "Kuota Kebutuhan disabilitas: semula tertutup, menjadi diubah, tertutup." in told
    assert "0–3" not in told


def test_a_draw_that_is_moved_is_told_by_the_letters_of_its_own(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), source_kind="drand", draw_at=clock.now() + timedelta(days=2))
    Application.objects.filter(call=draw.call).update(email="uji@contoh.example")
    later = clock.now() + timedelta(days=3)
    actions.postpone_draw(draw, draw_at=later, reason="Gedungnya dipakai", by=SETUP, at=clock.now())
    work_off()
    assert letters().count() == 0


def test_the_own_page_says_what_was_changed_after_this_person_applied(call: Call) -> None:
    early = Application.objects.order_by("pk")[0]
    change(call, venue="Balai Kota")
    late = apply(call, numbered_answers(call, 5))
    pages = [Client().get(each.own_path).content.decode() for each in (early, late)]
    told = "Tata cara seleksi diubah sesudah Anda mendaftar"
    assert [told in page for page in pages] == [True, False]
    assert ("Tempat: Aula → Balai Kota" in pages[0], "Alasan: Gedungnya dipakai" in pages[0]) == (True, True)


def test_who_was_asked_for_a_correction_is_not_told_to_do_nothing(call: Call) -> None:
    asked, other = Application.objects.order_by("pk")
    ask_for_correction(asked, reason="Foto buram", by=SETUP, at=clock.now())
    told = texts(change(call, venue="Balai Kota"))
    pages = [Client().get(each.own_path).content.decode() for each in (asked, other)]
    nothing = ["tidak perlu berbuat apa pun" in text for text in (told["satu@contoh.example"], *pages)]
    assert (nothing, "you need not do anything" in told["dua@contoh.example"]) == ([False, False, True], True)
    for text in (told["satu@contoh.example"], pages[0]):
        assert "perbaikan yang diminta tetap harus Anda kirim" in text


def test_the_officer_finds_the_letters_in_the_outbox_and_releases_them(
    call: Call, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    made, programme = change(call, venue="Balai Kota"), call.programme
    outbox = f"/desk/{programme.organisation.slug}/{programme.slug}/pesan/"
    page = signed_in(officer).get(outbox).content.decode()
    assert (rule_letters.change_batch(made) in page, "2 pesan ditahan" in page) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_no_letter_is_left_that_tells_what_was_changed_once_more_while_it_was_written() -> None:
    """The change waits for the letter and takes it back, or the letter finds the change."""
    call = call_with_two(make_programme(make_office()))
    first, person = change(call, venue="Balai Kota"), Application.objects.order_by("pk")[0]
    MessageEvent.objects.all().delete()
    letters().delete()
    terms = replace(TERMS, draw_at=dice_hour(call), venue="Gedung DPRD")
    again = partial(actions.write_procedure, call, terms, reason="Gedungnya bocor", by=SETUP, at=clock.now())
    write = partial(rule_letters.write_change.call, first.pk, first.pk, person.pk)
    assert race([write, again]) == {"done": 2}
    work_off()
    last = rule_letters.change_batch(call.procedure.changes.latest("pk"))
    assert [each.batch for each in letters(state=HELD)] == [last] * 2


def test_before_the_draw_its_page_tells_of_letters_that_nobody_released(
    call: Call, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    programme, browser = call.programme, signed_in(officer)
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{call.slug}/"
    change(call, draw_at=dice_hour(call) + timedelta(hours=1))
    batch, count = rule_letters.held_letters(call.procedure, clock.now())
    shown = browser.get(page).content.decode()
    assert (count, f"/pesan/kelompok/{batch}/" in shown) == (2, True)
    listed = "2 surat masih ditulis atau ditahan. Daftar tetap dapat dibekukan"
    assert (listed in shown, "Lepaskan suratnya" in shown) == (True, True)
    messages.release_batch(programme.shelf, batch, place=programme.place, by=officer.actor, at=clock.now())
    shown = browser.get(page).content.decode()
    assert (f"/pesan/kelompok/{batch}/" in shown, "surat masih ditahan" in shown) == (False, False)


def test_a_letter_about_an_earlier_change_that_failed_can_not_be_sent_once_more(
    call: Call, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    change(call, venue="Balai Kota")
    letters().update(state=MessageState.FAILED)
    change(call, "Jawabannya perlu waktu", venue="Balai Kota", answering_hours=24)
    earlier = letters(state=CANCELLED).first()
    assert earlier is not None
    with pytest.raises(messages.NotNow):
        messages.again(earlier, place=call.programme.place, by=SETUP, at=clock.now())
    page = signed_in(officer).get(f"/desk/diskominfo-malang/youtuber-tiktok/pesan/{earlier.pk}/").content.decode()
    assert ("Isinya tidak berlaku lagi" in page, "Kirim lagi" in page) == (True, False)
