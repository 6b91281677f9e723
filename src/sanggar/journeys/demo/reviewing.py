"""Stage 2 is being reviewed: a rubric, three reviewers, and the first of their reviews finished."""

from random import Random

from sanggar.applications.models import Call
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import DOMAIN, Cast
from sanggar.people.models import Account, Role
from sanggar.selection.actions import merit
from sanggar.selection.actions.merit import EXAMPLE, Given
from sanggar.selection.models import Criterion, ReviewTask

COLLEAGUES = (("Bima Saputra", "bima", 0), ("Laras Pertiwi", "laras", 0))
"""Name, mailbox, and by how many levels they lean where it weighs most."""
FINISHED = 12
"""So many reviews of each reviewer are finished; the rest waits."""


def review_call(call: Call, cast: Cast, days: Calendar) -> None:
    by, at = cast.actor(Role.OFFICER), days.now
    rubric = merit.write_rubric(call, EXAMPLE, by=by, at=at)
    merit.publish_rubric(rubric, by=by, at=at)
    rini = cast.accounts[Role.REVIEWER]
    address = rini.email or ""
    leanings = {address: 1}
    appoint(call, address, rini.name, cast, days)
    for name, mailbox, leaning in COLLEAGUES:
        email = f"{mailbox}@{DOMAIN}"
        appoint(call, email, name, cast, days)
        leanings[email] = leaning
    merit.assign_reviews(call, by=by, at=at)
    for email, leaning in leanings.items():
        finish_some(call, Account.objects.get(email=email), leaning, days)


def appoint(call: Call, email: str, name: str, cast: Cast, days: Calendar) -> None:
    by, at = cast.actor(Role.OFFICER), days.now
    reviewer = merit.appoint_reviewer(call, email=email, name=name, capacity=200, by=by, at=at)
    merit.declare_conflicts(reviewer, names=[], by=reviewer.account.actor, at=at)


def finish_some(call: Call, account: Account, leaning: int, days: Calendar) -> None:
    tasks = ReviewTask.objects.filter(reviewer__call=call, reviewer__account=account)
    criteria = list(Criterion.objects.filter(rubric__call=call).prefetch_related("levels"))
    for task in tasks.order_by("application")[:FINISHED]:
        given = [chosen(criterion, task, leaning if criterion.weight > 1 else 0) for criterion in criteria]
        merit.finish_review(task, given=given, by=account.actor, at=days.now)


def chosen(criterion: Criterion, task: ReviewTask, leaning: int) -> Given:
    """How good the answers are is the same for everyone who reads them; how mild a reader is, and their day, is not."""
    levels = sorted(criterion.levels.all(), key=lambda level: level.points)
    goodness = Random(f"sanggar-demo:goodness:{task.application_id}:{criterion.ordinal}").choice((0, 2, 2, 3, 4))
    day = Random(f"sanggar-demo:day:{task.application_id}:{task.reviewer_id}:{criterion.ordinal}").choice((-1, 0, 0, 0))
    wanted = max(0, min(4, goodness + leaning + day))
    return Given(criterion, min(levels, key=lambda level: abs(level.points - wanted)))
