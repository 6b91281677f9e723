"""The official minutes (berita acara) of a draw, as far as it has come: the freeze, the seed, the result."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from sanggar.cores.beacon import quicknet
from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, official_date, plain_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import grouped
from sanggar.foundation.untouched import marked
from sanggar.foundation.words import terbilang
from sanggar.people.queries import letterhead_of
from sanggar.selection.documents.criteria import criteria_of
from sanggar.selection.documents.minutes_basis import applicants, basis, reviewers
from sanggar.selection.documents.minutes_changes import procedure_changes
from sanggar.selection.documents.minutes_people import annexes, chances, signers
from sanggar.selection.models import Draw, FrozenList, ObjectionState, Outcome, SourceKind
from sanggar.selection.queries import dice_progress, sealed_head_of, since_selected
from sanggar.selection.queries.draws import CAME_IN
from sanggar.selection.queries.lists import document_digest_of, is_by_objection
from sanggar.selection.widening import reason_told, widened_told

TEMPLATE = Path(__file__).with_name("minutes.typ")


def minutes(draw: Draw) -> bytes:
    """The PDF; the same draw in the same state gives the same bytes. Unsigned it is known again in any state."""
    with translation.override("id"):
        data = _data(draw) | {"criteria": criteria_of(draw)}
    at = draw.published_at or draw.drawn_at or draw.seeded_at or draw.frozen_at
    return marked(pdf(TEMPLATE, data, at=at))


def _data(draw: Draw) -> dict[str, Any]:
    stage = draw.call.stage
    address = settings.PUBLIC_ADDRESS + reverse("draw", args=[draw.public_id])
    return {
        "office": letterhead_of(stage.programme.organisation),
        "programme": stage.programme.name,
        "year": stage.programme.fiscal_year,
        "call": draw.call.title,
        "stage": stage.name,
        "is_lottery": draw.is_lottery,
        **_opening(draw),
        "venue": draw.venue,
        "announced": _when(draw.announced_for) if draw.announced_for else "",
        "postponements": _postponements(draw),
        "entrants": _counted(draw.entrants),
        "seats": _counted(draw.seats),
        "list_digest": draw.list_digest,
        "document_digest": document_digest_of(draw),
        "lottery_digest": draw.lottery_digest,
        "values_digest": draw.values_digest,
        "has_seed": draw.has_seed,
        "source": _source(draw),
        "head": sealed_head_of(draw),
        "awaits_lottery": draw.awaits_lottery,
        "lists": _lists(draw),
        "objections": _objections(draw),
        "changes": procedure_changes(draw),
        "chances": chances(draw),
        "numbered": draw.numbered,
        "seed": _seed(draw),
        "result": _result(draw),
        "steps": _steps(draw),
        **annexes(draw),
        "signers": signers(draw),
        "place_and_date": _place_and_date(draw),
        "address": address,
        "qr": segno.make(address, error="m").svg_inline(border=0),
    }


def _opening(draw: Draw) -> dict[str, Any]:
    """When what these minutes tell of took place: the freeze, at a desk; after it the draw, where dice are thrown. And
    what it stands on.
    """
    last = draw.lists.last()
    frozen_at = last.at if last else draw.frozen_at
    is_dice = draw.source_kind == SourceKind.DICE
    moment = (draw.seeded_at if is_dice else draw.drawn_at) if draw.drawn_at else frozen_at
    assert moment is not None
    return {
        "opening": official_date(moment, office_zone()),
        "time": clock_time(moment, office_zone()),
        "is_at_venue": bool(is_dice and draw.drawn_at and draw.venue),
        "frozen": _when(frozen_at),
        "basis": basis(draw),
        "applicants": applicants(draw, frozen_at),
        "reviewers": reviewers(draw),
        "frozen_by": last.by_label if last else draw.frozen_by,
        "revision": draw.revision,
    }


def _source(draw: Draw) -> str:
    if not draw.has_seed:
        return ""
    if draw.drand_round is None:
        return "dadu bersisi sepuluh yang dilempar di depan umum, diisi oleh dua orang dengan akun masing-masing"
    moment = quicknet.time_of(draw.drand_round)
    return f"angka acak umum drand (jaringan quicknet), putaran {draw.drand_round}, terbit {_when(moment)}"


def _seed(draw: Draw) -> dict[str, Any] | None:
    if draw.seeded_at is None:
        return None
    progress = dice_progress(draw)
    return {
        "when": _when(draw.seeded_at),
        "value": draw.source_value,
        "panel": draw.source_value[:3] if draw.numbered and draw.source_kind == SourceKind.DICE else "",
        "signature": draw.signature,
        "seed": draw.seed,
        "readers": [str(entry.account) for entry in progress.final or ()],
        "differing": _counted(len(progress.differing)) if progress.differing else "",
    }


def _result(draw: Draw) -> dict[str, str] | None:
    if draw.drawn_at is None:
        return None
    since = since_selected(draw)
    return {
        "when": _when(draw.drawn_at),
        "by": draw.drawn_by,
        "selected": _counted(draw.entries.filter(outcome=Outcome.SELECTED).count()),
        "reserves": _counted(draw.entries.filter(outcome=Outcome.RESERVE).count()),
        "reserve_rule": "" if draw.is_by_type else ", berurutan",
        "published": _when(draw.published_at) if draw.published_at else "",
        "called": _counted(since.came_in) if since.came_in and not draw.is_by_type else "",
        "given_back": _counted(since.given_back) if since.given_back else "",
        "withdrawn": _counted(since.withdrawn) if since.withdrawn else "",
    }


def _lists(draw: Draw) -> list[dict[str, Any]]:
    """Every list that was frozen, where one took the place of another."""
    found = list(draw.lists.all())
    return [_list(each) for each in found] if len(found) > 1 else []


def _list(frozen: FrozenList) -> dict[str, Any]:
    """That an objection was upheld; what was answered to it is the applicant's own."""
    return {
        "number": str(frozen.revision),
        "when": _when(frozen.at),
        "entrants": _counted(frozen.entrants),
        "by": frozen.by_label,
        "digest": frozen.list_digest,
        "replaces": str(frozen.revision - 1) if frozen.revision > 1 else "",
        "because": "sanggahan dikabulkan"
        if is_by_objection(frozen)
        else "tata cara berubah; orangnya sama, nomor undiannya baru",
    }


def _postponements(draw: Draw) -> list[dict[str, str]]:
    """Each time the draw was moved after its list and lottery stood."""
    return [
        {
            "before": _when(each.from_at) if each.from_at else "",
            "after": _when(each.to_at),
            "round": str(each.to_round or ""),
            "when": _when(each.change.at),
            "by": each.change.by_label,
            "reason": each.change.reason,
        }
        for each in draw.postponements.select_related("change")
    ]


def _objections(draw: Draw) -> dict[str, str] | None:
    """None where nobody could object."""
    if draw.objections_until is None or draw.answers_until is None:
        return None
    counts = Counter(draw.objections.values_list("state", flat=True))
    return {
        "until": _when(draw.objections_until),
        "answers_until": _when(draw.answers_until),
        "count": _counted(counts.total()),
        "upheld": _counted(counts[ObjectionState.UPHELD]),
        "rejected": _counted(counts[ObjectionState.REJECTED]),
        "waiting": _counted(counts[ObjectionState.OPEN]) if counts[ObjectionState.OPEN] else "",
        "unchanged": _counted(unchanged) if (unchanged := _settled_without_a_list(draw)) else "",
    }


def _settled_without_a_list(draw: Draw) -> int:
    """How many were upheld whose reading changed nothing of the list."""
    upheld = draw.objections.filter(state=ObjectionState.UPHELD, settled_at__isnull=False)
    return upheld.exclude(settled_at__in=draw.lists.values("at")).count()


def _steps(draw: Draw) -> list[dict[str, Any]]:
    """The reserves that were drawn later; how many, never who. Of hidden quotas not even that one gave way: beside one
    leaver it would say whose hidden feature it was.
    """
    widened = widened_told(draw)
    return [
        {
            "number": str(step.number),
            "when": _when(step.at),
            "by": step.by_label,
            "left": _counted(len(step.left)),
            "selected": _counted(len(step.selected)),
            "seed": step.seed,
            "digest": step.lottery_digest,
            "is_relaxed": bool(set(step.relaxed) - set(draw.hidden)),
            "reason": reason_told(draw, step),
            "widened": widened.get(step.number, []),
        }
        for step in draw.taken_steps.all()
    ]


def _place_and_date(draw: Draw) -> str:
    """Where and when it is signed: the day of the last thing that they tell, or a line to fill in while it has not been
    drawn.
    """
    called = draw.entries.filter(CAME_IN).aggregate(last=Max("offer__offered_at"))["last"]
    told = [draw.drawn_at, draw.published_at, called, *(step.at for step in draw.taken_steps.all())]
    last = max((at for at in told if at), default=None)
    day = plain_date(last, office_zone()) if last else "." * 30
    return f"{draw.call.stage.programme.organisation.region.name}, {day}"


def _counted(number: int) -> str:
    return f"{grouped(number)} ({terbilang(number)})"


def _when(moment: datetime) -> str:
    return f"{plain_date(moment, office_zone())} pukul {clock_time(moment, office_zone())}"
