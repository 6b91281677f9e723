"""People with distinct households, in the order of their tickets, for a panel that counts them by type.

A type that shares households belongs to one kind of household; all households of a kind hold the same types. Going
through the people by ticket, each is seated while the type has seats left and nobody of the household is seated. This
always fills the panel: had type t a seat left at the end, every person of t would have been passed over for the
household, so all H households of the kind would be used; but fewer than H people are seated while a seat is left, as
the panel seats at most H of the kind. Hence any order completes, and nobody's ticket is worth more than another's.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Resident(NamedTuple):
    """`household` is empty for those who live alone."""

    id: str
    type: int
    household: str


def seat_residents(counts: Sequence[int], in_ticket_order: Sequence[Resident]) -> list[str]:
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


def without_households(people: Sequence[Resident], taken: Sequence[Resident]) -> list[Resident]:
    """Who may still be seated beside `taken`: neither they nor anyone who lives with them."""
    homes = {person.household for person in taken} - {""}
    ids = {person.id for person in taken}
    return [person for person in people if person.id not in ids and person.household not in homes]
