"""A proposal for everyone without a mentor: the same situation always gives the same proposal, so it can be shown,
checked, changed by fixing some of it, and then carried out as shown. And another for when a mentor falls away.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sanggar.cores import matching
from sanggar.cores.matching import Reason, Unmatched
from sanggar.mentoring.models import RUNNING, Mentor, Mentorship
from sanggar.mentoring.queries.pairs import SHOWN_WITH, mentors_of, unassigned_enrolments
from sanggar.mentoring.queries.problems import Fixed, problem_of
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

HOMES = ("person__village", "track", "cohort", "stage")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`left` are those for whom no mentor may be found, `why_left` why; `why` says what speaks for each pair. Both by
    enrolment.
    """

    pairs: tuple[tuple[Enrolment, Mentor], ...]
    left: tuple[Enrolment, ...]
    why: Mapping[int, tuple[Reason, ...]] = field(default_factory=dict)
    fixed: Fixed = field(default_factory=dict)
    why_left: Mapping[int, Unmatched] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Names this very proposal: 64 hex digits."""
        lines = "".join(f"{enrolment.pk}:{mentor.pk}\n" for enrolment, mentor in self.pairs)
        return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rematch:
    """Who would go from whom to whom when `mentor` falls away; `left` find nobody and stay for now."""

    mentor: Mentor
    moves: tuple[tuple[Mentorship, Mentor], ...]
    left: tuple[Mentorship, ...]
    why: Mapping[int, tuple[Reason, ...]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        lines = "".join(f"{pair.pk}:{mentor.pk}\n" for pair, mentor in self.moves)
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def disturbed(self) -> int:
        """How many move although their own mentor stays."""
        return sum(pair.mentor_id != self.mentor.pk for pair, _mentor in self.moves)


def proposed_pairs(programme: Programme, fixed: Fixed | None = None) -> Proposal:
    """Least cost under capacities, balanced; whom the officer has fixed gets that mentor or nobody."""
    people = {enrolment.pk: enrolment for enrolment in unassigned_enrolments(programme).select_related(*HOMES)}
    mentors = _able(programme)
    fixed = {person: mentor for person, mentor in (fixed or {}).items() if person in people and mentor in mentors}
    found = matching.match(problem_of(programme, people.values(), mentors.values(), fixed=fixed))
    placed = {int(pair.participant): pair for pair in found.pairs}
    return Proposal(
        pairs=tuple((people[pk], mentors[int(pair.mentor)]) for pk, pair in sorted(placed.items())),
        left=tuple(person for pk, person in people.items() if pk not in placed),
        why={pk: pair.reasons for pk, pair in placed.items()},
        fixed=fixed,
        why_left={int(each.participant): each for each in found.unmatched},
    )


def rematch_of(mentor: Mentor) -> Rematch:
    """Everybody of `mentor` to somebody else, moving as few of the other pairs as possible."""
    programme = mentor.programme
    rows = Mentorship.objects.filter(mentor__programme=programme, state__in=RUNNING)
    pairs = {pair.enrolment_id: pair for pair in rows.select_related(*SHOWN_WITH, "enrolment__person__village")}
    mentors = {pk: each for pk, each in _able(programme).items() if pk != mentor.pk}
    asked = {pk: pair for pk, pair in pairs.items() if pair.mentor_id == mentor.pk or pair.mentor_id in mentors}
    present = {pk: pair.mentor_id for pk, pair in asked.items() if pair.mentor_id != mentor.pk}
    people = [pair.enrolment for pair in asked.values()]
    found = matching.match(problem_of(programme, people, mentors.values(), present=present))
    went = {int(pair.participant): mentors[int(pair.mentor)] for pair in found.pairs}
    moves = [(pair, went[pk]) for pk, pair in sorted(asked.items()) if pk in went and went[pk].pk != pair.mentor_id]
    left = tuple(pair for pk, pair in sorted(asked.items()) if pk not in went)
    return Rematch(mentor, tuple(moves), left, {int(pair.participant): pair.reasons for pair in found.pairs})


def _able(programme: Programme) -> dict[int, Mentor]:
    rows = mentors_of(programme).prefetch_related("districts", "liked_tracks")
    return {mentor.pk: mentor for mentor in rows if mentor.active and mentor.has_agreed}
