"""How many of a programme are how far: all of it in one pass over the participants, each of whom is judged once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sanggar.evaluation.models import Certificate, CompletionRule
from sanggar.evaluation.queries.completion import held_when, met_when, participants_of, progress_in, rule_of
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

JUDGED_BY = {
    "attendance_percent": ("present", "held", "unrecorded"),
    "contacts": ("contacts_held",),
    "assignments": ("works_required", "works_accepted"),
    "post_test": ("took_post_test",),
    "works": ("works_confirmed",),
}
"""What a rule may ask for, and the numbers of an enrolment by which that is judged."""
EVERYBODY = 10**9
"""A limit keeps SQLite from putting each number's query into every place where the number is named."""


@dataclass(frozen=True, slots=True)
class CompletionTally:
    """People. `certified` have a valid certificate; `held` wait for presence that nobody recorded; `ready`, by stage,
    are complete and never had a certificate. Without a rule nobody is complete.
    """

    seated: int
    complete: int
    certified: int
    held: int
    ready: Mapping[int, int]


def ready_in(programmes: QuerySet[Programme], gaps: Collection[int] | None = None) -> Mapping[int, int]:
    """By programme how many are complete and never had a certificate, the `ready` of all its stages. `gaps` are the
    meetings that say nothing of somebody, where they are known already.
    """
    alike: dict[tuple[object, ...], list[CompletionRule]] = defaultdict(list)
    for rule in CompletionRule.objects.filter(programme__in=programmes):
        alike[tuple(getattr(rule, name) for name in JUDGED_BY)].append(rule)
    complete = Q(pk__in=())
    for rules in alike.values():
        theirs = Q(stage__programme__in=[rule.programme_id for rule in rules])
        complete |= reduce(and_, met_when(rules[0]).values(), theirs)
    of_those = Enrolment.objects.filter(stage__programme__in=programmes).seated()
    never = of_those.filter(~Exists(Certificate.objects.filter(enrolment=OuterRef("pk"))))
    rows = progress_in(never, gaps).filter(complete) if alike else never.none()
    return Counter(rows.order_by().values_list("stage__programme", flat=True))


def completion_tally(programme: Programme) -> CompletionTally:
    rule = rule_of(programme)
    stages = list(programme.stages.values_list("pk", flat=True)) if rule else []
    wanted = {"people": Count("stage")}
    if rule:
        complete, never = reduce(and_, met_when(rule).values(), Q()), Q(certificate_pk=None)
        wanted["met"] = Count("stage", filter=complete)
        wanted |= {f"ready_{stage}": Count("stage", filter=complete & never & Q(stage=stage)) for stage in stages}
        wanted |= {"gaps": Count("stage", filter=held_when(rule) & never)} if rule.attendance_percent else {}
    numbers = [each for name, judged in JUDGED_BY.items() if rule and getattr(rule, name) for each in judged]
    rows = participants_of(programme).order_by().values("stage", "certificate_pk", *numbers)
    found = rows[:EVERYBODY].aggregate(**wanted)
    certified = Certificate.objects.filter(enrolment__stage__programme=programme, revoked_at=None)
    return CompletionTally(
        seated=found["people"],
        complete=found.get("met", 0),
        certified=certified.count(),
        held=found.get("gaps", 0),
        ready={stage: found[f"ready_{stage}"] for stage in stages},
    )
