"""Reads of the review: who reads what, how far they are, and how what is missing would be shared out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.queries import eligible_applications
from sanggar.cores.rating import Assignment, AssignmentImpossible, Reader, assign_readers
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Account
from sanggar.selection.merit_refusals import NobodyLeftToRead, NothingToReview, ReviewsOver, RubricNotPublished
from sanggar.selection.models import (
    LIVE_TASKS,
    MARKED,
    UNFINISHED,
    Conflict,
    Objection,
    ObjectionState,
    Reviewer,
    ReviewTask,
    Rubric,
    RubricChange,
    TaskState,
)
from sanggar.selection.rules import is_own_application

CURRENT = Q(application__state=ApplicationState.ELIGIBLE, revision=F("application__revision"))
"""What is read are the answers that stand, of who is still in the running."""
MAY_BE_REOPENED = Q(
    state=ObjectionState.UPHELD,
    settled_at=None,
    application__state=ApplicationState.ELIGIBLE,
    draw__rule__in=MARKED,
)
"""Objections that open the reviews of their application again."""


def reopened(call: Call) -> set[int]:
    """The applications whose objection was upheld and that are still to be marked: after the freeze only they are."""
    upheld = Objection.objects.filter(MAY_BE_REOPENED, application__call=call)
    return set(upheld.values_list("application", flat=True))


def marks_count(call: Call) -> bool:
    """Whether the published rule uses marks; as long as none is published it may."""
    return not call.seats_go or call.seats_go in MARKED


def is_review_open(call: Call, application: int | None = None) -> bool:
    """Reviews end with the freeze: what the draw was made from stands still. Only what an upheld objection has opened
    again is reviewed after it; `application` is the one it is about, where it is about one.
    """
    if not Call.objects.filter(pk=call.pk, frozen_at__isnull=False).exists():
        return True
    opened = reopened(call)
    return bool(opened) and (application is None or application in opened)


def extra_readings(call: Call) -> dict[int, int]:
    """How many must read an application whose mark was contested with success."""
    contested = Objection.objects.filter(application__call=call, readings__gt=0)
    return dict(contested.values_list("application", "readings"))


# --- who and what ----------------------------------------------------------------------------------------------------
def rubric_changes_of(call: Call) -> QuerySet[RubricChange]:
    """What was changed after the rubric was published, the first change first."""
    return RubricChange.objects.filter(rubric__call=call)


def rubric_of(call: Call) -> Rubric | None:
    return Rubric.objects.filter(call=call).prefetch_related("criteria__levels").first()


def reviewers_of(call: Call) -> QuerySet[Reviewer]:
    """With `load`, `begun` and `done`: how many reviews each holds, has begun and has finished."""
    held = Q(tasks__state__in=LIVE_TASKS, tasks__application__state=ApplicationState.ELIGIBLE)
    held &= Q(tasks__revision=F("tasks__application__revision"))
    counts = {"begun": TaskState.BEGUN, "done": TaskState.DONE}
    rows = Reviewer.objects.filter(call=call).select_related("account__person", "call__stage__programme__organisation")
    return rows.annotate(
        load=Count("tasks", filter=held),
        **{name: Count("tasks", filter=held & Q(tasks__state=state)) for name, state in counts.items()},
    ).order_by("account__name", "pk")


def places_of(account: Account) -> QuerySet[Reviewer]:
    """Where an account is a reviewer, the newest first."""
    places = Reviewer.objects.filter(account=account, active=True)
    return places.select_related("account", "call__stage__programme__organisation").order_by("-appointed_at", "-pk")


def current_tasks(call: Call) -> QuerySet[ReviewTask]:
    """Reviews that count: not withdrawn, of answers that stand."""
    return ReviewTask.objects.filter(CURRENT, reviewer__call=call, state__in=LIVE_TASKS)


def lacks_reader(application: Application) -> bool:
    """Whether fewer hold it than the rubric asks for, as where a conflict took one away and nobody was free."""
    needed = Rubric.objects.filter(call=application.call).values_list("readers", flat=True).first() or 0
    return current_tasks(application.call).filter(application=application).count() < needed


def tasks_of(reviewer: Reviewer) -> QuerySet[ReviewTask]:
    """A reviewer's own list, what is unfinished first."""
    own = ReviewTask.objects.filter(CURRENT, reviewer=reviewer, state__in=LIVE_TASKS)
    parts = ("application__track", "application__call__rubric", "reviewer__call__stage__programme__organisation")
    return own.select_related("reviewer__account", *parts).order_by(F("finished_at").asc(nulls_first=True), "ordinal")


@dataclass(frozen=True, slots=True)
class WaitingReviews:
    """What a reviewer still has to do in one call; `following` is the ordinal of the next to read."""

    call: Call
    is_declared: bool
    waiting: int
    following: int | None


def waiting_reviews(account: Account) -> list[WaitingReviews]:
    """The calls in which this account has yet to declare, or reviews to finish, while marks can still count."""
    found = []
    for place in places_of(account):
        if not marks_count(place.call) or not is_review_open(place.call):
            continue
        left = list(tasks_of(place).filter(state__in=UNFINISHED).order_by("ordinal").values_list("ordinal", flat=True))
        if left or place.declared_at is None:
            following = left[0] if left else None
            found.append(WaitingReviews(place.call, place.declared_at is not None, len(left), following))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """Reviews of a call: `needed` by the rubric, by called thirds and where a contested mark is read again; `assigned`
    includes those begun and done.
    """

    applications: int
    needed: int
    assigned: int
    begun: int
    done: int


def progress(call: Call) -> Progress:
    rubric, tasks = rubric_of(call), current_tasks(call)
    readers = rubric.readers if rubric else 0
    eligible = set(eligible_applications(call).values_list("pk", flat=True))
    states = dict(tasks.order_by().values_list("state").annotate(count=Count("pk")))
    thirds, extra = set(tasks.filter(is_third=True).values_list("application", flat=True)), extra_readings(call)
    needed = sum(max(readers + (pk in thirds), extra.get(pk, 0)) for pk in eligible)
    done, begun = states.get(TaskState.DONE, 0), states.get(TaskState.BEGUN, 0)
    return Progress(len(eligible), needed, sum(states.values()), begun, done)


# --- sharing out -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Sharing:
    """What would be given out: new (application, reviewer) pairs and reviews that would be taken back.

    `fault` says why nothing can be; then there are no pairs.
    """

    pairs: tuple[tuple[int, int], ...] = ()
    taken_back: tuple[ReviewTask, ...] = ()
    loads: dict[int, int] | None = None
    is_connected: bool = True
    fault: DomainError | None = None

    @property
    def digest(self) -> str:
        """Names this very sharing: 64 hex digits."""
        lines = [f"{application}:{reviewer}\n" for application, reviewer in self.pairs]
        return hashlib.sha256("".join([*lines, *(f"-{task.pk}\n" for task in self.taken_back)]).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        return not (self.pairs or self.taken_back)


def proposed_sharing(call: Call) -> Sharing:
    """The same situation always gives the same proposal.

    What is begun stays. What is only assigned stays too if loads are as even and as connected that way as anew.
    """
    rubric = rubric_of(call)
    if not is_review_open(call):
        return Sharing(fault=ReviewsOver())
    if rubric is None or not rubric.is_published:
        return Sharing(fault=RubricNotPublished())
    tasks = list(current_tasks(call).select_related("reviewer"))
    thirds = {task.application_id for task in tasks if task.is_third}
    extra = extra_readings(call)
    eligible = eligible_applications(call).values_list("pk", flat=True)
    needs = {pk: max(rubric.readers + (pk in thirds), extra.get(pk, 0)) for pk in eligible}
    if not needs:
        return Sharing(fault=NothingToReview())
    readers = readers_of(call)
    try:
        anew = assign_readers(needs, readers, _kept(task for task in tasks if _stays(task)))
        gentle = _gentler(needs, readers, tasks, anew)
    except AssignmentImpossible as error:
        return Sharing(fault=NobodyLeftToRead(receipt=Application.objects.get(pk=error.application).receipt))
    return _compared(call, tasks, *gentle)


def readers_of(call: Call) -> list[Reader]:
    """The reviewers as the core knows them; who has stepped down has room for nothing new."""
    barred = forbidden(call)
    return [Reader(each.pk, each.capacity if each.active else 0, barred[each.pk]) for each in reviewers_of(call)]


def forbidden(call: Call) -> dict[int, frozenset[int]]:
    """For each reviewer of the call the applications they must not read: declared conflicts, and their own."""
    found: dict[int, set[int]] = {}
    people = eligible_applications(call).values_list("pk", "nik_lookup", "email")
    for each in reviewers_of(call):
        own = {pk for pk, nik, email in people if is_own_application(each, nik_lookup=nik, email=email)}
        found[each.pk] = own
    for reviewer, application in Conflict.objects.filter(reviewer__call=call).values_list("reviewer", "application"):
        found[reviewer].add(application)
    return {reviewer: frozenset(applications) for reviewer, applications in found.items()}


def _stays(task: ReviewTask) -> bool:
    """Finished reviews count whoever wrote them; begun ones, and thirds, as long as their reviewer is there."""
    is_begun = task.state == TaskState.BEGUN or task.is_third
    return task.is_done or (is_begun and task.reviewer.active)


def _kept(tasks: Iterable[ReviewTask]) -> list[tuple[int, int]]:
    return [(task.application_id, task.reviewer_id) for task in tasks]


def _gentler(
    needs: dict[int, int], readers: list[Reader], tasks: list[ReviewTask], anew: Assignment
) -> tuple[Assignment, list[tuple[int, int]]]:
    """The assignment that moves nothing that is assigned, if it is as good as the one made anew; and what it kept."""
    barred = {reader.key: reader.conflicts for reader in readers}
    standing = [task for task in tasks if task.reviewer.active or task.is_done]
    kept = _kept(task for task in standing if _stays(task) or task.application_id not in barred[task.reviewer_id])
    try:
        gentle = assign_readers(needs, readers, kept)
    except AssignmentImpossible:
        return anew, _kept(task for task in tasks if _stays(task))
    is_as_good = _unevenness(gentle) <= _unevenness(anew) and gentle.is_connected >= anew.is_connected
    return (gentle, kept) if is_as_good else (anew, _kept(task for task in tasks if _stays(task)))


def _unevenness(assignment: Assignment) -> int:
    return sum(load * load for load in assignment.loads.values())


def _compared(call: Call, tasks: list[ReviewTask], plan: Assignment, kept: list[tuple[int, int]]) -> Sharing:
    """The plan as changes to what stands, reviews of answers that no longer stand taken back."""
    wanted = {*plan.pairs, *kept}
    there = set(_kept(tasks))
    live = ReviewTask.objects.filter(reviewer__call=call, state__in=LIVE_TASKS).select_related("application")
    outdated = [task for task in live if task.revision != task.application.revision]
    moved = [task for task in tasks if (task.application_id, task.reviewer_id) not in wanted]
    taken_back = tuple(sorted([*outdated, *moved], key=lambda task: task.pk))
    return Sharing(tuple(sorted(wanted - there)), taken_back, plan.loads, plan.is_connected)
