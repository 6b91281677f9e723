"""An offer is accepted: the applicant becomes a person the city knows, and a participant in a cohort."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.applications.queries import identity_of, is_identified
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.failures import log_failure
from sanggar.foundation.one_by_one import done_one_by_one
from sanggar.people.actions import register_person
from sanggar.people.models import Person
from sanggar.planning.actions import CohortFull
from sanggar.planning.queries import cohorts_with_room
from sanggar.selection import actions as selection
from sanggar.selection.letters import send_class_found
from sanggar.selection.models import Offer, OfferState
from sanggar.selection.queries import people_without_class
from sanggar.selection.refusals import ApplicationLapsed, OfferAlreadyAnswered, OfferExpired, OfferNotOpen
from sanggar.training.actions import AlreadyEnrolled, enrol
from sanggar.training.models import Enrolment

DOUBLED = Actor.system("kursi ganda")


class NoCohort(DomainError):
    code = "no_cohort"
    message = _("Belum ada kelas dengan kursi kosong untuk jalur %(track)s.")


def record_answer(offer: Offer, *, accepts: bool, how: str, by: Actor, at: datetime) -> None:
    """Note in the officer's name what the person said by telephone or at the counter, and `how`, for them to read. A
    yes counts, and is refused, like their own answer; a no once a second person of the office has confirmed it.
    """
    if accepts:
        take_seat(offer, on_behalf=how, by=by, at=at)
    else:
        selection.note_refusal(offer, how=how, by=by, at=at)


def take_seat(offer: Offer, *, on_behalf: str = "", by: Actor, at: datetime) -> Enrolment | None:
    """Accept an offer as `accept_offer`; where no class has a free seat the wish is kept, and so is the seat: None. The
    office reads it among what it has to do, and `seat_who_waits` goes on once there is room.
    """
    try:
        return accept_offer(offer, on_behalf=on_behalf, by=by, at=at)
    except NoCohort:
        selection.keep_for_class(offer, on_behalf=on_behalf, by=by, at=at)
        return None


def seat_who_waits(at: datetime) -> int:
    """Enrol those who accepted while the classes were full, the earliest first, where there is room now; how many."""
    waiting = people_without_class().select_related("application__call__stage", "application__track")
    return sum(_seated(offer, at) for offer in waiting.order_by("class_wanted_at", "pk"))


def pass_on_doubled(at: datetime) -> int:
    """Take back each open offer of a seat in a stage in which the person has one already, by way of another list that
    was frozen at the same time; how many. The seat goes on to the next.
    """
    same = {"stage": OuterRef("stage"), "person__nik_lookup": OuterRef("application__nik_lookup")}
    doubled = Offer.objects.filter(Exists(Enrolment.objects.seated().filter(**same)), state=OfferState.OPEN)
    return done_one_by_one(lambda offer: _passed_on(offer, at), doubled.select_related("stage").order_by("pk"))


def _passed_on(offer: Offer, at: datetime) -> bool:
    reason = str(AlreadyEnrolled(stage=offer.stage.name))
    try:
        selection.withdraw_offer(offer, reason=reason, by=DOUBLED, at=at)
    except (
        ApplicationLapsed,
        OfferNotOpen,
        OfferAlreadyAnswered,
        OfferExpired,
    ):  # answered in the same moment, or over
        return False
    return True


def _seated(offer: Offer, at: datetime) -> bool:
    """Whether they sit in a class now, and are told. One who can not be enrolled never keeps those behind from it."""
    application = offer.application
    if not cohorts_with_room(application.call.stage, application.track.code).exists():
        return False
    by = Actor.applicant(application.receipt)
    try:
        with transaction.atomic():
            enrolment = accept_offer(offer, by=by, at=at)
            send_class_found.enqueue(offer.pk, enrolment.cohort_id)
    except (NoCohort, OfferAlreadyAnswered):  # somebody was quicker
        return False
    except AlreadyEnrolled as error:  # by way of another call: the seat goes on to the next
        selection.withdraw_offer(offer, reason=str(error), by=Actor.system("seat_who_waits"), at=at)
        return False
    except DomainError as error:  # it lapsed, or was withdrawn, in the same moment
        log_failure(error, "seat_who_waits")
        return False
    return True


@transaction.atomic
def accept_offer(offer: Offer, *, on_behalf: str = "", by: Actor, at: datetime) -> Enrolment:
    """Accept an open offer in time; the held seat becomes the participant's. All of it happens, or nothing.

    A person whom the city knows keeps the data on record unless the card was shown at the counter.
    """
    selection.accept_offer(offer, on_behalf=on_behalf, by=by, at=at)
    application = offer.application
    person = register_person(
        identity_of(application),
        by=by,
        at=at,
        place=application.programme.place,
        card_shown=is_identified(application),
    )
    return enrol_where_there_is_room(application, person, by=by, at=at)


def enrol_where_there_is_room(application: Application, person: Person, *, by: Actor, at: datetime) -> Enrolment:
    """Into the emptiest cohort of the track; a cohort that fills up meanwhile is passed over."""
    for cohort in cohorts_with_room(application.call.stage, application.track.code):
        try:
            with transaction.atomic():
                return enrol(application, person, cohort, by=by, at=at)
        except CohortFull:
            continue
    raise NoCohort(track=application.track.name)
