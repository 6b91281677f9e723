"""What the minutes stand on: the rules that were announced, how many applied and how each stood, and who marked."""

from collections import Counter
from datetime import datetime

from django.db.models import OuterRef, Subquery

from sanggar.applications.models import Application, ApplicationEvent, ApplicationState
from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.money import grouped
from sanggar.foundation.words import terbilang
from sanggar.selection.models import MARKED, Draw, Procedure, Reviewer, TaskState


def basis(draw: Draw) -> str:
    """When everyone could read by what rules the seats go."""
    procedure = Procedure.objects.filter(call=draw.call, published_at__isnull=False).first()
    if procedure is None or procedure.published_at is None:
        return ""
    at = procedure.published_at
    return f"tata cara seleksi yang diumumkan {plain_date(at, office_zone())} pukul {clock_time(at, office_zone())}"


def applicants(draw: Draw, frozen_at: datetime) -> dict[str, str]:
    """All who had applied when the list was frozen, and in which states; as it was then, whoever has left since."""
    earlier = ApplicationEvent.objects.filter(application=OuterRef("pk"), at__lte=frozen_at).order_by("-at", "-pk")
    people = Application.objects.filter(call=draw.call).annotate(then=Subquery(earlier.values("to_state")[:1]))
    states = Counter(people.exclude(then=None).order_by().values_list("then", flat=True))
    parts = [f"{str(state.label).lower()} {_counted(states[state])}" for state in ApplicationState if states[state]]
    return {"count": _counted(states.total()), "states": ", ".join(parts)}


def reviewers(draw: Draw) -> list[str]:
    """Who finished a review that counts, where marks decide."""
    if draw.rule not in MARKED:
        return []
    read = Reviewer.objects.filter(call=draw.call, tasks__state=TaskState.DONE).distinct()
    return list(read.order_by("account__name").values_list("account__name", flat=True))


def _counted(number: int) -> str:
    return f"{grouped(number)} ({terbilang(number)})"
