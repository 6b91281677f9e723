"""Under "merit only" a mark is read, contested and read again before the result; a list that nothing changes stands."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from factories.merit import make_marked_call, review, tasks_on
from factories.people import SETUP, make_account
from factories.selection import draw_and_publish, freeze, readers
from sanggar.applications.models import Application
from sanggar.cores.beacon import quicknet
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions import merit
from sanggar.selection.checking import check_draw
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, Objection, TaskState
from sanggar.selection.procedure_refusals import NothingToObjectTo, ObjectionTooLate, OwnDecision, RoundOutAlready
from sanggar.selection.queries import may_object, own_mark_of

SignIn = Callable[[Account], Client]
pytestmark = pytest.mark.django_db
LATER = timedelta(days=4)
LIST = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/tahap-1/sanggahan/"


@pytest.fixture
def ranked(programme: Programme) -> Draw:
    """By marks alone: 100, 87.5, 75, 50, 12.5 and 0, three days to object."""
    return freeze(make_marked_call(programme, reviewers=3), rule="merit", objection_days=3)


def floored(programme: Programme, **terms: Any) -> Draw:
    call = make_marked_call(programme, reviewers=3)
    return freeze(call, rule="floor", floor=Decimal(60), objection_days=3, **terms)


def person(draw: Draw, place: int) -> Application:
    return list(draw.call.applications.order_by("pk"))[place - 1]


def object_to(application: Application, at: datetime | None = None) -> Objection:
    return actions.raise_objection(application, text="Keliru", by=application.actor, at=at or clock.now())


def uphold(objection: Objection, *, upheld: bool = True) -> None:
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, objection.application.programme.organisation)
    actions.answer_objection(objection, upheld=upheld, answer="Dibaca", by=head.actor, at=clock.now())


def read_again(application: Application, *points: int) -> None:
    merit.assign_reviews(application.call, by=SETUP, at=clock.now())
    for task in tasks_on(application):
        if task.state != TaskState.DONE:
            review(task, *points)


def settle(draw: Draw, at: datetime | None = None) -> bool:
    changed = actions.settle_objections(draw, by=SETUP, at=at or clock.now())
    draw.refresh_from_db()
    return changed


def fixed(draw: Draw) -> tuple[int, str, str, set[str]]:
    draw.refresh_from_db()
    return draw.revision, draw.list_digest, draw.values_digest, set(draw.entries.values_list("number", flat=True))


def marks(draw: Draw) -> dict[int, Decimal]:
    return dict(draw.entries.values_list("application", "mark"))


def own_page(application: Application) -> str:
    return " ".join(Client().get(application.own_path).content.decode().split())


# --- the own mark ----------------------------------------------------------------------------------------------------
def test_from_the_freeze_on_each_reads_the_own_mark_and_what_it_is_made_of(ranked: Draw) -> None:
    page = own_page(person(ranked, 2))
    assert "Nilai Anda 87,50 dari 100, dari 2 penilai" in page
    assert "Motivasi (bobot 3)</dt><dd>4 dari 4: Sangat jelas dan nyata</dd><dd>4 dari 4" in page
    assert "Kesiapan (bobot 1)</dt><dd>2 dari 4: Cukup jelas</dd>" in page
    assert ("Tidak setuju dengan nilai Anda?" in page, "urutan ke-" in page, "Penilai Uji" in page) == (
        True,
        False,
        False,
    )


def test_a_mark_that_decides_nothing_is_not_shown(programme: Programme) -> None:
    draw = floored(programme)
    assert own_mark_of(person(draw, 1)) is None
    below = own_mark_of(person(draw, 4))
    assert below is not None
    assert below.mark == Decimal(50)


# --- contesting it ---------------------------------------------------------------------------------------------------
def test_everyone_in_the_list_contests_the_own_mark_in_time_and_chance_waits(ranked: Draw) -> None:
    first, second = person(ranked, 1), person(ranked, 2)
    assert may_object(first, clock.now())
    with pytest.raises(ObjectionTooLate):
        object_to(first, clock.now() + LATER)
    objection = object_to(second)
    assert "Menunggu jawaban" in own_page(second)
    reviewer = tasks_on(second)[0].reviewer.account
    with pytest.raises(OwnDecision):
        actions.answer_objection(objection, upheld=True, answer="Ya", by=reviewer.actor, at=clock.now())
    before = fixed(ranked)
    uphold(objection, upheld=False)
    assert fixed(ranked) == before


def test_above_a_floor_there_is_nothing_to_contest(programme: Programme) -> None:
    with pytest.raises(NothingToObjectTo):
        object_to(person(floored(programme), 1))


def test_a_mark_that_is_another_freezes_the_list_anew_and_moves_nobody_else(ranked: Draw) -> None:
    contested = person(ranked, 4)
    old, before = fixed(ranked), marks(ranked)
    uphold(object_to(contested))
    assert ("Sedang dinilai" in own_page(contested), own_mark_of(contested)) == (True, None)
    read_again(contested, 4, 4)
    assert settle(ranked)
    after = marks(ranked)
    assert after.pop(contested.pk) > before.pop(contested.pk)
    assert after == before
    new = fixed(ranked)
    assert (new[0], new[1] != old[1], new[2] != old[2], bool(new[3] & old[3])) == (2, True, True, False)
    assert "; sebelumnya 50,00." in own_page(contested)
    Draw.objects.filter(pk=ranked.pk).update(objections_until=clock.now(), announced_for=clock.now())
    draw = draw_and_publish(ranked)
    assert [check.holds for check in check_draw(draw)] == [True] * 3


# --- nothing changes -------------------------------------------------------------------------------------------------
def test_the_same_mark_keeps_the_list_and_the_selection_goes_on(ranked: Draw, signed_in: SignIn) -> None:
    contested, before = person(ranked, 1), fixed(ranked)
    uphold(object_to(contested))
    read_again(contested, 4, 4)
    officer = signed_in(make_account("Dewi Pengelola", Role.OFFICER, ranked.call.programme.organisation))
    told = officer.post(f"{LIST}bekukan-ulang/", {"once": str(uuid.uuid4())}, follow=True).content.decode()
    assert "Penilaian ulang tidak mengubah daftar" in told
    assert fixed(ranked) == before
    assert "Sesudah dinilai lagi nilai Anda tetap 100,00." in own_page(contested)
    assert AuditEntry.objects.filter(verb="selection.keep_list").count() == 1
    [sheets] = [PdfReader(BytesIO(minutes(ranked))).pages]
    text = " ".join(" ".join(page.extract_text() for page in sheets).split())
    assert "1 (satu) dinilai lagi tanpa mengubah daftar" in text
    Draw.objects.filter(pk=ranked.pk).update(objections_until=clock.now(), announced_for=clock.now())
    assert draw_and_publish(ranked).is_published


def test_who_still_misses_the_floor_reads_the_new_mark_and_the_list_stands(programme: Programme) -> None:
    draw = floored(programme)
    contested, before = person(draw, 6), fixed(draw)
    uphold(object_to(contested))
    read_again(contested, 2, 2)
    assert not settle(draw)
    assert fixed(draw) == before
    assert draw.lottery_digest
    mark = draw.floor_marks.get(application=contested).mark
    assert 0 < mark < 60
    assert f"Sesudah dinilai lagi nilai Anda {str(mark).replace('.', ',')}; sebelumnya 0,00." in own_page(contested)
    actions.enter_dice(
        draw, digits="4" * 20, by=readers(programme)[0].actor, at=clock.now() + LATER
    )  # what chance waited for is done


def test_a_list_whose_chance_was_seen_never_stands(programme: Programme) -> None:
    """Waiting objections let a draw be moved after its round is out; kept, the same list would be drawn twice."""
    draw = floored(programme, source_kind="drand", draw_at=clock.now() + timedelta(days=5))
    contested = person(draw, 6)
    uphold(object_to(contested))
    read_again(contested, 0, 0)
    out = quicknet.time_of(draw.drand_round or 0) + timedelta(minutes=1)
    with pytest.raises(RoundOutAlready):
        settle(draw, out)
    actions.postpone_draw(draw, draw_at=out + timedelta(days=2), reason="Dinilai", by=SETUP, at=out)
    old = fixed(draw)
    assert settle(draw, out)
    assert not fixed(draw)[3] & old[3]


def test_the_database_keeps_a_new_mark_to_what_is_settled(ranked: Draw) -> None:
    objection = object_to(person(ranked, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(mark_after=Decimal(50))
