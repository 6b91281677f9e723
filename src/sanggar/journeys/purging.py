"""The daily purge: what its time has come for is emptied, purpose by purpose, in small batches.

Each batch is a transaction with a line in the record that says how many; killed between two batches, the next run goes
on where this one stopped. What a hold, an objection, a complaint or a payment needs is passed over until it no longer
does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from sanggar.applications.actions import forget_drafts
from sanggar.applications.models import Application, Draft, RightsRequest, RightsState
from sanggar.applications.personal import TAKEN_IN
from sanggar.applications.queries import with_told_at
from sanggar.evaluation.models import Certificate
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, erase_personal, record, subject_of
from sanggar.foundation.dates import local_date
from sanggar.foundation.models import AuditPersonal
from sanggar.journeys.erasing import erase_application_data
from sanggar.journeys.holdings import HELD
from sanggar.journeys.keeping import evidence_since, not_held_back, reasons_to_keep, without_evidence
from sanggar.mentoring.actions import erase_offers
from sanggar.mentoring.models import MentorApplication
from sanggar.people.models import Organisation
from sanggar.people.personal import GONE, empty
from sanggar.people.purposes import (
    CERTIFICATE,
    DRAFT,
    MENTOR_OFFER,
    NOT_SELECTED,
    PARTICIPANT,
    RECORD,
    REFUSED,
    RIGHTS,
)
from sanggar.people.queries import term_of, terms_so_far
from sanggar.planning.models import Programme

BATCH = 50
PURGER = Actor.system("pembersihan data pribadi")
Rows = QuerySet[Any]
"""Of whatever table a purpose is about."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What a purpose's purge would empty, if it ran at each of the moments that were asked for."""

    purpose: str
    counts: list[int]


def purge(at: datetime) -> dict[str, int]:
    """Empty everything whose time has come, in every office; how many rows of each purpose."""
    done = dict.fromkeys(DUE, 0)
    for office in Organisation.objects.order_by("pk"):
        for purpose in DUE:
            done[purpose] += sum(_batches(office, purpose, at))
    return done


def due_counts(office: Organisation, moments: list[datetime]) -> list[Upcoming]:
    """The dry run. Counts without what is held back at present."""
    return [
        Upcoming(purpose, [sum(rows.count() for rows in DUE[purpose](office, at)) for at in moments]) for purpose in DUE
    ]


def _batches(office: Organisation, purpose: str, at: datetime) -> Iterator[int]:
    for rows in DUE[purpose](office, at):
        last = 0
        while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
            yield _batch(office, purpose, keys, at)
            last = keys[-1]


@transaction.atomic
def _batch(office: Organisation, purpose: str, keys: list[int], at: datetime) -> int:
    count = EMPTY.get(purpose, _empty_applications)(purpose, keys, at)
    if count:
        details = {"purpose": purpose, "count": count}
        record("journeys.purge", office, by=PURGER, at=at, place=office.place, details=details)
    return count


# --- what is due
def _promises(office: Organisation, purpose: str, at: datetime) -> Iterator[tuple[Q, timedelta]]:
    """Who was told when, and for how long their data are kept: as their notice said, or shorter where it counts now
    (`promised_term`).
    """
    terms = terms_so_far(office, purpose, at)
    now, begins = terms[-1][1].period, [since for since, _term in terms]
    for (first, term), until in zip(terms, [*begins[1:], None], strict=True):
        told = Q(told_at__gte=first) if first else Q()
        yield told & Q(told_at__lt=until) if until else told, min(term.period, now)


def _standing(office: Organisation) -> QuerySet[Application]:
    rows = Application.objects.filter(call__stage__programme__organisation=office, erased_at=None)
    return with_told_at(not_held_back(rows))


def _drafts(office: Organisation, at: datetime) -> Iterator[Rows]:
    before = at - term_of(office, DRAFT, local_date(at)).period
    over = Q(call__closes_at__lt=before) | Q(call__closed_at__lt=before)
    yield Draft.objects.filter(over, call__stage__programme__organisation=office)


def _refused(office: Organisation, at: datetime) -> Iterator[Rows]:
    running = _running(office, at)
    for applied, period in _promises(office, REFUSED, at):
        before = at - period
        rows = _standing(office).filter(applied, enrolment=None, changed_at__lt=before, call__closes_at__lt=before)
        yield rows.exclude(state__in=TAKEN_IN).exclude(frozen_at__isnull=False, call__stage__programme__in=running)


def _running(office: Organisation, at: datetime) -> list[int]:
    """Programmes that are not over, from whose frozen lists reserves may still be called."""
    return [each.pk for each in office.programmes.all() if each.last_day >= local_date(at)]


def _of_over(office: Organisation, purpose: str, at: datetime) -> Iterator[tuple[Programme, QuerySet[Application]]]:
    """The applications to each programme whose end is past for as long as they may be kept."""
    today, programmes = local_date(at, clock.office_zone()), list(office.programmes.order_by("pk"))
    for applied, period in _promises(office, purpose, at):
        for programme in programmes:
            if programme.last_day + period < today:
                yield programme, _standing(office).filter(applied, call__stage__programme=programme)


def _not_selected(office: Organisation, at: datetime) -> Iterator[Rows]:
    for _programme, rows in _of_over(office, NOT_SELECTED, at):
        yield rows.filter(enrolment=None, state__in=TAKEN_IN)


def _participants(office: Organisation, at: datetime) -> Iterator[Rows]:
    for programme, rows in _of_over(office, PARTICIPANT, at):
        yield without_evidence(rows.filter(enrolment__isnull=False), evidence_since(programme, local_date(at)))


def _certificates(office: Organisation, at: datetime) -> Iterator[Rows]:
    before = at - term_of(office, CERTIFICATE, local_date(at)).period
    rows = Certificate.objects.filter(series__organisation=office, issued_at__lt=before)
    yield rows.exclude(name_on_it=GONE)


def _mentor_offers(office: Organisation, at: datetime) -> Iterator[Rows]:
    before = at - term_of(office, MENTOR_OFFER, local_date(at)).period
    yield MentorApplication.objects.filter(programme__organisation=office, decided_at__lt=before).exclude(name=GONE)


def _rights(office: Organisation, at: datetime) -> Iterator[Rows]:
    before = at - term_of(office, RIGHTS, local_date(at)).period
    rows = RightsRequest.objects.filter(programme__organisation=office, state=RightsState.ANSWERED)
    yield rows.filter(answered_at__lt=before).exclude(text_sealed="", answer_sealed="")


def _record(office: Organisation, at: datetime) -> Iterator[Rows]:
    before = at - term_of(office, RECORD, local_date(at)).period
    yield AuditPersonal.objects.filter(entry__organisation_id=str(office.pk), entry__at__lt=before)


# --- how it is emptied
def _empty_applications(purpose: str, keys: list[int], at: datetime) -> int:
    count = 0
    for application in Application.objects.filter(pk__in=keys, erased_at=None).order_by("pk"):
        if not reasons_to_keep(application, at):
            erase_application_data(application, purpose=purpose, by=PURGER, at=at)
            count += 1
    return count


def _empty_drafts(_purpose: str, keys: list[int], at: datetime) -> int:
    return forget_drafts(keys, at)


def _empty_certificates(_purpose: str, keys: list[int], at: datetime) -> int:
    for held in HELD:
        if held.purpose == CERTIFICATE:
            way = "pk" if held.model is Certificate else "certificate"
            rows = held.model._default_manager.filter(**{f"{way}__in": keys})  # noqa: SLF001 - Django's documented model API
            emptied = empty(rows, held, at=at)
            label = held.model._meta.label_lower  # noqa: SLF001 - the same
            erase_personal(f"{label}:{key}" for key in emptied)
    return len(keys)


def _empty_offers(_purpose: str, keys: list[int], _at: datetime) -> int:
    return erase_offers(keys)


def _empty_rights(_purpose: str, keys: list[int], _at: datetime) -> int:
    rows = RightsRequest.objects.filter(pk__in=keys)
    erase_personal(subject_of(each) for each in rows)
    return rows.update(text_sealed="", answer_sealed="", reach_sealed="")


def _empty_record(_purpose: str, keys: list[int], _at: datetime) -> int:
    return AuditPersonal.objects.filter(pk__in=keys).delete()[0]


Due = Callable[[Organisation, datetime], Iterator[Rows]]
DUE: dict[str, Due] = {
    DRAFT: _drafts,
    REFUSED: _refused,
    NOT_SELECTED: _not_selected,
    PARTICIPANT: _participants,
    CERTIFICATE: _certificates,
    MENTOR_OFFER: _mentor_offers,
    RIGHTS: _rights,
    RECORD: _record,
}

EMPTY: dict[str, Callable[[str, list[int], datetime], int]] = {
    CERTIFICATE: _empty_certificates,
    DRAFT: _empty_drafts,
    MENTOR_OFFER: _empty_offers,
    RIGHTS: _empty_rights,
    RECORD: _empty_record,
}
