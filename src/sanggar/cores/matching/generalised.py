"""Generalised assignment: people need different amounts of a mentor's time.

    min Σ costs[i, j] x[i, j]   with   Σⱼ x[i, j] = 1,   Σᵢ needs[i, j] x[i, j] ≤ capacities[j],   x ∈ {0, 1}.

NP-hard, so it is left to HiGHS (branch and cut); the optimum is proven, not merely found. For the sizes of one
programme that takes well under a second; the plain matching in `matching` is the one for thousands.
"""

import highspy
import numpy as np

from sanggar.cores.matching.transport import FORBIDDEN, Integers


class NoAssignment(Exception):
    """The capacities do not suffice for everybody."""


def generalised(costs: Integers, needs: Integers, capacities: Integers) -> list[int]:
    """For each participant the mentor's column. `costs` and `needs` n × m, `capacities` m; `FORBIDDEN` bars a pair.

    Raises `NoAssignment` where not everybody can be placed.
    """
    people, mentors = costs.shape
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # HiGHS types its methods alone
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    allowed = costs < FORBIDDEN
    chosen = [
        [model.addBinary(obj=float(costs[i, j])) if allowed[i, j] else None for j in range(mentors)]
        for i in range(people)
    ]
    for i in range(people):
        taken = [cell for cell in chosen[i] if cell is not None]
        if not taken:
            raise NoAssignment
        model.addConstr(sum(taken) == 1)
    for j in range(mentors):
        used = [float(needs[i, j]) * cell for i in range(people) if (cell := chosen[i][j]) is not None]
        if used:
            model.addConstr(sum(used) <= float(capacities[j]))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoAssignment
    value = np.asarray(model.getSolution().col_value)
    return [
        next(j for j, cell in enumerate(row) if cell is not None and value[cell.index] > 0.5)  # noqa: PLR2004 - binary
        for row in chosen
    ]
