"""The minutes of a draw say what took place where and when, who was drawn, and nothing that did not happen."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from factories.merit import make_marked_call
from factories.people import SETUP
from factories.selection import (
    DIGITS,
    draw_and_publish,
    freeze,
    make_frozen_draw,
    make_quota_draw,
    make_screened_call,
    make_sealed_draw,
    readers,
)
from sanggar.applications.actions import withdraw_application
from sanggar.foundation import clock
from sanggar.foundation.dates import official_date
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.terms import FIELDS
from sanggar.selection.changes import WORDS
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, Outcome
from sanggar.selection.queries import published_reserves, published_selected

pytestmark = pytest.mark.django_db


def told(draw: Draw) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(minutes(draw))).pages).split())


def test_the_freeze_happens_at_a_desk_and_not_in_the_hall(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), venue="Balai RW")
    words = told(draw)
    assert "Berita Acara Pembekuan Daftar Undian" in words
    assert f"dibekukan melalui sistem oleh {draw.frozen_by}" in words
    assert ("bertempat di Balai RW." in words, ", bertempat di Balai RW, telah" in words) == (True, False)


def test_the_draw_is_dated_by_the_dice_in_the_hall_and_the_freeze_by_itself(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), venue="Balai RW")
    day = clock.now() + timedelta(days=6)
    with time_machine.travel(day, tick=False):
        draw_and_publish(draw)
    words = told(draw)
    assert words.count(official_date(day)) == 1
    assert ", bertempat di Balai RW, telah diundi peserta" in words
    assert official_date(draw.frozen_at) not in words
    assert re.search(r"dibekukan melalui sistem pada \d+ \w+ \d{4} pukul", words)


def test_a_ranking_speaks_of_no_draw(programme: Programme) -> None:
    draw = draw_and_publish(freeze(make_screened_call(programme), rule="first_come", source_kind=""))
    words = told(draw)
    assert ("Berita Acara Seleksi" in words, "Seleksi dijalankan oleh" in words) == (True, True)
    assert [each for each in ("Berita Acara Undian", "diundi", "Peluang", "dadu") if each in words] == []


def test_both_readers_and_who_ran_the_draw_have_a_line_to_sign(programme: Programme) -> None:
    words = told(draw_and_publish(make_frozen_draw(programme)))
    signed = words.partition("Yang menjalankan undian")[2]
    assert [each in signed for each in (SETUP.label, "Pembaca dadu pertama", "Pembaca dadu kedua")] == [True] * 3
    assert [reader.name in signed for reader in readers(programme)] == [True, True]
    assert signed.count("Saksi") == 2


def test_who_does_two_things_signs_once(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    first, second = readers(programme)
    for reader in (first, second):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.run_draw(draw, by=first.actor, at=clock.now())
    draw.refresh_from_db()
    words = told(draw)
    assert "Yang menjalankan undian, pembaca dadu pertama" in words
    assert words.partition("Yang menjalankan undian")[2].count(first.name) == 1


def test_a_numbered_draw_tells_its_panels_and_which_the_dice_chose(programme: Programme) -> None:
    draw = make_quota_draw(programme, numbered=True)
    assert "1.000 susunan peserta bernomor 000 sampai 999" in told(draw)
    assert f"susunan nomor {DIGITS[:3]}" in told(draw_and_publish(draw))


def test_lowest_and_highest_chance_stand_in_it_or_the_one_that_all_have(programme: Programme) -> None:
    quotas = {"track": {"youtube": (2, 2), "tiktok": (1, 1)}}
    words = told(make_quota_draw(programme, quotas=quotas))
    assert "paling rendah 25,0 persen, paling tinggi 50,0 persen" in words
    assert ("YouTube: tepat 2" in words, "2 sampai 2" in words) == (True, False)


def test_chances_that_are_the_same_are_told_once(programme: Programme) -> None:
    assert "untuk terpilih, yang diumumkan sebelum angka acak ada: 33,3 persen" in told(make_frozen_draw(programme))


def test_of_a_sealed_draw_no_chance_is_told(programme: Programme) -> None:
    assert "persen" not in told(make_sealed_draw(programme))


def test_the_selected_are_listed_once_published_without_nik_or_draw_id(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    for reader in readers(programme):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.run_draw(draw, by=SETUP, at=clock.now())
    draw.refresh_from_db()
    chosen = [entry.application for entry in draw.entries.filter(outcome=Outcome.SELECTED)]
    assert [each.receipt in told(draw) for each in chosen] == [False, False]
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    draw.refresh_from_db()
    words = told(draw)
    listed = [entry.application.receipt for entry in (*published_selected(draw), *published_reserves(draw))]
    assert (len(listed), re.findall(r"[A-Z]{2}-\w{4}-\w{4}", words)) == (draw.entrants, listed)
    named = {each.application.pk for each in draw.entries.all() if each.application.name in words}
    assert named == {each.pk for each in chosen}
    assert [entry.number for entry in draw.entries.all() if entry.number in words] == []
    assert re.findall(r"\b\d{16}\b", words) == []


def test_a_change_after_publication_is_told_and_the_same_moment_in_another_zone_is_none(programme: Programme) -> None:
    call = make_screened_call(programme)
    draw = freeze(call)
    assert "Perubahan tata cara" not in told(draw)
    procedure = call.procedure
    at = clock.now()
    same = {"draw_at": "2026-12-12T10:00:00+07:00", "venue": "Aula"}
    procedure.changes.create(
        at=at, by_label="Dewi", reason="Salah ketik", before=same, after=same | {"draw_at": "2026-12-12T03:00:00+00:00"}
    )
    assert "Perubahan tata cara" not in told(draw)
    procedure.changes.create(at=at, by_label="Dewi", reason="Aula dipakai", before=same, after=same | {"venue": "GOR"})
    words = told(draw)
    assert ("oleh Dewi: Tempat: dari Aula menjadi GOR. Alasan: Aula dipakai" in words, "Salah ketik" in words) == (
        True,
        False,
    )


def test_every_part_of_a_procedure_that_can_change_has_a_word() -> None:
    assert {*WORDS, "quotas"} == set(FIELDS)


def test_they_tell_what_they_stand_on_and_how_every_application_stood_at_the_freeze(programme: Programme) -> None:
    """As it was then: who withdraws afterwards stands in the list that was frozen."""
    call = make_screened_call(programme, people=6)
    gone = call.applications.order_by("pk")[0]
    withdraw_application(gone, by=gone.actor, at=clock.now())
    draw = freeze(call)
    later = call.applications.order_by("pk")[1]
    withdraw_application(later, by=later.actor, at=clock.now() + timedelta(minutes=1))
    words = told(draw)
    assert "tercatat 6 (enam) lamaran: memenuhi syarat 5 (lima), ditarik 1 (satu)." in words
    assert "Yang masuk daftar 5 (lima) orang" in words
    assert ("Dasarnya tata cara seleksi yang diumumkan" in words, f"Nomor: {'.' * 40}" in words) == (True, True)


def test_where_marks_decide_they_name_who_marked(programme: Programme) -> None:
    call = make_marked_call(programme)
    names = sorted(call.reviewers.values_list("account__name", flat=True))
    words = told(freeze(call, rule="floor", floor=Decimal(50)))
    assert f"Lamaran dinilai oleh {names[0]} dan {names[1]}." in words
