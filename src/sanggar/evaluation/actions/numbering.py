"""The counter of a year's certificates: locked while it moves, so that numbers are unique and without a gap."""

from datetime import datetime

from django.db.models import F

from sanggar.evaluation.models import CertificateSeries
from sanggar.evaluation.queries import numbering_of
from sanggar.people.models import Organisation


def locked_series(organisation: Organisation, at: datetime) -> CertificateSeries:
    """The year's series, locked until the transaction ends: whoever else wants to issue waits, and then sees what was
    issued here.
    """
    planned = numbering_of(organisation, at)
    series, _made = CertificateSeries.objects.get_or_create(
        organisation=organisation, year=planned.year, defaults={"pattern": planned.pattern}
    )
    return CertificateSeries.objects.select_for_update().get(pk=series.pk)


def next_ordinal(series: CertificateSeries) -> int:
    """The next place. Must run in the transaction that makes the certificate; one that fails gives its place back."""
    CertificateSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return series.last
