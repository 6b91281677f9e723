"""What mentoring promises whatever is done, in whatever order or at whatever moment."""

from itertools import pairwise

from django.db.models import Count

from sanggar.mentoring.models import ALLOWED, OPEN, Mentor, Mentorship, MentorshipState, Outcome, Talk
from sanggar.mentoring.queries import is_forbidden


def assert_promises_kept() -> None:
    assert_one_mentor_each()
    assert_nobody_with_whom_they_may_not_be()
    assert_no_slot_taken_twice()
    assert_histories_whole()


def assert_one_mentor_each() -> None:
    """And a mentor's counter counts, up to the capacity."""
    open_pairs = Mentorship.objects.filter(state__in=OPEN)
    assert not open_pairs.values("enrolment").annotate(n=Count("pk")).filter(n__gt=1).exists()
    for mentor in Mentor.objects.all():
        assert mentor.assigned == open_pairs.filter(mentor=mentor).count() <= mentor.capacity


def assert_nobody_with_whom_they_may_not_be() -> None:
    for pair in Mentorship.objects.filter(state__in=OPEN).select_related("mentor__programme", "enrolment"):
        assert not is_forbidden(pair.enrolment, pair.mentor)


def assert_no_slot_taken_twice() -> None:
    """Nor by a pair that rests or is over, nor one that was taken back."""
    standing = Talk.objects.filter(cancelled_at=None).select_related("slot", "mentorship")
    assert len({talk.slot_id for talk in standing}) == len(standing)
    for talk in standing:
        assert (talk.slot.mentor_id, talk.mentorship.state) == (talk.mentorship.mentor_id, "active")
        assert talk.slot.withdrawn_at is None


def assert_histories_whole() -> None:
    for pair in Mentorship.objects.prefetch_related("events"):
        steps = [(event.from_state, event.to_state) for event in pair.events.all()]
        assert steps[0][0] == ""
        assert steps[-1][1] == pair.state
        for before, after in pairwise(steps):
            assert before[1] == after[0]
            assert MentorshipState(after[1]) in ALLOWED[MentorshipState(after[0])]
        assert hasattr(pair, "next") == (pair.outcome == Outcome.MOVED)
