"""Sanggahan: a refusal is contested in time, answered by someone else, and the list frozen anew where it is upheld."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.selection import DIGITS, freeze, make_screened_call, readers
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, Objection, ObjectionState
from sanggar.selection.moments import when
from sanggar.selection.procedure_refusals import (
    ChanceHasBegun,
    NothingToObjectTo,
    ObjectionAlreadyAnswered,
    ObjectionsStillOpen,
    ObjectionsUnanswered,
    ObjectionTooLate,
    OwnDecision,
)
from sanggar.selection.queries import may_object
from sanggar.selection.refusals import SeedAlreadyRecorded

pytestmark = pytest.mark.django_db
LATER = timedelta(days=4)


@pytest.fixture
def draw(programme: Programme) -> Draw:
    """Five applied, the last was refused by the officer Rudi; three days to object."""
    rudi = make_account("Rudi Penyaring", Role.OFFICER, programme.organisation)
    call = make_call(programme, make_stage(programme, seats=2))
    for number in range(1, 6):
        apply(call, numbered_answers(call, number))
    *good, last = call.applications.order_by("pk")
    for application in good:
        accept_for_draw(application, by=rudi.actor, at=clock.now())
    refuse_application(last, reason="KTP luar kota", by=rudi.actor, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return freeze(call, objection_days=3)


@pytest.fixture
def refused(draw: Draw) -> Application:
    return draw.call.applications.get(state=ApplicationState.REFUSED)


def object_to(refused: Application) -> Objection:
    return actions.raise_objection(refused, text="KTP saya Malang", by=refused.actor, at=clock.now())


def answer(objection: Objection, *, upheld: bool, name: str = "Kartika Kepala") -> Objection:
    who = make_account(name, Role.BUDGET_AUTHORITY, objection.application.programme.organisation)
    return actions.answer_objection(objection, upheld=upheld, answer="Sudah diperiksa", by=who.actor, at=clock.now())


def test_only_a_refusal_is_contested_once_and_in_time(draw: Draw, refused: Application) -> None:
    other = draw.call.applications.filter(state=ApplicationState.ELIGIBLE).first()
    assert other is not None
    with pytest.raises(NothingToObjectTo):
        actions.raise_objection(other, text="Saya", by=other.actor, at=clock.now())
    with pytest.raises(ObjectionTooLate):
        actions.raise_objection(refused, text="Saya", by=refused.actor, at=clock.now() + LATER)
    assert (bool(may_object(refused, clock.now())), may_object(refused, clock.now() + LATER)) == (True, "")
    object_to(refused)
    with pytest.raises(ObjectionAlreadyAnswered):
        object_to(refused)


def test_chance_waits_for_the_period_and_for_every_answer(draw: Draw, refused: Application) -> None:
    objection = object_to(refused)
    [reader, _] = readers(draw.call.programme)
    with pytest.raises(ObjectionsStillOpen):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    with pytest.raises(ObjectionsUnanswered):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now() + LATER)
    answer(objection, upheld=False)
    actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now() + LATER)


def test_an_upheld_objection_freezes_the_list_anew_under_fresh_ids(draw: Draw, refused: Application) -> None:
    before, digest = set(draw.entries.values_list("number", flat=True)), draw.list_digest
    answer(object_to(refused), upheld=True)
    draw.refresh_from_db()
    refused.refresh_from_db()
    assert (refused.state, draw.revision, draw.entrants) == (ApplicationState.ELIGIBLE, 2, 5)
    assert draw.entries.filter(application=refused).exists()
    assert not before & set(draw.entries.values_list("number", flat=True))
    assert [(kept.revision, kept.list_digest == digest) for kept in draw.lists.all()] == [(1, True), (2, False)]
    assert draw.lottery_digest
    page = Client().get(refused.own_path)
    assert (page.status_code, "Sanggahan dikabulkan" in page.content.decode()) == (200, True)


def test_who_refused_does_not_answer_and_nobody_answers_twice(draw: Draw, refused: Application) -> None:
    objection = object_to(refused)
    with pytest.raises(OwnDecision):
        actions.answer_objection(
            objection,
            upheld=False,
            answer="Tetap",
            by=objection.application.programme.organisation.grants.get(account__email__startswith="rudi").account.actor,
            at=clock.now(),
        )
    answer(objection, upheld=False)
    with pytest.raises(ObjectionAlreadyAnswered):
        answer(objection, upheld=True, name="Kirana Kepala")
    objection.refresh_from_db()
    assert objection.state == ObjectionState.REJECTED


def test_once_dice_were_read_the_list_stands(draw: Draw, refused: Application) -> None:
    """Nobody may join when the seed could be known."""
    objection = object_to(refused)
    Draw.objects.filter(pk=draw.pk).update(objections_until=None)
    [reader, _] = readers(draw.call.programme)
    draw.dice_entries.create(attempt=1, ordinal=1, account=reader, digits=DIGITS, at=clock.now())
    with pytest.raises(SeedAlreadyRecorded):
        answer(objection, upheld=True)
    objection.refresh_from_db()
    assert objection.state == ObjectionState.OPEN


# --- no chance before the answer -------------------------------------------------------------------------------------
@pytest.fixture(params=["drand", "dice"])
def timed(programme: Programme, request: pytest.FixtureRequest) -> Draw:
    """A list with an objection that waits, and a time at which its chance can be known."""
    call = make_screened_call(programme)
    Application.objects.filter(pk=call.applications.order_by("pk")[0].pk).update(state=ApplicationState.REFUSED)
    draw = freeze(call, objection_days=3, source_kind=request.param, draw_at=clock.now() + timedelta(days=5))
    object_to(draw.call.applications.get(state=ApplicationState.REFUSED))
    return draw


def test_a_draw_is_moved_by_the_clock_while_an_objection_waits(timed: Draw) -> None:
    assert timed.chance_at is not None
    assert actions.postpone_unanswered(timed.chance_at - timedelta(minutes=6)) == 0
    assert actions.postpone_unanswered(timed.chance_at - timedelta(minutes=4)) == 1
    moved = timed.postponements.get()
    assert moved.to_at >= timed.chance_at + timedelta(hours=timed.answering_hours)
    assert (moved.change.by_label, moved.change.reason) == (
        "sistem: penjaga sanggahan",
        "Masih ada sanggahan yang belum dijawab.",
    )
    assert actions.postpone_unanswered(timed.chance_at) == 0
    answer(timed.objections.get(), upheld=False)
    assert actions.postpone_unanswered(moved.to_at) == 0


@pytest.mark.parametrize("upheld", [True, False])
def test_who_can_know_the_chance_answers_nothing_until_the_draw_is_moved(timed: Draw, upheld: bool) -> None:  # noqa: FBT001 - a column of the table above
    chance, objection = timed.chance_at, timed.objections.get()
    assert chance is not None
    for at in (chance - timedelta(seconds=59), chance + timedelta(hours=1)):
        with time_machine.travel(at), pytest.raises(SeedAlreadyRecorded):
            answer(objection, upheld=upheld, name=f"Kartika {at:%H%M%S}")
    late = chance + timedelta(hours=1)  # the clock stood still
    assert actions.postpone_unanswered(late) == 1
    with time_machine.travel(late):
        answer(objection, upheld=upheld)
    timed.refresh_from_db()
    assert timed.revision == 1 + upheld


def test_neither_list_nor_time_changes_after_the_hour_of_the_dice(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), draw_at=clock.now() + timedelta(hours=2))
    assert draw.announced_for is not None
    for at in (draw.announced_for - timedelta(seconds=59), draw.announced_for + timedelta(minutes=30)):
        with pytest.raises(ChanceHasBegun):
            actions.postpone_draw(draw, draw_at=at + timedelta(days=1), reason="Uji", by=SETUP, at=at)


# --- at the desk -----------------------------------------------------------------------------------------------------
DESK = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{slug}/"


def desk(draw: Draw, account: Account, path: str = "") -> str:
    client = Client()
    client.force_login(account)
    return " ".join(client.get(DESK.format(slug=draw.call.slug) + path).content.decode().split())


def test_who_refused_reads_why_there_is_no_form_for_them(draw: Draw, refused: Application) -> None:
    path = f"sanggahan/{object_to(refused).pk}/"
    rudi = Account.objects.get(email__startswith="rudi")
    other = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, draw.call.programme.organisation)
    own, theirs = desk(draw, rudi, path), desk(draw, other, path)
    assert ('name="answer"' in own, "Anda sendiri yang menolak atau menilai" in own) == (False, True)
    assert ('name="answer"' in theirs, "tetapi bukan oleh yang menolak" in theirs) == (True, True)
    assert [f"/lamaran/{refused.receipt}/" in page for page in (own, theirs)] == [True, True]
    assert draw.answers_until is not None
    assert f"Dijawab paling lambat {when(draw.answers_until)}." in theirs


def test_who_upholds_reads_which_list_follows(draw: Draw, refused: Application) -> None:
    objection = object_to(refused)
    client = Client()
    client.force_login(make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, draw.call.programme.organisation))
    path = f"{DESK.format(slug=draw.call.slug)}sanggahan/{objection.pk}/"
    typed = {"once": str(uuid.uuid4()), "upheld": "ya", "answer": "Sudah diperiksa", "understood": "on"}
    page = " ".join(client.post(path, typed, follow=True).content.decode().split())
    draw.refresh_from_db()
    assert f"Daftar ke-2 dibekukan: 5 orang, sidik {draw.list_digest}." in page


def test_an_answer_has_words_and_who_upholds_ticks_what_follows(draw: Draw, refused: Application) -> None:
    objection = object_to(refused)
    client = Client()
    client.force_login(make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, draw.call.programme.organisation))
    path = f"{DESK.format(slug=draw.call.slug)}sanggahan/{objection.pk}/"

    def send(**typed: str) -> tuple[int, bool, bool]:
        answered = client.post(path, {"once": str(uuid.uuid4()), **typed})
        page = answered.content.decode()
        return answered.status_code, "Baca dulu apa yang terjadi" in page, 'href="#id_answer"' in page

    assert send(upheld="tidak", answer="ok", understood="on") == (422, False, True)
    assert send(upheld="ya", answer="Sudah diperiksa") == (422, True, False)
    objection.refresh_from_db()
    assert objection.state == ObjectionState.OPEN
    assert send(upheld="tidak", answer="Sudah diperiksa") == (302, False, False)


def test_the_page_of_the_draw_says_that_an_objection_waits_and_until_when(draw: Draw, refused: Application) -> None:
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, draw.call.programme.organisation)
    assert "sanggahan belum dijawab" not in desk(draw, head)
    object_to(refused)
    assert draw.answers_until is not None
    assert f"1 sanggahan belum dijawab. Jawablah paling lambat {when(draw.answers_until)}" in desk(draw, head)
