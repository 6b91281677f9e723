"""A mentor's places: taken and freed by one conditional UPDATE each, so the database decides races."""

from django.db.models import F, Q

from sanggar.mentoring.models import AGREEMENT_VERSION, Mentor
from sanggar.mentoring.refusals import MentorFull, MentorInactive, MentorNotAgreed
from sanggar.people.models import Person, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.rules import holds
from sanggar.training.models import Enrolment, EnrolmentState


def take_place(mentor: Mentor, *, has_right: bool = False) -> None:
    """For one participant more. A mentor whose right was ended takes nobody, whatever stands in their profile; who has
    looked at that already says so (`has_right`).
    """
    if not has_right and not holds(mentor.account, mentor.programme, Role.MENTOR):
        raise MentorInactive(name=mentor.account.name)
    free = Mentor.objects.filter(
        pk=mentor.pk, active=True, agreement_version=AGREEMENT_VERSION, assigned__lt=F("capacity")
    )
    if free.update(assigned=F("assigned") + 1):
        return
    mentor.refresh_from_db()
    if not mentor.active:
        raise MentorInactive(name=mentor.account.name)
    if not mentor.has_agreed:
        raise MentorNotAgreed(field="mentor", name=mentor.account.name)
    raise MentorFull(name=mentor.account.name, capacity=mentor.capacity)


def free_place(mentor: Mentor) -> None:
    Mentor.objects.filter(pk=mentor.pk).update(assigned=F("assigned") - 1)


def held_participant(enrolment: Enrolment) -> Enrolment:
    """The participation as it stands now, and ours until we commit. Before any mentor, as where somebody leaves."""
    rows = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person", "stage__programme", "track").get(pk=enrolment.pk)


def hold_participants(programme: Programme) -> None:
    """All who take part now, in one order."""
    rows = Enrolment.objects.of_programme(programme).seated().select_for_update(of=("self",), no_key=True)
    list(rows.order_by("pk").values_list("pk"))


def lock_in_order(*mentors: Mentor) -> None:
    """Lock mentors in one order, and before any of their pairs, so that acts that cross wait instead of dying."""
    keys = {mentor.pk for mentor in mentors}
    list(Mentor.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def hold_hours(meeting: Meeting) -> None:
    """Until we commit, nobody books a talk with who teaches or is expected at a meeting, so that whoever puts one onto
    the other sees it. Locks in the order of a booking: mentors, then people.
    """
    if meeting.trainer_id:
        lock_in_order(*Mentor.objects.filter(account=meeting.trainer_id))
    expected = Enrolment.objects.filter(cohort=meeting.cohort_id, state=EnrolmentState.ACTIVE)
    wanted = Q(pk__in=expected.values("person"))
    if meeting.trainer_id:
        wanted |= Q(account=meeting.trainer_id)  # who teaches may be accompanied too
    people = Person.objects.filter(wanted).select_for_update(no_key=True)
    list(people.order_by("pk").values_list("pk"))
