"""A proposal for everyone without a mentor: the same situation always gives the same proposal, so it can be shown,
checked and then carried out as shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sanggar.mentoring.models import Mentor
from sanggar.mentoring.queries.pairs import mentors_of, unassigned_enrolments
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment


@dataclass(frozen=True, slots=True)
class Proposal:
    """`left` are those for whom no mentor of their track has room."""

    pairs: tuple[tuple[Enrolment, Mentor], ...]
    left: tuple[Enrolment, ...]

    @property
    def digest(self) -> str:
        """Names this very proposal: 64 hex digits."""
        lines = "".join(f"{enrolment.pk}:{mentor.pk}\n" for enrolment, mentor in self.pairs)
        return hashlib.sha256(lines.encode()).hexdigest()


def proposed_pairs(programme: Programme) -> Proposal:
    people = {enrolment.pk: enrolment for enrolment in unassigned_enrolments(programme)}
    mentors = {mentor.pk: mentor for mentor in mentors_of(programme) if mentor.active}
    desks = [
        Desk(m.pk, m.capacity, m.assigned, frozenset(track.pk for track in m.tracks.all())) for m in mentors.values()
    ]
    shared = share_out([(person.pk, person.track_id) for person in people.values()], desks)
    pairs = tuple((people[person], mentors[mentor]) for person, mentor in sorted(shared.items()))
    return Proposal(pairs, tuple(person for pk, person in people.items() if pk not in shared))


@dataclass(slots=True)
class Desk:
    """A mentor's room in the making of a proposal; no tracks means every track."""

    mentor: int
    capacity: int
    assigned: int
    tracks: frozenset[int]
    people: list[int] = field(default_factory=list)

    @property
    def has_room(self) -> bool:
        return self.assigned + len(self.people) < self.capacity

    @property
    def fullness(self) -> tuple[Fraction, int]:
        return Fraction(self.assigned + len(self.people), self.capacity), self.mentor

    def takes(self, track: int) -> bool:
        return not self.tracks or track in self.tracks


def share_out(people: Sequence[tuple[int, int]], desks: Sequence[Desk]) -> dict[int, int]:
    """Person → mentor, for as many people as can be placed at all, each with the mentor whose share is least full.

    `people` are (person, track) in order of precedence. Tracks with the fewest places go first; where greed blocks
    someone, earlier placings move along an augmenting path (Kuhn), so nobody stays without a mentor for whom a
    place could be found. Takes O(people x people x desks) at worst, for hundreds of people and dozens of mentors.
    """
    track_of = dict(people)
    places = {track: sum(d.capacity - d.assigned for d in desks if d.takes(track)) for track in set(track_of.values())}
    for person, _ in sorted(people, key=lambda each: places[each[1]]):
        _place(person, track_of, desks, set())
    return {person: desk.mentor for desk in desks for person in desk.people}


def _place(person: int, track_of: dict[int, int], desks: Sequence[Desk], tried: set[int]) -> bool:
    fitting = sorted((d for d in desks if d.takes(track_of[person])), key=lambda desk: desk.fullness)
    for desk in fitting:
        if desk.has_room:
            desk.people.append(person)
            return True
    for desk in fitting:
        if desk.mentor not in tried:
            tried.add(desk.mentor)
            for other in list(desk.people):
                if _place(other, track_of, desks, tried):
                    desk.people[desk.people.index(other)] = person
                    return True
    return False
