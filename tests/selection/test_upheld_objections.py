"""Where marks decide: who is admitted, or contests a mark, is reviewed first, and chance waits for the new list."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factories.merit import make_review_call, review, tasks_on
from factories.people import SETUP, make_account
from factories.selection import (
    DIGITS,
    freeze,
    make_procedure,
    make_quota_draw,
    make_screened_call,
    make_sealed_draw,
    readers,
)
from sanggar.applications.actions import correct_application
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions import merit
from sanggar.selection.merit_refusals import ReviewsOver, ReviewsUnfinished, TooFewReaders
from sanggar.selection.models import Draw, Objection, ReviewTask, TaskState
from sanggar.selection.procedure_refusals import (
    NothingToObjectTo,
    NothingToSettle,
    ObjectionsUnanswered,
    ObjectionsUnsettled,
    OwnDecision,
)
from sanggar.selection.queries import agreement_of, marks_of, may_object, merit_ready

SignIn = Callable[[Account], Client]
pytestmark = pytest.mark.django_db
LATER = timedelta(days=5)


def frozen(programme: Programme, rule: str, **terms: Any) -> Draw:
    """Six applied: one was refused, the others were marked, the last of them far below a floor of 40."""
    call = make_review_call(programme, people=6, shared=False)
    first = call.applications.order_by("pk")[0]
    Application.objects.filter(pk=first.pk).update(state=ApplicationState.REFUSED)
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    low = call.applications.order_by("pk").last()
    for task in ReviewTask.objects.filter(reviewer__call=call):
        review(task, *((0, 0) if task.application == low else (4, 4)))
    return freeze(call, rule=rule, objection_days=3, **terms)


def refused(draw: Draw) -> Application:
    return draw.call.applications.get(state=ApplicationState.REFUSED)


def below(draw: Draw) -> Application:
    return draw.call.applications.order_by("pk").last()


def uphold(application: Application, *, upheld: bool = True) -> Objection:
    objection = actions.raise_objection(application, text="Keliru", by=application.actor, at=clock.now())
    who = make_account(f"Kepala {application.pk}", Role.BUDGET_AUTHORITY, application.programme.organisation)
    return actions.answer_objection(objection, upheld=upheld, answer="Diperiksa", by=who.actor, at=clock.now())


def mark(application: Application, *points: int) -> None:
    merit.assign_reviews(application.call, by=SETUP, at=clock.now())
    for task in tasks_on(application):
        if task.state != TaskState.DONE:
            review(task, *points)


def roll(draw: Draw) -> None:
    for reader in readers(draw.call.programme):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now() + LATER)


def settle(draw: Draw) -> None:
    actions.settle_objections(draw, by=SETUP, at=clock.now())
    draw.refresh_from_db()


def test_under_merit_who_was_refused_is_marked_before_anything_is_decided(programme: Programme) -> None:
    draw = frozen(programme, "merit")
    marks = dict(draw.entries.values_list("application", "mark"))
    application = refused(draw)
    uphold(application)
    application.refresh_from_db()
    with pytest.raises(ObjectionsUnsettled):
        roll(draw)
    with pytest.raises(TooFewReaders):
        settle(draw)
    merit.assign_reviews(draw.call, by=SETUP, at=clock.now())
    with pytest.raises(ReviewsUnfinished):
        settle(draw)
    mark(application, 2, 2)
    with pytest.raises(ObjectionsUnsettled):
        roll(draw)
    settle(draw)
    now = dict(draw.entries.values_list("application", "mark"))
    assert now.pop(application.pk) is not None
    assert (now, draw.revision) == (marks, 2)
    with pytest.raises(NothingToSettle):
        settle(draw)
    roll(draw)
    actions.run_draw(draw, by=SETUP, at=clock.now() + LATER)


@pytest.mark.parametrize(("points", "is_in"), [((4, 4), True), ((0, 0), False)])
def test_under_a_floor_the_admitted_must_reach_it_too(programme: Programme, points: Any, is_in: bool) -> None:  # noqa: FBT001 - a column of the table above
    draw = frozen(programme, "floor", floor=Decimal(40))
    application = refused(draw)
    uphold(application)
    mark(application, *points)
    settle(draw)
    assert draw.entries.filter(application=application).exists() == is_in
    assert draw.entrants == 4 + is_in


def test_a_mark_below_the_floor_is_contested_and_read_by_somebody_else(programme: Programme) -> None:
    draw = frozen(programme, "floor", floor=Decimal(30))
    application, others = below(draw), draw.entries.first().application
    assert (bool(may_object(application, clock.now())), may_object(others, clock.now())) == (True, "")
    with pytest.raises(NothingToObjectTo):
        actions.raise_objection(others, text="Saya", by=others.actor, at=clock.now())
    readers = {task.reviewer_id for task in tasks_on(application)}
    assert "Tidak setuju" in Client().get(application.own_path).content.decode()
    uphold(application)
    assert "Sedang dinilai" in Client().get(application.own_path).content.decode()
    mark(application, 4, 4)
    assert len(tasks_on(application)) == 3
    assert {task.reviewer_id for task in tasks_on(application)} > readers
    settle(draw)
    assert draw.entries.filter(application=application).exists()


def test_a_rejected_objection_changes_no_list(programme: Programme) -> None:
    draw = frozen(programme, "floor", floor=Decimal(40))
    uphold(below(draw), upheld=False)
    draw.refresh_from_db()
    assert draw.revision == 1


def test_after_the_freeze_only_what_was_opened_again_is_reviewed(programme: Programme) -> None:
    draw = frozen(programme, "merit")
    uphold(refused(draw))
    other = draw.entries.first().application
    reviewer = tasks_on(other)[0].reviewer
    with pytest.raises(ReviewsOver):
        merit.declare_conflict(reviewer, other, reason="Kenal", by=SETUP, at=clock.now())
    with pytest.raises(ReviewsOver):
        merit.declare_conflicts(reviewer, names=["Siapa"], by=SETUP, at=clock.now())


def test_a_corrected_telephone_number_throws_no_review_away(programme: Programme) -> None:
    """Before the freeze it cost the marks; after it the draw could not go on."""
    draw = frozen(programme, "merit")
    marks = marks_of(draw.call)
    other = draw.entries.first().application
    correct_application(other, name=other.name, phone="081200000000", email=other.email, by=SETUP, at=clock.now())
    assert (marks_of(draw.call), merit_ready(draw.call).is_ready) == (marks, True)


def test_after_the_freeze_only_what_was_opened_again_keeps_an_objection_waiting(programme: Programme) -> None:
    draw = frozen(programme, "merit")
    ReviewTask.objects.filter(application=draw.entries.first().application).update(revision=0)
    application = refused(draw)
    uphold(application)
    assert isinstance(merit_ready(draw.call).faults[0], TooFewReaders)
    mark(application, 2, 2)
    settle(draw)
    assert draw.entries.filter(application=application).exists()


def test_who_marked_it_does_not_answer(programme: Programme) -> None:
    draw = frozen(programme, "floor", floor=Decimal(40))
    application = below(draw)
    objection = actions.raise_objection(application, text="Keliru", by=application.actor, at=clock.now())
    by = tasks_on(application)[0].reviewer.account.actor
    with pytest.raises(OwnDecision):
        actions.answer_objection(objection, upheld=True, answer="Ya", by=by, at=clock.now())


@pytest.mark.parametrize("rule", ["merit", "floor"])
def test_no_draw_happens_while_an_objection_is_unsettled(programme: Programme, rule: str) -> None:
    draw = frozen(programme, rule, **({"floor": Decimal(40)} if rule == "floor" else {}))
    application = refused(draw)
    reader = make_account("Dina Dadu", Role.OFFICER, programme.organisation)

    def act(at: datetime) -> None:
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=at)

    objection = actions.raise_objection(application, text="Keliru", by=application.actor, at=clock.now())
    steps: list[tuple[type[DomainError], Callable[[], Any]]] = [
        (ObjectionsUnanswered, lambda: None),
        (ObjectionsUnsettled, lambda: _answer(objection)),
        (ObjectionsUnsettled, lambda: mark(Application.objects.get(pk=application.pk), 4, 4)),
    ]
    for refusal, step in steps:
        step()
        with pytest.raises(refusal):
            act(clock.now() + LATER)
    settle(draw)
    act(clock.now() + LATER)


def _answer(objection: Objection) -> None:
    who = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, objection.application.programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Ya", by=who.actor, at=clock.now())


def test_the_desk_says_what_is_missing_and_freezes_anew(programme: Programme, signed_in: SignIn) -> None:
    draw = frozen(programme, "merit")
    application = refused(draw)
    uphold(application)
    client = signed_in(make_account("Dewi Pengelola", Role.OFFICER, programme.organisation))
    address = reverse("selection:objections", args=[programme.organisation.slug, programme.slug, draw.call.slug])
    page = client.get(address)
    assert "Seleksi menunggu sanggahan yang dikabulkan" in page.content.decode()
    told = client.post(f"{address}bekukan-ulang/", {"once": str(uuid.uuid4())}, follow=True).content.decode()
    draw.refresh_from_db()
    assert ("belum dibagikan" in told, draw.revision) == (True, 1)
    mark(Application.objects.get(pk=application.pk), 4, 4)
    client.post(f"{address}bekukan-ulang/", {"once": str(uuid.uuid4())})
    draw.refresh_from_db()
    assert draw.revision == 2


# --- the list in public ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rule", ["lottery", "merit", "floor", "first_come"])
def test_the_list_is_public_from_the_freeze_on(programme: Programme, rule: str) -> None:
    if rule in ("merit", "floor"):
        draw = frozen(programme, rule, **({"floor": Decimal(40)} if rule == "floor" else {}))
    else:
        draw = freeze(make_screened_call(programme), rule=rule, source_kind="dice" if rule == "lottery" else "")
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    file = Client().get(f"/undian/{draw.public_id}/peserta.json")
    found = json.loads(file.content)
    assert hashlib.sha256(file.content).hexdigest() in page
    assert {each["id"] for each in found["people"]} == set(draw.entries.values_list("number", flat=True))
    assert set(found["people"][0]) == {"id", "features"}
    assert (found["list_digest"], found.get("source")) == (draw.list_digest, draw.source if draw.has_seed else None)
    assert "YT-" not in file.content.decode()


def test_under_quotas_it_tells_public_features_and_stands_before_the_lottery(programme: Programme) -> None:
    draw = make_quota_draw(programme)
    Draw.objects.filter(pk=draw.pk).update(lottery="", lottery_digest="")
    found = json.loads(Client().get(f"/undian/{draw.public_id}/peserta.json").content)
    assert {each["features"]["track"] for each in found["people"]} == {"youtube", "tiktok"}


def test_specific_data_is_closed_in_the_list_too(programme: Programme) -> None:
    draw = make_sealed_draw(programme)
    text = Client().get(f"/undian/{draw.public_id}/peserta.json").content.decode()
    assert all(set(each) == {"commitment", "features"} for each in json.loads(text)["people"])
    assert not any(number in text for number in draw.entries.values_list("number", flat=True))
    assert "disability" not in text
    assert {each["commitment"] for each in json.loads(text)["people"]} == {
        each["commitment"]
        for each in json.loads(Client().get(f"/undian/{draw.public_id}/daftar.json").content)["people"]
    }


# --- rubric and agreement --------------------------------------------------------------------------------------------
def test_everyone_reads_rubric_and_rule_before_the_list_is_frozen(programme: Programme) -> None:
    call = make_review_call(programme, people=3)
    make_procedure(call, rule="merit")
    page = Client().get(f"/undian/{call.slug}/").content.decode()
    for criterion in call.rubric.criteria.all():
        assert criterion.name in page
        assert all(level.text in page for level in criterion.levels.all())
    assert "angka acak umum yang baru ada setelah daftar dan nilainya dibekukan" in page


def test_agreement_is_one_where_readers_agree_and_unknown_without_reviews(programme: Programme) -> None:
    call = make_review_call(programme, people=4)
    assert agreement_of(call) is None
    for number, application in enumerate(call.applications.order_by("pk")):
        for task in tasks_on(application):
            review(task, *((4, 4) if number % 2 else (0, 0)))
    assert agreement_of(call) == pytest.approx(1)
    assert merit_ready(call).is_ready
