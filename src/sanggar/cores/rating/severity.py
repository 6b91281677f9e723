"""Marks freed of the severity of who gave them.

Model: y = p_i + r_j + e, the mark of person i by rater j; sum over raters of r_j = 0, so that r_j is how much milder
(positive) or more severe (negative) a rater is than the average rater, and p_i is what the average rater would have
given. Ordinary least squares. With n_i marks of person i, w_ij = n_ij / n_i the shares of raters in them, the people
drop out of the normal equations and what is left is a system over raters alone:

    S r = b,   S = diag(n_j) - N' W,   b_j = sum over j's marks of (y - mean of that person),   1'r = 0
    p_i = mean_i - w_i' r
    var(r) = s2 S+,   var(p_i) = s2 (1/n_i + w_i' S+ w_i),   s2 = RSS / (marks - people - raters + 1)

S is the Laplacian of the raters' graph, so it has one zero eigenvalue exactly when all are connected; S+ is its
pseudo-inverse. var(p_i) is that sum because the means are uncorrelated with b. Without a degree of freedom left the
standard errors are unknown. Sources: Searle, Linear Models (1971), ch. 7; for the use, Braun, J. Educ. Stat. 13 (1988).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sanggar.cores.rating.groups import Group, separate_groups

if TYPE_CHECKING:  # loaded when marks are corrected: a tenth of a second that no other start needs
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]
READERS_OF_A_DISPUTE = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rater gave a person; the keys are whatever numbers the caller knows them by."""

    person: int
    rater: int
    value: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """`raw` is the plain mean of the marks; for a rater, of the marks given. `error` is a standard error or None.

    `corrected` is on the scale of the marks and may leave it a little; for a rater it is the severity.
    """

    raw: float
    corrected: float
    error: float | None
    marks: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """`residual_sum` is of squares; `spread` the standard deviation of one mark, None without a degree of freedom."""

    people: dict[int, Estimate]
    raters: dict[int, Estimate]
    residual_sum: float
    freedom: int

    @property
    def spread(self) -> float | None:
        return (self.residual_sum / self.freedom) ** 0.5 if self.freedom > 0 else None


class NotConnected(ValueError):
    """No mark can be compared across `groups`: nobody in one was read by a rater of another."""

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__(f"{len(groups)} separate groups of people and raters")
        self.groups = tuple(groups)


def correct(marks: Iterable[Mark]) -> Corrected:
    """People and raters with raw and corrected means; raises `NotConnected`, and ValueError without any mark.

    The order of the marks does not matter, not even to the last digit. Several marks of one pair count as such.
    """
    rows = sorted(marks, key=lambda mark: (mark.person, mark.rater, mark.value))
    if not rows:
        raise ValueError("there are no marks")
    groups = separate_groups((mark.person, mark.rater) for mark in rows)
    if len(groups) > 1:
        raise NotConnected(groups)
    return _solved(rows)


def disagreement(values: Sequence[float]) -> float:
    """The largest difference between two readers of one person; 0 for fewer than two."""
    return max(values) - min(values) if values else 0.0


def needs_third_reader(values: Sequence[float], threshold: float) -> bool:
    """Whether two readers differ by `threshold` or more and nobody else has read yet; a third is the last."""
    return 1 < len(values) < READERS_OF_A_DISPUTE and disagreement(values) >= threshold


def _solved(rows: Sequence[Mark]) -> Corrected:
    import numpy as np

    people, person = np.unique([mark.person for mark in rows], return_inverse=True)
    raters, rater = np.unique([mark.rater for mark in rows], return_inverse=True)
    values = np.array([mark.value for mark in rows], dtype=np.float64)
    read, given = np.bincount(person), np.bincount(rater)
    means = np.bincount(person, values) / read
    counts = np.zeros((len(people), len(raters)))
    np.add.at(counts, (person, rater), 1.0)
    shares = counts / read[:, None]
    inverse = _pseudo_inverse(np.diag(given.astype(np.float64)) - counts.T @ shares)
    severity = inverse @ np.bincount(rater, values - means[person])
    corrected = means - shares @ severity
    residuals = values - corrected[person] - severity[rater]
    rest, freedom = float(residuals @ residuals), len(rows) - len(people) - len(raters) + 1
    scale = rest / freedom if freedom > 0 else None
    of_people = 1 / read + np.einsum("ij,jk,ik->i", shares, inverse, shares)
    return Corrected(
        _estimates(people, means, corrected, _errors(of_people, scale), read),
        _estimates(raters, np.bincount(rater, values) / given, severity, _errors(np.diag(inverse), scale), given),
        rest,
        freedom,
    )


def _pseudo_inverse(laplacian: "Array") -> "Array":
    """Of a connected graph's Laplacian, whose one null vector is all ones."""
    import numpy as np

    size = len(laplacian)
    flat = np.full((size, size), 1 / size)
    inverse: Array = np.linalg.inv(laplacian + flat) - flat
    return inverse


def _errors(variances: "Array", scale: float | None) -> list[float | None]:
    import numpy as np

    if scale is None:
        return [None] * len(variances)
    return [float(error) for error in np.sqrt(np.maximum(variances * scale, 0))]


def _estimates(
    keys: Any, raw: "Array", corrected: "Array", errors: list[float | None], marks: Any
) -> dict[int, Estimate]:
    rows = zip(keys, raw, corrected, errors, marks, strict=True)
    return {int(key): Estimate(float(r), float(c), error, int(count)) for key, r, c, error, count in rows}
