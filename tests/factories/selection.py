"""Calls whose list can be frozen, draws as far as a test wants them, offers and decrees."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from factories.applications import accept_together, apply, apply_together, make_call, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_stage
from sanggar.applications.actions import close_call
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.actions import free_taken_seat, take_held_seat
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.hours import out_of_the_night
from sanggar.selection.lottery_job import compute_lottery
from sanggar.selection.models import Decree, Draw, LotteryWork, Offer, OfferState, Procedure
from sanggar.selection.queries import fingerprint_of
from sanggar.selection.reserve_job import find_reserves

DIGITS = "40719338520647129953"
ROUND = 1000
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
RANDOMNESS = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
"""Round 1000 of drand quicknet, published 2023-08-23 15:59:24 UTC."""


def make_screened_call(programme: Programme, people: int = 6, seats: int = 2, **settings: Any) -> Call:
    """A closed call with this many eligible applicants; every third has e-mail, every second chose TikTok. Of the first
    stage whose seats no frozen list waits for.
    """
    waiting = Draw.objects.filter(offers_opened_at=None).values("call__stage")
    stage = programme.stages.exclude(pk__in=waiting).first()
    stage = stage or make_stage(programme, seats=seats, ordinal=programme.stages.count() + 1)
    call = make_call(programme, stage, **settings)
    tracks = {0: programme.tracks.get(code="tiktok"), 1: programme.tracks.get(code="youtube")}
    emails = {number: f"pelamar{number}@contoh.example" for number in range(3, people + 1, 3)}
    apply_together(
        call,
        [
            numbered_answers(call, number, email=emails.get(number, ""), track=tracks[number % 2])
            for number in range(1, people + 1)
        ],
    )
    accept_together(call.applications.all())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return call


def make_procedure(call: Call, **terms: Any) -> Procedure:
    """Published; a lottery by dice without an objection period unless told otherwise."""
    plain: dict[str, Any] = {"rule": "lottery", "source_kind": "dice", "venue": "Aula", "objection_days": 0}
    given = actions.Terms(**(plain | terms))
    if given.draw_at is None and given.source_kind == "dice":
        given = replace(given, draw_at=_after_objections(call, given))
    procedure = actions.write_procedure(call, given, by=SETUP, at=clock.now())
    actions.publish_procedure(procedure, reason="Uji", by=SETUP, at=clock.now())
    procedure.refresh_from_db()
    return procedure


def _after_objections(call: Call, terms: actions.Terms) -> datetime:
    """As soon as the last objection can be answered, should the list be frozen within a few minutes; without any, in
    two hours.
    """
    if not terms.objection_days:
        return dice_hour(call)
    until = out_of_the_night(max(call.ends_at, clock.now()) + timedelta(days=terms.objection_days))
    return until + timedelta(hours=terms.answering_hours, minutes=5)


def dice_hour(call: Call) -> datetime:
    """What is published of a call by dice: the hour that its procedure names already, or two hours from now."""
    procedure = Procedure.objects.filter(call=call).first()
    named = procedure.draw_at if procedure else None
    return named or max(call.ends_at, clock.now()) + timedelta(hours=2)


def freeze(call: Call, *, at: datetime | None = None, **terms: Any) -> Draw:
    """By a procedure made for it; under quotas the lottery is computed at once, as the worker would. Where no hour is
    told and nobody may object, the dice may be thrown at once.
    """
    make_procedure(call, **terms)
    draw = computed(actions.freeze_draw(call, by=SETUP, at=at or clock.now()))
    return draw if "draw_at" in terms or draw.objections_until else its_hour_has_come(draw)


def computed(draw: Draw) -> Draw:
    """Its lottery worked out, as the worker would, where there is one to be."""
    for work in LotteryWork.objects.filter(draw=draw):
        compute_lottery.call(draw.pk, work.asked_at.isoformat())
    draw.refresh_from_db()
    return draw


def its_hour_has_come(draw: Draw) -> Draw:
    """What was announced for later is now, where dice are thrown."""
    now = clock.now()
    if draw.source_kind == "dice" and draw.announced_for and draw.announced_for > now:
        Draw.objects.filter(pk=draw.pk).update(announced_for=now)
        draw.refresh_from_db()
    return draw


def make_frozen_draw(programme: Programme, people: int = 6, seats: int = 2, **settings: Any) -> Draw:
    return freeze(make_screened_call(programme, people, seats, **settings))


QUOTAS = {"track": {"youtube": (1, 2), "tiktok": (1, 2)}}
"""For three seats among people of both tracks."""


def make_quota_draw(programme: Programme, **settings: Any) -> Draw:
    """A frozen list of eight people, three seats, and the lottery under quotas."""
    return freeze(make_screened_call(programme, people=8, seats=3), **({"quotas": QUOTAS} | settings))


def make_sealed_draw(programme: Programme, **settings: Any) -> Draw:
    """The same with a quota over specific data, told before anybody applied: two of the eight need support."""
    call = make_call(programme, make_stage(programme, seats=3))
    make_procedure(call, **({"quotas": QUOTAS | {"disability": {"yes": (1, 2), "no": (1, 2)}}} | settings))
    call.refresh_from_db()
    tracks = list(programme.tracks.order_by("code"))
    for number in range(1, 9):
        need = "Juru bahasa isyarat" if number <= 2 else ""
        apply(call, numbered_answers(call, number, disability_need=need, track=tracks[number % 2]))
    accept_together(call.applications.all())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))


def draw_and_publish(draw: Draw) -> Draw:
    """Read the dice where there are any, once their hour has come, run, publish."""
    draw = its_hour_has_come(draw)
    for reader in readers(draw.call.programme) if draw.has_seed else ():
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.run_draw(draw, by=SETUP, at=clock.now())
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    draw.refresh_from_db()
    return draw


def readers(programme: Programme) -> tuple[Account, Account]:
    """Two people of the office who may read dice, the same for each of its draws."""
    wanted = (("Dina Dadu", Role.OFFICER), ("Dodi Dadu", Role.PPTK))
    known = {account.name: account for account in Account.objects.filter(name__endswith=" Dadu")}
    first, second = (known.get(name) or make_account(name, role, programme.organisation) for name, role in wanted)
    return first, second


def make_drawn_draw(programme: Programme, people: int = 6, seats: int = 2, **settings: Any) -> Draw:
    draw = make_frozen_draw(programme, people, seats, **settings)
    for reader in readers(programme):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.run_draw(draw, by=SETUP, at=clock.now())
    draw.refresh_from_db()
    return draw


def make_published_draw(programme: Programme, people: int = 6, seats: int = 2, **settings: Any) -> Draw:
    draw = make_drawn_draw(programme, people, seats, **settings)
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    return draw


def make_offers(
    programme: Programme, people: int = 6, seats: int = 2, *, deadline: datetime | None = None, **settings: Any
) -> Draw:
    """A published draw whose seats have been offered, until three days from now, or the morning after."""
    draw = make_published_draw(programme, people, seats, **settings)
    now = clock.now()
    actions.open_offers(draw, deadline=deadline or by_day(days=3), by=SETUP, at=now)
    draw.refresh_from_db()
    return draw


def by_day(**ahead: float) -> datetime:
    """So long from now, but never in the night: tests run at any hour."""
    return out_of_the_night(clock.now() + timedelta(**ahead))


def open_offers_of(draw: Draw) -> list[Offer]:
    """Those that wait for an answer, in the order of the draw."""
    offers = Offer.objects.filter(entry__draw=draw, state=OfferState.OPEN)
    return list(offers.order_by("-entry__outcome", "entry__position"))


def filled_by_the_clock(at: datetime | None = None) -> int:
    """Free seats, as the clock tells the worker of them and the worker offers them; how many draws were looked at."""
    at = at or clock.now()
    actions.fill_free_seats(at)
    return worked_off(at)


def worked_off(at: datetime) -> int:
    """The searches that stand in the queue, each once; how many."""
    queued = DBTaskResult.objects.filter(task_path=find_reserves.module_path)
    asked = sorted({task.args_kwargs["args"][0] for task in queued})
    queued.delete()
    for pk in asked:
        actions.search_for_reserves(Draw.objects.get(pk=pk), at=at)
    return len(asked)


def accept_all(draw: Draw) -> None:
    """Everyone who has an open offer takes the seat."""
    cohort = draw.call.stage.cohorts.first() or make_cohort(draw.call.stage)
    for offer in open_offers_of(draw):
        with transaction.atomic():
            actions.accept_offer(offer, by=offer.application.actor, at=clock.now())
            take_held_seat(offer.stage, cohort)


def replace_one(draw: Draw) -> Offer:
    """Someone with a seat withdraws, and the next reserve takes it. Whose seat it was."""
    gone = Offer.objects.filter(entry__draw=draw, state=OfferState.ACCEPTED).order_by("pk")[0]
    actions.end_accepted_offer(gone, OfferState.WITHDRAWN, reason="Pindah kota", by=SETUP, at=clock.now())
    free_taken_seat(gone.stage, gone.stage.cohorts.get())
    actions.call_up_reserves(draw, at=clock.now())
    accept_all(draw)
    return gone


def make_draft(programme: Programme, people: int = 6, seats: int = 2, **settings: Any) -> Decree:
    """The draft of a first decree, its participants having accepted their seats."""
    draw = make_offers(programme, people, seats, **settings)
    accept_all(draw)
    return actions.draft_decree(draw, by=SETUP, at=clock.now())


def number(decree: Decree, number: str = "188.45/12/35.73.112/2026") -> Decree:
    actions.number_decree(
        decree, number=number, dated_on=clock.today(), seen=fingerprint_of(decree), by=SETUP, at=clock.now()
    )
    return decree


def make_numbered(programme: Programme, **settings: Any) -> Decree:
    return number(make_draft(programme, **settings))


def scan(content: bytes = b"%PDF-1.7 pindaian", name: str = "pindaian.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
