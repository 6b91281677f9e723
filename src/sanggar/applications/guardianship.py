"""Who needs a guardian's consent: whoever is a child, by their birth date, on the day they send the application."""

from datetime import date

from sanggar.applications.models import Application, Guardianship
from sanggar.foundation.dates import local_date
from sanggar.foundation.national_id import age_on

ADULT_SINCE = ((date(2002, 10, 22), 18),)
"""From which day on one is no child any more from which age on: UU 23/2002 art. 1 (1). A change of the law is a further
line; who applied before it is judged by the line of their day. UU 27/2022 art. 25 (2) asks for the consent.
"""


def adult_age(day: date) -> int:
    in_force = [age for since, age in ADULT_SINCE if since <= day]
    return in_force[-1] if in_force else ADULT_SINCE[0][1]


def is_child(birth_date: date, day: date) -> bool:
    return age_on(day, birth_date) < adult_age(day)


def needs_guardian(application: Application) -> bool:
    """Asks no database. Nobody whose data were erased needs one."""
    return application.erased_at is None and is_child(application.birth_date, local_date(application.submitted_at))


def guardianship_of(application: Application) -> Guardianship | None:
    """The last that was named: waiting, consenting, or withdrawn."""
    return application.guardianships.last()


def is_consented(application: Application) -> bool:
    return application.guardianships.filter(ended_at=None, given_at__isnull=False).exists()
