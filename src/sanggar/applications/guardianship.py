"""Who needs a guardian's consent: whoever is a child, by their birth date, on the day they send the application.

The age of adults on a day stands in the reference lists (`funding`, docs/decisions/0041). Who asks about many, or all
the time, hands over the `ages` that were read once; otherwise they are read.
"""

from datetime import date

from sanggar.applications.models import NOTICE, Application, ConsentText, Guardianship
from sanggar.foundation.dates import local_date
from sanggar.foundation.national_id import age_on
from sanggar.funding.reference_queries import AdultAges, adult_ages


def is_child(birth_date: date, day: date, ages: AdultAges | None = None) -> bool:
    return age_on(day, birth_date) < (ages or adult_ages()).on(day)


def needs_guardian(application: Application, ages: AdultAges | None = None) -> bool:
    """Nobody whose data were erased needs one."""
    if application.erased_at:
        return False
    return is_child(application.birth_date, local_date(application.submitted_at), ages)


def guardianship_of(application: Application) -> Guardianship | None:
    """The last that was named: waiting, consenting, or withdrawn."""
    return application.guardianships.last()


def is_consented(application: Application) -> bool:
    return application.guardianships.filter(ended_at=None, given_at__isnull=False).exists()


def notice_read(application: Application) -> ConsentText | None:
    """The privacy notice that the applicant read: a guardian agrees to that processing, so reads it too."""
    texts = ConsentText.objects.filter(key=NOTICE, consents__application=application)
    return texts.order_by("consents__pk").last()
