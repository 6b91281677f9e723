"""The badges of a cohort on A4, eight to a page, to print and cut."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import override

from sanggar.foundation.documents import pdf
from sanggar.planning.models import Cohort
from sanggar.training.badges import badge_address, plain_badge
from sanggar.training.models import EnrolmentState

TEMPLATE = Path(__file__).with_name("badges.typ")


def badge_sheet(cohort: Cohort, *, at: datetime) -> bytes:
    programme = cohort.stage.programme
    people = cohort.enrolments.filter(state=EnrolmentState.ACTIVE).select_related("person", "track")
    data = {
        "title": f"Kartu peserta {cohort.stage.name}, {cohort.name}",
        "programme": programme.name,
        "office": programme.organisation.short_name,
        "cohort": f"{cohort.stage.name}, {cohort.name}",
        "badges": [
            {
                "name": enrolment.person.name,
                "track": enrolment.track.name,
                "code": plain_badge(enrolment),
                "address": badge_address(enrolment),
            }
            for enrolment in people.order_by("person__name", "pk")
        ],
    }
    with override("id"):
        return pdf(TEMPLATE, data, at=at)
