"""Applications: sent over the days of a call, then screened as an office would."""

import uuid
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from sanggar.applications import actions as applications
from sanggar.applications.answers import Answers
from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.queries import identity_of, texts_in_force
from sanggar.foundation.models import Region, RegionLevel
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.composing import BEGINNERS_FIRST, ask_experience, code_for, compose_call, own_answers
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.journeys.demo.residents import Resident, residents
from sanggar.people.models import Role
from sanggar.planning.models import Stage
from sanggar.selection import actions as selection
from sanggar.selection.models import Rule, SourceKind

Quotas = dict[str, dict[str, tuple[int, int]]]
NAMESPACE = uuid.UUID("5a6767a2-0000-4000-8000-000000009000")
REFUSALS = ("Alamat pada KTP di luar Kota Malang.", "KTP belum ditunjukkan sampai pemeriksaan selesai.")
FLOOR = Decimal(40)
BORROWS_EVERY, BORROWS_AT = 27, 4
"""Of the numbered residents, who sends from the browser of the one before."""
CORRECTION = "Nama yang ditulis berbeda dari KTP. Mohon tulis persis seperti di KTP."


def open_call(plan: Plan, stage: Stage, opens: int, closes: int, cast: Cast, days: Calendar) -> Call:
    """A call with half of the seats for each track, published the day before it opens. The first counts what people say
    of their experience; the second asks and invites on its own account.
    """
    by, at = cast.actor(Role.OFFICER), days.past(opens - 1, 10)
    call = applications.create_call(
        stage,
        slug=f"youtuber-tiktok-{stage.ordinal}",
        title=f"Pendaftaran {stage.name.lower()}",
        title_en=f"Applications for stage {stage.ordinal}",
        opens_at=days.at(opens, 8),
        closes_at=days.at(closes, 16),
        tracks={track: stage.seats // len(plan.tracks) for track in plan.tracks.values()},
        notes_device=True,
        by=by,
        at=at,
    )
    counted = {}
    if stage.ordinal > 1:
        compose_call(call, cast, days, opens)
    else:
        counted = {ask_experience(call, cast, days, opens): BEGINNERS_FIRST}
    applications.publish_call(call, by=by, at=at)
    call.refresh_from_db()
    announce_procedure(call, closes, counted, cast, days)
    return call


def announce_procedure(call: Call, closes: int, counted: Quotas, cast: Cast, days: Calendar) -> None:
    """Stage 1 is drawn with dice in front of everyone, at most one of a family and most of them beginners; stage 2 by
    drand among those whose mark reaches a floor, with seats for people with a disability.
    """
    by, at = cast.actor(Role.OFFICER), call.published_at
    assert at is not None
    tracks = {"youtube": (25, 25), "tiktok": (25, 25)}
    quotas: Quotas = {
        **counted,
        "track": {each.track.code: tracks[each.track.code] for each in call.call_tracks.select_related("track")},
        "sex": {"L": (20, 30), "P": (20, 30)},
    }
    districts = Region.objects.filter(level=RegionLevel.DISTRICT, parent=call.programme.organisation.region)
    quotas["district"] = {district.code: (6, 14) for district in districts}
    kind, draw_at, objection_days, answering_hours = SourceKind.DICE, days.at(closes + 3, 10), 1, 12
    if call.stage.ordinal > 1:
        quotas["category"] = {each.key: (each.seats, each.seats) for each in call.category_list if each.seats}
        quotas["disability"] = {"yes": (2, 10), "no": (40, 48)}
        kind, draw_at, objection_days, answering_hours = SourceKind.DRAND, days.at(closes + 6, 10), 3, 24
    venue = "Aula Mini Block Office, terbuka untuk umum"
    terms = selection.Terms(
        rule=Rule.LOTTERY if call.stage.ordinal == 1 else Rule.FLOOR,
        floor=None if call.stage.ordinal == 1 else FLOOR,
        source_kind=kind,
        quotas=quotas,
        one_per_household="disability" not in quotas,
        draw_at=draw_at,
        venue=venue,
        objection_days=objection_days,
        answering_hours=answering_hours,
    )
    procedure = selection.write_procedure(call, terms, by=by, at=at)
    selection.publish_procedure(procedure, by=by, at=at)
    call.refresh_from_db()


def receive(
    call: Call, plan: Plan, people: int, first: int, span: tuple[int, int], days: Calendar
) -> list[Application]:
    """`people` residents apply between the days of `span`, most of them in the first hours."""
    chance = Random(f"sanggar-demo:times:{call.slug}")
    villages = {region.code: region for region in Region.objects.select_related("parent").filter(level="kelurahan")}
    texts = texts_in_force(call)
    length = (days.at(span[1], 15) - days.at(span[0], 8)).total_seconds()
    moments = sorted(min(1.0, chance.expovariate(4)) * length for _ in range(people))
    found = []
    sent = zip(residents(people, seed=call.slug, today=days.today, first=first), moments, strict=True)
    for number, (resident, seconds) in enumerate(sent, first):
        at = min(days.at(span[0], 8) + timedelta(seconds=seconds), days.now)
        consents = [text for text in texts if text.key == "notice" or chance.random() < 0.6]
        found.append(
            applications.submit_application(
                call,
                answers(call, resident, plan, villages),
                submission_id=uuid.uuid5(NAMESPACE, f"{call.slug}:{resident.nik}"),
                consents=consents,
                at=at,
                device=_browser(call, number),
            )
        )
    return found


def _browser(call: Call, number: int) -> str:
    """The sign that a browser keeps: everyone's own, but for a few who borrow the telephone of whoever sent before."""
    holder = number - 1 if number % BORROWS_EVERY == BORROWS_AT else number
    return urlsafe_b64encode(uuid.uuid5(NAMESPACE, f"peramban:{call.slug}:{holder}").bytes).decode().rstrip("=")


def answers(call: Call, resident: Resident, plan: Plan, villages: dict[str, Region]) -> Answers:
    return Answers(
        name=resident.name,
        nik=resident.nik,
        birth_date=resident.birth_date,
        sex=resident.sex,
        village=villages[resident.village],
        phone=f"+62{resident.phone[1:]}",
        track=plan.tracks[resident.track],
        category=resident.category,
        motivation=resident.motivation,
        email=resident.email,
        disability_need=resident.disability_need,
        family_card=resident.family_card,
        channel_url=resident.channel_url,
        own=own_answers(call, resident),
        invitation_code=code_for(call, resident.category),
    )


def screen(sent: list[Application], share: float, offset: int, cast: Cast, days: Calendar) -> None:
    """Decide on the first `share` of the applications: nearly all accepted, some refused, some sent back."""
    chance = Random(f"sanggar-demo:screen:{offset}")
    by = cast.actor(Role.OFFICER)
    waiting = [a for a in sent[: round(len(sent) * share)] if a.state == ApplicationState.SUBMITTED]
    for number, application in enumerate(waiting):
        at = days.past(offset, 9 + number * 6 // max(1, len(waiting)), number % 60)
        at = max(at, application.submitted_at)
        draw = chance.random()
        if draw < 0.05:
            applications.refuse_application(application, reason=chance.choice(REFUSALS), by=by, at=at)
        elif draw < 0.07 and share < 1:
            applications.ask_for_correction(application, reason=CORRECTION, by=by, at=at)
        else:
            applications.accept_for_draw(application, by=by, at=at)


def contest(sent: list[Application], plan: Plan, people: list[int], days: Calendar) -> None:
    """Someone applies again with a NIK that is in the call already: the office settles it by the card."""
    villages = {region.code: region for region in Region.objects.select_related("parent").filter(level="kelurahan")}
    for number in people:
        first = sent[number]
        code = code_for(first.call, first.category)
        again = resident_of(first, plan, villages)
        again = replace(again, phone=f"+62812999{number:05d}", email="", invitation_code=code)
        applications.submit_application(
            first.call,
            again,
            submission_id=uuid.uuid5(NAMESPACE, f"lagi:{first.receipt}"),
            consents=[text for text in texts_in_force(first.call) if text.key == "notice"],
            at=days.now,
        )


def resident_of(application: Application, plan: Plan, villages: dict[str, Region]) -> Answers:
    """The answers of an application once more."""
    identity = identity_of(application)
    return Answers(
        name=identity.name,
        nik=identity.nik,
        birth_date=identity.birth_date,
        sex=identity.sex,
        village=villages[identity.village.code],
        phone=identity.phone,
        track=plan.tracks[application.track.code],
        category=application.category,
        motivation=application.motivation,
        email=identity.email,
    )


def take_back(sent: list[Application], people: list[int], days: Calendar) -> None:
    """A few think better of it."""
    for number in people:
        applications.withdraw_application(sent[number], by=sent[number].actor, at=days.now)
