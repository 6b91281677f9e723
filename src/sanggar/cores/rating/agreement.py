"""How far raters agree where each of k raters marked each of n people.

Two-way analysis of variance and the six intraclass correlations of Shrout & Fleiss, Psychological Bulletin 86 (1979),
420-428; `relative` and `absolute` are the coefficients of generalisability theory (Brennan 2001) for k raters, which
equal ICC(3,k) and ICC(2,k).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Mean squares between people (`bms`), within people (`wms`), between judges (`jms`), of the rest (`ems`).

    `icc1`, `icc2`, `icc3` are for a single mark (raters differ by person; are a sample; are all there are), with `_k`
    for the mean of all k. A correlation is None where its denominator is zero. `effects` are the judges' deviations
    from the grand mean, `person`, `judge` and `rest` the components of variance.
    """

    bms: float
    wms: float
    jms: float
    ems: float
    icc1: float | None
    icc2: float | None
    icc3: float | None
    icc1_k: float | None
    icc2_k: float | None
    icc3_k: float | None
    effects: tuple[float, ...]
    person: float
    judge: float
    rest: float

    @property
    def relative(self) -> float | None:
        return self.icc3_k

    @property
    def absolute(self) -> float | None:
        return self.icc2_k


def agreement(table: Sequence[Sequence[float]]) -> Agreement:
    """`table[person][judge]`, at least 2 by 2 and complete; ValueError otherwise."""
    sizes = {len(row) for row in table}
    if len(table) < 2 or len(sizes) != 1 or min(sizes) < 2:  # noqa: PLR2004 - a variance needs two
        raise ValueError("needs at least two people, each marked by the same two or more judges")
    import numpy as np  # when it is wanted: a tenth of a second that no other start needs

    marks = np.array(table, dtype=np.float64)
    n, k = marks.shape
    grand, of_people, of_judges = marks.mean(), marks.mean(axis=1), marks.mean(axis=0)
    people = k * float(((of_people - grand) ** 2).sum())
    judges = n * float(((of_judges - grand) ** 2).sum())
    within = float(((marks - of_people[:, None]) ** 2).sum())
    bms, wms, jms = people / (n - 1), within / (n * (k - 1)), judges / (k - 1)
    ems = max(within - judges, 0.0) / ((n - 1) * (k - 1))
    return Agreement(
        bms,
        wms,
        jms,
        ems,
        icc1=_ratio(bms - wms, bms + (k - 1) * wms),
        icc2=_ratio(bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n),
        icc3=_ratio(bms - ems, bms + (k - 1) * ems),
        icc1_k=_ratio(bms - wms, bms),
        icc2_k=_ratio(bms - ems, bms + (jms - ems) / n),
        icc3_k=_ratio(bms - ems, bms),
        effects=tuple(float(effect) for effect in of_judges - grand),
        person=(bms - ems) / k,
        judge=(jms - ems) / n,
        rest=ems,
    )


def _ratio(above: float, below: float) -> float | None:
    return above / below if below else None
