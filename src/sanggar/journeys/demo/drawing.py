"""Stage 1's draw with ten-sided dice, read by two people; the offers, answered as people do; then the decree."""

import hashlib
from datetime import timedelta
from random import Random

from sanggar.applications.models import ApplicationState, Call
from sanggar.foundation.audit import Actor
from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import local_date
from sanggar.journeys import accept_offer
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.people.models import Role
from sanggar.selection import actions as selection
from sanggar.selection.lottery_job import work_out_lottery
from sanggar.selection.models import Draw, Offer, OfferState
from sanggar.selection.queries import fingerprint_of

DIGITS = 24


def hold_draw(call: Call, cast: Cast, days: Calendar) -> Draw:
    officer, second = cast.actor(Role.OFFICER), cast.actor(Role.PPTK)
    draw = selection.freeze_draw(call, by=officer, at=days.past(-90, 17))
    work_out_lottery(draw.pk, draw.work.asked_at.isoformat(), days.past(-90, 17, 1))
    contest(call, cast, days)
    draw.refresh_from_db()
    digits = str(int(hashlib.sha256(f"dadu {days.today}".encode()).hexdigest(), 16))[:DIGITS]
    selection.enter_dice(draw, digits=digits, by=officer, at=days.past(-88, 10, 5))
    selection.enter_dice(draw, digits=digits, by=second, at=days.past(-88, 10, 7))
    draw.refresh_from_db()
    selection.run_draw(draw, by=officer, at=days.past(-88, 10, 9))
    selection.publish_draw(draw, by=officer, at=days.past(-88, 10, 15))
    draw.refresh_from_db()
    selection.send_results(draw, by=officer, at=days.past(-88, 10, 20))
    told = draw.entries.exclude(application__email="")
    told.update(letter_at=days.past(-88, 10, 21))  # they left then: nobody is written to again today
    return draw


def contest(call: Call, cast: Cast, days: Calendar) -> None:
    """One who was refused objects; the head of the office answers, for the officer had refused."""
    refused = call.applications.filter(state=ApplicationState.REFUSED).order_by("pk").first()
    if refused is None:
        return
    text = "Saya tinggal di Malang sejak lahir, hanya KTP saya yang belum diperbarui."
    objection = selection.raise_objection(refused, text=text, by=refused.actor, at=days.past(-90, 19))
    answer = "Syaratnya KTP Kota Malang pada hari penutupan. Silakan mendaftar lagi di tahap 2 setelah KTP diperbarui."
    by, at = cast.actor(Role.BUDGET_AUTHORITY), days.past(-89, 10)
    selection.answer_objection(objection, upheld=False, answer=answer, by=by, at=at)


def fill_seats(draw: Draw, cast: Cast, days: Calendar) -> None:
    """Offers go out, most are accepted, some declined, a few lapse; reserves come up until every seat is taken."""
    officer = cast.actor(Role.OFFICER)
    selection.open_offers(draw, deadline=days.at(-84, 16), reserve_hours=48, by=officer, at=days.past(-88, 11))
    answer_all(draw, chance=Random("sanggar-demo:answers"), refusing=0.12, at_day=-86, cast=cast, days=days)
    selection.expire_due_offers(days.past(-84, 16, 1))
    selection.call_up_reserves(draw, at=days.past(-84, 16, 2))
    for offset in (-82, -81, -80, -79):
        answer_all(draw, chance=Random("sanggar-demo:reserves"), refusing=0.0, at_day=offset, cast=cast, days=days)


def establish_participants(draw: Draw, cast: Cast, days: Calendar) -> None:
    """The officer writes the decree, the head of the office numbers it; its signed copy is still to be filed."""
    decree = selection.draft_decree(draw, by=cast.actor(Role.OFFICER), at=days.past(-78, 9))
    at = days.past(-77, 10)
    day = local_date(at, office_zone())
    selection.number_decree(
        decree,
        number=f"188.45/41/35.73.112/{day.year}",
        dated_on=day,
        seen=fingerprint_of(decree),
        by=cast.actor(Role.BUDGET_AUTHORITY),
        at=at,
    )


def answer_all(draw: Draw, *, chance: Random, refusing: float, at_day: int, cast: Cast, days: Calendar) -> None:
    """Everyone with an open offer answers, on the page or told over the telephone; one in 25 stays silent."""
    officer = cast.actor(Role.OFFICER)
    for number, offer in enumerate(open_offers(draw)):
        at = min(days.past(at_day, 8) + timedelta(minutes=9 * number), offer.deadline - timedelta(minutes=5))
        if not offer.application.email:
            selection.mark_reached(offer, by=officer, at=at - timedelta(minutes=4))
        fate = chance.random() if refusing else 1.0
        applicant = Actor.applicant(offer.application.receipt)
        if fate < refusing:
            selection.decline_offer(offer, by=applicant, at=at)
        elif fate >= refusing + 0.04 or not refusing:
            accept_offer(offer, by=applicant, at=at)


def open_offers(draw: Draw) -> list[Offer]:
    rows = Offer.objects.filter(entry__draw=draw, state=OfferState.OPEN)
    return list(
        rows.select_related("application__call__stage", "application__track", "application__village", "stage").order_by(
            "pk"
        )
    )
