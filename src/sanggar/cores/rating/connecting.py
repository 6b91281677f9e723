"""Joining separate groups of an assignment without making loads less even.

A reading on a cycle can be taken away without parting its group. If it is exchanged with a reading of another group,
both groups become one, whatever that other reading was: its two ends now hang on the first group, one by each of the
new readings. So each exchange leaves one group fewer, and where no conflict forbids it, one exists as long as some
group has a cycle; without any cycle there are too few readings to connect all.
"""

from collections.abc import Iterator

from sanggar.cores.rating.groups import Group, separate_groups
from sanggar.cores.rating.plan import Pair, Plan


def connect(plan: Plan) -> None:
    """Join groups until there is one, or until nothing that may move joins any two."""
    while len(groups := separate_groups(plan.pairs)) > 1 and _join_two(plan, groups):
        pass


def _join_two(plan: Plan, groups: tuple[Group, ...]) -> bool:
    group_of = {rater: number for number, group in enumerate(groups) for rater in group.raters}
    for application, reader in sorted(plan.movable):
        if not _is_on_cycle(plan, application, reader):
            continue
        for taken, other in _elsewhere(plan, group_of, reader):
            if _exchange(plan, (application, reader), (taken, other)):
                return True
    return False


def _elsewhere(plan: Plan, group_of: dict[int, int], reader: int) -> Iterator[tuple[int | None, int]]:
    """What an own reading could be exchanged for in other groups: (application, its reader), or (None, a reader)."""
    others = [key for key in plan.readers if key in group_of and group_of[key] != group_of[reader]]
    yield from ((None, other) for other in others if plan.loads[other] < plan.loads[reader])
    yield from (pair for pair in sorted(plan.movable) if group_of[pair[1]] != group_of[reader])


def _exchange(plan: Plan, one: Pair, other: tuple[int | None, int]) -> bool:
    application, reader = one
    taken, receiver = other
    if not plan.may_read(application, receiver):
        return False
    if taken is None:
        if not plan.has_room(receiver):
            return False
    elif not plan.may_read(taken, reader):
        return False
    plan.take(application, reader)
    plan.add(application, receiver)
    if taken is not None:
        plan.take(taken, receiver)
        plan.add(taken, reader)
    return True


def _is_on_cycle(plan: Plan, application: int, reader: int) -> bool:
    """Whether its two ends hang together without this reading."""
    applications_of: dict[int, list[int]] = {}
    for each, by in plan.pairs:
        if (each, by) != (application, reader):
            applications_of.setdefault(by, []).append(each)
    seen, stack = {application}, [application]
    done: set[int] = set()
    while stack:
        each = stack.pop()
        for by in plan.readers_of[each]:
            if by in done or (each, by) == (application, reader):
                continue
            if by == reader:
                return True
            done.add(by)
            stack += [more for more in applications_of.get(by, []) if more not in seen]
            seen.update(applications_of.get(by, []))
    return False
