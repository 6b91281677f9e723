"""At most one person per household: what is told of households, and how people who live apart are seated.

Households are told by *kind* (the multiset of the types that live in one) and by *code*. Kinds are numbered from 1 in
the order of their types. The code of a household is the first of its draw ids, by bytes: it follows from the list, so
whatever named the household where people came from (an address, a number on a family card) is nowhere in what is
published, and nothing more is told than who in the list lives together. Who lives with nobody in the list lives alone.

Going through the people by ticket, each is seated while the type has seats left and nobody of the household is seated.
This always fills the panel: had type t a seat left at the end, every person of t would have been passed over for the
household, so all H households of the kind would be used; but fewer than H people are seated while a seat is left, as
the panel seats at most H of the kind. Hence any order completes, and nobody's ticket is worth more than another's.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

HOUSEHOLD = "household"
"""The reserved name under which a type tells its kind of household."""


class Resident(Protocol):
    """`household` is empty for those who live alone."""

    @property
    def id(self) -> str: ...
    @property
    def type(self) -> int: ...
    @property
    def household(self) -> str: ...


R = TypeVar("R", bound=Resident)


class Homes(NamedTuple):
    """Each person's kind and code, both empty for who lives alone, and how many households are of each kind."""

    kinds: list[str]
    codes: list[str]
    numbers: dict[str, int]

    @property
    def seatable(self) -> int:
        """How many people can be seated at once: one of each household."""
        return self.codes.count("") + sum(self.numbers.values())


def homes_of(people: Sequence[tuple[str, str, str]]) -> Homes:
    """From (draw id, type without its kind as text that sorts, any name of the household or none) per person."""
    together: dict[str, list[int]] = {}
    for index, (_, _, home) in enumerate(people):
        if home:
            together.setdefault(home, []).append(index)
    composed: dict[tuple[str, ...], list[list[int]]] = {}
    for members in together.values():
        if len(members) > 1:
            composed.setdefault(tuple(sorted(people[each][1] for each in members)), []).append(members)
    homes = Homes([""] * len(people), [""] * len(people), {})
    for number, composition in enumerate(sorted(composed), 1):
        homes.numbers[str(number)] = len(composed[composition])
        for members in composed[composition]:
            code = min(people[each][0] for each in members)
            for each in members:
                homes.kinds[each], homes.codes[each] = str(number), code
    return homes


def seat_residents(counts: Sequence[int], in_ticket_order: Iterable[Resident]) -> list[str]:
    """Who is seated, in the order of their tickets; `counts` are the seats of each type.

    Raises `ValueError` when the panel can not be seated: its counts exceed the people or households there are.
    """
    left, used, seated = list(counts), set[str](), list[str]()
    for person in in_ticket_order:
        if left[person.type] and person.household not in used:
            left[person.type] -= 1
            seated.append(person.id)
            used |= {person.household} - {""}
    if any(left):
        raise ValueError("the panel does not belong to these people")
    return seated


def without_households(people: Iterable[R], taken: Iterable[Resident]) -> list[R]:
    """Who may still be seated beside `taken`: neither they nor anyone who lives with them."""
    seated = list(taken)
    homes = {person.household for person in seated} - {""}
    ids = {person.id for person in seated}
    return [person for person in people if person.id not in ids and person.household not in homes]
