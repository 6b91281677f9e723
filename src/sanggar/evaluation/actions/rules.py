"""Writes: what completion asks for, and how certificates are numbered."""

from datetime import datetime

from django.db import transaction

from sanggar.evaluation.models import CertificateSeries, CompletionRule
from sanggar.evaluation.numbers import read_pattern
from sanggar.evaluation.queries import numbering_of
from sanggar.evaluation.refusals import NoFinalTest, RuleAsksNothing
from sanggar.foundation.audit import Actor, record
from sanggar.planning.models import Programme
from sanggar.training.models import Occasion
from sanggar.training.queries import questions_for


@transaction.atomic
def set_rule(
    programme: Programme,
    *,
    attendance_percent: int,
    contacts: int,
    works: int,
    by: Actor,
    at: datetime,
    assignments: bool = False,
    post_test: bool = False,
) -> CompletionRule:
    """Say what completion asks for, 0 or no for what is not asked. Certificates that exist stay as they are."""
    asked: dict[str, int | bool] = {
        "attendance_percent": attendance_percent,
        "contacts": contacts,
        "works": works,
        "assignments": assignments,
        "post_test": post_test,
    }
    if not any(asked.values()):
        raise RuleAsksNothing(field="attendance_percent")
    if post_test and not questions_for(programme, Occasion.POST).exists():
        raise NoFinalTest(field="post_test")
    said: dict[str, object] = {**asked, "set_at": at, "set_by": by.label}
    rule, _made = CompletionRule.objects.update_or_create(programme=programme, defaults=said)
    record("evaluation.set_rule", rule, by=by, at=at, place=programme.place, details=asked)
    return rule


@transaction.atomic
def set_numbering(programme: Programme, *, pattern: str, by: Actor, at: datetime) -> CertificateSeries:
    """Change the pattern of the office's numbers from the next certificate of this year on; the count goes on."""
    read, series = read_pattern(pattern), numbering_of(programme.organisation, at)
    series, _made = CertificateSeries.objects.update_or_create(
        organisation=series.organisation, year=series.year, defaults={"pattern": read}
    )
    details = {"pattern": read, "year": series.year}
    record("evaluation.set_numbering", series, by=by, at=at, place=programme.place, details=details)
    return series
