"""How many the programme reached: for the report, and for the plan of the money, whose room comes before the people's.

Loaded by every process when it starts; so what only a report needs (its tables call a solver) is not imported here.
"""

from sanggar.evaluation.models import Certificate
from sanggar.funding.outcomes import tells_outcomes
from sanggar.planning.models import Programme
from sanggar.training.models import SEATED
from sanggar.training.queries import enrolments_of


@tells_outcomes
def people_reached(programme: Programme) -> tuple[int, int]:
    return participants(programme), valid_certificates(programme)


def participants(programme: Programme) -> int:
    return enrolments_of(programme).filter(state__in=SEATED).count()


def valid_certificates(programme: Programme) -> int:
    return Certificate.objects.filter(enrolment__stage__programme=programme, revoked_at=None).count()
