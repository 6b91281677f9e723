"""A proposal for everyone without a mentor: the same situation always gives the same proposal, so it can be shown,
checked, changed by fixing some of it, and then carried out as shown. And another for when a mentor falls away.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sanggar.mentoring.models import RUNNING, ChangeRequest, Mentor, Mentorship, MentorshipState
from sanggar.mentoring.queries.forbidden import forbidden_pairs
from sanggar.mentoring.queries.pairs import SHOWN_WITH, mentors_of, unassigned_enrolments
from sanggar.mentoring.queries.problems import Fixed, problem_of
from sanggar.people.models import Role
from sanggar.planning.models import Programme
from sanggar.planning.queries import holders_of
from sanggar.training.models import Enrolment

if TYPE_CHECKING:
    from sanggar.cores import matching
    from sanggar.cores.matching import Reason, Unmatched

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
    """Who would go from whom to whom when `mentor` falls away; `left` find nobody and stay for now, `why_left` why.
    `questions` are those that `mentor` has not answered. `loads` is how many each mentor accompanies, now and then.
    """

    mentor: Mentor
    moves: tuple[tuple[Mentorship, Mentor], ...]
    left: tuple[Mentorship, ...]
    why: Mapping[int, tuple[Reason, ...]] = field(default_factory=dict)
    fixed: Fixed = field(default_factory=dict)
    why_left: Mapping[int, Unmatched] = field(default_factory=dict)
    questions: tuple[Mentorship, ...] = ()

    @property
    def loads(self) -> list[tuple[Mentor, int]]:
        """Everybody whose number changes, with the number they would come to; by name."""
        coming = Counter(following for _pair, following in self.moves)
        going = Counter(pair.mentor for pair, _following in self.moves)
        people = sorted({*coming, *going}, key=lambda mentor: (mentor.account.name, mentor.pk))
        return [(mentor, mentor.assigned + coming[mentor] - going[mentor]) for mentor in people]

    @property
    def digest(self) -> str:
        lines = "".join(f"{pair.pk}:{mentor.pk}\n" for pair, mentor in self.moves)
        lines += "".join(f"{pair.pk}\n" for pair in self.questions)
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def disturbed(self) -> int:
        """How many move although their own mentor stays."""
        return sum(pair.mentor_id != self.mentor.pk for pair, _mentor in self.moves)


def proposed_pairs(programme: Programme, fixed: Fixed | None = None) -> Proposal:
    """Least cost under capacities, balanced; whom the officer has fixed gets that mentor where that is possible."""
    people = {enrolment.pk: enrolment for enrolment in unassigned_enrolments(programme).select_related(*HOMES)}
    mentors = _able(programme)
    fixed = {person: mentor for person, mentor in (fixed or {}).items() if person in people and mentor in mentors}
    found, fixed = _heeding(fixed, partial(problem_of, programme, people.values(), mentors.values()))
    placed = {int(pair.participant): pair for pair in found.pairs}
    return Proposal(
        pairs=tuple((people[pk], mentors[int(pair.mentor)]) for pk, pair in sorted(placed.items())),
        left=tuple(person for pk, person in people.items() if pk not in placed),
        why={pk: pair.reasons for pk, pair in placed.items()},
        fixed=fixed,
        why_left={int(each.participant): each for each in found.unmatched},
    )


def rematch_of(mentor: Mentor, fixed: Fixed | None = None, *, shifts: bool = False) -> Rematch:
    """Everybody of `mentor` to somebody else. Others' people stay where they are; with `shifts` as few as possible of
    them make room.
    """
    programme = mentor.programme
    mentors = {pk: each for pk, each in _able(programme).items() if pk != mentor.pk}
    asked = {pair.enrolment_id: pair for pair in _may_move(mentor, mentors, shifts=shifts)}
    present = {pk: pair.mentor_id for pk, pair in asked.items() if pair.mentor_id != mentor.pk}
    fixed = {who: whom for who, whom in (fixed or {}).items() if who in asked and whom in mentors}
    people = [pair.enrolment for pair in asked.values()]
    found, fixed = _heeding(fixed, partial(problem_of, programme, people, mentors.values(), present=present))
    went = {int(pair.participant): mentors[int(pair.mentor)] for pair in found.pairs}
    moves = [(pair, went[pk]) for pk, pair in sorted(asked.items()) if pk in went and went[pk].pk != pair.mentor_id]
    left = tuple(pair for pk, pair in sorted(asked.items()) if pk not in went)
    return Rematch(
        mentor,
        tuple(moves),
        left,
        why={int(pair.participant): pair.reasons for pair in found.pairs},
        fixed=fixed,
        why_left={int(each.participant): each for each in found.unmatched},
        questions=tuple(mentor.mentorships.filter(state=MentorshipState.PROPOSED).select_related(*SHOWN_WITH)),
    )


def _heeding(fixed: Fixed, problem: Callable[..., matching.Problem]) -> tuple[matching.Matching, Fixed]:
    """The matching, and what of the fixed stands in it: what is impossible is let go, and nobody else pays for it."""
    from sanggar.cores import matching  # when it is wanted: a fifth of a second that no other start needs

    found = matching.match(problem(fixed=fixed))
    placed = {int(pair.participant): int(pair.mentor) for pair in found.pairs}
    kept = {who: whom for who, whom in fixed.items() if placed.get(who) == whom}
    return (found, fixed) if len(kept) == len(fixed) else _heeding(kept, problem)


def _may_move(mentor: Mentor, others: Mapping[int, Mentor], *, shifts: bool) -> list[Mentorship]:
    """The mentor's own; with `shifts` the people of others too, but for those whose wish for another mentor is open or
    who must be kept from their mentor: that is decided by itself, and no move may give it away.
    """
    programme = mentor.programme
    rows = Mentorship.objects.filter(mentor__programme=programme, state__in=RUNNING)
    pairs = rows.select_related(*SHOWN_WITH, "enrolment__person__village")
    own = list(pairs.filter(mentor=mentor))
    if not shifts:
        return own
    apart = forbidden_pairs(programme)
    rest = pairs.filter(mentor__in=others).exclude(
        pk__in=ChangeRequest.objects.filter(answered_at=None).values("mentorship")
    )
    return [*own, *(pair for pair in rest if (pair.enrolment_id, pair.mentor_id) not in apart)]


def _able(programme: Programme) -> dict[int, Mentor]:
    rows = mentors_of(programme).filter(account__in=holders_of(programme, Role.MENTOR))
    rows = rows.prefetch_related("districts", "liked_tracks")
    return {mentor.pk: mentor for mentor in rows if mentor.active and mentor.has_agreed}
