"""What both sides hope for in each other."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.models import MOST_WISHED, Mentor, Wish, WishedMentor, WishedPerson
from sanggar.mentoring.refusals import WishOfOtherProgramme
from sanggar.planning.models import Track
from sanggar.training.models import Enrolment


@transaction.atomic
def tell_wish(
    enrolment: Enrolment,
    *,
    languages: Sequence[str],
    times: Sequence[str],
    mentors: Sequence[Mentor],
    by: Actor,
    at: datetime,
    topics: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> Wish:
    """What a participant needs; of `mentors` the dearest first. What was told before is told anew."""
    programme = enrolment.stage.programme
    _require_of_programme(mentor.programme_id == programme.pk for mentor in mentors)
    Enrolment.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.pk)
    told = {"languages": list(languages), "times": list(times), "topics": list(topics), "kinds": list(kinds)}
    wish, _new = Wish.objects.update_or_create(enrolment=enrolment, defaults=told | {"told_at": at})
    wish.chosen.all().delete()
    chosen = list(dict.fromkeys(mentors))[:MOST_WISHED]
    WishedMentor.objects.bulk_create(
        WishedMentor(wish=wish, mentor=mentor, rank=rank) for rank, mentor in enumerate(chosen, 1)
    )
    record("mentoring.tell_wish", enrolment, by=by, at=at, place=programme.place)
    return wish


@transaction.atomic
def tell_mentor_wishes(
    mentor: Mentor, *, tracks: Iterable[Track], people: Sequence[Enrolment], by: Actor, at: datetime
) -> None:
    """Which tracks a mentor likes best, and whom they hope for, the dearest first."""
    tracks = list(tracks)
    _require_of_programme(person.stage.programme_id == mentor.programme_id for person in people)
    _require_of_programme(track.programme_id == mentor.programme_id for track in tracks)
    lock_in_order(mentor)
    mentor.liked_tracks.set(tracks)
    mentor.wished.all().delete()
    chosen = list(dict.fromkeys(people))[:MOST_WISHED]
    WishedPerson.objects.bulk_create(
        WishedPerson(mentor=mentor, enrolment=person, rank=rank) for rank, person in enumerate(chosen, 1)
    )
    label = f"akun {mentor.account_id}"
    record("mentoring.tell_mentor_wishes", mentor, by=by, at=at, place=mentor.programme.place, label=label)


def _require_of_programme(fits: Iterable[bool]) -> None:
    if not all(fits):
        raise WishOfOtherProgramme
