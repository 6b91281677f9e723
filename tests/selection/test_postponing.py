"""A draw whose lottery stands is moved with a reason, as long as nobody can know its chance."""

import uuid
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from factories.people import SETUP
from factories.selection import (
    DIGITS,
    draw_and_publish,
    freeze,
    make_frozen_draw,
    make_quota_draw,
    make_screened_call,
    readers,
)
from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery import verify
from sanggar.foundation import clock
from sanggar.foundation.models import Message, MessageState
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions, letters
from sanggar.selection.checking import check_draw
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, Postponement, ProcedureChange
from sanggar.selection.procedure_refusals import (
    ChanceHasBegun,
    DrawTooEarly,
    LettersAlreadyAsked,
    LotteryNotReady,
    NewTimeNotLater,
    PostponedAgain,
)
from sanggar.selection.refusals import RoundNotYet, RoundTooLate, RoundTooSoon

pytestmark = pytest.mark.django_db
REASON = "Aula dipakai untuk vaksinasi"


def make_drand_draw(programme: Programme) -> Draw:
    call = make_screened_call(programme)
    return freeze(call, source_kind="drand", draw_at=clock.now() + timedelta(days=2))


def postpone(draw: Draw, to: datetime, at: datetime | None = None) -> Postponement:
    return actions.postpone_draw(draw, draw_at=to, reason=REASON, by=SETUP, at=at or clock.now())


def test_a_later_round_is_named_and_the_change_is_public_with_its_reason(programme: Programme) -> None:
    draw = make_drand_draw(programme)
    digests, before = (draw.list_digest, draw.lottery_digest), draw.drand_round
    later = clock.now() + timedelta(days=5)
    moved = postpone(draw, later)
    draw.refresh_from_db()
    assert draw.drand_round == quicknet.first_round_from(later)
    assert (draw.announced_for, draw.list_digest, draw.lottery_digest) == (later, *digests)
    assert (moved.from_round, moved.to_round, moved.change.reason) == (before, draw.drand_round, REASON)
    assert [change.after["draw_at"] for change in ProcedureChange.objects.all()] == [later.isoformat()]
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert (REASON in page, f"putaran {draw.drand_round}" in page, "Undian ini ditunda" in page) == (True, True, True)
    with pytest.raises(RoundNotYet):
        actions.enter_randomness(draw, signature="0" * 96, by=SETUP, at=quicknet.time_of(before or 0))


def test_after_a_postponement_the_draw_verifies_against_the_record(programme: Programme) -> None:
    draw = make_quota_draw(programme, draw_at=clock.now() + timedelta(hours=2))
    later = clock.now() + timedelta(hours=6)
    postpone(draw, later)
    draw.refresh_from_db()
    with pytest.raises(DrawTooEarly):
        actions.enter_dice(draw, digits=DIGITS, by=readers(programme)[0].actor, at=later - timedelta(minutes=1))
    with time_machine.travel(later + timedelta(minutes=5)):
        draw_and_publish(draw)
    assert verify.report(verify.read(draw.bundle.encode()))["valid"]
    assert all(check.holds for check in check_draw(draw))
    told = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(minutes(draw))).pages).split())
    assert ("Penundaan" in told, REASON in told) == (True, True)


def test_nobody_moves_a_draw_whose_chance_could_be_known(programme: Programme) -> None:
    draw = make_drand_draw(programme)
    out = quicknet.time_of(draw.drand_round or 0)
    for at in (out - timedelta(seconds=59), out, out + timedelta(days=1)):
        with pytest.raises(ChanceHasBegun):
            postpone(draw, out + timedelta(days=3), at)
    thrown = make_frozen_draw(programme, slug="tahap-1b")
    actions.enter_dice(thrown, digits=DIGITS, by=readers(programme)[0].actor, at=clock.now())
    with pytest.raises(ChanceHasBegun):
        postpone(thrown, clock.now() + timedelta(days=1))
    assert (Postponement.objects.count(), ProcedureChange.objects.count()) == (0, 0)


def test_the_new_time_is_later_and_not_too_near_or_too_far(programme: Programme) -> None:
    draw = make_drand_draw(programme)
    for to, refusal in (
        (draw.announced_for, NewTimeNotLater),
        (clock.now() + timedelta(minutes=1), RoundTooSoon),
        (clock.now() + timedelta(days=61), RoundTooLate),
    ):
        with pytest.raises(refusal):
            postpone(draw, to or clock.now())
    moved = postpone(draw, clock.now() + timedelta(days=4))
    with pytest.raises(IntegrityError), transaction.atomic():
        Postponement.objects.filter(pk=moved.pk).update(to_at=moved.from_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Postponement.objects.filter(pk=moved.pk).update(to_round=moved.from_round)


def test_before_the_lottery_stands_the_time_is_changed_elsewhere(programme: Programme) -> None:
    draw = make_quota_draw(programme, quotas={"sex": {"L": (0, 1), "P": (2, 3)}})  # clashes
    with pytest.raises(LotteryNotReady):
        postpone(draw, clock.now() + timedelta(days=1))


# --- letters ---------------------------------------------------------------------------------------------------------
def test_letters_leave_once_and_not_when_they_are_no_longer_true(programme: Programme) -> None:
    draw = make_drand_draw(programme)
    moved = postpone(draw, clock.now() + timedelta(days=4))
    person = draw.call.applications.exclude(email="").order_by("pk")[0]
    letters.send_postponement.call(moved.pk, person.pk)
    letters.send_postponement.call(moved.pk, person.pk)
    (letter,) = mail.outbox
    assert (letter.to, REASON in letter.body, person.own_path in letter.body) == ([person.email], True, True)
    other = draw.call.applications.exclude(email="").order_by("pk")[1]
    postpone(draw, clock.now() + timedelta(days=6))
    letters.send_postponement.call(moved.pk, other.pk)
    assert len(mail.outbox) == 1
    with pytest.raises(PostponedAgain):
        actions.send_postponement_letters(moved, by=SETUP, at=clock.now())


def test_a_letter_about_an_earlier_time_that_has_not_left_is_taken_back(programme: Programme) -> None:
    draw = make_drand_draw(programme)
    person = draw.call.applications.exclude(email="")[0]
    moved = postpone(draw, clock.now() + timedelta(days=4))
    letters.send_postponement.call(moved.pk, person.pk)
    earlier = Message.objects.filter(key__startswith="postponement")
    earlier.update(state=MessageState.FAILED)
    postpone(draw, clock.now() + timedelta(days=5))
    assert [(each.state, each.reason) for each in earlier] == [(MessageState.CANCELLED, "superseded")]


def test_the_letters_are_queued_once_for_those_with_an_address(
    programme: Programme, django_capture_on_commit_callbacks: Any
) -> None:
    moved = postpone(make_drand_draw(programme), clock.now() + timedelta(days=4))
    with django_capture_on_commit_callbacks(execute=True), CaptureQueriesContext(connection) as asked:
        assert actions.send_postponement_letters(moved, by=SETUP, at=clock.now()) == 2
    assert sum(DBTaskResult._meta.db_table in query["sql"] for query in asked) == 1
    with pytest.raises(LettersAlreadyAsked):
        actions.send_postponement_letters(moved, by=SETUP, at=clock.now())
    tasks = DBTaskResult.objects.filter(task_path="sanggar.selection.letters.send_postponement")
    written = moved.draw.call.applications.exclude(email="").values_list("pk", flat=True)
    assert sorted(task.args_kwargs["args"] for task in tasks) == [[moved.pk, pk] for pk in sorted(written)]


# --- pages -----------------------------------------------------------------------------------------------------------
def address(draw: Draw, part: str = "tunda/") -> str:
    programme = draw.call.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/{part}"


def test_an_officer_postpones_and_sees_the_letter_before_it_leaves(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    draw = make_drand_draw(programme)
    client = signed_in(officer)
    assert address(draw) in client.get(address(draw, "")).content.decode()
    new = {"draw_at": (clock.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")}
    refused = client.post(address(draw), {"once": str(uuid.uuid4()), **new})
    assert (refused.status_code, Postponement.objects.count()) == (422, 0)
    once = str(uuid.uuid4())
    pages = [client.post(address(draw), {"once": once, "reason": REASON, **new}, follow=True) for _ in range(2)]
    assert [REASON in page.content.decode() for page in pages] == [True, True]
    assert Postponement.objects.count() == 1
    person = draw.call.applications.exclude(email="").order_by("receipt")[0]
    assert person.own_path not in pages[0].content.decode()
    sent = client.post(address(draw, "tunda/1/surat/"), {"once": str(uuid.uuid4())}, follow=True)
    assert "Sudah dikirim" in sent.content.decode()
    own = Client().get(person.own_path).content.decode()
    assert ("Undian ini ditunda" in own, REASON in own) == (True, True)


def test_the_page_says_why_a_draw_stays_where_it_is_and_who_may_not_gets_no_further(
    programme: Programme, officer: Account, inspector: Account, signed_in: Any
) -> None:
    draw = make_frozen_draw(programme)
    actions.enter_dice(draw, digits=DIGITS, by=readers(programme)[0].actor, at=clock.now())
    client = signed_in(officer)
    assert "Tidak dapat dipindah" in client.get(address(draw)).content.decode()
    assert address(draw) not in client.get(address(draw, "")).content.decode()
    assert [client.get(address(draw, part)).status_code for part in ("tunda/9/surat/",)] == [404]
    assert signed_in(inspector).get(address(draw)).status_code == 403
