"""Writes: what the audit rules find is kept and follows its figures, in the background: after every step, by the hour,
and for whoever opens the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.rates import seconds_to_wait
from sanggar.foundation.work import UNHURRIED
from sanggar.planning.models import Programme
from sanggar.spending.findings import RULES, Case, Found
from sanggar.spending.models import Finding, FindingEvent, FindingState

Place = tuple[str, int | None, int | None, int | None, str]
MOVED = ("state", "figures", "others", "changed_at", "settled_at", "settled_by", "explanation")
AGAIN = timedelta(minutes=1)
AUDITOR = Actor.system("aturan pemeriksaan")


@dataclass(frozen=True, slots=True)
class Review:
    """What has to be written so that the findings kept are those that the rules find now."""

    new: list[Finding]
    moved: list[Finding]

    def __bool__(self) -> bool:
        return bool(self.new or self.moved)


@task(priority=UNHURRIED)
def review_soon(programme_id: int) -> None:
    """After the last of the steps that were taken in a row: one that still waits will see what this one would."""
    if not _is_waiting(programme_id):
        review_findings(Programme.objects.get(pk=programme_id), at=clock.now())


def review_for_reader(programme: Programme, at: datetime) -> None:
    """For whoever opens the list: not once more while one waits, nor oftener than `AGAIN` however many read and turn
    pages. A step asks for its own; this is for causes in other rooms.
    """
    is_early = seconds_to_wait("findings", f"programme {programme.pk}", limit=1, window=AGAIN, at=at)
    if not is_early and not _is_waiting(programme.pk):
        review_soon.enqueue(programme.pk)


def _is_waiting(programme_id: int) -> bool:
    waiting = DBTaskResult.objects.ready().filter(task_path=review_soon.module_path)
    return waiting.filter(args_kwargs__args=[programme_id]).exists()


def review_findings(programme: Programme, *, at: datetime) -> None:
    """Ask every rule again. Twice changes nothing; nothing is written, and no lock taken, where nothing has changed."""
    if _compared(programme, at):
        _write(programme, at)


@transaction.atomic
def _write(programme: Programme, at: datetime) -> None:
    """One at a time for a programme, compared again once it is ours."""
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    review = _compared(programme, at)
    Finding.objects.bulk_create(review.new)
    Finding.objects.bulk_update(review.moved, MOVED, batch_size=200)
    FindingEvent.objects.bulk_create(
        FindingEvent(finding=each, at=at, to_state=each.state, figures=each.figures)
        for each in (*review.new, *review.moved)
    )
    numbers = {"raised": len(review.new), "moved": len(review.moved)}
    if review:
        record("spending.review_findings", programme, by=AUDITOR, at=at, place=programme.place, details=numbers)


def _compared(programme: Programme, at: datetime) -> Review:
    found = dict(_found(Case(programme, at)))
    kept = {_place(each): each for each in Finding.objects.filter(programme=programme)}
    new = [_raised(programme, place, each, at) for place, each in found.items() if place not in kept]
    return Review(new, [each for place, each in kept.items() if _moves(each, found.get(place), at)])


def _found(case: Case) -> Iterator[tuple[Place, Found]]:
    for code, rule in RULES.items():
        for each in rule.find(case):
            yield (code, each.payment, each.line, each.version, each.key), each


def _place(finding: Finding) -> Place:
    return (finding.rule, finding.payment_id, finding.line_id, finding.version_id, finding.key)


def _raised(programme: Programme, place: Place, found: Found, at: datetime) -> Finding:
    rule, payment, line, version, key = place
    return Finding(
        programme=programme,
        rule=rule,
        payment_id=payment,
        line_id=line,
        version_id=version,
        key=key,
        figures=dict(found.figures),
        others=list(found.others),
        raised_at=at,
        changed_at=at,
    )


def _moves(finding: Finding, found: Found | None, at: datetime) -> bool:
    """Bring a finding up to date; whether that changed it. An explanation is of figures: with others it is open again,
    and what was said stays in its history.
    """
    if found is None:
        if finding.state == FindingState.GONE:
            return False
        _becomes(finding, FindingState.GONE, at)
        return True
    figures, others = dict(found.figures), list(found.others)
    if finding.state != FindingState.GONE and (finding.figures, finding.others) == (figures, others):
        return False
    finding.figures, finding.others = figures, others
    _becomes(finding, FindingState.OPEN, at)
    return True


def _becomes(finding: Finding, state: FindingState, at: datetime) -> None:
    finding.state, finding.changed_at = state, at
    finding.settled_at, finding.settled_by, finding.explanation = None, None, ""
