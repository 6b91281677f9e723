"""What the matching is asked: the people of a programme as the pure core knows them.

Why two may not be paired is not told to the core, so that no proposal can give a complaint away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sanggar.mentoring.models import Mentor, Wish, WishedPerson
from sanggar.mentoring.queries.forbidden import forbidden_pairs
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

if TYPE_CHECKING:
    from sanggar.cores import matching

Fixed = Mapping[int, int]
"""Enrolment → mentor, as the officer wants it."""
FORBIDDEN = "forbidden"


def problem_of(
    programme: Programme,
    people: Iterable[Enrolment],
    mentors: Iterable[Mentor],
    *,
    fixed: Fixed | None = None,
    present: Fixed | None = None,
) -> matching.Problem:
    """With `present` pairs the mentors' loads are those beyond these pairs."""
    from sanggar.cores import matching  # when it is wanted: a fifth of a second that no other start needs

    people, mentors, present = list(people), list(mentors), present or {}
    wishes = {wish.enrolment_id: wish for wish in Wish.objects.filter(enrolment__in=people).prefetch_related("chosen")}
    hoped = _hoped_for(mentors)
    kept = list(present.values())
    return matching.Problem(
        participants=tuple(_participant(person, wishes.get(person.pk)) for person in people),
        mentors=tuple(_mentor(mentor, kept.count(mentor.pk), hoped.get(mentor.pk, ())) for mentor in mentors),
        forbidden={(str(person), str(mentor)): FORBIDDEN for person, mentor in forbidden_pairs(programme)},
        fixed={str(person): str(mentor) for person, mentor in (fixed or {}).items()},
        present={str(person): str(mentor) for person, mentor in present.items()},
    )


def _hoped_for(mentors: Iterable[Mentor]) -> dict[int, tuple[str, ...]]:
    hoped: dict[int, tuple[str, ...]] = {}
    for each in WishedPerson.objects.filter(mentor__in=mentors).order_by("mentor", "rank"):
        hoped[each.mentor_id] = (*hoped.get(each.mentor_id, ()), str(each.enrolment_id))
    return hoped


def _participant(enrolment: Enrolment, wish: Wish | None) -> matching.Participant:
    from sanggar.cores import matching

    home = matching.Participant(
        id=str(enrolment.pk), track=enrolment.track.code, district=enrolment.person.village.parent_id or ""
    )
    if wish is None:
        return home
    return replace(
        home,
        languages=frozenset(wish.languages),
        times=frozenset(wish.times),
        needs=frozenset(wish.topics),
        kinds=frozenset(wish.kinds),
        wishes=tuple(str(each.mentor_id) for each in wish.chosen.all()),
    )


def _mentor(mentor: Mentor, kept: int, hoped: tuple[str, ...]) -> matching.Mentor:
    from sanggar.cores import matching

    return matching.Mentor(
        id=str(mentor.pk),
        capacity=mentor.capacity,
        load=mentor.assigned - kept,
        tracks=frozenset(track.code for track in mentor.tracks.all()),
        languages=frozenset(mentor.languages),
        times=frozenset(mentor.times),
        skills=frozenset(mentor.topics),
        kinds=frozenset(mentor.kinds),
        liked_tracks=frozenset(track.code for track in mentor.liked_tracks.all()),
        districts=frozenset(region.pk for region in mentor.districts.all()),
        wishes=hoped,
    )
