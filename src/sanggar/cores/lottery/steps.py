"""Reserves that keep the quotas: when seats fall free, the next draw among those who were never drawn.

Under quotas the next by ticket may not be the one who keeps them. So each time people leave, a lottery of its own is
made over the remaining pool: whoever is seated stays and counts, the quotas are what is left of them, and the seats are
those that are free. Where at most one person per household is seated, who lives with someone seated is not in the
pool, and may be again once that person has left. Step n takes its seed from the one before,

    seed = SHA-256("sanggar-draw-v1" NUL list digest NUL "step:n" NUL seed before, in hex)

with the digest of the list that was frozen. So no new randomness is asked for, and nobody can throw twice: the seeds of
all steps stand with the first. They choose the panel of each step; within a type the tickets of the first draw go on
counting, so whoever leaves moves nobody else's. Where households are kept apart tickets are made anew from the seed of
each step: that somebody was passed over for the household tells of the ticket.

Draws of version 1 took the digest of the pool in the place of the first list's, and made new tickets in every step: so
who waited and left beforehand drew the step anew. They are checked, and finished, by the rules they began with.

Who has left, seated or not, is never drawn again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sanggar.cores.lottery.digest import list_digest
from sanggar.cores.lottery.draw import Draw, run
from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.household_faults import without_kind
from sanggar.cores.lottery.households import without_households
from sanggar.cores.lottery.lottery import BY_POOL, Entry, Lottery, Person, Quotas
from sanggar.cores.lottery.panels import choose_panel
from sanggar.cores.lottery.seed import DOMAIN


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is seated and who was never drawn, after the draw and so many steps; `seed` is that of the last of them."""

    lottery: Lottery
    seed: bytes
    seated: frozenset[str]
    waiting: frozenset[str]
    first_seed: bytes
    steps: int = 0

    @property
    def free(self) -> int:
        """Seats that the next step can fill."""
        return min(self.lottery.seats - len(self.seated), self._seatable())

    def without(self, left: Iterable[str]) -> "Standing":
        """After these people have left. Raises `DrawRefused` for someone who is neither seated nor waiting."""
        gone = frozenset(left)
        strange = gone - self.seated - self.waiting
        if strange:
            raise DrawRefused("nobody_leaves", person=min(strange))
        return replace(self, seated=self.seated - gone, waiting=self.waiting - gone)

    def pool(self) -> list[Person]:
        """The people of the next step, by draw id: who waits, but not who lives with someone seated."""
        kinds = self.lottery.types
        if self.lottery.households is None:
            return [Person(each.id, kinds[each.type].features) for each in self._available()]
        return [
            Person(each.id, without_kind(dict(kinds[each.type].features)), each.household) for each in self._available()
        ]

    def _available(self) -> list[Entry]:
        seated = [each for each in self.lottery.people if each.id in self.seated]
        apart = without_households(self.lottery.people, seated)
        return [each for each in apart if each.id in self.waiting]

    def _seatable(self) -> int:
        """One of each household."""
        available = self._available()
        homes = [each.household for each in available if each.household]
        return len(available) - len(homes) + len(set(homes))

    def quotas(self, relaxed: Quotas | None = None) -> Quotas:
        """What is left of the quotas for the free seats; those in `relaxed` stand in the place of what is left."""
        kinds = self.lottery.types
        seated = [kinds[each.type].features for each in self.lottery.people if each.id in self.seated]
        left = remaining_quotas(self.lottery.quotas, seated)
        given = relaxed or {}
        return {feature: {**values, **given.get(feature, {})} for feature, values in left.items()}

    def next_seed(self) -> bytes:
        people = self._available() if self.lottery.version == BY_POOL else self.lottery.people
        return step_seed(list_digest(each.id for each in people), self.steps + 1, self.seed)

    def ticket_seed(self) -> bytes:
        """From which the next step's tickets are made."""
        is_new = self.lottery.version == BY_POOL or self.lottery.households is not None
        return self.next_seed() if is_new else self.first_seed

    def after(self, selected: Iterable[str]) -> "Standing":
        """After the next step has seated these people."""
        seats = frozenset(selected)
        left = self.waiting - seats
        return replace(self, seed=self.next_seed(), seated=self.seated | seats, waiting=left, steps=self.steps + 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who left before it, the lottery over who was waiting, and whom it seated.

    `relaxed` holds the quotas that the office let give way because no panel could keep them any more.
    """

    left: tuple[str, ...]
    lottery: Lottery
    draw: Draw
    seed: bytes
    relaxed: Quotas = field(default_factory=dict)

    @property
    def selected(self) -> tuple[str, ...]:
        return tuple(place.id for place in self.draw.selected)


def take_step(before: Standing, left: Sequence[str], lottery: Lottery, relaxed: Quotas | None = None) -> Step:
    """Draw from `lottery`, which must be over the pool that is there once these have left; the step is of the version
    of the draw that it goes on with.
    """
    standing = before.without(left)
    seed = standing.next_seed()
    panel = choose_panel([each.weight for each in lottery.panels], seed)
    draw = run(lottery, standing.ticket_seed(), panel)
    return Step(tuple(sorted(left)), replace(lottery, version=before.lottery.version), draw, seed, relaxed or {})


def remaining_quotas(quotas: Quotas, seated: Iterable[Mapping[str, str]]) -> Quotas:
    """The quotas of the seats that are still free, beside people with these features who keep theirs."""
    taken = Counter((name, person[name]) for person in seated for name in quotas)
    return {
        name: {
            value: (max(least - taken[name, value], 0), max(most - taken[name, value], 0))
            for value, (least, most) in values.items()
        }
        for name, values in quotas.items()
    }


def step_seed(digest: str, number: int, before: bytes) -> bytes:
    """`digest` is that of the first list; in version 1 that of the pool. Steps count from 1."""
    return hashlib.sha256(f"{DOMAIN}\0{digest}\0step:{number}\0{before.hex()}".encode()).digest()
