"""Writes: what a person explains about a finding."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.spending.actions.refusals import FindingMoved, OwnFinding
from sanggar.spending.actions.steps import hand
from sanggar.spending.models import Finding, FindingState


@transaction.atomic
def settle_finding(finding: Finding, *, explanation: str, by: Actor, at: datetime) -> None:
    """Explain an open finding with the figures that were read; nobody explains what is of their own hand."""
    if hand(by) in finding.hands:
        raise OwnFinding
    settled: dict[str, Any] = {"settled_at": at, "settled_by_id": hand(by), "explanation": explanation}
    as_read = Finding.objects.filter(pk=finding.pk, state=FindingState.OPEN, changed_at=finding.changed_at)
    if not as_read.update(state=FindingState.SETTLED, changed_at=at, **settled):
        raise FindingMoved
    finding.refresh_from_db()
    step = {"to_state": finding.state, "figures": finding.figures, "explanation": explanation}
    finding.events.create(at=at, by_id=hand(by), **step)
    about = {"payment": finding.payment_id, "line": finding.line_id, "version": finding.version_id}
    details = {"rule": finding.rule, **about}
    place, personal = finding.programme.place, {"explanation": explanation}
    record("spending.settle_finding", finding, by=by, at=at, place=place, details=details, personal=personal)
