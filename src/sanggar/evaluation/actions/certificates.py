"""Writes: certificates issued, revoked, replaced. A number once given is never given again, nor taken out."""

from datetime import datetime

from django.db import transaction

from sanggar.evaluation.actions.numbering import locked_series, next_ordinal
from sanggar.evaluation.codes import fresh_code
from sanggar.evaluation.letters import make_pdf, tell_certificate_issued
from sanggar.evaluation.models import ALLOWED, Certificate, CertificateEvent, CertificateState
from sanggar.evaluation.numbers import number_of
from sanggar.evaluation.particulars import particulars_of
from sanggar.evaluation.queries import certificate_of, completion_of, rule_of, to_certify
from sanggar.evaluation.refusals import (
    AlreadyCertified,
    CertificateEnded,
    CertificateReplaced,
    NotComplete,
    NumberTaken,
    RuleMissing,
)
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.foundation.unique import unless_taken
from sanggar.planning.models import Stage
from sanggar.training.actions import complete_enrolment
from sanggar.training.models import Enrolment, EnrolmentState


@transaction.atomic
def issue_certificates(stage: Stage, *, by: Actor, at: datetime) -> list[Certificate]:
    """Certify everyone in a stage who is complete and never had a certificate, by name. Doing it again certifies only
    who has become complete since; a revoked certificate comes back by `reissue_certificate` alone.
    """
    if rule_of(stage.programme) is None:
        raise RuleMissing
    locked_series(stage.programme.organisation, at)
    people = list(to_certify(stage).select_related("stage__programme__organisation__region"))
    return [_issue(enrolment, enrolment.person.name, None, by, at) for enrolment in people]


@transaction.atomic
def issue_certificate(enrolment: Enrolment, *, by: Actor, at: datetime) -> Certificate:
    """Certify one participant."""
    if rule_of(enrolment.stage.programme) is None:
        raise RuleMissing
    locked_series(enrolment.stage.programme.organisation, at)
    if existing := certificate_of(enrolment):
        raise AlreadyCertified(name=enrolment.person.name, number=existing.number)
    completion = completion_of(enrolment)
    if not completion.is_complete:
        raise NotComplete(name=enrolment.person.name, missing=", ".join(completion.missing) or enrolment.state)
    return _issue(enrolment, enrolment.person.name, None, by, at)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: Actor, at: datetime) -> None:
    """Declare a certificate invalid. The reason is for the record; the public page says only that it was revoked."""
    if not _end(certificate, CertificateState.REVOKED, reason, by, at):
        raise CertificateEnded(number=certificate.number)
    place = certificate.enrolment.stage.programme.place
    details = {"number": certificate.number}
    record(
        "evaluation.revoke_certificate",
        certificate,
        by=by,
        at=at,
        place=place,
        details=details,
        personal={"reason": reason},
    )


@transaction.atomic
def reissue_certificate(certificate: Certificate, *, name: str, reason: str, by: Actor, at: datetime) -> Certificate:
    """Replace a certificate, valid or revoked, by one with a new number and code, on which `name` stands.

    Everything else that is printed is taken over as it was: a misspelt name is no occasion to change the past.
    """
    if not _end(certificate, CertificateState.REPLACED, reason, by, at):
        raise CertificateReplaced(number=certificate.number)
    following = _issue(certificate.enrolment, name, certificate, by, at)
    details = {"number": following.number, "replaces": certificate.number}
    place = certificate.enrolment.stage.programme.place
    told = {"name": name, "reason": reason}
    record("evaluation.reissue_certificate", certificate, by=by, at=at, place=place, details=details, personal=told)
    return following


def _issue(enrolment: Enrolment, name: str, replaces: Certificate | None, by: Actor, at: datetime) -> Certificate:
    programme = enrolment.stage.programme
    series = locked_series(programme.organisation, at)
    ordinal = next_ordinal(series)
    number = number_of(series.pattern, ordinal, local_date(at, clock.office_zone()))
    with unless_taken(NumberTaken(number=number)):
        certificate = Certificate.objects.create(
            enrolment=enrolment,
            series=series,
            ordinal=ordinal,
            number=number,
            code=fresh_code(),
            name_on_it=name,
            particulars=replaces.particulars if replaces else particulars_of(enrolment),
            issued_at=at,
            issued_by=by.label,
            replaces=replaces,
        )
    if enrolment.state == EnrolmentState.ACTIVE:
        complete_enrolment(enrolment, by=by, at=at)
    certificate.events.create(at=at, by_label=by.label, to_state=CertificateState.VALID)
    details = {"number": number, "enrolment": enrolment.pk}
    record("evaluation.issue_certificate", certificate, by=by, at=at, place=programme.place, details=details)
    make_pdf.enqueue(certificate.pk)
    tell_certificate_issued.enqueue(certificate.pk)
    return certificate


def _end(certificate: Certificate, state: CertificateState, reason: str, by: Actor, at: datetime) -> bool:
    """Move to a state in which a certificate is not valid; False when its present state does not allow that."""
    leaving = [before for before, following in ALLOWED.items() if state in following]
    before = Certificate.objects.select_for_update().get(pk=certificate.pk)
    ended = {"state": state, "revoked_at": at, "revoked_by": by.label, "revoke_reason": reason}
    if not Certificate.objects.filter(pk=certificate.pk, state__in=leaving).update(**ended):
        return False
    CertificateEvent.objects.create(
        certificate=certificate, at=at, by_label=by.label, from_state=before.state, to_state=state, reason=reason
    )
    certificate.refresh_from_db()
    return True
