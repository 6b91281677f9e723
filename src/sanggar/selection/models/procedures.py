"""How a call selects: the rule, its quotas and where chance will come from, published before anyone knows the list."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call
from sanggar.people.models import Account
from sanggar.selection.models.sources import SourceKind


class Rule(models.TextChoices):
    LOTTERY = "lottery", _("Undian di antara semua yang lolos")
    FLOOR = "floor", _("Nilai minimum, lalu undian")
    MERIT = "merit", _("Nilai tertinggi")
    FIRST_COME = "first_come", _("Yang lebih dulu mendaftar")


DRAWN = (Rule.LOTTERY, Rule.FLOOR)
"""Rules that end in a lottery; the others order people by what decided."""

SEEDED = (*DRAWN, Rule.MERIT)
"""Rules in which public randomness decides: who is drawn, or who of equal marks comes first (decision 0022)."""

ANSWERING_HOURS = (1, 240)
"""How long the office may take, at least and at most, to answer the last objection; the draw comes no earlier."""

CIVIL_HOURS = (time(8), time(21))
"""Between these, where the office is, a deadline to answer may fall: nobody loses a seat in the night."""

MARKED = (Rule.FLOOR, Rule.MERIT)
"""Rules that need the reviewers' marks."""


class Procedure(models.Model):
    """One for a call. `quotas` holds the least and the most per value of a feature (`features`); `numbered` makes the
    lottery one of a thousand numbers, so that three dice on a stage choose the panel; `one_per_household` seats at most
    one of those who gave the same family card. `answering_hours` follow the objection period, for the answers; the draw
    comes after both. Offers are proposed to end at `deadline_time`, where the office is. `seats` is empty unless
    fewer are drawn than the stage has (`recompute_lottery`); `stage_seats` are those of the stage as they were
    published: a list is frozen only while it still has as many (decision 0037). Fixed once a list is frozen.
    """

    call = models.OneToOneField(Call, models.PROTECT, related_name="procedure")
    rule = models.CharField(max_length=10, choices=Rule, default=Rule.LOTTERY)
    floor = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    quotas = models.JSONField(default=dict, blank=True)
    numbered = models.BooleanField(default=False)
    one_per_household = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=5, choices=SourceKind, blank=True)
    draw_at = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    stage_seats = models.PositiveIntegerField(null=True, blank=True)
    objection_days = models.PositiveSmallIntegerField(default=3)
    answering_hours = models.PositiveSmallIntegerField(default=12)
    deadline_time = models.TimeField(default=time(16))
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    late_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="procedure_rule_known"),
            models.CheckConstraint(
                condition=Q(rule=Rule.FLOOR, floor__isnull=False) | (~Q(rule=Rule.FLOOR) & Q(floor=None)),
                name="procedure_floor_where_there_is_one",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=DRAWN, source_kind__in=SourceKind.values)
                | Q(rule=Rule.MERIT, source_kind__in=["", *SourceKind.values], numbered=False)
                | Q(rule=Rule.FIRST_COME, source_kind="", numbered=False),
                name="procedure_lottery_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=DRAWN) | Q(one_per_household=False), name="procedure_households_are_drawn"
            ),
            models.CheckConstraint(
                condition=~Q(source_kind=SourceKind.DRAND) | Q(draw_at__isnull=False), name="procedure_round_has_a_time"
            ),
            models.CheckConstraint(condition=Q(objection_days__lte=30), name="procedure_objection_days_plausible"),
            models.CheckConstraint(
                condition=Q(deadline_time__range=CIVIL_HOURS), name="procedure_deadline_at_a_civil_hour"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(stage_seats__isnull=False), name="procedure_published_with_seats"
            ),
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gte=1), name="procedure_draws_a_seat"),
            models.CheckConstraint(
                condition=Q(answering_hours__range=ANSWERING_HOURS), name="procedure_answering_hours_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.get_rule_display()}"

    @property
    def is_drawn(self) -> bool:
        return self.rule in DRAWN

    @property
    def has_seed(self) -> bool:
        """Whether public randomness decides anything. Marks from before decision 0022 name no source."""
        return bool(self.source_kind)

    @property
    def limits_panels(self) -> bool:
        """Whether not everyone can sit beside everyone: quotas, or at most one of a household."""
        return bool(self.quotas) or self.one_per_household

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def settled_by(self) -> datetime | None:
        """When the list must be frozen at the latest, so that objections and their answers come before the draw."""
        if self.draw_at is None:
            return None
        answering = self.answering_hours if self.objection_days else 0
        return self.draw_at - timedelta(days=self.objection_days, hours=answering)

    @property
    def is_late(self) -> bool:
        """Whether it was published only when everyone who applied was known."""
        return self.published_at is not None and self.published_at >= self.call.ends_at


class ProcedureChange(models.Model):
    """A change after publication: everyone can read what stood there, and why it was changed; and where quotas that
    clashed gave way, whether it `departs` from the smallest change that was proposed. `confirmed_by` is the second
    person, where it needed one (`ProposedChange`).
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000)
    before = models.JSONField()
    after = models.JSONField()
    departs = models.BooleanField(default=False)
    confirmed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="procedure_change_has_a_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="procedure_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.at:%Y-%m-%d}"


class ProposedChange(models.Model):
    """A change of what decides who gets a seat, written once everyone who applied is known: it counts when another
    account has confirmed it. One waits at a time; one that was taken back, or replaced, is `settled` and unconfirmed.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="proposals")
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="proposed_changes")
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000)
    before = models.JSONField()
    after = models.JSONField()
    settled_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="confirmed_changes")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(settled_at=None), name="proposed_change_waits_alone"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposed_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(settled_at__isnull=False),
                name="proposed_change_confirmed_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(account=None) | ~Q(confirmed_by=F("account")),
                name="proposed_change_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.at:%Y-%m-%d}"
