"""What each pair costs, and why: the same sentences once as arrays over all pairs and once as words for one pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sanggar.cores.matching.people import WISH_RANKS, Mentor, Participant, Problem, Words
from sanggar.cores.matching.transport import FORBIDDEN, Integers

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a pair, against it, or forbids it. `words` are what is shared or lacking.

    Codes that speak for a pair: track, languages, times, skills, district, kind, liked_track, wished_by_participant,
    wished_by_mentor, fixed, kept. Against: no_time, no_skills, other_district, other_kind, other_liked_track,
    other_wish_of_participant.
    That forbid: other_track, no_language, and those of `Problem.forbidden`.
    """

    code: str
    words: tuple[str, ...] = field(default=())


def pair_costs(problem: Problem) -> Integers:
    """Participants × mentors, int64; `FORBIDDEN` where a pair may not be.

    What a mentor wished is a credit, below nought for the pair that was wished and nought for all others. Were a missed
    wish a cost, who names one person would get nobody else; were it a cost to the person named, to be named would be a
    reason to be left out where places are few.
    """
    people, mentors, weights = problem.participants, problem.mentors, problem.weights
    cost = np.zeros((len(people), len(mentors)), dtype=np.int64)
    asks = [p.needs for p in people]
    cost += weights.time * _unlike([p.times for p in people], [m.times for m in mentors])
    lacking = np.array([len(need) for need in asks], dtype=np.int64)[:, None] - _shared(
        asks, [m.skills for m in mentors]
    )
    cost += weights.need * lacking
    cost += weights.district * _unlike([_one(p.district) for p in people], [m.districts for m in mentors])
    cost += weights.kind * _unlike([p.kinds for p in people], [m.kinds for m in mentors])
    cost += weights.kind * _unlike([_one(p.track) for p in people], [m.liked_tracks for m in mentors])
    cost += weights.wish * (_missed(people, mentors) - _granted(mentors, people).T)
    cost[_barred(problem)] = FORBIDDEN
    return cost


def _barred(problem: Problem) -> Flags:
    people, mentors = problem.participants, problem.mentors
    barred = _unlike([_one(p.track) for p in people], [m.tracks for m in mentors])
    barred |= _unlike([p.languages for p in people], [m.languages for m in mentors])
    row, column = _places(people), _places(mentors)
    for person, mentor in problem.forbidden:
        if person in row and mentor in column:
            barred[row[person], column[mentor]] = True
    return barred


def reasons(problem: Problem, person: Participant, mentor: Mentor) -> tuple[Reason, ...]:
    """Why this pair, or why not, in the order in which one would say it."""
    told = [*_bars(problem, person, mentor), *_common(person, mentor), *_wished(person, mentor)]
    if problem.fixed.get(person.id) == mentor.id:
        told.insert(0, Reason("fixed"))
    if problem.present.get(person.id) == mentor.id:
        told.insert(0, Reason("kept"))
    return tuple(told)


def bars(problem: Problem, person: Participant, mentor: Mentor) -> tuple[Reason, ...]:
    """What forbids the pair; nothing where it may be."""
    return tuple(_bars(problem, person, mentor))


def _bars(problem: Problem, person: Participant, mentor: Mentor) -> Iterable[Reason]:
    if person.track and mentor.tracks and person.track not in mentor.tracks:
        yield Reason("other_track", (person.track,))
    if person.languages and mentor.languages and not person.languages & mentor.languages:
        yield Reason("no_language", tuple(sorted(person.languages)))
    if why := problem.forbidden.get((person.id, mentor.id)):
        yield Reason(why)


def _common(person: Participant, mentor: Mentor) -> Iterable[Reason]:
    if person.track and person.track in mentor.tracks:
        yield Reason("track", (person.track,))
    if shared := person.languages & mentor.languages:
        yield Reason("languages", tuple(sorted(shared)))
    if person.times and mentor.times:
        shared = person.times & mentor.times
        yield Reason("times", tuple(sorted(shared))) if shared else Reason("no_time", tuple(sorted(person.times)))
    if has := person.needs & mentor.skills:
        yield Reason("skills", tuple(sorted(has)))
    if lacks := person.needs - mentor.skills:
        yield Reason("no_skills", tuple(sorted(lacks)))
    if person.district and mentor.districts:
        yield Reason("district" if person.district in mentor.districts else "other_district", (person.district,))


def _wished(person: Participant, mentor: Mentor) -> Iterable[Reason]:
    if person.kinds and mentor.kinds:
        shared = person.kinds & mentor.kinds
        yield Reason("kind", tuple(sorted(shared))) if shared else Reason("other_kind", tuple(sorted(person.kinds)))
    if person.track and mentor.liked_tracks:
        yield Reason("liked_track" if person.track in mentor.liked_tracks else "other_liked_track", (person.track,))
    if person.wishes:
        yield Reason("wished_by_participant" if mentor.id in person.wishes else "other_wish_of_participant")
    if person.id in mentor.wishes:
        yield Reason("wished_by_mentor")


def _one(word: str) -> Words:
    return frozenset([word]) if word else frozenset()


def _said(words: Iterable[Words]) -> Flags:
    return np.array([bool(each) for each in words], dtype=bool)


def _unlike(left: Sequence[Words], right: Sequence[Words]) -> Flags:
    """Where both said something and have nothing in common."""
    unlike: Flags = _said(left)[:, None] & _said(right)[None, :] & (_shared(left, right) == 0)
    return unlike


def _shared(left: Sequence[Words], right: Sequence[Words]) -> Integers:
    """How many words each on the left has in common with each on the right."""
    known = {word: place for place, word in enumerate(sorted(frozenset().union(*left, *right)))}
    return _marked(left, known) @ _marked(right, known).T


def _marked(sets: Sequence[Words], known: dict[str, int]) -> Integers:
    marks = np.zeros((len(sets), len(known)), dtype=np.int64)
    for row, words in enumerate(sets):
        marks[row, [known[word] for word in words]] = 1
    return marks


def _missed(wishing: Sequence[Participant | Mentor], wished: Sequence[Participant | Mentor]) -> Integers:
    """By how many ranks each pair misses what the one side wished: 0 for the dearest and for who wished nothing."""
    silent = np.array([not each.wishes for each in wishing], dtype=bool)
    missed = WISH_RANKS - _granted(wishing, wished)
    missed[silent] = 0
    return missed


def _granted(wishing: Sequence[Participant | Mentor], wished: Sequence[Participant | Mentor]) -> Integers:
    """How dear each pair is to the one side: `WISH_RANKS` for the dearest, a rank less for each next, else nought."""
    column = _places(wished)
    ranks = np.zeros((len(wishing), len(wished)), dtype=np.int64)
    for row, each in enumerate(wishing):
        for rank, name in enumerate(each.wishes[:WISH_RANKS]):
            if name in column:
                ranks[row, column[name]] = WISH_RANKS - rank
    return ranks


def _places(people: Sequence[Participant | Mentor]) -> dict[str, int]:
    return {each.id: place for place, each in enumerate(people)}
