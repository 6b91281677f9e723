"""What an audit rule is: a sentence with its basis, and a function that looks for where it is broken."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from sanggar.spending.findings.case import Case

Text = str | Promise
Figures = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a rule found, on a payment, a line or a version of the budget (their ids).

    `figures` fill the rule's sentence: whole numbers and plain words, nothing about a person; amounts end on `_rp`,
    days (ISO) on `_on`.
    `others` are the payments it stands beside; `key` tells several on one subject apart.
    """

    figures: Figures
    payment: int | None = None
    line: int | None = None
    version: int | None = None
    key: str = ""
    others: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is kept with every finding and in the lists of thresholds, so it never changes its meaning.

    `demand` says what must be, `told` what was found instead. `basis` is the law, or the finding of an auditor that
    taught it.
    """

    code: str
    name: Text
    demand: Text
    told: Text
    basis: Text
    find: Callable[[Case], Iterable[Found]]
