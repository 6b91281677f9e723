"""Reads: certificates."""

from datetime import datetime

from django.db.models import QuerySet

from sanggar.evaluation.models import Certificate, CertificateSeries
from sanggar.evaluation.numbers import USUAL
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

SHOWN_WITH = ("enrolment__stage__programme__organisation__region", "enrolment__track", "enrolment__person", "pdf")


def certificates_of(programme: Programme) -> QuerySet[Certificate]:
    """Every certificate of a programme, the revoked and replaced ones too; the newest first."""
    return _shown().filter(enrolment__stage__programme=programme).order_by("-issued_at", "-ordinal")


def certificate_of(enrolment: Enrolment) -> Certificate | None:
    """A participant's newest certificate, whatever its state; None before the first."""
    return _shown().filter(enrolment=enrolment).order_by("-issued_at", "-ordinal").first()


def certificate_by_code(code: str) -> Certificate | None:
    """By a code as `codes.read_code` gives it."""
    return _shown().select_related("replacement").filter(code=code).first()


def numbering_of(organisation: Organisation, at: datetime) -> CertificateSeries:
    """The series of the current year: stored, or, before its first certificate, as it will be (not saved)."""
    year = local_date(at, clock.office_zone()).year
    found = CertificateSeries.objects.filter(organisation=organisation, year__lte=year).order_by("-year").first()
    if found and found.year == year:
        return found
    return CertificateSeries(organisation=organisation, year=year, pattern=found.pattern if found else USUAL)


def _shown() -> QuerySet[Certificate]:
    return Certificate.objects.select_related(*SHOWN_WITH)
