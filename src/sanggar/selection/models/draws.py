"""The draw of a call: a frozen list, a seed nobody could know when it was frozen, and the places that follow."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application, Call
from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery.seed import DICE
from sanggar.people.models import Account
from sanggar.selection.models.light import Light, LightRows
from sanggar.selection.models.procedures import DRAWN, Rule
from sanggar.selection.models.sources import SourceKind


class DrawState(models.TextChoices):
    FROZEN = "frozen", _("Daftar dibekukan")
    SEEDED = "seeded", _("Angka acak tercatat")
    DRAWN = "drawn", _("Hasil sudah ada")
    PUBLISHED = "published", _("Hasil diumumkan")


class Outcome(models.TextChoices):
    """The words of the published bundle; empty before the draw."""

    SELECTED = "selected", _("Terpilih")
    RESERVE = "reserve", _("Cadangan")


UNSEEDED = Q(state=DrawState.FROZEN)
UNDRAWN = Q(state__in=(DrawState.FROZEN, DrawState.SEEDED))
LOTTERY = Q(rule__in=DRAWN)
ORDERED = Q(rule__in=(Rule.MERIT, Rule.FIRST_COME))
UNSOURCED = Q(source_kind="")


class Draw(Light):
    """One draw for one call, ever: there is nothing to draw again. What the freeze fixed never changes afterwards, but
    for an objection that is upheld before the seed exists: then the list is frozen anew, in its next `revision`.

    `lottery` and `bundle` are JSON texts, byte for byte; the lottery is empty until it has been computed. `hidden`
    names features that nobody may learn; what is public of such a draw is sealed. `reserve_hours` is how long a reserve
    who is called up has to answer; nobody is called up by themselves from `call_up_until` on. `values_digest` keeps the
    marks, by which people are ordered, from being changed once the seed is known that decides between equal ones.
    """

    call = models.OneToOneField(Call, models.PROTECT, related_name="draw")
    public_id = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=DrawState, default=DrawState.FROZEN)
    rule = models.CharField(max_length=10, choices=Rule, default=Rule.LOTTERY)
    quotas = models.JSONField(default=dict, blank=True)
    hidden = models.JSONField(default=list, blank=True)
    numbered = models.BooleanField(default=False)
    one_per_household = models.BooleanField(default=False)
    revision = models.PositiveSmallIntegerField(default=1)
    objections_until = models.DateTimeField(null=True, blank=True)
    answering_hours = models.PositiveSmallIntegerField(default=12)
    seats = models.PositiveIntegerField()
    entrants = models.PositiveIntegerField()
    list_digest = models.CharField(max_length=64)
    lottery_digest = models.CharField(max_length=64, blank=True)
    lottery = models.TextField(blank=True)
    values_digest = models.CharField(max_length=64, blank=True)
    source_kind = models.CharField(max_length=5, choices=SourceKind, blank=True)
    drand_round = models.PositiveBigIntegerField(null=True, blank=True)
    announced_for = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    source_value = models.CharField(max_length=200, blank=True)
    signature = models.CharField(max_length=192, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    bundle = models.TextField(blank=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=200)
    seeded_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    offers_opened_at = models.DateTimeField(null=True, blank=True)
    results_sent_at = models.DateTimeField(null=True, blank=True)
    reserve_hours = models.PositiveSmallIntegerField(default=48)
    call_up_until = models.DateTimeField(null=True, blank=True)

    HEAVY = ("lottery", "bundle")
    objects = LightRows()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-frozen_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DrawState.values), name="draw_state_known"),
            models.CheckConstraint(condition=Q(seats__gte=1, entrants__gte=1), name="draw_has_seats_and_people"),
            models.CheckConstraint(
                condition=(~Q(rule=Rule.FIRST_COME) & Q(source_kind=SourceKind.DRAND, drand_round__isnull=False))
                | (~Q(rule=Rule.FIRST_COME) & Q(source_kind=SourceKind.DICE, drand_round=None, signature=""))
                | (ORDERED & UNSOURCED & Q(drand_round=None, signature="", seed="")),
                name="draw_source_fixed",
            ),
            models.CheckConstraint(
                condition=Q(one_per_household=False) | (LOTTERY & Q(hidden=[])), name="draw_households_are_not_sealed"
            ),
            models.CheckConstraint(
                condition=(UNSEEDED & Q(seed="", source_value="", seeded_at=None))
                | (~UNSEEDED & ~UNSOURCED & ~Q(seed="") & ~Q(source_value="") & Q(seeded_at__isnull=False))
                | (UNSOURCED & ~Q(state=DrawState.SEEDED)),
                name="draw_seed_only_after_freeze",
            ),
            models.CheckConstraint(
                condition=UNSEEDED | ~LOTTERY | (~Q(lottery="") & ~Q(lottery_digest="")),
                name="draw_seed_only_after_lottery",
            ),
            models.CheckConstraint(
                condition=UNSEEDED | LOTTERY | UNSOURCED | ~Q(values_digest=""), name="draw_seed_only_after_marks"
            ),
            models.CheckConstraint(
                condition=(UNDRAWN & Q(bundle="", drawn_at=None))
                | (~UNDRAWN & ~Q(bundle="") & Q(drawn_at__isnull=False)),
                name="draw_result_only_after_seed",
            ),
            models.CheckConstraint(
                condition=Q(state=DrawState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=DrawState.PUBLISHED) & Q(published_at=None, offers_opened_at=None)),
                name="draw_offers_only_after_publication",
            ),
            models.CheckConstraint(condition=Q(reserve_hours__range=(1, 720)), name="draw_reserve_hours_plausible"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def source(self) -> str:
        """The source as it stands in the seed and in the bundle; of no meaning where nothing is drawn."""
        return quicknet.source_of(self.drand_round) if self.drand_round else DICE

    @property
    def is_published(self) -> bool:
        return self.state == DrawState.PUBLISHED

    @property
    def is_lottery(self) -> bool:
        return self.rule in DRAWN

    @property
    def bundle_name(self) -> str:
        """Of the file with the result, wherever it is downloaded or named."""
        return f"bundle-{self.public_id}.json"

    @property
    def file_word(self) -> str:
        """How the names of its files begin."""
        return "undian" if self.is_lottery else "seleksi"

    @property
    def has_seed(self) -> bool:
        """Whether public randomness decides: who is drawn, or who of equal marks comes first."""
        return bool(self.source_kind)

    @property
    def awaits_lottery(self) -> bool:
        """Whether the lottery is still being computed."""
        return self.is_lottery and not self.lottery_digest

    @property
    def is_by_type(self) -> bool:
        """Whether quotas or households decide who can sit beside whom: then reserves are drawn in steps."""
        return bool(self.quotas) or self.one_per_household

    @property
    def answers_until(self) -> datetime | None:
        """By when every objection is to be answered."""
        return self.objections_until + timedelta(hours=self.answering_hours) if self.objections_until else None

    @property
    def chance_at(self) -> datetime | None:
        """From when on somebody may know the chance: the named round is out, or dice are thrown in public."""
        if self.drand_round:
            return quicknet.time_of(self.drand_round)
        return self.announced_for if self.has_seed else None

    def hears_objections(self, at: datetime) -> bool:
        """Whether who was left out may still object."""
        return self.state == DrawState.FROZEN and self.objections_until is not None and at < self.objections_until

    @property
    def is_sealed(self) -> bool:
        """Whether its quotas use data that nobody may learn."""
        return bool(self.hidden)


def without_texts(rows: models.QuerySet[Any], path: str) -> models.QuerySet[Any]:
    """The same, where draws are joined by `path`."""
    return rows.defer(*(f"{path}__{name}" for name in Draw.HEAVY))


class DrawEntry(models.Model):
    """An applicant in the frozen list under a random draw id (`number`). This table alone links the two.

    `stratum` is the track's code where the tracks have seats of their own, the type of the lottery (t0, t1, …) under
    quotas or with households kept apart, else empty. `household` is the published code of those who live together.
    `position` counts from 1 among those of the same stratum with the same outcome. `chance` is the published
    probability; `mark` the corrected one at the freeze, where marks decide; `step` says in which later step a reserve
    was drawn; `letter_at` when the letter with the result left.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, models.PROTECT, related_name="draw_entries")
    number = models.CharField(max_length=32, unique=True)
    stratum = models.CharField(max_length=30, blank=True)
    household = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    position = models.PositiveIntegerField(null=True, blank=True)
    chance = models.DecimalField(max_digits=13, decimal_places=12, null=True, blank=True)
    mark = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["draw", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "application"], name="draw_entry_once_for_application"),
            models.UniqueConstraint(
                fields=["draw", "stratum", "outcome", "position"],
                condition=~Q(outcome=""),
                name="draw_entry_position_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", position=None) | Q(outcome__in=Outcome.values, position__gte=1),
                name="draw_entry_outcome_has_position",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DrawStep(models.Model):
    """Reserves that were drawn when people had left, keeping the quotas; the bundle holds the proof."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="taken_steps")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    left = models.JSONField()
    selected = models.JSONField()
    seed = models.CharField(max_length=64)
    lottery_digest = models.CharField(max_length=64)
    relaxed = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["draw", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="draw_step_once"),
            models.CheckConstraint(condition=Q(relaxed={}) | ~Q(reason=""), name="draw_step_relaxed_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.number}"


class DiceEntry(models.Model):
    """What one account read from the dice; an attempt has two. Kept, unless replaced before the second came."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="dice_entries")
    attempt = models.PositiveSmallIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="dice_entries")
    digits = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["draw", "attempt", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "attempt", "ordinal"], name="dice_entered_twice_an_attempt"),
            models.UniqueConstraint(fields=["draw", "attempt", "account"], name="dice_entered_by_two_people"),
            models.CheckConstraint(condition=Q(ordinal__in=(1, 2)), name="dice_entry_first_or_second"),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.attempt}.{self.ordinal}"


class DrawEvent(models.Model):
    """A step of the draw: who, when, from where to where."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.draw}: {self.to_state}"
