"""Reads of draws: how far one is, and who got which place."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.foundation.audit import subject_of
from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme
from sanggar.selection.models import (
    DiceEntry,
    Draw,
    DrawEntry,
    DrawState,
    Outcome,
    Postponement,
    Rule,
    without_texts,
)
from sanggar.selection.percents import percent_of
from sanggar.selection.queries.line import HAS_LEFT


def shift_of(draw: Draw) -> Decimal:
    """By how much every mark is raised in the files of a ranking, which know no number below 0: so that the lowest,
    once corrected for severity, is 0 and no two that differ become equal. Published beside it.
    """
    lowest = draw.entries.aggregate(lowest=Min("mark"))["lowest"] if draw.rule == Rule.MERIT else None
    return max(-round(lowest or Decimal(0), 2), Decimal(0))


def draw_of(call: Call) -> Draw | None:
    return Draw.objects.filter(call=call).first()


def draws_of(programme: Programme) -> QuerySet[Draw]:
    return draws_in(Programme.objects.filter(pk=programme.pk))


def draws_in(programmes: QuerySet[Programme]) -> QuerySet[Draw]:
    return Draw.objects.filter(call__stage__programme__in=programmes).select_related("call__stage")


@dataclass(frozen=True, slots=True)
class DiceProgress:
    """The attempts at reading the dice: two entries that differ, an entry that waits for its second, two that agree."""

    waiting: DiceEntry | None
    differing: list[tuple[DiceEntry, DiceEntry]]
    final: tuple[DiceEntry, DiceEntry] | None


def dice_progress(draw: Draw) -> DiceProgress:
    entries = list(draw.dice_entries.select_related("account"))
    waiting = entries.pop() if len(entries) % 2 else None
    pairs = list(zip(entries[::2], entries[1::2], strict=True))
    return DiceProgress(
        waiting,
        [(first, second) for first, second in pairs if first.digits != second.digits],
        next(((first, second) for first, second in pairs if first.digits == second.digits), None),
    )


def people_to_tell(draw: Draw) -> QuerySet[Application]:
    """Who is written to about a list that stands: everyone in it who can be reached and has not withdrawn."""
    people = Application.objects.filter(draw_entries__draw=draw, state=ApplicationState.ELIGIBLE)
    return (people if reaches_phones() else people.exclude(email="")).order_by("receipt")


def postponement_of(draw: Draw | None) -> Postponement | None:
    """The last time the draw was moved, as long as people still wait for it."""
    if draw is None or draw.state != DrawState.FROZEN:
        return None
    return draw.postponements.select_related("change").last()


FIXING = ("selection.freeze_draw", "selection.freeze_again", "selection.fix_lottery")


def sealed_head_of(draw: Draw) -> str:
    """The digest of the audit batch that seals the last act that fixed list and lottery; empty as long as the lottery
    is computed or that act is not sealed, so that no other digest is told later for the same list.
    """
    if draw.awaits_lottery:
        return ""
    fixing = AuditEntry.objects.filter(subject=subject_of(draw), verb__in=FIXING).order_by("-pk")
    return fixing.values_list("sealed__batch__digest", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class DrawPlace:
    """What a published draw gave one person: for their own page and for the inspector. `has_chance`: whether its quotas
    had room for such a person; who has none can not come in later either, unless a quota gives way.
    """

    draw_id: str
    outcome: Outcome
    position: int
    stratum: str
    public_id: str
    published_at: datetime
    step: int | None = None
    step_at: datetime | None = None
    is_by_quota: bool = False
    is_apart: bool = False
    lives_with_someone_seated: bool = False
    has_chance: bool = True

    @property
    def is_selected(self) -> bool:
        """By the draw, or by a later step."""
        return self.outcome == Outcome.SELECTED or self.step is not None


def draw_place_of(application: Application) -> DrawPlace | None:
    """None until the draw is published, and for who did not take part in it."""
    published = application.draw_entries.filter(draw__state=DrawState.PUBLISHED)
    entry = without_texts(published.select_related("draw"), "draw").last()
    if entry is None or entry.position is None:
        return None
    draw = entry.draw
    assert draw.published_at is not None
    later = draw.taken_steps.filter(number=entry.step).first() if entry.step else None
    return DrawPlace(
        entry.number,
        Outcome(entry.outcome),
        entry.position,
        entry.stratum,
        draw.public_id,
        draw.published_at,
        entry.step,
        later.at if later else None,
        bool(draw.quotas),
        draw.one_per_household,
        _lives_with_someone_seated(entry),
        not (draw.quotas and entry.chance == 0),
    )


def _lives_with_someone_seated(entry: DrawEntry) -> bool:
    """Whether a reserve can not be drawn for now, as somebody of the household has a seat."""
    if not entry.draw.one_per_household or entry.outcome == Outcome.SELECTED or entry.step:
        return False
    if not entry.household:
        return False
    seated = entry.draw.entries.filter(Q(outcome=Outcome.SELECTED) | Q(step__isnull=False), household=entry.household)
    return seated.exclude(HAS_LEFT).exists()


def frozen_number_of(application: Application) -> str:
    """The draw id under which the person stands in the list as it is frozen now; empty for who is not in it."""
    entry = application.draw_entries.last()
    return entry.number if entry else ""


def chance_of(application: Application) -> str:
    """The published chance of being drawn, in words: "12,3 %"; empty before the lottery is fixed and where none is."""
    entry = application.draw_entries.filter(chance__isnull=False).last()
    if entry is None or entry.chance is None:
        return ""
    return (
        f"{percent_of(entry.chance)} %"
        if entry.chance
        else _("tidak ada, karena kuota tidak menyisakan kursi bagi kelompok Anda")
    )


def people_without_chance(draw: Draw) -> int:
    """How many of the list the quotas leave no seat for. Nobody's business where they use specific data."""
    return 0 if draw.is_sealed or not draw.quotas else draw.entries.filter(chance=0).count()


CAME_IN = Q(step__isnull=False) | Q(outcome=Outcome.RESERVE, offer__isnull=False)
"""A reserve to whom a seat fell later: drawn by a step or, where there are none, called in the order of the draw."""


def published_selected(draw: Draw) -> QuerySet[DrawEntry]:
    """Whom the draw selected, and whoever came in since. Which of both is not told: one person who came in would be
    known by the draw id that was next.
    """
    return _published(draw).filter(Q(outcome=Outcome.SELECTED) | CAME_IN)


def published_reserves(draw: Draw) -> QuerySet[DrawEntry]:
    """Who waits still."""
    return _published(draw).filter(outcome=Outcome.RESERVE, step=None, offer=None)


def _published(draw: Draw) -> QuerySet[DrawEntry]:
    """By registration number: in the order of the draw it would tell people's draw ids."""
    entries = draw.entries.filter(draw__state=DrawState.PUBLISHED)
    return entries.select_related("application__village__parent", "application__track").order_by("application__receipt")
