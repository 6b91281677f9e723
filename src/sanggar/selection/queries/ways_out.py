"""The smallest change that makes quotas meetable, where some values can not have more people than so many.

`cores.lottery.fair.explain` lets every quota give way as far as it must. A track has only the seats that were
published for it and that its classes hold: more of it can not be seated, whatever the quota says. So where that change
would go beyond, another is looked for within these limits; where there is none for all the seats, for fewer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial

import numpy as np

from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.fair.explain import Clash
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.fair.programme import INFINITE, Ask, Programme
from sanggar.cores.lottery.lottery import Person, Quotas
from sanggar.cores.lottery.progress import Tell, silent
from sanggar.selection.features import TRACK
from sanggar.selection.queries.classes import Limits

SHORT = "classes_short"


def within_limits(
    faults: Sequence[Fault], people: list[Person], seats: int, quotas: Quotas, limits: Limits, tell: Tell = silent
) -> list[Fault]:
    """These faults of a lottery that can not be made, unless their way out leads beyond the limits of a track."""
    if not any(_goes_beyond(fault, limits) for fault in faults):
        return list(faults)
    columns = {name: [person.features[name] for person in people] for name in quotas}
    apart = any(person.household is not None for person in people)
    homes = [person.household or "" for person in people] if apart else None
    pool, _kinds = pool_of(columns, quotas, seats, homes)
    short, lower, higher = _smallest_change(pool, limits, partial(tell, "clash", 0, 1))
    told = {"people": seats - short, "seats": seats}
    fewer = [Fault("$.k", SHORT, told), Fault("$.k", "fewer_seats", {"seats": seats - short})] if short else []
    return [*fewer, *(Fault("$.quotas", "quota_clash", asdict(each)) for each in _clashes(pool, lower, higher))]


def _goes_beyond(fault: Fault, limits: Limits) -> bool:
    if fault.code != "quota_clash" or fault.params["feature"] != TRACK:
        return False
    most, new_most = (int(str(fault.params[name])) for name in ("most", "new_most"))
    return new_most > max(most, limits.get(str(fault.params["value"]), new_most))


def _smallest_change(pool: Pool, limits: Limits, ask: Ask) -> tuple[int, Array, Array]:
    """How many seats stay empty, and by how much each least falls and each most rises: first few seats, then little."""
    kinds, rows, homes = len(pool.sizes), len(pool.values), len(pool.rows) - len(pool.values)
    capped = [row for row, (name, value) in enumerate(pool.values) if name == TRACK and value in limits]
    eye, none, least, most = np.eye(rows), np.zeros((rows, rows)), pool.least[:rows], pool.most[:rows]
    blocks = [
        np.concatenate([np.ones(kinds), np.zeros(2 * rows), [1.0]]),
        np.hstack([pool.rows[:rows], eye, none, np.zeros((rows, 1))]),
        np.hstack([pool.rows[:rows], none, -eye, np.zeros((rows, 1))]),
        np.hstack([pool.rows[rows:], np.zeros((homes, 2 * rows + 1))]),
        np.hstack([pool.rows[capped], np.zeros((len(capped), 2 * rows + 1))]),
    ]
    bounds = np.array([limits[pool.values[row][1]] for row in capped], dtype=float)
    dearer = 2.0 * rows * pool.seats + 1  # an empty seat costs more than all that quotas can give way
    found = Programme(
        cost=np.concatenate([np.zeros(kinds), np.ones(2 * rows), [dearer]]),
        low=np.zeros(kinds + 2 * rows + 1),
        high=np.concatenate([pool.sizes, least, np.full(rows, pool.seats), [pool.seats]]),
        matrix=np.vstack(blocks),
        row_low=np.concatenate([[pool.seats], least, np.full(rows + homes + len(capped), -INFINITE)]),
        row_high=np.concatenate([[pool.seats], np.full(rows, INFINITE), most, pool.most[rows:], bounds]),
        whole=True,
    ).solve(ask)
    changes = np.round(found.solution[kinds:])
    return int(changes[-1]), changes[:rows], changes[rows:-1]


def _clashes(pool: Pool, lower: Array, higher: Array) -> Iterator[Clash]:
    for row in np.flatnonzero((lower > 0) | (higher > 0)).tolist():
        least, most = int(pool.least[row]), int(pool.most[row])
        yield Clash(
            *pool.values[row],
            people=int(pool.rows[row] @ pool.sizes),
            least=least,
            most=most,
            new_least=least - int(lower[row]),
            new_most=most + int(higher[row]),
        )
