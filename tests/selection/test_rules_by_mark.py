"""Where marks decide: each learns the own mark and what is waited for, and nothing is said of a draw that is none."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from factories.merit import make_marked_call, make_review_call, review, review_all, tasks_on
from factories.people import SETUP, make_account
from factories.selection import accept_all, by_day, draw_and_publish, freeze, make_procedure, readers
from sanggar.applications.models import Application
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions import merit
from sanggar.selection.documents.criteria import criteria_of
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, Objection, TaskState
from sanggar.selection.queries import progress

SignIn = Callable[[Account], Client]
pytestmark = pytest.mark.django_db
DESK = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"
DRAW, STAGE = f"{DESK}/undian/tahap-1/", f"{DESK}/undian/tahap-1/panggung/"


def by_merit(programme: Programme, **terms: Any) -> Draw:
    return freeze(make_marked_call(programme), **({"rule": "merit", "venue": ""} | terms))


def by_floor(programme: Programme, **terms: Any) -> Draw:
    return freeze(make_marked_call(programme, reviewers=3), **({"rule": "floor", "floor": Decimal(60)} | terms))


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def own_page(application: Application) -> str:
    return text(Client().get(application.own_path))


def applicants(draw: Draw) -> list[Application]:
    return list(draw.call.applications.order_by("pk"))


def object_to(draw: Draw, application: Application) -> Objection:
    return actions.raise_objection(application, text="Keliru", by=application.actor, at=clock.now())


def uphold(objection: Objection) -> None:
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, objection.application.programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Dibaca lagi", by=head.actor, at=clock.now())


def read_again(application: Application, *points: int) -> None:
    merit.assign_reviews(application.call, by=SETUP, at=clock.now())
    for task in tasks_on(application):
        if task.state != TaskState.DONE:
            review(task, *points)


def after_objections(draw: Draw) -> None:
    Draw.objects.filter(pk=draw.pk).update(objections_until=clock.now() - timedelta(minutes=1))


# --- what is waited for ----------------------------------------------------------------------------------------------
def test_while_marks_are_missing_the_desk_says_so_and_leads_to_them(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_review_call(programme, people=4)
    make_procedure(call, rule="floor", floor=Decimal(40))
    page = text(signed_in(officer).get(DRAW))
    assert ("Nilai siap dipakai" in page, f'href="{DESK}/penilaian/tahap-1/">Buka penilaian' in page) == (True, True)
    assert "8 penilaian belum selesai." in page
    review_all(call)
    page = text(signed_in(officer).get(DRAW))
    assert ("Semua lamaran sudah dinilai" in page, "Bekukan daftar" in page) == (True, True)


def test_by_marks_alone_nobody_is_chosen_before_objections_end(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw, desk = by_merit(programme, objection_days=3), signed_in(officer)
    page = text(desk.get(DRAW))
    assert ("Angka acak dicatat sesudahnya." in page, 'name="digits"' in page) == (True, False)
    after_objections(draw)
    Draw.objects.filter(pk=draw.pk).update(announced_for=clock.now())
    assert 'name="digits"' in text(desk.get(DRAW))


def test_no_dice_are_thrown_while_the_list_waits_to_be_frozen_anew(programme: Programme, signed_in: SignIn) -> None:
    """Neither at the desk nor before the hall, where they would be thrown in vain."""
    draw = by_floor(programme, objection_days=3)
    objection = object_to(draw, applicants(draw)[5])
    after_objections(draw)
    dina = signed_in(readers(programme)[0])
    assert "Sanggahan sedang dijawab." in text(dina.get(STAGE))
    uphold(objection)
    stage, desk = text(dina.get(STAGE)), text(dina.get(DRAW))
    assert ("Lamarannya dinilai dahulu." in stage, 'name="digits"' in stage) == (True, False)
    assert ("tetapi belum diselesaikan" in desk, 'name="digits"' in desk) == (True, False)
    read_again(objection.application, 0, 0)
    actions.settle_objections(draw, by=SETUP, at=clock.now())
    Draw.objects.filter(pk=draw.pk).update(announced_for=clock.now())
    assert 'name="digits"' in text(dina.get(STAGE))


def test_a_reading_more_is_counted_among_those_needed(programme: Programme) -> None:
    draw = by_floor(programme, objection_days=3)
    application = applicants(draw)[5]
    uphold(object_to(draw, application))
    assert (progress(draw.call).done, progress(draw.call).needed) == (12, 13)
    read_again(application, 0, 0)
    assert (progress(draw.call).done, progress(draw.call).needed) == (13, 13)


# --- the own mark ----------------------------------------------------------------------------------------------------
def test_who_is_below_the_floor_reads_the_own_mark_and_no_word_of_being_drawn(programme: Programme) -> None:
    draw = by_floor(programme)
    page = own_page(applicants(draw)[3])
    assert "tidak mencapai nilai minimum 60,00 untuk ikut diundi. Nilai Anda 50,00" in page
    assert ">Masuk daftar undian<" not in page
    assert [str(each.mark) for each in draw.floor_marks.all()] == ["50.00", "12.50", "0.00"]


def test_only_the_mark_that_was_contested_is_another_in_the_next_list(programme: Programme) -> None:
    """A reading more moves what is known of every reviewer's severity, and with it all marks that are worked out."""
    draw = by_floor(programme, objection_days=3)
    third, fourth, fifth, sixth = applicants(draw)[2:]
    uphold(object_to(draw, sixth))
    read_again(sixth, 2, 2)
    actions.settle_objections(draw, by=SETUP, at=clock.now())
    kept = dict(draw.floor_marks.values_list("application", "mark"))
    assert (kept[fourth.pk], kept[fifth.pk]) == (Decimal("50.00"), Decimal("12.50"))
    assert kept[sixth.pk] > 0
    assert third.pk not in kept
    assert f"Nilai Anda {str(kept[sixth.pk]).replace('.', ',')}" in own_page(sixth)


def test_by_marks_alone_each_reads_mark_and_rank(programme: Programme) -> None:
    draw = draw_and_publish(by_merit(programme))
    page = own_page(applicants(draw)[1])
    assert "Nilai Anda 87,50" in page
    assert "urutan ke-2 dari 6 orang" in page


def test_who_contests_a_mark_is_told_of_no_seat_in_the_draw(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = by_floor(programme, objection_days=3)
    objection = object_to(draw, applicants(draw)[4])
    page = text(signed_in(officer).get(f"{DRAW}sanggahan/{objection.pk}/"))
    assert ("Dikabulkan: dinilai lagi" in page, "Dikabulkan: ikut serta" in page) == (True, False)


# --- what is published -----------------------------------------------------------------------------------------------
def test_the_minutes_tell_what_marks_were_given_by(programme: Programme) -> None:
    pages = PdfReader(BytesIO(minutes(by_merit(programme)))).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "2 (dua) penilai yang tidak melihat nama pelamar" in told
    assert "Motivasi (bobot 3); Kesiapan (bobot 1)" in told


def test_the_minutes_rank_by_marks_once_the_result_is_published(programme: Programme) -> None:
    draw = by_merit(programme)
    assert "peringkat dan nilai" not in " ".join(
        page.extract_text() for page in PdfReader(BytesIO(minutes(draw))).pages
    )
    draw = draw_and_publish(draw)
    pages = PdfReader(BytesIO(minutes(draw))).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split()).partition("peringkat dan nilai")[2]
    ranked = sorted(
        draw.entries.select_related("application"), key=lambda each: (each.outcome != "selected", each.position)
    )
    rows = [
        f"{rank} {each.application.receipt} {each.mark:.2f} {each.get_outcome_display()}".replace(".", ",")
        for rank, each in enumerate(ranked, start=1)
    ]
    assert [row for row in rows if row not in told] == []
    assert len({each.mark for each in ranked}) > 1


def test_the_minutes_write_the_least_mark_as_it_was_announced(programme: Programme) -> None:
    assert "Pelamar yang nilainya, setelah dikoreksi, di bawah 60,00 tidak ikut diundi." in criteria_of(
        by_floor(programme)
    )


def test_a_decree_names_the_minutes_by_their_title(programme: Programme) -> None:
    draw = draw_and_publish(by_merit(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    accept_all(draw)
    [noting] = actions.draft_decree(draw, by=SETUP, at=clock.now()).noting
    assert noting.startswith("Berita Acara Seleksi Pelatihan")


def test_a_result_by_marks_alone_speaks_of_no_draw(programme: Programme) -> None:
    draw_and_publish(by_merit(programme))
    page = text(Client().get("/undian/tahap-1/"))
    assert ("Seleksi Tahap 1" in page, "urutan undian" in page) == (True, False)


def test_the_least_mark_stands_among_the_terms(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    by_floor(programme)
    assert "Nilai minimum</dt><dd>60,00" in text(signed_in(officer).get(f"{DESK}/tata-cara/tahap-1/"))
