"""Stopping, wherever one stands: as an applicant, with an offer, or as a participant."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions import WithdrawingOver, withdraw_application
from sanggar.applications.models import Application
from sanggar.foundation.audit import Actor
from sanggar.journeys.leaving import leave_programme
from sanggar.selection.actions import decline_offer
from sanggar.selection.actions.filling import lock_stage
from sanggar.selection.models import DrawEntry, OfferState, without_texts
from sanggar.selection.queries import offer_of
from sanggar.selection.result_words import take_back_results
from sanggar.training.models import EnrolmentState
from sanggar.training.queries import enrolment_of_application

OWN_WISH = _("Atas permintaan sendiri, lewat halaman lamaran.")


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime) -> None:
    """Give up the seat, or the offer and the application; what falls free goes to the next reserve.

    Raises `WithdrawingOver` for a participation that is completed or has ended: what it was stays on record.
    """
    if application.draw_entries.exists():
        lock_stage(application.call.stage_id)  # nobody accepts the offer, nor is told a result, while we look
    enrolment = enrolment_of_application(application)
    if enrolment and enrolment.state != EnrolmentState.ACTIVE:
        raise WithdrawingOver
    if enrolment:
        leave_programme(enrolment, to_state=EnrolmentState.WITHDRAWN, reason=str(OWN_WISH), by=by, at=at)
        return
    offer = offer_of(application)
    if offer and offer.state == OfferState.OPEN and not offer.is_over(at):
        decline_offer(offer, by=by, at=at)
    withdraw_application(application, by=by, at=at)
    for entry in _results_told(application):
        take_back_results(entry.draw, [entry.pk], by=by, at=at)


def _results_told(application: Application) -> list[DrawEntry]:
    """The places in draws about which letters were written, and may be held yet."""
    entries = application.draw_entries.filter(draw__results_sent_at__isnull=False)
    return list(without_texts(entries.select_related("draw__call__stage__programme__organisation"), "draw"))
